import type { KeyKind } from "../support/keys/index";
import type { Item } from "./item";
import { negatives } from "./negatives/index";
import { positives } from "./positives";

export interface Corpus {
  /** Keys of grades A to C. */
  readonly positives: readonly Item[];
  /** As many files without a key. */
  readonly negatives: readonly Item[];
  /** Keys of grade D, which scanners leave alone by default. */
  readonly guesses: readonly Item[];
  /** What looks like a key and is no secret: told low or not at all. */
  readonly noSecrets: readonly Item[];
}

export const SEED = "2026";

/**
 * Made anew for every run, so that nothing shaped like a key is stored. The same seed gives the same files.
 * With `only`, there are no keys of other providers, and fewer files without a key.
 */
export function corpus(seed = SEED, only?: readonly string[]): Corpus {
  const isWanted = ({ provider }: KeyKind): boolean => only?.includes(provider) ?? true;
  const keys = positives(seed, (kind) => isWanted(kind) && kind.grade !== "D" && !kind.noSecret);
  const placed = (items: readonly Item[], folder: string): readonly Item[] =>
    items.map((item, index) => ({ ...item, path: `${folder}/${String(index).padStart(4, "0")}/${item.path}` }));
  return {
    positives: placed(keys, "keys"),
    negatives: placed(negatives(seed, keys.length), "none"),
    guesses: placed(
      positives(seed, (kind) => isWanted(kind) && kind.grade === "D"),
      "guesses",
    ),
    noSecrets: placed(
      positives(seed, (kind) => isWanted(kind) && kind.noSecret === true),
      "public",
    ),
  };
}
