// One thread of the sifter: a program of its own for the command line, a part of the extension's.
import { parentPort } from "node:worker_threads";
import { encodingOf, mayHoldKey, type Probes, roomFor } from "../core/index";
import { FileReader } from "./files";
import type { FilePath } from "./pathText";
import type { Sifted, SiftMessage } from "./sift";

const reader = new FileReader(roomFor);
const known = new Map<number, Probes>();

function sift(path: FilePath | Uint8Array, limit: number, probes: Probes): Sifted {
  // A message turns a Buffer into plain bytes.
  const bytes = reader.read(typeof path === "string" ? path : Buffer.from(path), limit);
  if (!Buffer.isBuffer(bytes)) return { ...bytes, kind: "unread" };
  const encoding = encodingOf(bytes);
  if (!encoding) return { bytes: bytes.length, kind: "binary" };
  return { bytes: bytes.length, kind: mayHoldKey(bytes, probes, encoding) ? "suspect" : "clean" };
}

parentPort?.on("message", ({ paths, limit, probesId, probes = known.get(probesId) }: SiftMessage) => {
  if (!probes) throw new Error("a thread was asked before it was told what to look for");
  known.set(probesId, probes);
  parentPort?.postMessage(paths.map((path) => sift(path, limit, probes)));
});
