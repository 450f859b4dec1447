// Which files differ: what a commit would take from the index, what lies between two commits, and what was changed in the
// work tree. git compares no working file, since it would run the filters that the repository names.
import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync, statSync } from "node:fs";
import { FileReader } from "../files";
import { explain, type Git } from "../git";
import { type FilePath, joinPath } from "../pathText";
import type { Repository } from "./repository";

/** A file version that another one does not have, or not at this path. */
export interface Change {
  /** Relative to the top of the repository. */
  readonly path: Buffer;
  readonly mode: string;
  readonly id: string;
  /** The id of the version before, if there was one, also under another name. */
  readonly before?: string;
  readonly isRenamed: boolean;
}

/** A working file that differs. */
export interface WorkingChange {
  /** Absolute. */
  readonly path: FilePath;
  readonly before?: string;
}

export interface ChangeOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

/** Two trees, or one and the work tree. */
export interface Range {
  readonly base: string;
  readonly head?: string;
}

/** Milliseconds for comparing two trees, where renamed files are looked for. */
const TIMEOUT = 15 * 60_000;
const RAW = ["--raw", "-z", "--no-abbrev"];

/**
 * What `git diff` understands: `A...B` from where B left A, `A..B` from A to B, `A` from A to the work tree; B is HEAD where
 * it is left out. Else why there is no such range. To git, A is HEAD as well, and nothing lies between HEAD and HEAD.
 */
export async function resolveRange(text: string, options: ChangeOptions): Promise<Range | string> {
  const [, left = "", dots, right = ""] = /^(.*?)(?:(\.{2,3})(?!\.)(.*))?$/s.exec(text) ?? [];
  const sides = [left, right].map((side) => side || "HEAD");
  const odd = [left, right].find((side) => side.startsWith("-") || /[\0-\x1f\x7f]/.test(side));
  if (left === "" && dots !== undefined)
    return `"${text}" names no revision before its dots: is a variable empty? Write HEAD if that is meant.`;
  if (odd !== undefined || text === "") return `"${text}" is no range: write BASE...HEAD, BASE..HEAD or BASE.`;
  const [one = "", other = ""] = sides;
  if (dots === undefined) return treeRange([one], options);
  if (dots === "..") return treeRange([one, other], options);
  const commits = [await nameOf(one, "commit", options), await nameOf(other, "commit", options)];
  const unknown = commits.findIndex((id) => id === undefined);
  if (unknown >= 0) return noSuch(sides[unknown] ?? "", options);
  const base = await options.git.run(["merge-base", ...commits.flatMap((id) => id ?? [])], run(options));
  if (base.kind === "ok") return treeRange([base.stdout.trim(), other], options);
  const apart = base.kind === "failed" && base.code === 1;
  return apart ? `${one} and ${other} have no commit in common that is here; write ${one}..${other}.` : explain(base);
}

async function treeRange([base = "", head]: readonly string[], options: ChangeOptions): Promise<Range | string> {
  const from = await nameOf(base, "tree", options);
  const to = head === undefined ? undefined : await nameOf(head, "tree", options);
  if (from === undefined) return noSuch(base, options);
  if (head !== undefined && to === undefined) return noSuch(head, options);
  return { base: from, ...(to !== undefined && { head: to }) };
}

async function nameOf(revision: string, type: string, options: ChangeOptions): Promise<string | undefined> {
  const found = await options.git.run(["rev-parse", "--verify", "--quiet", `${revision}^{${type}}`], run(options));
  return found.kind === "ok" ? found.stdout.trim() : undefined;
}

function noSuch(revision: string, { repository }: ChangeOptions): string {
  return `This repository has no revision ${[revision, ...repository.gaps].join("; ")}.`;
}

/** The tree of the current commit; the empty one where there is no commit yet. Else why there is none. */
export async function headTree(options: ChangeOptions): Promise<{ readonly tree: string } | string> {
  const { git } = options;
  const head = await git.run(["rev-parse", "--verify", "--quiet", "HEAD"], run(options));
  const unborn = head.kind === "failed" && head.code === 1;
  const tree = unborn
    ? await git.run(["hash-object", "-t", "tree", "--stdin"], run(options))
    : await git.run(["rev-parse", "--verify", "HEAD^{tree}"], run(options));
  return tree.kind === "ok" ? { tree: tree.stdout.trim() } : explain(tree);
}

