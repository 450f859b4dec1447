// The repository of a folder, with a git that is not one of its files.
import { Git } from "../git";
import { WorkTree } from "../workTree";
import { type Environment, findGit } from "./findGit";
import { findRepository, type Repository } from "./repository";

export interface OpenRepository {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

/** Opens the repository that a folder lies in; else why there is none. No git is taken from there or from `outside`. */
export async function openRepository(
  folder: string,
  options: { readonly env: Environment; readonly signal: AbortSignal; readonly outside?: readonly string[] },
): Promise<OpenRepository | string> {
  const { env, signal, outside = [] } = options;
  const git = new Git(findGit(env, [folder, WorkTree.around(folder)?.root ?? folder, ...outside]), env);
  const place = await findRepository(git, folder, signal);
  if (place.kind === "failed") return place.reason;
  return place.kind === "none" ? "There is no Git repository here." : { git, repository: place.repository, signal };
}
