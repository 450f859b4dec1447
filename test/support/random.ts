/**
 * A small seeded random source for tests: the same seed gives the same values on every platform.
 *
 * The algorithms are bryc's public-domain xmur3 (seed text to 32-bit words) and sfc32, Chris Doty-Humphrey's
 * "Small Fast Counter" generator from PractRand: https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
export interface Random {
  /** An integer from 0 to `below - 1`. */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** `length` characters, each drawn uniformly from `alphabet`. */
  chars(alphabet: string, length: number): string;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** A lower-case UUID of version 4. */
  uuid(): string;
}

const HEX = "0123456789abcdef";

export function randomFrom(seed: string): Random {
  const next = sfc32(xmur3(seed));
  const random: Random = {
    int: (below) => Math.floor((next() / 2 ** 32) * below),
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError("nothing to pick from");
      return list[random.int(list.length)] as T;
    },
    chars: (alphabet, length) => Array.from({ length }, () => alphabet.charAt(random.int(alphabet.length))).join(""),
    shuffle<T>(list: readonly T[]): T[] {
      const left = [...list];
      return list.map(() => left.splice(random.int(left.length), 1)[0] as T);
    },
    uuid: () =>
      [
        random.chars(HEX, 8),
        random.chars(HEX, 4),
        "4" + random.chars(HEX, 3),
        random.chars("89ab", 1) + random.chars(HEX, 3),
        random.chars(HEX, 12),
      ].join("-"),
  };
  return random;
}

/** Turns a text into a stream of well-mixed 32-bit words. */
function xmur3(text: string): () => number {
  let hash = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    return (hash ^= hash >>> 16) >>> 0;
  };
}

/** Unsigned 32-bit words from a 128-bit state. */
function sfc32(seed: () => number): () => number {
  let a = seed();
  let b = seed();
  let c = seed();
  let counter = seed();
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
}
