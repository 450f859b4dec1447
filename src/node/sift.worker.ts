// One thread of the sifter: a program of its own for the command line, a part of the extension's.
import { parentPort } from "node:worker_threads";
import { encodingOf, keepTables, looksSuspicious, mayHoldKey, type Probes, roomFor } from "../core/index";
import { FileReader } from "./files";
import type { FilePath } from "./pathText";
import type { SiftAnswer, Sifted, SiftMessage } from "./sift";

const reader = new FileReader(roomFor);
const known = new Map<number, Probes>();

/** A few small files with something suspicious are left to whoever asked, so that not every thread makes the rules ready. */
const FEW = 20;
/** Bytes. */
const SMALL = 200_000;
let left = 0;

/** What a file is, or its length in bytes when it holds no key. */
function sift(path: FilePath | Uint8Array, limit: number, probes: Probes): Sifted | number {
  // A message turns a Buffer into plain bytes.
  const bytes = reader.read(typeof path === "string" ? path : Buffer.from(path), limit);
  if (!Buffer.isBuffer(bytes)) return { ...bytes, kind: "unread" };
  const encoding = encodingOf(bytes);
  if (!encoding) return { bytes: bytes.length, kind: "binary" };
  const isLeft = left < FEW && bytes.length < SMALL;
  const isSuspect = isLeft ? looksSuspicious(bytes, probes, encoding) : mayHoldKey(bytes, probes, encoding);
  if (isLeft && isSuspect) left += 1;
  return isSuspect ? { bytes: bytes.length, kind: "suspect" } : bytes.length;
}

function answer({ paths, limit }: SiftMessage, probes: Probes): SiftAnswer {
  const others: [number, Sifted][] = [];
  let cleanBytes = 0;
  paths.forEach((path, index) => {
    const sifted = sift(path, limit, probes);
    if (typeof sifted === "number") cleanBytes += sifted;
    else others.push([index, sifted]);
  });
  return { cleanBytes, others };
}

parentPort?.on("message", (message: SiftMessage) => {
  const probes = message.probes ?? known.get(message.probesId);
  if (!probes) throw new Error("a thread was asked before it was told what to look for");
  known.set(message.probesId, probes);
  if (message.tables) keepTables(probes, message.tables);
  parentPort?.postMessage(answer(message, probes));
});