export interface Staged {
  readonly changes: readonly Change[];
  /** Files that are only meant to be added, so that nothing of them is staged. */
  readonly intended: readonly Buffer[];
}

/** What the index would commit: other contents than in a tree, or the same under other names; of a conflict, every side. */
export async function stagedChanges(tree: string, options: ChangeOptions): Promise<Staged | string> {
  const args = ["diff-index", "--cached", "--no-renames", ...RAW];
  const staged = await rawChanges([...args, "--ita-invisible-in-index", tree], options);
  const all = await rawChanges([...args, "--ita-visible-in-index", tree], options);
  const sides = await conflictSides(options);
  const failure = [staged, all, sides].find((one) => typeof one === "string");
  if (typeof failure === "string") return failure;
  const [changes, visible, conflicts] = [staged, all, sides] as readonly (readonly Change[])[];
  const paths = new Set(changes?.map(({ path }) => path.toString("latin1")));
  return {
    changes: [...(changes ?? []).filter(({ id }) => !NOTHING.test(id)), ...(conflicts ?? [])],
    intended: (visible ?? []).map(({ path }) => path).filter((path) => !paths.has(path.toString("latin1"))),
  };
}

/** The id of what is not there. */
const NOTHING = /^0+$/;

async function conflictSides(options: ChangeOptions): Promise<readonly Change[] | string> {
  const sides: Change[] = [];
  const end = await options.git.fields(["ls-files", "--unmerged", "--full-name", "-z"], run(options), (field) => {
    const tab = field.indexOf(9);
    const [mode = "", id = ""] = field.toString("latin1", 0, tab).split(" ");
    sides.push({ path: Buffer.from(field.subarray(tab + 1)), mode, id, isRenamed: false });
  });
  return end.kind === "ok" ? sides : explain(end);
}

/** What one tree has that another has not, renamed files beside their old selves. */
export async function rangeChanges(
  base: string,
  head: string,
  options: ChangeOptions,
): Promise<readonly Change[] | string> {
  return rawChanges(["diff-tree", "-r", "-M", ...RAW, base, head], options);
}

/** Reads `--raw -z`: `:MODE MODE ID ID STATUS`, then a path, or two where the file was renamed; deleted files are left out. */
async function rawChanges(args: readonly string[], options: ChangeOptions): Promise<readonly Change[] | string> {
  const changes: Change[] = [];
  let meta: readonly string[] | undefined;
  let passed = 0;
  const end = await options.git.fields(args, run(options), (field) => {
    if (!meta) {
      meta = field.toString("latin1").split(" ");
      passed = 0;
      return;
    }
    const [, mode = "", before = "", id = "", status = ""] = meta;
    if (/^[RC]/.test(status) && passed++ === 0) return;
    meta = undefined;
    const isRenamed = /^[RC]/.test(status);
    // The same content at the same path has another mode.
    if (status === "D" || (before === id && !isRenamed)) return;
    changes.push({ path: Buffer.from(field), mode, id, isRenamed, ...(!NOTHING.test(before) && { before }) });
  });
  return end.kind === "ok" ? changes : explain(end);
}

/**
 * The tracked files of the work tree that differ from a tree. A file that was touched since it was staged is compared byte
 * by byte, so that one which differs only until a filter has changed it counts as well.
 */
export async function workingChanges(tree: string, options: ChangeOptions): Promise<readonly WorkingChange[] | string> {
  const staged = await rawChanges(["diff-index", "--cached", "-M", ...RAW, "--ita-invisible-in-index", tree], options);
  if (typeof staged === "string") return staged;
  const differing = new Map(staged.map((change) => [change.path.toString("latin1"), change]));
  const entries = await indexEntries(options);
  if (typeof entries === "string") return entries;
  const written = await indexTime(options);
  const reader = new FileReader();
  const changes: WorkingChange[] = [];
  for (const [name, entry] of entries) {
    const path = textIfPossible(joinPath(options.repository.root, Buffer.from(name, "latin1")));
    const change = differing.get(name);
    const before = change ? change.before : entry.isNew ? undefined : entry.id;
    if (isGone(path) || (!change && isUntouched(path, entry, written))) continue;
    // Whether anything has changed in a submodule is not looked at, and in one that is not checked out nothing has.
    if (entry.isSubmodule && !change && !existsSync(joinPath(path, ".git"))) continue;
    if (!change?.isRenamed && isSame(path, before, reader)) continue;
    changes.push({ path, ...(before !== undefined && { before }) });
  }
  return changes;
}

