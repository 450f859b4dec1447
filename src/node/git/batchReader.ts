// Takes the output of `git cat-file --batch` apart while it comes in.
// Format: `<id> <type> <size>\n<content>\n` for each object, `<id> missing\n` for one that is not there.

export interface StoredObject {
  readonly id: string;
  readonly type: string;
}

export abstract class BatchReader {
  readonly missing: string[] = [];
  #done = 0;
  /** The start of a header whose end has not come yet. */
  #header: Buffer = Buffer.alloc(0);
  #object: StoredObject | undefined;
  /** Bytes of the object's content that have not come yet. */
  #left = 0;
  /** The line feed after a content has not come yet. */
  #feed = false;

  /** An object begins. */
  protected abstract start(object: StoredObject, size: number): void;
  /** The next bytes of its content, and how many come after them. */
  protected abstract part(object: StoredObject, here: Buffer, after: number): void;
  /** It ends. */
  protected abstract end(object: StoredObject): void;

  /** Objects read to their end, and missing ones, since the last reset. */
  get done(): number {
    return this.#done;
  }

  /** Forgets an object that broke off, for a new run of git. */
  reset(): void {
    this.#done = 0;
    this.#header = Buffer.alloc(0);
    this.#object = undefined;
    this.#left = 0;
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
    this.start(this.#object, this.#left);
    const rest = chunk.subarray(end + 1);
    return this.#left === 0 ? this.#content(this.#object, rest) : rest;
  }

  #content(object: StoredObject, chunk: Buffer): Buffer {
    const here = chunk.subarray(0, this.#left);
    this.#left -= here.length;
    this.part(object, here, this.#left);
    if (this.#left === 0) {
      this.end(object);
      this.#object = undefined;
      this.#feed = true;
      this.#done += 1;
    }
    return chunk.subarray(here.length);
  }
}

/** Bytes that room is made for at first. */
const ROOM = 1 << 16;

/** Hands over each object whole, in a buffer that the next one overwrites. */
export class WholeReader extends BatchReader {
  readonly #whole: (object: StoredObject, content: Buffer) => void;
  #buffer = Buffer.allocUnsafeSlow(ROOM);
  #used = 0;

  constructor(whole: (object: StoredObject, content: Buffer) => void) {
    super();
    this.#whole = whole;
  }

  protected start(_: StoredObject, size: number): void {
    this.#used = 0;
    if (size > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(size);
  }

  protected part(_: StoredObject, here: Buffer): void {
    this.#used += here.copy(this.#buffer, this.#used);
  }

  protected end(object: StoredObject): void {
    this.#whole(object, this.#buffer.subarray(0, this.#used));
  }
}
