// The pass over everything that Git keeps: which objects there are, and their contents as one stream through a search
// for all keys at once. Each run of git works on what the one before has found so far. No key is ever given to git.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { explain, type Git, type GitEnd } from "../git";
import { type BatchReader, type StoredObject, WholeReader } from "./batchReader";
import { ANCESTORS_FIRST, Graph } from "./graph";
import { IdList } from "./idList";
import { lfsFileOf, searchLfs } from "./lfs";
import { Matcher, type Sought } from "./matcher";
import { ObjectReader } from "./objectReader";
import type { Repository } from "./repository";

/** A stored object that holds a key. */
export interface Hit {
  readonly id: string;
  readonly type: string;
  /** Indices of the keys. */
  readonly keys: Set<number>;
  /** Nothing in the repository refers to it any more, such as a dropped stash. */
  readonly dangling: boolean;
  /** It only points at a file that Git LFS keeps, and that file holds the keys. */
  readonly pointer: boolean;
}

export interface ObjectScan {
  readonly hits: readonly Hit[];
  /** Files at a path that holds a key. */
  readonly named: ReadonlySet<string>;
  /** Keys in files that Git LFS keeps and nothing points at. */
  readonly unpointed: ReadonlySet<number>;
  /** Objects that are not here, damaged or too large, so that their content is not known. */
  readonly unread: ReadonlySet<string>;
  /** Those of them that are too large. */
  readonly tooLarge: ReadonlySet<string>;
  /** Why not every object was read, in words for the person. */
  readonly gaps: readonly string[];
  /** Those of the gaps that nobody has chosen: not the size limit. */
  readonly losses: readonly string[];
  /** The keys that a path holds. */
  readonly keysIn: (path: string) => ReadonlySet<number>;
  /** All commits, each after its parents and with their ids; unless only some objects were read. */
  readonly graph?: Graph;
}

export interface ScanOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
  /** How many objects have been read, and of how many once that is known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Bytes above which a blob is left out; default 100 MiB, GitHub's own limit for a file. */
  readonly maxBlob?: number;
  /** Milliseconds for each run of git. */
  readonly timeout?: number;
}

const MAX_BLOB = 100 * 1024 * 1024;
const TIMEOUT = 15 * 60_000;
/** Damaged objects after which reading is given up. */
const MAX_RESTARTS = 100;

/** Reads every object that a ref, reflog or index of the repository reaches, and loose ones that nothing reaches. */
export async function scanObjects(keys: readonly Sought[], options: ScanOptions): Promise<ObjectScan> {
  const pass = new Pass(keys);
  const graph = await readAll(pass, searching(pass), options);
  await readLfs(pass, undefined, options);
  return { ...pass.result(), graph };
}

/** Hands over the same objects whole, each once and as far as it is wanted; what Git LFS keeps is not among them. */
export async function readContents(
  take: (object: StoredObject, content: Buffer) => void,
  options: ScanOptions & { readonly wanted: (id: string) => boolean },
): Promise<ObjectScan> {
  const pass = new Pass([]);
  const graph = await readAll(pass, new WholeReader(take), options);
  return { ...pass.result(), graph };
}

/** Hands over these objects whole. */
export async function readContentsOf(
  ids: Iterable<string>,
  take: (object: StoredObject, content: Buffer) => void,
  options: ScanOptions,
): Promise<ObjectScan> {
  const pass = new Pass([]);
  await readObjects(pass, listOf(ids), new WholeReader(take), options);
  return pass.result();
}

async function readAll(pass: Pass, reader: BatchReader, options: ReadOptions): Promise<Graph> {
  const all = new IdList();
  const graph = new Graph();
  await Promise.all([
    listObjects(pass, all, graph, options).finally(() => all.close()),
    readObjects(pass, all, reader, options),
  ]);
  return graph;
}

function listOf(ids: Iterable<string>): IdList {
  const list = new IdList();
  for (const id of ids) list.add(id);
  list.close();
  return list;
}

