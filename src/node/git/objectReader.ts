// Takes the output of `git cat-file --batch` apart while it comes in, and searches each object without holding it.
// Format: `<id> <type> <size>\n<content>\n` for each object, `<id> missing\n` for one that is not there.
import type { Matcher } from "./matcher";

export interface StoredObject {
  readonly id: string;
  readonly type: string;
}

/** What to do with what is found. */
export interface Found {
  readonly key: (object: StoredObject, key: number) => void;
  /** A file version so small that it may only point at content kept elsewhere. */
  readonly small: (object: StoredObject, content: Buffer) => void;
}

/** Bytes of the largest file version that counts as small: Git LFS allows its pointers 1024. */
const SMALL = 1024;

export class ObjectReader {
  readonly missing: string[] = [];
  readonly #matcher: Matcher;
  readonly #found: Found;
  #done = 0;
  /** The start of a header whose end has not come yet. */
  #header: Buffer = Buffer.alloc(0);
  #object: StoredObject | undefined;
  /** Bytes of the object's content that have not come yet. */
  #left = 0;
  /** The end of the object's last chunk: a key may begin there. */
  #tail: Buffer = Buffer.alloc(0);
  /** What has come of a small file version. */
  #small: Buffer | undefined;
  /** The line feed after a content has not come yet. */
  #feed = false;

  constructor(matcher: Matcher, found: Found) {
    this.#matcher = matcher;
    this.#found = found;
  }

  /** Objects read to their end, and missing ones, since the last reset. */
  get done(): number {
    return this.#done;
  }

  /** Forgets an object that broke off, for a new run of git. */
  reset(): void {
    this.#done = 0;
    this.#header = this.#tail = Buffer.alloc(0);
    this.#object = undefined;
    this.#left = 0;
    this.#small = undefined;
    this.#feed = false;
  }

  take(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0;) {
      if (this.#feed) {
        rest = rest.subarray(1);
        this.#feed = false;
      } else rest = this.#object ? this.#content(this.#object, rest) : this.#head(rest);
    }
  }

  #head(chunk: Buffer): Buffer {
    const end = chunk.indexOf(10);
    const part = end < 0 ? chunk : chunk.subarray(0, end);
    this.#header = this.#header.length > 0 ? Buffer.concat([this.#header, part]) : part;
    if (end < 0) return Buffer.alloc(0);
    const [id = "", type = "", size] = this.#header.toString("latin1").split(" ");
    this.#header = Buffer.alloc(0);
    if (size === undefined) {
      this.missing.push(id);
      this.#done += 1;
      return chunk.subarray(end + 1);
    }
    this.#object = { id, type };
    this.#left = Number(size);
    this.#small = type === "blob" && this.#left <= SMALL ? Buffer.alloc(0) : undefined;
    this.#tail = Buffer.alloc(0);
    const rest = chunk.subarray(end + 1);
    return this.#left === 0 ? this.#content(this.#object, rest) : rest;
  }

  #content(object: StoredObject, chunk: Buffer): Buffer {
    const here = chunk.subarray(0, this.#left);
    this.#search(object, here);
    if (this.#small) this.#small = this.#small.length > 0 ? Buffer.concat([this.#small, here]) : here;
    this.#left -= here.length;
    if (this.#left === 0) {
      if (this.#small) this.#found.small(object, this.#small);
      this.#object = undefined;
      this.#feed = true;
      this.#done += 1;
    }
    return chunk.subarray(here.length);
  }

  #search(object: StoredObject, here: Buffer): void {
    const found = (key: number): void => this.#found.key(object, key);
    const { overlap } = this.#matcher;
    if (this.#tail.length > 0) this.#matcher.search(Buffer.concat([this.#tail, here.subarray(0, overlap)]), found);
    this.#matcher.search(here, found);
    if (here.length === this.#left) return;
    const seam = here.length >= overlap ? here : Buffer.concat([this.#tail, here]);
    // A copy: the chunk itself is large, and must not be held on to.
    this.#tail = Buffer.from(seam.subarray(Math.max(0, seam.length - overlap)));
  }
}
