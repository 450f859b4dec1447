// What the planner may know of the keys that it moves: whether two are equal and which quotes they need, no more.
import type { Finding } from "../model";
import { reveal } from "../reveal";
import type { EnvQuote } from "./env/envFile";

export interface KeyFacts {
  /** Equal for equal keys. */
  readonly group: number;
  /** The quotes that the key needs in its store; undefined when it cannot stand there. */
  readonly quote: EnvQuote | undefined;
  /** The name that has this key as its value, browser-public names left out. */
  readonly knownAs: (values: ReadonlyMap<string, string>, isUsable: (name: string) => boolean) => string | undefined;
}

/** Which keys are equal, also across texts; lets nobody see one. */
export class KeyGroups {
  readonly #groups = new Map<string, number>();

  /** The number of a key: the same for the same key. */
  of(key: string): number {
    const group = this.#groups.get(key) ?? this.#groups.size;
    this.#groups.set(key, group);
    return group;
  }
}

/** The facts of each finding's key, or undefined when the text no longer holds one of them. */
export function factsOf(
  text: string,
  findings: readonly Finding[],
  quoteFor: (value: string) => EnvQuote | undefined,
  groups = new KeyGroups(),
): readonly KeyFacts[] | undefined {
  const facts: KeyFacts[] = [];
  for (const finding of findings) {
    const value = reveal(text, finding)?.expose();
    if (value === undefined) return undefined;
    facts.push({
      group: groups.of(value),
      quote: quoteFor(value),
      knownAs: (values, isUsable) => [...values].find(([name, known]) => known === value && isUsable(name))?.[0],
    });
  }
  return facts;
}

/** Finds one key in other texts. The key is in a closure: nothing that prints an object shows it. */
export interface KeyFinder {
  readonly is: (value: string) => boolean;
  /** Where it stands in a text by itself, not as a part of a longer word. */
  readonly placeIn: (text: string) => { readonly start: number; readonly end: number } | undefined;
}

/** A finder of a finding's key, or undefined when the text no longer holds it. */
export function keyFinder(text: string, finding: Finding): KeyFinder | undefined {
  const key = reveal(text, finding)?.expose();
  if (key === undefined) return undefined;
  return {
    is: (value) => value === key,
    placeIn: (other) => {
      for (let start = other.indexOf(key); start >= 0; start = other.indexOf(key, start + 1)) {
        const end = start + key.length;
        if (!/[\w-]/.test(other.charAt(start - 1)) && !/[\w-]/.test(other.charAt(end))) return { start, end };
      }
      return undefined;
    },
  };
}