interface ReadOptions extends ScanOptions {
  /** Whether an object is read; all are unless it is given. */
  readonly wanted?: (id: string) => boolean;
}

/** Reads these objects and the files that they point at, and no others. */
export async function scanIds(
  keys: readonly Sought[],
  wanted: Iterable<string>,
  options: ScanOptions,
): Promise<ObjectScan> {
  const pass = new Pass(keys);
  await readObjects(pass, listOf(wanted), searching(pass), options);
  if (pass.pointers.size > 0) await readLfs(pass, new Set(pass.pointers.keys()), options);
  return pass.result();
}

/** What one pass has found. */
class Pass {
  readonly matcher: Matcher;
  readonly hits = new Map<string, Hit>();
  readonly named = new Set<string>();
  readonly dangling = new Set<string>();
  /** Pointers, by the file of Git LFS that they point at. */
  readonly pointers = new Map<string, string[]>();
  readonly unpointed = new Set<number>();
  readonly unread = new Set<string>();
  readonly gaps: string[] = [];
  lost = 0;
  readonly tooLarge = new Set<string>();

  constructor(keys: readonly Sought[]) {
    this.matcher = new Matcher(keys);
  }

  add(id: string, type: string, key: number, pointer = false): void {
    const hit = this.hits.get(id) ?? { id, type, keys: new Set<number>(), dangling: this.dangling.has(id), pointer };
    this.hits.set(id, hit);
    hit.keys.add(key);
  }

  lose(id: string): void {
    if (this.unread.has(id)) return;
    this.unread.add(id);
    this.lost += 1;
  }

  result(): ObjectScan {
    const { hits, named, unpointed, unread, gaps, lost, tooLarge, matcher } = this;
    const losses = [
      ...new Set(gaps),
      ...(lost > 0 ? [`${count(lost, "object")} could not be read, being damaged or not here`] : []),
    ];
    return {
      hits: [...hits.values()],
      named,
      unpointed,
      unread,
      tooLarge,
      gaps: [
        ...losses,
        ...(tooLarge.size > 0 ? [`${count(tooLarge.size, "file version")} over the size limit not read`] : []),
      ],
      losses,
      keysIn: (path) => matcher.keysIn(path),
    };
  }
}

/** The ids of all commits, tags and blobs. Trees hold nothing but names, which come along with the blobs. */
async function listObjects(pass: Pass, all: IdList, graph: Graph, options: ScanOptions): Promise<void> {
  const { git, repository, signal, timeout = TIMEOUT } = options;
  const run = { cwd: repository.root, signal, timeout };
  for (const id of await looseObjects(repository)) pass.dangling.add(id);
  for (const id of await cruftObjects(git, repository, run)) pass.dangling.add(id);
  const take = (lines: Buffer): void => takeListed(lines, pass, all);
  const everything = ["--all", "--reflog"];
  const objects = ["rev-list", "--objects", "--missing=print", ...everything, "--indexed-objects"];
  const [commits, files] = await Promise.all([
    git.lines(["rev-list", ...ANCESTORS_FIRST, ...everything], run, (lines) => {
      graph.add(lines);
      takeCommits(lines, pass, all);
    }),
    git.lines([...objects, "--filter=object:type=blob"], run, take),
  ]);
  // git before 2.32 does not know the filter.
  const again = files.kind === "failed" && /filter/.test(files.reason);
  const listed = again ? await git.lines(objects, run, take) : files;
  const failed = [commits, listed].find(({ kind }) => kind !== "ok");
  if (failed && failed.kind !== "ok") {
    pass.gaps.push(explain(failed));
    pass.dangling.clear();
    // What refers to what is broken; what is stored can still be listed.
    if (failed.kind === "failed") await listStored(git, run, all);
  }
  for (const id of await fetchedObjects(git, repository, run)) pass.dangling.add(id);
  for (const id of pass.dangling) all.add(id);
}

