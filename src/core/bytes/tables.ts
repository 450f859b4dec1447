// What `search.as` looks for, as the tables that it describes.
import { grouped } from "../grouped";
import { JOINS, OF_KEYS, PLAIN, QUOTES, READS } from "./disguise";
import { type Anchored, byDistance, DASHES, hasLength, MOST_LEADING, type Named, type Probes } from "./probes";
import type { ByteClass } from "./runs";
import { utf8 } from "./texts";

/** Where the tables are, by what `look` is told. */
export type LookFor = readonly [
  wordAnchors: number,
  base64Anchors: number,
  wordNames: number,
  base64Names: number,
  longest: number,
  reads: number,
  afterDashes: number,
];

/** Sets of bytes that `search.as` knows by their numbers; those of the last bytes of keys follow. */
const KNOWN_SETS: readonly ByteClass[] = [PLAIN, QUOTES, JOINS, OF_KEYS];
const MOST_SETS = 32;

/** Bits of the numbers of texts: anchors are asked for beside every run, so few other texts may have theirs. */
const ANCHOR_BITS = 15;
const NAME_BITS = 15;

/** Names stand for themselves in any case. */
const ANY_CASE = 0x20202020;
/** Characters of a name that are looked for. */
const PART = 4;
const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** What the search notes about a table of names, before there is anything. */
const NO_NOTES = new Uint8Array(16);

/** Bytes of a run that may stand before its key, by the lists that `search.as` has. */
const LEADS = [0, 1, MOST_LEADING] as const;

type Words = readonly number[];

/** Rules whose keys start and end alike. */
interface Look {
  readonly rules: readonly Named[];
  readonly words: Words;
}

/** What `search.as` needs for some probes: plain data, which can be sent to a thread. */
export interface Tables {
  /** For each byte, the sets that it is in. */
  readonly sets: Uint32Array;
  /** What `look` is told. */
  readonly places: LookFor;
  /** What stands from the place on that they were made for. */
  readonly bytes: Uint8Array;
}

/** Tables that stand at a place of the machine's memory. */
export function tablesAt(start: number, { anchored, named, dashed }: Probes): Tables {
  const tables = new Writer(start);
  const longest = Math.max(0, ...[...named.word, ...named.base64].map(({ max }) => max)) + MOST_LEADING;
  const places = [
    tables.anchors(anchored.word),
    tables.anchors(anchored.base64),
    tables.lists(named.word, longest),
    tables.lists(named.base64, longest),
    longest,
    READS,
    tables.setOf(afterDashes(dashed)),
  ] as const;
  return { sets: tables.sets, places, bytes: joined(tables.parts) };
}

class Writer {
  readonly sets = new Uint32Array(256);
  readonly parts: Uint8Array[] = [];
  readonly #known = new Map<string, number>();
  readonly #bits = new Map<ByteClass, number>();
  readonly #rarest = new Map<string, number>();
  #end: number;

  constructor(start: number) {
    this.#end = start;
    KNOWN_SETS.forEach((inClass) => this.setOf(inClass));
  }

