// One of several parts of a scan, so that machines can share it. Each file is in exactly one of them, whoever asks.
import { createHash } from "node:crypto";

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Parses `I/N`; undefined when it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text)?.map(Number) ?? [];
  return index !== undefined && of !== undefined && index <= of ? { index, of } : undefined;
}

/** Whether a file, by its name in reports, belongs to a shard; without shards it does. */
export function isInShard(file: string, shard: Shard | undefined): boolean {
  return !shard || createHash("sha256").update(file).digest().readUInt32BE() % shard.of === shard.index - 1;
}

/** The same for an object that git keeps, whose id is a hash already. */
export function isObjectInShard(id: string, shard: Shard | undefined): boolean {
  return !shard || parseInt(id.slice(0, 8), 16) % shard.of === shard.index - 1;
}

/** Whether this one counts what has no name of its own. */
export function countsNameless(shard: Shard | undefined): boolean {
  return !shard || shard.index === 1;
}
