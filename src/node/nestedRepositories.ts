// Which repository a file belongs to, where that is not the one of the working directory.
import { dirname, resolve } from "node:path";
import type { InRepository } from "../core/index";
import { type FilePath, pathText, relativePath } from "./pathText";
import { WorkTree } from "./workTree";

/** Looks from the files up, so it costs something for those alone in which something is found. */
export class NestedRepositories {
  readonly #cwd: string;
  readonly #own: string | undefined;
  readonly #known = new Map<string, InRepository | undefined>();

  /** `cwd` is absolute. */
  constructor(cwd: string) {
    this.#cwd = cwd;
    this.#own = WorkTree.around(cwd)?.root;
  }

  /** The other repository that an absolute path lies in; undefined in that of the working directory, and in none. */
  of(path: FilePath): InRepository | undefined {
    const folder = dirname(resolve(pathText(path)));
    if (!this.#known.has(folder)) this.#known.set(folder, this.#look(folder));
    return this.#known.get(folder);
  }

  #look(folder: string): InRepository | undefined {
    const root = WorkTree.around(folder)?.root;
    if (root === undefined || root === this.#own) return undefined;
    return { path: relativePath(this.#cwd, root), submodule: WorkTree.isSubmodule(root) };
  }
}