/** The files that git neither tracks nor ignores. */
export async function untrackedFiles(options: ChangeOptions): Promise<readonly WorkingChange[] | string> {
  const files: WorkingChange[] = [];
  const args = ["ls-files", "--others", "--exclude-standard", "-z"];
  const end = await options.git.fields(args, run(options), (field) => {
    files.push({ path: textIfPossible(joinPath(options.repository.root, Buffer.from(field))) });
  });
  return end.kind === "ok" ? files : explain(end);
}

/** An entry of the index with what was known of its file when it was written. */
interface IndexEntry {
  readonly id: string;
  /** Nothing is staged of it yet, or it is in conflict: what it was before is not known here. */
  readonly isNew: boolean;
  readonly isSubmodule: boolean;
  readonly size?: number;
  /** Nanoseconds. */
  readonly modified?: bigint;
}

const ENTRY = /(?:^|\n)(\d{6}) ([0-9a-f]{40,64}) ([0-3])\t/;
const SUBMODULE = "160000";
const STATE = /^ {2}mtime: (\d+):(\d+)$[^]*^ {2}size: (\d+)\tflags: ([0-9a-f]+)$/m;
const INTENDED = 0x20000000;

/** By their paths in Latin-1. What follows a path says how its file was; where git words that in another way, it is not used. */
async function indexEntries(options: ChangeOptions): Promise<ReadonlyMap<string, IndexEntry> | string> {
  const entries = new Map<string, IndexEntry>();
  let last: string | undefined;
  const end = await options.git.fields(["ls-files", "--stage", "--debug", "-z"], run(options), (field) => {
    const text = field.toString("latin1");
    const [whole = "", mode, id = "", stage] = ENTRY.exec(text) ?? [];
    const [, seconds = "", nanoseconds = "", size = "", flags] =
      STATE.exec(whole ? text.slice(0, text.indexOf(whole)) : text) ?? [];
    const known = last === undefined ? undefined : entries.get(last);
    if (last !== undefined && known && flags !== undefined) {
      const modified = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      const isNew = known.isNew || (parseInt(flags, 16) & INTENDED) !== 0;
      entries.set(last, { ...known, size: Number(size), modified, isNew });
    }
    if (whole === "") return;
    last = text.slice(text.indexOf(whole) + whole.length);
    entries.set(last, { id, isNew: stage !== "0", isSubmodule: mode === SUBMODULE });
  });
  return end.kind === "ok" ? entries : explain(end);
}

/** When the index was written: what was changed at that very moment may have been changed after it was looked at. */
async function indexTime(options: ChangeOptions): Promise<bigint> {
  const asked = await options.git.run(["rev-parse", "--path-format=absolute", "--git-path", "index"], run(options));
  const path = asked.kind === "ok" ? asked.stdout.replace(/\r?\n$/, "") : "";
  return statSync(path, { throwIfNoEntry: false, bigint: true })?.mtimeNs ?? 0n;
}

function isGone(path: FilePath): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false; // Whoever reads it says why it cannot be read.
  }
}

function isUntouched(path: FilePath, { size, modified, isNew, isSubmodule }: IndexEntry, written: bigint): boolean {
  if (isNew || isSubmodule || size === undefined || modified === undefined || modified >= written) return false;
  try {
    const state = lstatSync(path, { bigint: true });
    return state.size === BigInt(size) && state.mtimeNs === modified;
  } catch {
    return false;
  }
}

/** Bytes above which no file is scanned, so that nothing is gained by comparing it. */
const MAX_COMPARED = 64 * 1024 * 1024;

function isSame(path: FilePath, id: string | undefined, reader: FileReader): boolean {
  const bytes = id === undefined ? undefined : reader.read(path, MAX_COMPARED);
  return Buffer.isBuffer(bytes) && blobId(bytes, id?.length === 64 ? "sha256" : "sha1") === id;
}

/** The id by which git keeps a file's bytes; `algorithm` is sha1 or sha256. */
export function blobId(bytes: Buffer, algorithm: string): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function textIfPossible(path: FilePath): FilePath {
  return Buffer.isBuffer(path) && isUtf8(path) ? path.toString("utf8") : path;
}

function run({ repository, signal }: ChangeOptions): {
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly timeout: number;
} {
  return { cwd: repository.root, signal, timeout: TIMEOUT };
}
