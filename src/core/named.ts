// Keys without fixed text are looked for after names. Where one name follows the other, their neighbourhoods are one,
// so a text full of names is still read once a shape.
import type { Rule } from "./rules/rule";

export interface Match {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

/** Rules of one pattern. */
export interface NamedSearch {
  readonly rules: Rule[];
  readonly pattern: RegExp;
}

/** Where a key may start, ends included: ordered, disjoint. */
type Regions = { readonly start: number; end: number }[];

/** UTF-16 code units before a key that its left boundary may look at. */
const BOUNDARY = 50;
/** The longest key that has no fixed text, with room for the boundary after it. */
const LONGEST_NAMED = 300;

export class NamedRegions {
  readonly #regions = new Map<Rule, Regions>();

  /** A name of a rule stands at an index, which none before it is greater than. */
  add(rule: Rule, index: number): void {
    const regions = this.#regions.get(rule) ?? [];
    this.#regions.set(rule, regions);
    const end = index + (rule.context?.reach ?? 0);
    const last = regions.at(-1);
    if (last && index <= last.end) last.end = Math.max(last.end, end);
    else regions.push({ start: index, end });
  }

  /** Everything of the shape of a rule that starts where one of its names reaches. */
  *matches(text: string, searches: readonly NamedSearch[]): Generator<Match> {
    for (const { rules, pattern } of searches) {
      const own = rules.map((rule) => ({ rule, regions: this.#regions.get(rule) ?? [] }));
      for (const { start, end } of union(own.flatMap(({ regions }) => regions))) {
        const from = Math.max(0, start - BOUNDARY);
        const window = text.slice(from, end + LONGEST_NAMED);
        pattern.lastIndex = start - from;
        for (let hit = pattern.exec(window); hit && from + hit.index <= end; hit = pattern.exec(window)) {
          const at = from + hit.index;
          for (const { rule, regions } of own)
            if (covers(regions, at)) yield { rule, start: at, end: at + hit[0].length };
        }
      }
    }
  }
}

function union(regions: Regions): Regions {
  const merged: Regions = [];
  for (const { start, end } of regions.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Whether one of the regions holds an index. */
function covers(regions: Regions, index: number): boolean {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((regions[middle]?.start ?? Infinity) <= index) low = middle + 1;
    else high = middle;
  }
  return (regions[low - 1]?.end ?? -1) >= index;
}
