// Whether a file is worth decoding. Nearly every key is a long run of key characters, so anchors and names count only
// there. The answer may be a false alarm, which `scanText` finds out, but never a miss.
import { encodingOf } from "../encoding";
import { ruleOf } from "../rules/index";
import { type Anchored, DASHES, leadingAfter, type Named, type Probes } from "./probes";
import { decodedAround, decodedRun, isPiece, readUpTo, SHORTEST_BASE64, SHORTEST_PIECE } from "./disguise";
import { anyRun, anyRunByteByByte, type Least, type RunKind, type Visit } from "./runs";

/**
 * Whether `scanText` could find anything in the text of these bytes. UTF-16 is rare, so it is decoded unseen;
 * bytes that are no text hold no key.
 */
export function mayHoldKey(bytes: Uint8Array, probes: Probes, encoding = encodingOf(bytes)): boolean {
  if (encoding !== "utf-8") return encoding !== undefined;
  const sieve = sieveOf(probes);
  return sieve.literals.some((literal) => literal.isIn(bytes)) || anyRun(bytes, LEAST, new Look(bytes, sieve).visit);
}

/** Shorter runs are neither keys nor parts of any. */
const LEAST: Least = { word: SHORTEST_PIECE, base64: SHORTEST_BASE64, dash: DASHES.length };

/** One look at a file. */
class Look {
  /** Up to here, escapes and joints have been read. */
  #read = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly sieve: Sieve,
  ) {}

  readonly visit: Visit = (kind, start, end) => {
    const { bytes } = this;
    if (kind === "escape") return this.#around(start);
    if (holdsPlain(this.sieve, bytes, { kind, start, end })) return true;
    if (kind === "dash") return false;
    const decoded = decodedRun(bytes, start, end);
    if (decoded && isSuspect(this.sieve, decoded)) return true;
    return kind === "word" && isPiece(bytes, start, end) && this.#around(start);
  };

  #around(at: number): boolean {
    if (at < this.#read) return false;
    this.#read = readUpTo(at);
    return isSuspect(this.sieve, decodedAround(this.bytes, at));
  }
}

/** Whether bytes that have been decoded may hold a key. */
function isSuspect(sieve: Sieve, bytes: Uint8Array): boolean {
  return (
    sieve.literals.some((literal) => literal.isIn(bytes)) ||
    anyRunByteByByte(bytes, LEAST, (kind, start, end) => holdsPlain(sieve, bytes, { kind, start, end }))
  );
}

interface Run {
  readonly kind: RunKind;
  readonly start: number;
  readonly end: number;
}

function holdsPlain({ runs, dashed }: Sieve, bytes: Uint8Array, { kind, start, end }: Run): boolean {
  if (kind === "dash") return dashed.standAt(bytes, end - DASHES.length, 0);
  return kind !== "escape" && runs[kind].holdKey(bytes, start, end);
}

interface Sieve {
  readonly runs: Readonly<Record<"word" | "base64", Runs>>;
  readonly dashed: Texts;
  readonly literals: readonly Literal[];
}

const sieves = new WeakMap<Probes, Sieve>();

function sieveOf(probes: Probes): Sieve {
  const known = sieves.get(probes);
  if (known) return known;
  const runs = {
    word: new Runs(probes.anchored, probes.named),
    base64: new Runs([], probes.base64),
  };
  const made = {
    runs,
    dashed: new Texts(probes.dashed.map((text) => ({ text, min: 0 }))),
    literals: probes.literals.map((text) => new Literal(text)),
  };
  sieves.set(probes, made);
  return made;
}

/** What is looked for in the runs of one class. */
class Runs {
  readonly #anchors: readonly { readonly distance: number; readonly texts: Texts }[];
  readonly #named: readonly NamedTexts[];
  /** Those that a run of so many bytes can be, where nothing stands before its key. */
  readonly #byLength: readonly (readonly NamedTexts[])[];
  constructor(anchored: readonly Anchored[], named: readonly Named[]) {
    this.#anchors = [...new Set(anchored.map(({ distance }) => distance))].map((distance) => ({
      distance,
      texts: new Texts(anchored.filter((one) => one.distance === distance)),
    }));
    this.#named = named.map((one) => ({ ...one, texts: new Texts(one.names.map((text) => ({ text, min: 0 }))) }));
    const longest = Math.max(0, ...named.map(({ max }) => max));
    this.#byLength = Array.from({ length: longest + 1 }, (_, length) =>
      this.#named.filter(({ min, max }) => min <= length && length <= max),
    );
  }

  /** Whether a run of the bytes may hold a key. */
  holdKey(bytes: Uint8Array, start: number, end: number): boolean {
    const leading = leadingAfter(bytes[start - 1]);
    for (const { distance, texts } of this.#anchors) {
      for (let from = start; from <= start + leading; from++)
        if (texts.standAt(bytes, from + distance, end - from)) return true;
    }
    const length = end - start;
    const named =
      leading === 0
        ? (this.#byLength[length] ?? [])
        : this.#named.filter(({ min, max }) => min <= length && length - leading <= max);
    return named.some(
      (one) =>
        endsWithAll(bytes, end, one.tail) &&
        one.texts.standIn(bytes, start - one.reach, end - one.min) &&
        fits(one, asciiText(bytes, start, end)),
    );
  }
}

interface NamedTexts extends Named {
  readonly texts: Texts;
}

function fits({ pattern, ruleId }: Named, run: string): boolean {
  const value = pattern.exec(run)?.[0];
  return value !== undefined && ruleOf(ruleId)?.check?.(value) !== "reject";
}

function endsWithAll(bytes: Uint8Array, end: number, { class: inClass, length }: Named["tail"]): boolean {
  for (let at = end - length; at < end; at++) if (inClass[bytes[at] ?? 0] !== 1) return false;
  return true;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end)); // No run of interest is long.
}

interface Text {
  readonly text: Uint8Array;
  readonly min: number;
}

/** Fixed texts, each with the fewest bytes that a run has to go on for. */
class Texts {
  /** By the first two bytes as one number, the place of the texts in `#groups` that start with them. */
  readonly #starts = new Uint16Array(65536);
  readonly #groups: Text[][] = [[]];

  constructor(texts: readonly { readonly text: string; readonly min: number }[]) {
    for (const { text, min } of texts) {
      const bytes = utf8(text);
      const start = pairAt(bytes, 0);
      const group = this.#starts[start] || this.#groups.push([]) - 1;
      this.#starts[start] = group;
      this.#groups[group]?.push({ text: bytes, min });
    }
  }

  /** Whether one of them starts between two indices, both included. */
  standIn(bytes: Uint8Array, from: number, to: number): boolean {
    for (let at = Math.max(0, from); at <= to; at++) if (this.standAt(bytes, at, 0)) return true;
    return false;
  }

  /** Whether one of them stands at an index, with `room` bytes left of the run. */
  standAt(bytes: Uint8Array, at: number, room: number): boolean {
    if (at < 0 || at + 1 >= bytes.length) return false;
    const group = this.#starts[pairAt(bytes, at)] ?? 0;
    if (group === 0) return false;
    return this.#groups[group]?.some(({ text, min }) => room >= min && isAt(bytes, text, at)) ?? false;
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
