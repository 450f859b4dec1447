// Searches each object of `git cat-file --batch` while it comes in, without holding it.
import { BatchReader, type StoredObject } from "./batchReader";
import type { Matcher } from "./matcher";

/** What to do with what is found. */
export interface Found {
  readonly key: (object: StoredObject, key: number) => void;
  /** A file version so small that it may only point at content kept elsewhere. */
  readonly small: (object: StoredObject, content: Buffer) => void;
}

/** Bytes of the largest file version that counts as small: Git LFS allows its pointers 1024. */
const SMALL = 1024;

export class ObjectReader extends BatchReader {
  readonly #matcher: Matcher;
  readonly #found: Found;
  /** The end of the object's last chunk: a key may begin there. */
  #tail: Buffer = Buffer.alloc(0);
  /** What has come of a small file version. */
  #small: Buffer | undefined;

  constructor(matcher: Matcher, found: Found) {
    super();
    this.#matcher = matcher;
    this.#found = found;
  }

  protected start({ type }: StoredObject, size: number): void {
    this.#small = type === "blob" && size <= SMALL ? Buffer.alloc(0) : undefined;
    this.#tail = Buffer.alloc(0);
  }

  protected part(object: StoredObject, here: Buffer, after: number): void {
    this.#search(object, here, after === 0);
    if (this.#small) this.#small = this.#small.length > 0 ? Buffer.concat([this.#small, here]) : here;
  }

  protected end(object: StoredObject): void {
    if (this.#small) this.#found.small(object, this.#small);
  }

  #search(object: StoredObject, here: Buffer, isLast: boolean): void {
    const found = (key: number): void => this.#found.key(object, key);
    const { overlap } = this.#matcher;
    if (this.#tail.length > 0) this.#matcher.search(Buffer.concat([this.#tail, here.subarray(0, overlap)]), found);
    this.#matcher.search(here, found);
    if (isLast) return;
    const seam = here.length >= overlap ? here : Buffer.concat([this.#tail, here]);
    // A copy: the chunk itself is large, and must not be held on to.
    this.#tail = Buffer.from(seam.subarray(Math.max(0, seam.length - overlap)));
  }
}
