// Takes a file out of git's index. The only place where Keystow changes a repository, after the person has said so.
import { basename, dirname } from "node:path";
import { explain, Git } from "./git";
import { type Environment, findGit } from "./git/findGit";

export interface UntrackOptions {
  readonly env: Environment;
  /** Folders whose programs do not count: all that are looked at. */
  readonly outside: readonly string[];
  readonly signal: AbortSignal;
}

/** Stops the tracking of a file, which stays on disk; returns why that failed, for the person. */
export async function stopTracking(
  file: string,
  { env, outside, signal }: UntrackOptions,
): Promise<string | undefined> {
  const git = new Git(findGit(env, outside), env);
  // What `git rm --cached --force` does, which first compares the file and so runs the filter that the repository names for it.
  const args = ["update-index", "--force-remove", "--", basename(file)];
  const end = await git.run(args, { cwd: dirname(file), signal });
  return end.kind === "ok" ? undefined : explain(end);
}
