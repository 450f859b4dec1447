// Fixed texts, looked for all at once: a few characters say whether one of them can start at a place.

/** Bits of a hash of at most three characters. */
const BITS = 0x7fff;
/** By how many characters it is of: one shift more drops the first of them, so that each place costs one step. */
const SHIFTS: readonly number[] = [15, 15, 8, 5];
/** What is looked at of the character after them. */
const NEXT = 0x7f;

export class Literals {
  readonly #hashed: number;
  readonly #shift: number;
  /** By the hash of the first characters, the place of the literals in `#groups` that start with them. */
  readonly #starts = new Uint16Array(BITS + 1);
  readonly #groups: string[][] = [[]];
  /** By such a place and the character after the hashed ones, whether to look at the group. */
  readonly #nexts: Uint8Array;

  /** None is empty. Those of fewer than three characters make the search for all of them slower. */
  constructor(literals: Iterable<string>) {
    const longestFirst = [...literals].sort((a, b) => b.length - a.length);
    this.#hashed = Math.min(3, longestFirst.at(-1)?.length ?? 3);
    this.#shift = SHIFTS[this.#hashed] ?? 0;
    for (const literal of longestFirst) {
      const start = Array.from({ length: this.#hashed }, (_, at) => literal.charCodeAt(at)).reduce(
        (hash, code) => ((hash << this.#shift) ^ code) & BITS,
        0,
      );
      this.#starts[start] ||= this.#groups.push([]) - 1;
      this.#groups[this.#starts[start] ?? 0]?.push(literal);
    }
    this.#nexts = new Uint8Array(this.#groups.length * (NEXT + 1));
    this.#groups.forEach((group, place) => {
      for (const literal of group) {
        const next = literal.length > this.#hashed ? literal.charCodeAt(this.#hashed) & NEXT : undefined;
        const at = place * (NEXT + 1);
        this.#nexts.fill(1, at + (next ?? 0), at + (next ?? NEXT) + 1);
      }
    });
  }

  /** Visits every index from `from` up to, not including, `to` at which one of them stands, with the longest. */
  visit(text: string, { from, to }: { readonly from: number; readonly to: number }, visit: Visit): void {
    const [starts, nexts, shift] = [this.#starts, this.#nexts, this.#shift];
    const end = Math.min(text.length, to + this.#hashed - 1);
    let hash = 0;
    for (let last = from; last < end; last++) {
      hash = ((hash << shift) ^ text.charCodeAt(last)) & BITS;
      const group = starts[hash] ?? 0;
      if (group === 0 || nexts[group * (NEXT + 1) + (text.charCodeAt(last + 1) & NEXT)] === 0) continue;
      const index = last - this.#hashed + 1;
      const literal = index < from ? undefined : this.#longestAt(text, index, group);
      if (literal !== undefined) visit(literal, index);
    }
  }

  /** By itself: what a loop's own function uses would be made anew for every character. */
  #longestAt(text: string, index: number, group: number): string | undefined {
    return this.#groups[group]?.find((one) => text.startsWith(one, index));
  }
}

/** `index`: UTF-16 offset. */
type Visit = (literal: string, index: number) => void;
