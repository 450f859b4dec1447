// What the planner may know of the keys that it moves: whether two are equal and which quotes they need, no more.
import type { Finding } from "../model";
import { reveal } from "../reveal";
import { type EnvQuote, quoteFor } from "./env/envFile";

export interface KeyFacts {
  /** Equal for equal keys. */
  readonly group: number;
  /** The quotes that the key needs in an env file; undefined when it cannot stand there. */
  readonly quote: EnvQuote | undefined;
  /** The name that has this key as its value, browser-public names left out. */
  readonly knownAs: (values: ReadonlyMap<string, string>, isUsable: (name: string) => boolean) => string | undefined;
}

/** The facts of each finding's key, or undefined when the text no longer holds one of them. */
export function factsOf(text: string, findings: readonly Finding[]): readonly KeyFacts[] | undefined {
  const groups = new Map<string, number>();
  const facts: KeyFacts[] = [];
  for (const finding of findings) {
    const value = reveal(text, finding)?.expose();
    if (value === undefined) return undefined;
    const group = groups.get(value) ?? groups.size;
    groups.set(value, group);
    facts.push({
      group,
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