  anchors(anchored: readonly Anchored[]): number {
    const groups = byDistance(anchored);
    const words = groups.flatMap(({ distance, least, anchors }) => [distance, least, this.#anchorTable(anchors)]);
    return this.#put([groups.length, ...words]);
  }

  lists(named: readonly Named[], longest: number): number {
    const alike = grouped(named, ({ head, next, tail }) => `${head} ${next} ${tail.length} ${this.setOf(tail.class)}`);
    const looks = [...alike.values()].map((rules) => ({ rules, words: this.#look(rules) }));
    return this.#put(LEADS.flatMap((lead) => this.#listsByLength(looks, lead, longest)));
  }

  /** The list of what may end a run of each length; it only changes where a rule's keys begin or cease to fit. */
  #listsByLength(looks: readonly Look[], lead: number, longest: number): Words {
    const lists = new Array<number>(longest + 1).fill(0);
    const ends = looks.flatMap(({ rules }) => rules.flatMap(({ min, max }) => [min, max + lead + 1]));
    const changes = [...new Set(ends)].sort((a, b) => a - b);
    changes.forEach((length, index) => {
      const fitting = looks.filter(({ rules }) => rules.some((rule) => hasLength(rule, length, lead)));
      if (fitting.length === 0) return;
      lists.fill(this.#put([fitting.length, ...fitting.flatMap(({ words }) => words)]), length, changes[index + 1]);
    });
    return lists;
  }

  /** What such rules have in common. */
  #look(rules: readonly Named[]): Words {
    const [{ head, tail, next = 0 }] = rules as [Named];
    const names = [...new Set(rules.flatMap(({ names }) => names.map((name) => name.toLowerCase())))].sort();
    return [
      (utf8(head)[0] ?? 0) | (next << 8),
      this.setOf(tail.class),
      tail.length,
      Math.max(...rules.map(({ reach }) => reach)),
      // So much later than its name may its rarest part stand.
      Math.min(...rules.map(({ min }) => min)) - Math.max(0, ...names.map((name) => this.#rarestIn(name))),
      this.#nameTable(names),
    ];
  }

  /** The bit of a set of bytes; where there are too many sets, one that all bytes are in. */
  setOf(inClass: ByteClass): number {
    const known = this.#bits.get(inClass);
    if (known !== undefined) return known;
    const same = [...this.#bits].find(([other]) => other.every((isIn, byte) => isIn === inClass[byte]));
    const index = Math.min(new Set(this.#bits.values()).size, MOST_SETS - 1);
    const bit = same?.[1] ?? 1 << index;
    this.#bits.set(inClass, bit);
    const isLast = bit === 1 << (MOST_SETS - 1);
    inClass.forEach((isIn, byte) => {
      if (isIn === 1 || isLast) this.sets[byte] = (this.sets[byte] ?? 0) | bit;
    });
    return bit;
  }

  #anchorTable(anchors: readonly Anchored[]): number {
    const starts = anchors.map(({ text }) => firstOf(utf8(text)) << 8);
    const whole = anchors.map(({ text }) => ({ bytes: folded(text), at: 0 }));
    return this.#place(`anchors ${anchors.map(({ text }) => text).join("\n")}`, () =>
      joined([tableOf(starts, ANCHOR_BITS), listOf(whole)]),
    );
  }

  /** `names` are in lower case. */
  #nameTable(names: readonly string[]): number {
    return this.#place(`names ${names.join("\n")}`, () => {
      const whole = names.map((name) => ({ bytes: folded(name), at: this.#rarestIn(name) }));
      const parts = whole.flatMap(({ bytes, at }) => {
        const part = firstOf(bytes.subarray(at)) | ANY_CASE;
        return bytes.length >= PART ? [part] : BYTES.map((byte) => part | (byte << 24));
      });
      return joined([NO_NOTES, tableOf(parts, NAME_BITS), listOf(whole)]);
    });
  }

  #rarestIn(name: string): number {
    const rarest = this.#rarest.get(name) ?? rarestIn(name);
    this.#rarest.set(name, rarest);
    return rarest;
  }

  #put(words: Words): number {
    return this.#place(words.join(), () => new Uint8Array(Int32Array.from(words).buffer));
  }

  /** Where a part stands; what is there already is not written again. */
  #place(name: string, part: () => Uint8Array): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const place = this.#end;
    const bytes = part();
    this.parts.push(bytes);
    this.#end += bytes.length;
    this.#known.set(name, place);
    return place;
  }
}

function afterDashes(dashed: readonly string[]): ByteClass {
  const next = new Set(dashed.map((text) => text.charCodeAt(DASHES.length)));
  return Uint8Array.from(BYTES, (byte) => Number(next.has(byte)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The letters of English text, the most frequent first; what is none of them is rarer. */
const LETTERS = "etaoinsrhldcumfpgwybvkxjqz";
const SIGN = 30;

/** Where the four characters of a name stand that other texts have least: the first ones of `api_key` are those of many words. */
function rarestIn(name: string): number {
  const rareness = [...name].map((char) => (LETTERS.includes(char) ? LETTERS.indexOf(char) : SIGN));
  let best = 0;
  let most = 0;
  for (let at = 0; at + PART <= rareness.length; at++) {
    const sum = rareness.slice(at, at + PART).reduce((total, one) => total + one, 0);
    if (sum > most) [best, most] = [at, sum];
  }
  return best;
}

/** The first four bytes of a text as a number. */
function firstOf(text: Uint8Array): number {
  return text.subarray(0, PART).reduce((sum, byte, index) => sum | (byte << (8 * index)), 0);
}

/** Bytes of a text that are compared, for their number is one byte. */
const MOST_OF_TEXT = 0xff;

const folded = (text: string): Uint8Array =>
  utf8(text)
    .subarray(0, MOST_OF_TEXT)
    .map((byte) => byte | 0x20);

/** Texts as `isWhole` reads them, each with the place of its numbered bytes. */
function listOf(texts: readonly { readonly bytes: Uint8Array; readonly at: number }[]): Uint8Array {
  const count = [texts.length & 0xff, texts.length >> 8];
  return Uint8Array.from([...count, ...texts.flatMap(({ bytes, at }) => [at, bytes.length, ...bytes])]);
}

/** Which of all numbers of so many bits are those of starts. */
function tableOf(starts: readonly number[], bits: number): Uint8Array {
  const table = new Uint8Array((1 << bits) / 8);
  for (const start of starts) {
    const number = Math.imul(start, 0x9e3779b1) >>> (32 - bits);
    table[number >> 3] = (table[number >> 3] ?? 0) | (1 << (number & 7));
  }
  return table;
}
