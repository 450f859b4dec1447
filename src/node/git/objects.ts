// The two-pass scan of everything that Git keeps: first which objects there are, then their contents as one stream
// through a search for all keys at once. No key is ever given to git.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { explain, type Git, type GitEnd } from "../git";
import { Matcher } from "./matcher";
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
}

export interface ObjectScan {
  readonly hits: readonly Hit[];
  /** Objects that are not here, damaged or too large, so that their content is not known. */
  readonly unread: ReadonlySet<string>;
  /** Why not every object was read, in words for the person. */
  readonly gaps: readonly string[];
}

export interface ScanOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
  /** How many objects of how many have been read. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Bytes above which a blob is left out; default 100 MiB, GitHub's own limit for a file. */
  readonly maxBlob?: number;
  /** Milliseconds for each pass. */
  readonly timeout?: number;
}

const MAX_BLOB = 100 * 1024 * 1024;
const TIMEOUT = 15 * 60_000;
/** Damaged objects after which reading is given up. */
const MAX_RESTARTS = 100;

/** Reads every object that a ref, reflog or index of the repository reaches, and loose ones that nothing reaches. */
export async function scanObjects(keys: readonly string[], options: ScanOptions): Promise<ObjectScan> {
  const objects = await listObjects(options);
  const hits = new Map<string, Hit>();
  const reader = new ObjectReader(new Matcher(keys), ({ id, type }, key) => {
    const hit = hits.get(id) ?? { id, type, keys: new Set<number>(), dangling: objects.dangling.has(id) };
    hits.set(id, hit);
    hit.keys.add(key);
  });
  await readObjects(objects, reader, options);
  return { hits: [...hits.values()], unread: objects.unread, gaps: gapsOf(objects) };
}

/** Pass 2: git stops at a damaged object, so that one is left out and the next run begins behind it. */
async function readObjects({ ids, unread, gaps }: Objects, reader: ObjectReader, options: ScanOptions): Promise<void> {
  const { git, repository, signal, timeout = TIMEOUT, onProgress } = options;
  let from = 0;
  let reported = 0;
  for (let restarts = 0; ; restarts += 1) {
    const run = { cwd: repository.root, signal, timeout, input: ids.from(from) };
    const end = await git.stream(["cat-file", "--buffer", "--batch"], run, (chunk) => {
      reader.take(chunk);
      const done = from + reader.done;
      if (done - reported >= 1000) onProgress?.((reported = done), ids.count);
    });
    from += reader.done;
    const damaged = end.kind === "failed" && from < ids.count && restarts < MAX_RESTARTS;
    if (!damaged && end.kind !== "ok") gaps.push(explain(end));
    if (!damaged) break;
    unread.add(ids.at(from));
    from += 1;
    reader.reset();
  }
  for (; from < ids.count; from += 1) unread.add(ids.at(from));
  for (const id of reader.missing) unread.add(id);
}

function gapsOf({ unread, tooLarge, gaps }: Objects): readonly string[] {
  const lost = unread.size - tooLarge;
  return [
    ...gaps,
    ...(lost > 0 ? [`${count(lost, "object")} could not be read, being damaged or not here`] : []),
    ...(tooLarge > 0 ? [`${count(tooLarge, "file version")} over the size limit not read`] : []),
  ];
}

interface Objects {
  readonly ids: IdList;
  readonly dangling: ReadonlySet<string>;
  readonly unread: Set<string>;
  readonly tooLarge: number;
  readonly gaps: string[];
}

/** Pass 1: the ids of the blobs, commits and tags to read. Trees hold nothing but names and are passed over. */
async function listObjects(options: ScanOptions): Promise<Objects> {
  const { git, repository, signal, maxBlob = MAX_BLOB, timeout = TIMEOUT } = options;
  const run = { cwd: repository.root, signal, timeout };
  const all = new IdList();
  const unread = new Set<string>();
  const dangling = await looseObjects(repository);
  const walk = [
    "rev-list",
    "--objects",
    "--no-object-names",
    "--missing=print",
    "--all",
    "--reflog",
    "--indexed-objects",
  ];
  const walked = await git.records(walk, run, (line) => {
    if (line.startsWith("?")) unread.add(line.slice(1));
    else if (line !== "") all.add(line);
    dangling.delete(line);
  });
  for (const id of dangling) all.add(id);
  const gaps: string[] = [];
  if (walked.kind !== "ok") {
    gaps.push(explain(walked));
    // What refers to what is broken; what is stored can still be listed.
    if (walked.kind === "failed") await listStored(git, run, all);
    dangling.clear();
  }
  const ids = new IdList();
  let tooLarge = 0;
  const sized = await git.records(
    ["cat-file", "--buffer", "--batch-check=%(objecttype) %(objectname) %(objectsize)"],
    { ...run, input: all.from(0) },
    (line) => {
      const [type = "", id = "", size] = line.split(" ");
      if (id === "missing") unread.add(type);
      else if (type === "blob" && Number(size) > maxBlob) {
        unread.add(id);
        tooLarge += 1;
      } else if (type === "blob" || type === "commit" || type === "tag") ids.add(id);
    },
  );
  if (sized.kind !== "ok") gaps.push(explain(sized));
  return { ids, dangling, unread, tooLarge, gaps };
}

async function listStored(
  git: Git,
  run: { readonly cwd: string; readonly signal: AbortSignal },
  all: IdList,
): Promise<GitEnd> {
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

/** Object ids, one a line, as git reads them: all of one length, so that millions cost 41 bytes each. */
class IdList {
  #data = Buffer.alloc(1 << 16);
  #width = 0;
  #used = 0;

  get count(): number {
    return this.#width === 0 ? 0 : this.#used / this.#width;
  }

  add(id: string): void {
    this.#width ||= id.length + 1;
    if (id.length + 1 !== this.#width) return;
    if (this.#used + this.#width > this.#data.length) this.#data = Buffer.concat([this.#data], this.#data.length * 2);
    this.#data.write(`${id}\n`, this.#used, "latin1");
    this.#used += this.#width;
  }

  at(index: number): string {
    return this.#data.toString("latin1", index * this.#width, (index + 1) * this.#width - 1);
  }

  *from(index: number): Generator<Buffer> {
    for (let at = index * this.#width; at < this.#used; at += 1 << 16)
      yield this.#data.subarray(at, Math.min(this.#used, at + (1 << 16)));
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
