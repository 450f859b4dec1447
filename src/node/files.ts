// Which files a scan reads, and how. Nothing that is left out is silent: it is yielded as skipped, or counted as
// ignored by git. Symbolic links are not followed; devices and pipes are never opened.
import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { type FilePath, joinPath, pathText, relativePath } from "./pathText";
import { NO_WAITING } from "./smallFiles";
import { type IgnoreRules, WorkTree } from "./workTree";

/** A folder on the way of a walk. */
export interface Folder {
  readonly path: FilePath;
  /** Relative to where the walk started, with `/` at the end; empty there. */
  readonly name: string;
  readonly tree?: WorkTree;
  /** Relative to the work tree, with `/` at the end; empty at its root. */
  readonly inTree: string;
  readonly rules?: IgnoreRules;
  /** Of an ignored folder, only what is tracked counts. */
  readonly onlyTracked: boolean;
  /** The walk started in an ignored folder, so all of it counts, yet git will not publish it. */
  readonly inIgnored: boolean;
}

export interface FileStep {
  readonly kind: "file";
  readonly path: FilePath;
  /** Relative to where the walk started. */
  readonly name: string;
  readonly folder: Folder;
}

export type Step =
  | FileStep
  | { readonly kind: "skipped"; readonly name: string; readonly reason: string; readonly trouble: boolean }
  | { readonly kind: "ignored" };

/** Why a submodule is left out: it is scanned as a folder, not by what the repository around it knows of it. */
export const SUBMODULE = "submodule, a repository of its own";
export const NOT_CHECKED_OUT = "submodule that is not checked out";

/** Why a path (relative to where the walk started) is left out, if it is. */
export type Exclude = (name: string) => string | undefined;

/** What stands in a folder and below, in the order of the file system. */
export function* walk(start: Folder, exclude: Exclude): Generator<Step> {
  const folders = [start];
  const broken = new Set<WorkTree>();
  for (let next = folders.pop(); next; next = folders.pop()) {
    const entries = readFolder(next.path);
    if (typeof entries === "string") {
      yield { kind: "skipped", name: next.name, reason: entries, trouble: true };
      continue;
    }
    if (entries.length === 0 && next.tree?.isTracked(next.inTree.slice(0, -1)))
      yield { kind: "skipped", name: next.name, reason: NOT_CHECKED_OUT, trouble: false };
    const folder = entered(next, entries);
    for (const entry of entries) {
      const step = stepOf(entry, folder, exclude);
      if (!step) continue;
      if ("kind" in step) yield step;
      else folders.push(step);
    }
    if (folder.tree?.indexIsBroken && !broken.has(folder.tree)) {
      broken.add(folder.tree);
      const name = relativePath(pathText(start.path), `${folder.tree.root}/.git/index`);
      yield { kind: "skipped", name, reason: "broken, so tracked files that are ignored were missed", trouble: true };
    }
  }
}

/** A folder to walk, with what git says of it; all of an ignored folder counts when it is asked for by its name. */
export function startFolder(path: string): Folder {
  const tree = WorkTree.around(path);
  const start: Folder = { path, name: "", inTree: "", onlyTracked: false, inIgnored: false };
  if (!tree) return start;
  const parts = relativePath(tree.root, path)
    .split("/")
    .filter((part) => part !== "");
  let rules = tree.ownRules();
  let inTree = "";
  for (const part of parts) {
    rules = tree.rulesIn(inTree, rules);
    if (rules?.ignores(`${inTree}${part}`, true))
      return { ...start, tree, inTree: parts.map((one) => `${one}/`).join(""), inIgnored: true };
    inTree += `${part}/`;
  }
  return { ...start, tree, inTree, ...(rules && { rules }) };
}

type Entries = readonly Dirent<string | Buffer>[];

/** The entries of a folder, with names as bytes where text could not name them; else why it cannot be read. */
function readFolder(path: FilePath): Entries | string {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    const lossless = entries.every(({ name }) => !name.includes("\ufffd"));
    return lossless ? entries : readdirSync(path, { withFileTypes: true, encoding: "buffer" });
  } catch (error) {
    return troubleOf(error);
  }
}

/** A folder with the repository that starts in it and the ignore rules that it adds. */
function entered(folder: Folder, entries: Entries): Folder {
  const holds = (name: string): boolean => entries.some((entry) => entry.name === name);
  const own = folder.inTree !== "" && holds(".git") ? WorkTree.at(pathText(folder.path)) : undefined;
  const rules = own ? own.ownRules() : folder.rules;
  const here = own ? { ...folder, tree: own, inTree: "", onlyTracked: false, inIgnored: false } : folder;
  const added = here.tree && !here.onlyTracked && holds(".gitignore") ? here.tree.rulesIn(here.inTree, rules) : rules;
  const { rules: _, ...rest } = here;
  return added ? { ...rest, rules: added } : rest;
}

