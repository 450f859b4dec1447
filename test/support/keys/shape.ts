import type { Random } from "../random";
import { ALNUM, HEX, hasRun, plausible } from "./text";

/**
 * How a key is put together: a row of parts, each of which knows how to make itself and how to be slightly wrong. The
 * near misses of most kinds follow from their parts.
 */
export type Make = (random: Random) => string;

export interface NearMiss {
  readonly text: string;
  readonly why: string;
}

export interface Part {
  readonly make: Make;
  /** What a lazy placeholder puts in its place. */
  readonly filler: string;
  /** The texts to choose from, for a part that is public rather than random. */
  readonly heads?: readonly string[];
  readonly tooShort?: Make;
  readonly tooLong?: Make;
  readonly wrongCharacter?: Make;
}

export interface Shape {
  readonly prefix: string;
  readonly make: Make;
  readonly nearMisses: (random: Random) => readonly NearMiss[];
}

/** A reason that a few kinds leave out. */
export const GLUED = "glued to a letter before it";

/** One of several public heads. */
export function heads(...texts: readonly [string, ...string[]]): Part {
  return { heads: texts, make: (random) => random.pick(texts), filler: texts[0] };
}

/**
 * Random characters, `length` of them. Where the facts leave a range, it is given as `from` and `to`; where the
 * alphabet may be wider than what was seen, `wrong` is a character that is surely outside it.
 */
export function run(
  alphabet: string,
  length: number,
  { from = length, to = length, wrong }: { from?: number; to?: number; wrong?: string } = {},
): Part {
  const part = about(alphabet, length);
  const foreign = (random: Random): string => wrong ?? (alphabet === HEX ? random.chars("ghjkmnpqrstuvwyz", 1) : "*");
  return {
    ...part,
    tooShort: body(alphabet, from - 1),
    wrongCharacter: (random) => replaceAt(part.make(random), Math.min(3, length - 1), foreign(random)),
    ...(to === Infinity ? {} : { tooLong: body(alphabet, to + 1) }),
  };
}

/** Random characters of any width from `from` to `to`, the ends more often than what lies between. */
export function ranging(alphabet: string, from: number, to: number): Part {
  const make: Make = (random) => body(alphabet, random.pick([from, from + random.int(to - from + 1), to]))(random);
  return { ...run(alphabet, from, { from, to }), make };
}

/** Random characters of a width that no source fixes: only far fewer are clearly too few. */
export function about(alphabet: string, length: number): Part {
  const filler = [..."xX0"].find((character) => alphabet.includes(character)) ?? alphabet.charAt(0);
  return { make: body(alphabet, length), filler: filler.repeat(length), tooShort: body(alphabet, 6) };
}

/** Like `about`, for a part that must not be spoilt, because what remains could be a key of another kind. */
export function free(alphabet: string, length: number): Part {
  const { make, filler } = about(alphabet, length);
  return { make, filler };
}

/** Letters and digits of both cases, at least one of each. */
export function mixed(length: number): Part {
  const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);
  return { ...about(ALNUM, length), make: (random) => plausible(() => random.chars(ALNUM, length), isMixed) };
}

export function uuid(): Part {
  const make: Make = (random) => plausible(() => random.uuid());
  return {
    make,
    filler: "00000000-0000-0000-0000-" + "0".repeat(12),
    tooShort: (random) => make(random).slice(0, -1),
    tooLong: (random) => make(random) + random.chars(HEX, 1),
    wrongCharacter: (random) => replaceAt(make(random), 25, "k"),
  };
}

/** A part with a structure of its own. If its length is fixed, one character less or more is a near miss. */
export function coded(draw: Make, filler: string, length: "fixed" | "open" = "open"): Part {
  const make: Make = (random) => plausible(() => draw(random));
  if (length === "open") return { make, filler };
  return {
    make,
    filler,
    tooShort: (random) => make(random).slice(0, -1),
    tooLong: (random) => make(random) + random.pick([..."23456789"]),
    wrongCharacter: (random) => replaceAt(make(random), 3, "*"),
  };
}

/** A key made of these parts, one after the other. */
export function shape(...pieces: readonly (string | Part)[]): Shape {
  const parts = pieces.map((piece) => (typeof piece === "string" ? heads(piece) : piece));
  const first = parts[0]?.heads ?? [];
  const head = first[0] ?? "";
  const join = (random: Random): string => parts.map((part) => part.make(random)).join("");

  /** The key with its last part of a kind that can be wrong in this way made wrong. */
  const spoilt = (how: "tooShort" | "tooLong" | "wrongCharacter", why: string): ((random: Random) => NearMiss[]) => {
    const at = parts.findLastIndex((part) => part[how] !== undefined);
    return (random) => {
      if (at < 0) return [];
      return [{ text: parts.map((part, i) => ((i === at && part[how]) || part.make)(random)).join(""), why }];
    };
  };
  const misses = [
    spoilt("tooShort", "too short"),
    spoilt("tooLong", "too long"),
    spoilt("wrongCharacter", "a character that the body cannot have"),
    (random: Random): NearMiss[] => (head ? [{ text: "q" + join(random), why: GLUED }] : []),
    (): NearMiss[] => [
      { text: head + "your-key-here", why: "placeholder: words" },
      { text: head + "...", why: "placeholder: dots" },
      { text: parts.map((part) => part.filler).join(""), why: "placeholder: one character repeated" },
    ],
  ];
  return {
    prefix: commonHead(first),
    make: (random) => {
      for (;;) {
        const key = join(random);
        if (!hasRun(key)) return key;
      }
    },
    nearMisses: (random) => misses.flatMap((miss) => miss(random)),
  };
}

/** A kind that comes in several shapes; the near misses are those of the first. */
export function oneOf(first: Shape, ...others: readonly Shape[]): Shape {
  const all = [first, ...others];
  return {
    prefix: commonHead(all.map((one) => one.prefix)),
    make: (random) => random.pick(all).make(random),
    nearMisses: first.nearMisses,
  };
}

/** Adds near misses that do not follow from the parts. */
export function alsoNot(of: Shape, extra: (random: Random) => readonly NearMiss[]): Shape {
  return { ...of, nearMisses: (random) => [...of.nearMisses(random), ...extra(random)] };
}

/** Leaves out the near misses with these reasons, where the facts leave room for doubt. */
export function exceptFor(reasons: readonly string[], of: Shape): Shape {
  return { ...of, nearMisses: (random) => of.nearMisses(random).filter(({ why }) => !reasons.includes(why)) };
}

function body(alphabet: string, length: number): Make {
  return (random) => plausible(() => random.chars(alphabet, length));
}

function replaceAt(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + 1);
}

function commonHead(texts: readonly string[]): string {
  const first = texts[0] ?? "";
  const differs = [...first].findIndex((character, i) => texts.some((text) => text.charAt(i) !== character));
  return differs < 0 ? first : first.slice(0, differs);
}