interface Run {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** The objects that nothing names any more and that git has put into packs of their own (git-repack, "--cruft"). */
async function cruftObjects(git: Git, { commonDir }: Repository, run: Run): Promise<readonly string[]> {
  const folder = join(commonDir, "objects", "pack");
  const ids: string[] = [];
  for (const name of await list(folder)) {
    if (!name.endsWith(".mtimes")) continue;
    const index = await readFile(join(folder, name.replace(/\.mtimes$/, ".idx"))).catch(() => undefined);
    if (!index) continue;
    await git.records(["show-index"], { ...run, input: [index] }, (line) => {
      const [, id] = /^\d+ ([0-9a-f]+)/.exec(line) ?? [];
      if (id !== undefined) ids.push(id);
    });
  }
  return ids;
}

/** What was fetched without a name, or stands in a merge or rebase that is not over. */
const PSEUDO_REFS = ["FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];

/** Objects that only such names reach. */
async function fetchedObjects(git: Git, { commonDir }: Repository, run: Run): Promise<readonly string[]> {
  const texts = await Promise.all(PSEUDO_REFS.map((name) => readFile(join(commonDir, name), "utf8").catch(() => "")));
  const tips = texts.flatMap((text) => [...text.matchAll(/^[0-9a-f]{40,64}\b/gm)].map(([id]) => id));
  const ids: string[] = [];
  if (tips.length === 0) return ids;
  const input = [...new Set(tips), "--not", "--all", "--reflog"].map((line) => `${line}\n`).join("");
  await git.records(
    ["rev-list", "--objects", "--no-object-names", "--ignore-missing", "--stdin"],
    { ...run, input },
    (id) => ids.push(id),
  );
  return ids;
}

/** Lines of a commit's id and those of its parents. */
function takeCommits(lines: Buffer, { dangling }: Pass, all: IdList): void {
  const space = lines.indexOf(32);
  const width = space === SHA256 || lines.indexOf(10) === SHA256 ? SHA256 : SHA1;
  for (let from = 0; from < lines.length; from = lines.indexOf(10, from) + 1 || lines.length) {
    all.addFrom(lines, from, from + width);
    if (dangling.size > 0) dangling.delete(lines.toString("latin1", from, from + width));
  }
}

/** Lines of an id and, for what is in a tree, a path; `?` stands before what is not here. */
function takeListed(lines: Buffer, pass: Pass, all: IdList): void {
  const named = pass.matcher.finds(lines);
  for (let from = 0; from < lines.length;) {
    const feed = lines.indexOf(10, from);
    const to = feed < 0 ? lines.length : feed;
    const absent = lines[from] === 63;
    const start = absent ? from + 1 : from;
    const end = lines[start + SHA1] === 32 ? start + SHA1 : Math.min(to, start + SHA256);
    if (absent) pass.lose(lines.toString("latin1", start, end));
    else all.addFrom(lines, start, end);
    if (pass.dangling.size > 0) pass.dangling.delete(lines.toString("latin1", start, end));
    if (named && end < to)
      pass.matcher.search(lines.subarray(end + 1, to), () => pass.named.add(lines.toString("latin1", start, end)));
    from = to + 1;
  }
}

/** Digits of an object id. */
const SHA1 = 40;
const SHA256 = 64;

async function listStored(git: Git, run: Run, all: IdList): Promise<GitEnd> {
  return git.records(
    ["cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objectname)"],
    run,
    (id) => all.add(id),
  );
}

/** The objects that are stored as a file of their own, which a dropped stash or a replaced staged file is for weeks. */
async function looseObjects({ commonDir }: Repository): Promise<Set<string>> {
  const folder = join(commonDir, "objects");
  const names = await list(folder);
  const groups = await Promise.all(
    names
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .map(async (name) => (await list(join(folder, name))).map((rest) => name + rest)),
  );
  return new Set(groups.flat().filter((id) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)));
}

async function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Reads what is listed, while the list still grows. */
async function readObjects(pass: Pass, all: IdList, reader: BatchReader, options: ReadOptions): Promise<void> {
  const ids = new IdList();
  const [read] = await Promise.all([
    readChosen(pass, ids, reader, options),
    chooseObjects(pass, all, ids, options).finally(() => ids.close()),
  ]);
  for (let left = read; left < ids.count; left += 1) pass.lose(ids.at(left));
}

/** Passes on the ids of what may hold a key and is not too large. */
async function chooseObjects(pass: Pass, all: IdList, ids: IdList, options: ReadOptions): Promise<void> {
  const { git, repository, signal, maxBlob = MAX_BLOB, timeout = TIMEOUT, wanted = () => true } = options;
  const sized = await git.records(
    ["cat-file", "--buffer", "--batch-check=%(objecttype) %(objectname) %(objectsize)"],
    { cwd: repository.root, signal, timeout, input: all.from(0) },
    (line) => {
      const [type = "", id = "", size] = line.split(" ");
      if (id === "missing") pass.lose(type);
      else if (!wanted(id)) return;
      else if (type === "blob" && Number(size) > maxBlob) {
        pass.unread.add(id);
        pass.tooLarge.add(id);
      } else if (type === "blob" || type === "commit" || type === "tag") ids.add(id);
    },
  );
  if (sized.kind !== "ok") pass.gaps.push(explain(sized));
}

function searching(pass: Pass): ObjectReader {
  return new ObjectReader(pass.matcher, {
    key: ({ id, type }, key) => pass.add(id, type, key),
    small: ({ id }, content) => {
      const file = lfsFileOf(content);
      if (file !== undefined) pass.pointers.set(file, [...(pass.pointers.get(file) ?? []), id]);
    },
  });
}

/** git stops at a damaged object, so that one is left out and the next run begins behind it. Returns how many are done. */
async function readChosen(pass: Pass, ids: IdList, reader: BatchReader, options: ScanOptions): Promise<number> {
  const { git, repository, signal, timeout = TIMEOUT, onProgress } = options;
  let from = 0;
  let reported = 0;
  for (let restarts = 0; ; restarts += 1) {
    const run = { cwd: repository.root, signal, timeout, input: ids.from(from) };
    const end = await git.stream(["cat-file", "--buffer", "--batch"], run, (chunk) => {
      reader.take(chunk);
      const done = from + reader.done;
      if (done - reported >= 1000) onProgress?.((reported = done), ids.closed ? ids.count : undefined);
    });
    from += reader.done;
    const damaged = end.kind === "failed" && from < ids.count && restarts < MAX_RESTARTS;
    if (!damaged && end.kind !== "ok") pass.gaps.push(explain(end));
    if (!damaged) break;
    pass.lose(ids.at(from));
    from += 1;
    reader.reset();
  }
  for (const id of reader.missing) pass.lose(id);
  return from;
}

/** Whoever has the pointer and may fetch has the file; so the pointer counts as what holds the key. */
async function readLfs(pass: Pass, only: ReadonlySet<string> | undefined, options: ScanOptions): Promise<void> {
  const { repository, signal, maxBlob } = options;
  const lfs = { repository, signal, ...(only && { only }), ...(maxBlob !== undefined && { maxFile: maxBlob }) };
  const { holders, read, failed } = await searchLfs(pass.matcher, lfs);
  for (const [file, keys] of holders) {
    const pointers = pass.pointers.get(file) ?? [];
    for (const key of keys)
      if (pointers.length === 0) pass.unpointed.add(key);
      else for (const pointer of pointers) pass.add(pointer, "blob", key, true);
  }
  const absent = [...pass.pointers].filter(([file]) => !read.has(file));
  for (const [, pointers] of absent) for (const pointer of pointers) pass.unread.add(pointer);
  if (absent.length > 0)
    pass.gaps.push(`${count(absent.length, "file")} that Git LFS keeps could not be read, being too large or not here`);
  else if (failed > 0) pass.gaps.push(`${count(failed, "file")} that Git LFS keeps could not be read`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
