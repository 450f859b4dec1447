// Standard output, where the report goes: to a file whose disk may be full, or to a reader who may be slow or stop reading.
import { fstatSync, writeSync } from "node:fs";

/** What the report is written to. */
interface Stream {
  readonly fd?: number;
  readonly writableNeedDrain: boolean;
  write: (text: string, done?: () => void) => boolean;
  on: (event: "error", listener: (error: NodeJS.ErrnoException) => void) => unknown;
  once: (event: "drain" | "close", listener: () => void) => unknown;
}

export class Output {
  readonly #stream: Stream;
  /** A file takes only a part of a text when its disk runs full, and the stream would not tell. */
  readonly #file: number | undefined;
  readonly #waiting = new Set<() => void>();
  #ended = false;
  #failure: string | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#file = isFile(stream.fd) ? stream.fd : undefined;
    stream.on("error", this.#fail);
  }

  /** Whether anybody gets what is written. A reader such as `head` may stop reading; that is no failure. */
  get isOpen(): boolean {
    return !this.#ended;
  }

  readonly write = (text: string): void => {
    if (this.#ended) return;
    if (this.#file === undefined) this.#stream.write(text);
    else this.#writeAll(this.#file, Buffer.from(text));
  };

  /** Waits until there is room for more; not at all when nobody takes it. */
  readonly drained = (): Promise<void> => {
    if (this.#ended || !this.#stream.writableNeedDrain) return Promise.resolve();
    return this.#until((done) => this.#stream.once("drain", done));
  };

  /** Waits until everything is written; why it was not, in words, when it was not. */
  async finished(): Promise<string | undefined> {
    if (!this.#ended && this.#file === undefined) await this.#until((done) => this.#stream.write("", done));
    return this.#failure;
  }

  #until(listen: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        resolve();
      };
      this.#waiting.add(done);
      listen(done);
    });
  }

  #writeAll(file: number, bytes: Buffer): void {
    try {
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
    } catch (error) {
      this.#fail(error as NodeJS.ErrnoException);
    }
  }

  readonly #fail = ({ code = "" }: NodeJS.ErrnoException): void => {
    this.#ended = true;
    if (code !== "EPIPE" && code !== "EOF") this.#failure ??= FAILURES[code] ?? `it cannot be written (${code})`;
    for (const done of [...this.#waiting]) done();
  };
}

const FAILURES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than is allowed",
  EIO: "the disk cannot write it",
};

function isFile(descriptor: number | undefined): boolean {
  try {
    return descriptor !== undefined && fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}
