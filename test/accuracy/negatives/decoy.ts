import type { Random } from "../../support/random";
import { bystander, type Provider } from "../providers";
import type { Named } from "../scene";

/** A value that is no key, and how the file around it speaks of it. */
export interface Decoy {
  readonly main: Named;
  readonly provider: Provider;
  /** It stands where a key would. */
  readonly isCredential: boolean;
  /** Nothing in the file names a provider, which could make a key of the value. */
  readonly namesNobody?: true;
  /** The value is a JSON document. */
  readonly isDocument?: true;
}

/** A class of values that are written in the same formats as keys are. */
export interface DecoyClass {
  readonly name: string;
  /** The `turn` goes round what the class has to offer. */
  draw(random: Random, turn: number): Decoy;
}

/** A plain value under a name that may name a provider. */
export function valueNamed(random: Random, words: string, value: string): Decoy {
  return { main: { words: words.split(" "), value }, provider: bystander(random), isCredential: false };
}

export const at = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;
