// Which repository holds a folder, and what is missing from it.
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { explain, type Git, type GitOptions } from "../git";

export interface Repository {
  /** Where git runs: the top of the work tree, or the git folder of a bare repository. */
  readonly root: string;
  readonly bare: boolean;
  /** It has more work trees than its own. */
  readonly worktrees: boolean;
  /** Where refs and objects are, which worktrees share. */
  readonly commonDir: string;
  /** Why its history is known to be incomplete here, in words for the person. */
  readonly gaps: readonly string[];
}

/** A folder's place: its repository and its path there, with `/` at the end unless it is the top. */
export type Place =
  | { readonly kind: "repository"; readonly repository: Repository; readonly prefix: string }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly reason: string };

/** Finds the repository of a folder; of one that does not exist, that of the nearest folder above. */
export async function findRepository(git: Git, folder: string, signal: AbortSignal): Promise<Place> {
  const cwd = existingFolder(folder);
  const options = { cwd, signal };
  const questions = ["--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository"];
  const paths = ["--path-format=absolute", "--git-dir", "--git-common-dir", "--show-prefix", "--show-cdup"];
  const asked = await git.run(["rev-parse", ...questions, ...paths], options);
  if (asked.kind !== "ok") {
    const none = asked.kind === "failed" && /not a git repository/i.test(asked.reason) && !hasGitFolder(cwd);
    return none ? { kind: "none" } : { kind: "failed", reason: explain(asked) };
  }
  const [isBare, inWorkTree, isShallow, gitDir = cwd, commonDir = gitDir, prefix = "", up = ""] =
    asked.stdout.split(/\r?\n/);
  const bare = isBare === "true" || inWorkTree !== "true";
  const gaps = [
    ...(isShallow === "true" ? ["it is a shallow clone, which leaves older commits out"] : []),
    ...((await isPartial(git, options))
      ? ["it is a partial clone, which leaves objects out until they are needed"]
      : []),
  ];
  const worktrees = existsSync(join(commonDir, "worktrees"));
  const root = bare ? gitDir : resolve(cwd, up);
  return { kind: "repository", repository: { root, bare, worktrees, commonDir, gaps }, prefix };
}

async function isPartial(git: Git, options: GitOptions): Promise<boolean> {
  const pattern = String.raw`^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$`;
  return (await git.run(["config", "--name-only", "--get-regexp", pattern], options)).kind === "ok";
}

/** A repository that git does not take for one is broken, or hidden from it: that is no answer. */
function hasGitFolder(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  return dirname(folder) !== folder && hasGitFolder(dirname(folder));
}

function existingFolder(folder: string): string {
  let at = resolve(folder);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return realpathSync(at);
}
