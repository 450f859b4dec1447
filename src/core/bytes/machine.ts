// The search over bytes by WebAssembly with SIMD (`search.as`): which runs are worth a look in TypeScript, which alone decides.
import { BASE64_HEAD, JOINS, OF_KEYS, PLAIN, QUOTES, READS } from "./disguise";
import { type Anchored, MOST_LEADING, type Named, type Probes } from "./probes";
import type { ByteClass, Least, RunKind, Visit } from "./runs";
import { wasm } from "./search.as";
import { utf8 } from "./texts";

/** What `search.as` exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly FOUND: WebAssembly.Global<"i32">;
  readonly SETS: WebAssembly.Global<"i32">;
  readonly TABLES: WebAssembly.Global<"i32">;
  readonly TABLES_LENGTH: WebAssembly.Global<"i32">;
  readonly MARGIN: WebAssembly.Global<"i32">;
  readonly FILE: WebAssembly.Global<"i32">;
  readonly look: (...tables: LookFor) => void;
  readonly begin: (length: number, word: number, base64: number, dash: number) => void;
  readonly next: () => number;
}

type LookFor = readonly [
  wordAnchors: number,
  base64Anchors: number,
  wordNames: number,
  base64Names: number,
  longest: number,
  reads: number,
];
const ALL: LookFor = [0, 0, 0, 0, 0, 0];

const PAGE = 1 << 16;
/** Bytes that the machine looks at together. */
const BLOCK = 64;
/** Bytes of a file for which there is room. */
const MOST = 64 << 20;
const KINDS: readonly RunKind[] = ["word", "base64", "dash", "escape"];

