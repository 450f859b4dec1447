// Finds git as an absolute path, never in the folders that are looked at.
import { candidates, type Environment, findProgram } from "../findProgram";

export type { Environment } from "../findProgram";

/** The absolute path of the first git on PATH that lies outside the given folders; undefined when there is none. */
export function findGit(env: Environment, outside: readonly string[]): string | undefined {
  return findProgram("git", env, outside);
}

/** Where git could be, in the order of PATH. */
export function gitCandidates(env: Environment, platform: NodeJS.Platform): readonly string[] {
  return candidates("git", env, platform);
}
