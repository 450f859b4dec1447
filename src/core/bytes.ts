// Whether a file is worth decoding. Nearly every key is a long run of key characters, so a look at every twentieth
// byte meets all runs that matter, and anchors and names count only there. The answer may be a false alarm, which
// `scanText` finds out, but never a miss.
import { encodingOf } from "./encoding";
import { isHeard } from "./judge";
import { type Policy, rulesOf } from "./policy";
import {
  type Anchored,
  BASE64,
  type ByteClass,
  LEADING,
  LEADING_AFTER_BRACE,
  type Named,
  probesOf,
  WORD,
} from "./probes";

/**
 * Whether `scanText` could find anything in the text of these bytes. UTF-16 is rare, so it is decoded unseen;
 * bytes that are no text hold no key.
 */
export function mayHoldKey(bytes: Uint8Array, policy: Policy, encoding = encodingOf(bytes)): boolean {
  if (encoding !== "utf-8") return encoding !== undefined;
  const { literals, words, base64 } = sieveOf(policy);
  return literals.some((literal) => literal.isIn(bytes)) || words.passIn(bytes) || base64.passIn(bytes);
}

interface Sieve {
  readonly words: Runs;
  readonly base64: Runs;
  readonly literals: readonly Literal[];
}

const sieves = new WeakMap<Policy, Sieve>();

function sieveOf(policy: Policy): Sieve {
  const known = sieves.get(policy);
  if (known) return known;
  const probes = probesOf(rulesOf(policy).filter((rule) => isHeard(rule, policy)));
  const made = {
    words: new Runs(WORD, probes.anchored, probes.named),
    base64: new Runs(BASE64, [], probes.base64),
    literals: probes.literals.map((text) => new Literal(text)),
  };
  sieves.set(policy, made);
  return made;
}

/** Runs of one class that are of interest. */
class Runs {
  readonly #class: ByteClass;
  readonly #anchors: readonly { readonly distance: number; readonly texts: Texts }[];
  readonly #named: readonly (Omit<Named, "names"> & { readonly names: Texts })[];
  /** Bytes of the shortest run of interest, `Infinity` when none is. */
  readonly #least: number;

  constructor(inClass: ByteClass, anchored: readonly Anchored[], named: readonly Named[]) {
    this.#class = inClass;
    this.#anchors = [...new Set(anchored.map(({ distance }) => distance))].map((distance) => ({
      distance,
      texts: new Texts(anchored.filter((one) => one.distance === distance)),
    }));
    this.#named = named.map((one) => ({ ...one, names: new Texts(one.names.map((text) => ({ text, min: 0 }))) }));
    this.#least = Math.min(...[...anchored, ...named].map(({ min }) => min));
  }

  /**
   * Whether one of them is there. Each covers a byte of every `least`, so most bytes are never read (the idea of
   * Boyer and Moore, 1977).
   */
  passIn(bytes: Uint8Array): boolean {
    const inClass = this.#class;
    const least = this.#least;
    for (let at = least - 1; at < bytes.length;) {
      const start = at - least + 1;
      let before = at;
      while (before >= start && inClass[bytes[before] ?? 0] === 1) before -= 1;
      if (before >= start) {
        at = before + least;
        continue;
      }
      let end = at + 1;
      while (end < bytes.length && inClass[bytes[end] ?? 0] === 1) end += 1;
      if (this.#passes(bytes, start, end)) return true;
      at = end + least;
    }
    return false;
  }

  #passes(bytes: Uint8Array, start: number, end: number): boolean {
    const latest = start + (bytes[start - 1] === BRACE ? LEADING_AFTER_BRACE : LEADING);
    for (const { distance, texts } of this.#anchors) {
      for (let from = start; from <= latest; from++) if (texts.standAt(bytes, from + distance, end - from)) return true;
    }
    for (const { min, max, reach, names } of this.#named) {
      if (end - start < min || end - latest > max) continue;
      for (let at = Math.max(0, start - reach); at <= end - min; at++) if (names.standAt(bytes, at, 0)) return true;
    }
    return false;
  }
}

const BRACE = 0x7b;

/** Fixed texts, each with the fewest bytes that a run has to go on for. */
class Texts {
  readonly #texts: readonly { readonly text: Uint8Array; readonly min: number }[];
  /** For two bytes as one number, whether a text starts with them. */
  readonly #starts = new Uint8Array(65536);

  constructor(texts: readonly { readonly text: string; readonly min: number }[]) {
    this.#texts = texts.map(({ text, min }) => ({ text: utf8(text), min }));
    for (const { text } of this.#texts) this.#starts[pairAt(text, 0)] = 1;
  }

  /** Whether one of them stands at an index, with `room` bytes left of the run. */
  standAt(bytes: Uint8Array, at: number, room: number): boolean {
    if (at < 0 || at + 1 >= bytes.length || this.#starts[pairAt(bytes, at)] === 0) return false;
    for (const { text, min } of this.#texts) if (room >= min && isAt(bytes, text, at)) return true;
    return false;
  }
}

function pairAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function isAt(bytes: Uint8Array, text: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** One text, searched for with the shifts of Horspool (1980): how far the byte under its end lets it jump. */
class Literal {
  readonly #text: Uint8Array;
  readonly #shifts: Uint16Array;

  constructor(literal: string) {
    this.#text = utf8(literal);
    const last = this.#text.length - 1;
    this.#shifts = new Uint16Array(256).fill(last + 1);
    this.#text.subarray(0, last).forEach((byte, index) => (this.#shifts[byte] = last - index));
  }

  isIn(bytes: Uint8Array): boolean {
    const last = this.#text.length - 1;
    const shifts = this.#shifts;
    for (let end = last; end < bytes.length; end += shifts[bytes[end] ?? 0] ?? 1) {
      if (bytes[end] === this.#text[last] && isAt(bytes, this.#text, end - last)) return true;
    }
    return false;
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