export class Machine {
  readonly #exports: Exports;
  #probes: Probes | undefined;
  /** All of its memory; another one when that has grown. */
  #memory: Uint8Array<ArrayBuffer>;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
  }

  /** Undefined where WebAssembly or its SIMD is missing. */
  static start(): Machine | undefined {
    try {
      return new Machine(new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /**
   * Memory for a file of so many bytes, from which it need not be copied; the next call may take it away. Undefined for
   * files so large that the memory would be missed elsewhere.
   */
  room(length: number): Uint8Array<ArrayBuffer> | undefined {
    const { memory, FILE, MARGIN } = this.#exports;
    const missing = FILE.value + length + BLOCK + MARGIN.value - this.#memory.length;
    if (missing > 0) {
      if (length > MOST || !grows(memory, Math.ceil(missing / PAGE))) return undefined;
      this.#memory = new Uint8Array(memory.buffer);
    }
    return this.#memory.subarray(FILE.value, FILE.value + length);
  }

  /**
   * Whether a run of the bytes is what is looked for; undefined when there is no room for them. Only runs that may belong to
   * a key of the probes are asked about, without probes all; a shorter one than a least of over 64 bytes may be among them.
   */
  anyRun(bytes: Uint8Array, least: Least, probes: Probes | undefined, visit: Visit): boolean | undefined {
    const { begin, next, FOUND, MARGIN } = this.#exports;
    const room = this.room(bytes.length);
    if (!room) return undefined;
    if (bytes.buffer !== room.buffer || bytes.byteOffset !== room.byteOffset) room.set(bytes);
    const end = room.byteOffset + bytes.length;
    this.#memory.fill(0, end, end + BLOCK + MARGIN.value);
    this.#load(probes);
    const [word, base64, dash] = [least.word, least.base64, least.dash].map((one) => Math.min(one, BLOCK));
    begin(bytes.length, word ?? 1, base64 ?? 1, dash ?? 1);
    const found = new Int32Array(room.buffer, FOUND.value);
    for (let count = next(); count > 0; count = next()) {
      for (let at = 0; at < count * 3; at += 3)
        if (visit(KINDS[found[at] ?? 0] ?? "word", found[at + 1] ?? 0, found[at + 2] ?? 0)) return true;
    }
    return false;
  }

  #load(probes: Probes | undefined): void {
    if (this.#probes === probes) return;
    this.#probes = probes;
    const { look, TABLES, TABLES_LENGTH, SETS } = this.#exports;
    const tables = probes && new Tables(probes, TABLES.value);
    // What does not fit is left out: then every run is asked about.
    if (!tables || tables.length > TABLES_LENGTH.value) look(...ALL);
    else {
      this.#memory.set(new Uint8Array(tables.sets.buffer), SETS.value);
      let at = TABLES.value;
      for (const part of tables.parts) {
        this.#memory.set(part, at);
        at += part.length;
      }
      look(...tables.places);
    }
  }
}

function grows(memory: WebAssembly.Memory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}

interface Places {
  readonly anchors: number;
  readonly names: number;
}

/** Sets of bytes that `search.as` knows by their numbers; those of the last bytes of keys follow. */
const KNOWN_SETS: readonly ByteClass[] = [PLAIN, QUOTES, JOINS, OF_KEYS, BASE64_HEAD];
const MOST_SETS = 32;

/** Bits of the numbers of texts: anchors are asked for beside every run, so few other texts may have theirs. */
const ANCHOR_BITS = 15;
const NAME_BITS = 15;

/** Names stand for themselves in any case. */
const ANY_CASE = 0x20202020;
/** Characters of a name that are looked for. */
const PART = 4;
const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** Bytes of a run that may stand before its key, by the lists that `search.as` has. */
const LEADS = [0, 1, MOST_LEADING] as const;

type Words = readonly number[];

/** The tables of `search.as`, as it describes them. */
class Tables {
  /** For each byte, the sets that it is in. */
  readonly sets = new Uint32Array(256);
  /** What `look` is told. */
  readonly places: LookFor;
  /** What stands one after the other in the machine's memory. */
  readonly parts: Uint8Array[] = [];
  readonly #known = new Map<string, number>();
  readonly #classes: string[] = [];
  #end: number;

  constructor({ anchored, named }: Probes, start: number) {
    this.#end = start;
    KNOWN_SETS.forEach((inClass) => this.#setOf(inClass));
    const longest = Math.max(0, ...[...named.word, ...named.base64].map(({ max }) => max)) + MOST_LEADING;
    const [words, base64] = (["word", "base64"] as const).map((kind) => ({
      anchors: this.#anchors(anchored[kind]),
      names: this.#lists(named[kind], longest),
    })) as [Places, Places];
    this.places = [words.anchors, base64.anchors, words.names, base64.names, longest, READS];
  }

  get length(): number {
    return this.parts.reduce((sum, part) => sum + part.length, 0);
  }

  #anchors(anchored: readonly Anchored[]): number {
    const distances = [...new Set(anchored.map(({ distance }) => distance))];
    const groups = distances.map((distance): [number, number, number] => {
      const group = anchored.filter((one) => one.distance === distance);
      const texts = group.map(({ text }) => text);
      return [distance, Math.min(...group.map(({ min }) => min)), this.#anchorTable(texts)];
    });
    groups.sort(([, a], [, b]) => a - b);
    return this.#put([groups.length, ...groups.flat()]);
  }

  #lists(named: readonly Named[], longest: number): number {
    const alike = new Map<string, Named[]>();
    for (const one of named) {
      const look = `${one.head} ${one.next} ${one.tail.length} ${this.#setOf(one.tail.class)}`;
      alike.set(look, [...(alike.get(look) ?? []), one]);
    }
    const looks = [...alike.values()].map((rules) => ({ rules, words: this.#look(rules) }));
    const lengths = Array.from({ length: longest + 1 }, (_, length) => length);
    return this.#put(
      LEADS.flatMap((lead) =>
        lengths.map((length) => {
          const fitting = looks.filter(({ rules }) => rules.some((rule) => fits(rule, length, lead)));
          return fitting.length === 0 ? 0 : this.#put([fitting.length, ...fitting.flatMap(({ words }) => words)]);
        }),
      ),
    );
  }

  /** What rules have in common whose keys start and end alike. */
  #look(rules: readonly Named[]): Words {
    const [{ head, tail, next = 0 }] = rules as [Named];
    const names = [...new Set(rules.flatMap(({ names }) => names))].sort();
    return [
      (utf8(head)[0] ?? 0) | (next << 8),
      this.#setOf(tail.class),
      tail.length,
      Math.max(...rules.map(({ reach }) => reach)),
      // So much later than its name may its rarest part stand.
      Math.min(...rules.map(({ min }) => min)) - Math.max(0, ...names.map(rarestIn)),
      this.#nameTable(names),
    ];
  }

  /** The bit of a set of bytes; where there are too many sets, one that all bytes are in. */
  #setOf(inClass: ByteClass): number {
    const name = inClass.join("");
    if (!this.#classes.includes(name)) this.#classes.push(name);
    const bit = Math.min(this.#classes.indexOf(name), MOST_SETS - 1);
    const isLast = bit === MOST_SETS - 1;
    inClass.forEach((isIn, byte) => {
      if (isIn === 1 || isLast) this.sets[byte] = (this.sets[byte] ?? 0) | (1 << bit);
    });
    return 1 << bit;
  }

  #anchorTable(texts: readonly string[]): number {
    return this.#place(`anchors ${texts.join("\n")}`, () =>
      tableOf(
        texts.map((text) => firstOf(text) << 8),
        ANCHOR_BITS,
      ),
    );
  }

  #nameTable(names: readonly string[]): number {
    return this.#place(`names ${names.join("\n")}`, () => {
      const parts = names.flatMap((name) => {
        const part = firstOf(name.slice(rarestIn(name))) | ANY_CASE;
        return name.length >= PART ? [part] : BYTES.map((byte) => part | (byte << 24));
      });
      const folded = new Map(
        names.map((name) => [
          utf8(name)
            .map((byte) => byte | 0x20)
            .join(),
          name,
        ]),
      );
      const whole = [...folded.values()].flatMap((name) => {
        const bytes = utf8(name);
        return [rarestIn(name), bytes.length, ...bytes.map((byte) => byte | 0x20)];
      });
      return Uint8Array.from([...tableOf(parts, NAME_BITS), folded.size & 0xff, folded.size >> 8, ...whole]);
    });
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

/** Whether a run of a length may be a rule's, with so many bytes before the key. */
function fits({ min, max }: Named, length: number, lead: number): boolean {
  return min <= length && length - lead <= max;
}

/** The letters of English text, the most frequent first; what is none of them is rarer. */
const LETTERS = "etaoinsrhldcumfpgwybvkxjqz";
const SIGN = 30;

/** Where the four characters of a name stand that other texts have least: the first ones of `api_key` are those of many words. */
function rarestIn(name: string): number {
  const rareness = [...name.toLowerCase()].map((char) => (LETTERS.includes(char) ? LETTERS.indexOf(char) : SIGN));
  let best = 0;
  let most = 0;
  for (let at = 0; at + PART <= rareness.length; at++) {
    const sum = rareness.slice(at, at + PART).reduce((total, one) => total + one, 0);
    if (sum > most) [best, most] = [at, sum];
  }
  return best;
}

/** The first four bytes of a text as a number. */
function firstOf(text: string): number {
  return utf8(text)
    .slice(0, 4)
    .reduce((sum, byte, index) => sum | (byte << (8 * index)), 0);
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