/** What an entry of a folder is: a step, a folder to walk, or nothing to speak of. */
function stepOf(entry: Entries[number], folder: Folder, exclude: Exclude): Step | Folder | undefined {
  const text = pathText(entry.name);
  if (text === ".git") return undefined;
  const path = joinPath(folder.path, entry.name);
  const name = folder.name + text;
  const inTree = folder.inTree + text;
  const isFolder = entry.isDirectory();
  const excluded = exclude(name);
  if (excluded !== undefined)
    return { kind: "skipped", name: isFolder ? `${name}/` : name, reason: excluded, trouble: false };
  const isPackages = isFolder && text === "node_modules" && !folder.inIgnored;
  const left = folder.onlyTracked || isPackages || folder.rules?.ignores(inTree, isFolder);
  if (isFolder) return folderOf({ ...folder, path, name: `${name}/`, inTree: `${inTree}/` }, left === true);
  if (left && !folder.tree?.isTracked(inTree)) return { kind: "ignored" };
  if (entry.isFile()) return { kind: "file", path, name, folder };
  return { kind: "skipped", name, reason: kindOf(entry), trouble: false };
}

/** A folder below another; of one that is left out only what git tracks there, be it a file or a whole repository. */
function folderOf(folder: Folder, left: boolean): Step | Folder {
  const inTree = folder.inTree.slice(0, -1);
  if (!left || folder.tree?.isTracked(inTree)) return { ...folder, onlyTracked: false };
  return folder.tree?.holdsTracked(inTree) ? { ...folder, onlyTracked: true } : { kind: "ignored" };
}

function kindOf(entry: Entries[number]): string {
  if (entry.isSymbolicLink()) return "symbolic link, not followed";
  return NO_FILE.reason;
}

/** Whether git would publish a file: it is tracked, or nothing ignores it in a repository with a remote. */
export function isExposed({ folder, name }: { readonly folder: Folder; readonly name: string }): boolean {
  const { tree, inIgnored } = folder;
  if (!tree) return false;
  const inTree = folder.inTree + name.slice(folder.name.length);
  const rules = tree.rulesIn(folder.inTree, folder.rules);
  return tree.isTracked(inTree) || (tree.hasRemote && !inIgnored && rules?.ignores(inTree, false) !== true);
}

/** Whether git tracks a file, given by its absolute path. */
export function isTracked(path: string): boolean {
  const tree = WorkTree.around(dirname(path));
  return tree?.isTracked(relativePath(tree.root, path)) === true;
}

const MEGABYTE = 1 << 20;

/** Why a file was not read; `trouble` when it should have been. */
export interface Unread {
  readonly reason: string;
  readonly trouble: boolean;
}

/** What is neither read nor missed. */
export const NO_FILE: Unread = { reason: "not a regular file, never opened", trouble: false };
/** What a folder and an idle pipe answer who reads them. */
const ODD = ["EISDIR", "EAGAIN"];

/** Memory for at least so many bytes; the next call may take it back. */
export type Room = (length: number) => Uint8Array<ArrayBuffer> | undefined;

/** Bytes that are read before a file's size is asked for, which few files exceed. */
const FIRST = 256 * 1024;

const NOTHING = Buffer.alloc(0);

/** Reads whole files into one buffer, which the next read overwrites. */
export class FileReader {
  #buffer = NOTHING;

  /** Without `room`, into memory of its own. */
  constructor(private readonly room?: Room) {}

  /**
   * The bytes of a regular file of at most `limit` bytes, or why there are none. Of a large file that is not `wanted`, by
   * its first bytes, these are all.
   */
  read(path: FilePath, limit: number, wanted: (start: Buffer) => boolean = () => true): Buffer | Unread {
    let file: number | undefined;
    try {
      // A file may have become a pipe since its folder was read; opening one must not wait for a writer.
      file = openSync(path, constants.O_RDONLY | NO_WAITING);
      const start = this.#fill(file, NOTHING, FIRST);
      // Most files end here. Pipes and devices have nothing to read, or no end.
      if (start.length > 0 && start.length < FIRST && start.length <= limit) return start;
      const state = fstatSync(file);
      if (!state.isFile()) return NO_FILE;
      if (Math.max(state.size, start.length) > limit)
        return { reason: `larger than ${sizeText(limit)}`, trouble: false };
      return start.length < FIRST || !wanted(start) ? start : this.#fill(file, start, state.size);
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      return ODD.includes(code) ? NO_FILE : { reason: troubleOf(error), trouble: true };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** The bytes up to `size`, with those at the start that are known; fewer when the file is shorter. */
  #fill(file: number, start: Buffer, size: number): Buffer {
    let { length } = start;
    const buffer = this.#roomFor(size);
    // Where the room has grown, its old memory is gone and its content is there.
    if (start.length > 0 && start.buffer !== buffer.buffer) start.copy(buffer);
    while (length < size) {
      const read = readSync(file, buffer, length, size - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  }

  #roomFor(size: number): Buffer {
    const given = this.room?.(size);
    if (given) return Buffer.from(given.buffer, given.byteOffset, size);
    if (size > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(Math.max(size, MEGABYTE));
    return this.#buffer;
  }
}

/** A number of bytes for the person. */
export function sizeText(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${Number((bytes / MEGABYTE).toFixed(1))} MB`;
}

const TROUBLES: Readonly<Record<string, string>> = {
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOENT: "it does not exist",
  ENOTDIR: "it does not exist",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  EIO: "the disk cannot read it",
  ENAMETOOLONG: "its path is too long",
};

/** Why a file or folder cannot be read, in words that need no stack. */
export function troubleOf(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return TROUBLES[code] ?? `it cannot be read (${code || String(error)})`;
}
