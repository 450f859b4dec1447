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

/** The facts of each finding's key, or undefined when the text no longer holds one of them. */
export function factsOf(
  text: string,
  findings: readonly Finding[],
  quoteFor: (value: string) => EnvQuote | undefined,
): readonly KeyFacts[] | undefined {
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
