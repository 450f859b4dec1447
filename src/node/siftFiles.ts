// Reads files and says which may hold a key: what a thread of the sifter does, and who has started the threads.
import { encodingOf, type Encoding, mayHoldKey, type Probes, roomFor } from "../core/index";
import { FileReader } from "./files";
import type { SiftAnswer, Sifted, SiftRequest } from "./sift";

const reader = new FileReader(roomFor);

const isText = (start: Buffer): boolean => encodingOf(start) !== undefined;

/** Whether bytes may hold a key. */
type Suspects = (bytes: Uint8Array, probes: Probes, encoding: Encoding) => boolean;

/** Looks at the files of a request, one with each step. */
export function* siftFiles(request: SiftRequest, suspects: Suspects = mayHoldKey): Generator<void, SiftAnswer> {
  const others: [number, Sifted][] = [];
  let cleanBytes = 0;
  for (const [index, path] of request.paths.entries()) {
    // A message turns a Buffer into plain bytes.
    const sifted = sift(typeof path === "string" ? path : Buffer.from(path), request, suspects);
    if (typeof sifted === "number") cleanBytes += sifted;
    else others.push([index, sifted]);
    yield;
  }
  return { cleanBytes, others };
}

/** What a file is, or its length in bytes when it holds no key. */
function sift(path: string | Buffer, { limit, probes }: SiftRequest, suspects: Suspects): Sifted | number {
  const bytes = reader.read(path, limit, isText);
  if (!Buffer.isBuffer(bytes)) return { ...bytes, kind: "unread" };
  const encoding = encodingOf(bytes);
  if (!encoding) return { bytes: bytes.length, kind: "binary" };
  return suspects(bytes, probes, encoding) ? { bytes: bytes.length, kind: "suspect" } : bytes.length;
}
