import type { Decoding, Encoding } from "./scene";

/** One file of the corpus. */
export interface Item {
  readonly path: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly format: string;
  /** The key in it, if there is one. */
  readonly key?: PlacedKey;
  /** What only looks like a key in it, if there is none. */
  readonly decoy?: string;
  /** Places that are neither right nor wrong to report: the other half of a pair. */
  readonly neutral: readonly Range[];
}

/** UTF-16 offsets, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface PlacedKey extends Range {
  readonly provider: string;
  readonly vendor: string;
  readonly kind: string;
  readonly value: string;
  readonly decoding: Decoding;
}
