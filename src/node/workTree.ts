// What git would say of a file, read from its own files: which repository it belongs to, whether it is tracked,
// whether it is ignored. No process is started, so it works without git and in any folder that is opened.
import { lstatSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readTracked } from "./gitIndex";
import { relativePath } from "./pathText";
import { readSmallText } from "./smallFiles";

/** A repository with files in a folder. Paths are relative to `root`, with `/`. */
export class WorkTree {
  readonly root: string;
  /** Whether any remote has a URL. */
  readonly hasRemote: boolean;
  readonly #gitFolder: string;
  readonly #config: string;
  #tracked: ReadonlySet<string> | undefined;
  #folders: ReadonlySet<string> | undefined;
  /** The index cannot be read, so a file that is tracked although it is ignored may be missed. */
  indexIsBroken = false;

  private constructor(root: string, gitFolder: string) {
    this.root = root;
    this.#gitFolder = gitFolder;
    this.#config = readText(join(commonFolder(gitFolder), "config"));
    this.hasRemote = /^\s*\[remote\s+"[^\n]*"\][^[]*?^\s*url\s*=\s*\S/im.test(this.#config);
  }

  /** The repository whose work tree starts at a folder; `.git` may be a file that points elsewhere. */
  static at(folder: string): WorkTree | undefined {
    const gitFolder = gitFolderOf(folder);
    return gitFolder === undefined ? undefined : new WorkTree(folder, gitFolder);
  }

  /** The repository that a folder lies in. */
  static around(folder: string): WorkTree | undefined {
    for (let at = resolve(folder); ; at = dirname(at)) {
      const found = WorkTree.at(at);
      if (found || dirname(at) === at) return found;
    }
  }

  /** Whether the repository around a folder has it as a submodule, checked out or not. */
  static isSubmodule(folder: string): boolean {
    const outer = WorkTree.around(dirname(folder));
    return outer?.isTracked(relativePath(outer.root, folder)) === true;
  }

  isTracked(path: string): boolean {
    return this.#trackedPaths().has(path);
  }

  /** Whether a tracked file lies below a folder. */
  holdsTracked(folder: string): boolean {
    this.#folders ??= foldersOf(this.#trackedPaths());
    return this.#folders.has(folder);
  }

  /** The rules that hold for the whole repository and are not in its work tree. */
  ownRules(): IgnoreRules | undefined {
    return this.#rules("", join(commonFolder(this.#gitFolder), "info", "exclude"), undefined);
  }

  /** The rules of the `.gitignore` in a folder (empty, or with `/` at the end), added to those from above. */
  rulesIn(folder: string, above: IgnoreRules | undefined): IgnoreRules | undefined {
    return this.#rules(folder, join(this.root, folder, ".gitignore"), above);
  }

  #rules(folder: string, file: string, above: IgnoreRules | undefined): IgnoreRules | undefined {
    const text = readText(file);
    const ignoreCase = /^\s*ignorecase\s*=\s*true\s*$/im.test(this.#config);
    return /^[^#\s]/m.test(text) ? new IgnoreRules(folder, text, { ignoreCase, above }) : above;
  }

  #trackedPaths(): ReadonlySet<string> {
    if (!this.#tracked) {
      const sha256 = /^\s*objectformat\s*=\s*sha256\s*$/im.test(this.#config);
      const tracked = readTracked(this.#gitFolder, sha256 ? 32 : 20);
      this.indexIsBroken = tracked === undefined;
      this.#tracked = tracked ?? new Set();
    }
    return this.#tracked;
  }
}

/** Tests after which a matcher is made anew, since it keeps every path that it has seen. */
const MAX_REMEMBERED = 20_000;

/** The ignore rules that hold in a folder: its own come before those from above. */
export class IgnoreRules {
  readonly #folder: string;
  readonly #text: string;
  readonly #ignoreCase: boolean;
  readonly #above: IgnoreRules | undefined;
  #matcher: Ignore | undefined;
  #tests = 0;

  constructor(folder: string, text: string, options: { ignoreCase: boolean; above: IgnoreRules | undefined }) {
    this.#folder = folder;
    this.#text = text;
    this.#ignoreCase = options.ignoreCase;
    this.#above = options.above;
  }

  /** Whether a path below the folder is ignored, none of its parents being so. */
  ignores(path: string, isFolder: boolean): boolean {
    if (++this.#tests % MAX_REMEMBERED === 0) this.#matcher = undefined;
    this.#matcher ??= ignore({ ignoreCase: this.#ignoreCase }).add(this.#text);
    const relative = path.slice(this.#folder.length);
    const { ignored, unignored } = this.#matcher.test(isFolder ? `${relative}/` : relative);
    return ignored || (!unignored && this.#above !== undefined && this.#above.ignores(path, isFolder));
  }
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Where a repository keeps its own files; a linked work tree or a submodule has a file that says so. */
function gitFolderOf(folder: string): string | undefined {
  const path = join(folder, ".git");
  const kind = lstatSync(path, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return path;
  const target = kind?.isFile() ? /^gitdir: (.+?)\s*$/.exec(readText(path))?.[1] : undefined;
  return target === undefined ? undefined : resolve(folder, target);
}

/** A linked work tree shares settings and objects with the repository it is linked to. */
function commonFolder(gitFolder: string): string {
  const target = readText(join(gitFolder, "commondir")).trim();
  return target === "" ? gitFolder : resolve(gitFolder, target);
}

/** Empty when it is missing or cannot be read. */
function readText(path: string): string {
  return readSmallText(path) ?? "";
}
