// One thread of the sifter: a program of its own for the command line, a part of the extension's.
import { parentPort } from "node:worker_threads";
import { type Encoding, keepTables, looksSuspicious, mayHoldKey, type Probes } from "../core/index";
import type { SiftMessage } from "./sift";
import { Sifting } from "./siftFiles";

const known = new Map<number, Probes>();

/** A few small files with something suspicious are left to whoever asked, so that not every thread makes the rules ready. */
const FEW = 20;
/** Bytes. */
const SMALL = 200_000;
let left = 0;

function suspects(bytes: Uint8Array, probes: Probes, encoding: Encoding): boolean {
  if (left >= FEW || bytes.length >= SMALL) return mayHoldKey(bytes, probes, encoding);
  const isSuspect = looksSuspicious(bytes, probes, encoding);
  if (isSuspect) left += 1;
  return isSuspect;
}

parentPort?.on("message", ({ paths, limit, probesId, ...given }: SiftMessage) => {
  const probes = given.probes ?? known.get(probesId);
  if (!probes) throw new Error("a thread was asked before it was told what to look for");
  known.set(probesId, probes);
  if (given.tables) keepTables(probes, given.tables);
  parentPort?.postMessage(new Sifting({ paths, limit, probes }, suspects).until(Infinity));
});
