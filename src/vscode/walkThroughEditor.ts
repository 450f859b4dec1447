// The files of a folder through VS Code's file system, with all that is left out. VS Code's own search would leave out in
// silence, and finds nothing in file systems that bring no search.
import * as vscode from "vscode";
import { hiddenBy, hidingGlob, isExcluded } from "../core/index";
import { pathBelow } from "./places";
import type { NotScanned } from "./scanResult";
import type { FolderScope } from "./settings";

export type WalkStep =
  { readonly kind: "file"; readonly file: vscode.Uri } | (NotScanned & { readonly kind: "skipped" });

/** Folders that hold nothing of the person's own; what git tracks there cannot be known without Git's index. */
const NEVER: Readonly<Record<string, string>> = {
  node_modules: "installed packages: which of them Git tracks cannot be read here",
};
const REPOSITORY = /^\.(?:git|hg|svn)$/;

const UNIGNORED = "not followed: what Git tracks cannot be read here, so files that it ignores are looked at as well";

/** Paths and globs are relative to the root. */
interface Walk {
  readonly root: vscode.Uri;
  readonly scope: FolderScope;
}

/** Files as they are; of folders, every file in them and below that nobody excludes. */
export async function* filesBelow(targets: readonly vscode.Uri[], walk: Walk): AsyncGenerator<WalkStep> {
  const { root, scope } = walk;
  const pathOf = (file: vscode.Uri): string => pathBelow(root, file);
  const skip = (file: vscode.Uri, reason: string, trouble = false): WalkStep => ({
    ...skipped(pathOf(file) || file.path, reason),
    trouble,
  });
  const folders: vscode.Uri[] = [];
  for (const target of targets) {
    const type = await typeOf(target);
    if (typeof type === "string") yield skip(target, type, true);
    else if ((type & vscode.FileType.Directory) !== 0) folders.push(target);
    else yield isExcluded(pathOf(target), scope.policy) ? skip(target, EXCLUDED) : { kind: "file", file: target };
  }
  let isTold = false;
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    const entries = await entriesOf(folder);
    if (typeof entries === "string") {
      yield skip(folder, entries, true);
      continue;
    }
    const names = new Set(entries.map(([name]) => name));
    if (names.has(".gitignore") && !isTold) {
      isTold = true;
      yield { kind: "skipped", path: pathOf(vscode.Uri.joinPath(folder, ".gitignore")), reason: UNIGNORED };
    }
    const below: vscode.Uri[] = [];
    for (const [name, type] of entries) {
      const file = vscode.Uri.joinPath(folder, name);
      const step = stepOf(file, { name, type, names, walk });
      if (step === "folder") below.push(file);
      else if (step) yield step;
    }
    // Into the depth, so that little waits.
    folders.unshift(...below);
  }
}

interface Entry {
  readonly name: string;
  readonly type: vscode.FileType;
  /** All of its folder. */
  readonly names: ReadonlySet<string>;
  readonly walk: Walk;
}

function stepOf(file: vscode.Uri, { name, type, names, walk }: Entry): WalkStep | "folder" | undefined {
  if (REPOSITORY.test(name)) return undefined;
  const path = pathBelow(walk.root, file);
  if (isExcluded(path, walk.scope.policy)) return skipped(path, EXCLUDED);
  const isThere = (beside: string): boolean => names.has(beside.slice(beside.lastIndexOf("/") + 1));
  const glob = hidingGlob(path, walk.scope.hiding, isThere);
  if (glob !== undefined) return skipped(path, hiddenBy(glob));
  if ((type & vscode.FileType.SymbolicLink) !== 0) return skipped(path, "symbolic link, not followed");
  if ((type & vscode.FileType.Directory) === 0) return { kind: "file", file };
  const never = NEVER[name];
  return never === undefined ? "folder" : skipped(path, never);
}

const EXCLUDED = "excluded by settings or policy file";

function skipped(path: string, reason: string): NotScanned & { readonly kind: "skipped" } {
  return { kind: "skipped", path, reason };
}

async function typeOf(target: vscode.Uri): Promise<vscode.FileType | string> {
  try {
    return (await vscode.workspace.fs.stat(target)).type;
  } catch (error) {
    return whyNot(error);
  }
}

async function entriesOf(folder: vscode.Uri): Promise<readonly (readonly [string, vscode.FileType])[] | string> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    return whyNot(error);
  }
}

function whyNot(error: unknown): string {
  if (error instanceof vscode.FileSystemError) return `it cannot be read (${error.code})`;
  throw error;
}
