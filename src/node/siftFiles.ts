// Reads files and says which may hold a key: what a thread of the sifter does, and who has started the threads.
import { encodingOf, type Encoding, mayHoldKey, type Probes, roomFor } from "../core/index";
import { FileReader } from "./files";
import type { FilePath } from "./pathText";
import type { SiftAnswer, Sifted, SiftRequest } from "./sift";

const reader = new FileReader(roomFor);

const isText = (start: Buffer): boolean => encodingOf(start) !== undefined;

/** Whether bytes may hold a key. */
type Suspects = (bytes: Uint8Array, probes: Probes, encoding: Encoding) => boolean;

/** Looks at the files of a request, as many at a time as there is time for. */
export class Sifting {
  readonly #request: SiftRequest;
  readonly #suspects: Suspects;
  readonly #others: [number, Sifted][] = [];
  #cleanBytes = 0;
  #next = 0;

  constructor(request: SiftRequest, suspects: Suspects = mayHoldKey) {
    this.#request = request;
    this.#suspects = suspects;
  }

  /** Looks at at least one file, and no more after that time of `performance.now()`; undefined when there are others. */
  until(time: number): SiftAnswer | undefined {
    const { paths } = this.#request;
    do this.#look(paths[this.#next]);
    while (++this.#next < paths.length && performance.now() < time);
    return this.#next < paths.length ? undefined : { cleanBytes: this.#cleanBytes, others: this.#others };
  }

  #look(path: FilePath | undefined): void {
    if (path === undefined) return;
    // A message turns a Buffer into plain bytes.
    const sifted = sift(typeof path === "string" ? path : Buffer.from(path), this.#request, this.#suspects);
    if (typeof sifted === "number") this.#cleanBytes += sifted;
    else this.#others.push([this.#next, sifted]);
  }
}

/** What a file is, or its length in bytes when it holds no key. */
function sift(path: string | Buffer, { limit, probes }: SiftRequest, suspects: Suspects): Sifted | number {
  const bytes = reader.read(path, limit, isText);
  if (!Buffer.isBuffer(bytes)) return { ...bytes, kind: "unread" };
  const encoding = encodingOf(bytes);
  if (!encoding) return { bytes: bytes.length, kind: "binary" };
  return suspects(bytes, probes, encoding) ? { bytes: bytes.length, kind: "suspect" } : bytes.length;
}
