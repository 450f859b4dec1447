// The repository that a folder lies in without being its root: its ignore files hold for the folder too.
import { join } from "node:path";
import type { RepositoryAbove } from "../core/index";
import { relativePath } from "./pathText";
import { readSmallText } from "./smallFiles";
import { WorkTree } from "./workTree";

/** Undefined when the repository starts in the folder, or there is none around it. */
export function repositoryAbove(folder: string): RepositoryAbove | undefined {
  const root = WorkTree.around(folder)?.root;
  const inside = root === undefined ? "" : relativePath(root, folder);
  if (root === undefined || inside === "") return undefined;
  const parts = inside.split("/");
  const files = new Map<string, string>();
  for (const path of [
    ".git/info/exclude",
    ...parts.map((_, depth) => [...parts.slice(0, depth), ".gitignore"].join("/")),
  ]) {
    const text = readSmallText(join(root, path));
    if (text !== undefined) files.set(path, text);
  }
  return { folder: inside, files };
}
