// Finds many keys at once in a stream of objects, in any of the forms in which a file may hold them.

/** One form of a key, as bytes. */
interface Needle {
  readonly bytes: Buffer;
  readonly key: number;
}

/** A key, or a key with other texts that stand for it, such as the literals that it is written in. */
export type Sought = string | readonly [key: string, ...written: string[]];

/** Keys shorter than this, in UTF-8 bytes, would be found everywhere and say nothing. */
export const SHORTEST_KEY = 6;
/** Encoded forms of shorter keys lose too many characters at their edges. */
const SHORTEST_ENCODED = 12;

/**
 * A search for all needles in one pass, after Wu and Manber (A Fast Algorithm for Multi-Pattern Searching, 1994):
 * a table over three bytes says how far the window may move on, so most bytes are never looked at and the number of
 * keys hardly matters.
 */
export class Matcher {
  readonly #needles: readonly Needle[];
  /** The length of the shortest needle: what the window holds. */
  readonly #window: number;
  readonly #longest: number;
  /** By the hash of three bytes at the window's end: how far it may move. 0: a needle may end its window here. */
  readonly #shift = new Uint8Array(1 << HASH_BITS);
  readonly #starts = new Map<number, Needle[]>();

  /** Keys are known by their index; those shorter than `SHORTEST_KEY` are never found. */
  constructor(keys: readonly Sought[]) {
    this.#needles = keys.flatMap((key, index) => formsOfAll(key).map((bytes) => ({ bytes, key: index })));
    this.#window = Math.min(255, ...this.#needles.map(({ bytes }) => bytes.length));
    this.#longest = Math.max(1, ...this.#needles.map(({ bytes }) => bytes.length));
    this.#shift.fill(this.#window - 2);
    for (const needle of this.#needles)
      for (let end = 2; end < this.#window; end += 1) {
        const hash = hashAt(needle.bytes, end);
        this.#shift[hash] = Math.min(this.#shift[hash] ?? 0, this.#window - 1 - end);
        if (end === this.#window - 1) this.#starts.set(hash, [...(this.#starts.get(hash) ?? []), needle]);
      }
  }

  /** Bytes of an object's chunk that the next chunk has to be searched together with. */
  get overlap(): number {
    return this.#longest - 1;
  }

  /** Whether the bytes hold any key. */
  finds(bytes: Buffer): boolean {
    const keys: number[] = [];
    this.search(bytes, (key) => keys.push(key));
    return keys.length > 0;
  }

  /** The keys that a text holds. */
  keysIn(text: string): ReadonlySet<number> {
    const keys = new Set<number>();
    if (text.length >= SHORTEST_KEY) this.search(Buffer.from(text), (key) => keys.add(key));
    return keys;
  }

  /** The keys that the bytes hold. */
  search(bytes: Buffer, found: (key: number) => void): void {
    if (this.#needles.length === 0) return;
    for (let end = this.#window - 1; end < bytes.length;) {
      const hash = hashAt(bytes, end);
      const shift = this.#shift[hash] ?? 1;
      if (shift === 0) {
        const start = end - this.#window + 1;
        for (const { bytes: needle, key } of this.#starts.get(hash) ?? [])
          if (start + needle.length <= bytes.length && needle.compare(bytes, start, start + needle.length) === 0)
            found(key);
      }
      end += shift || 1;
    }
  }
}

const HASH_BITS = 18;

/** A hash of the three bytes that end at an index: six bits of each, which tell letters and digits apart. */
function hashAt(bytes: Buffer, end: number): number {
  return (((bytes[end] ?? 0) & 63) << 12) ^ ((bytes[end - 1] ?? 0) << 6) ^ (bytes[end - 2] ?? 0);
}

/** What else stands for a key is looked for as it is, in a text or in base64 that holds it. */
function formsOfAll(sought: Sought): readonly Buffer[] {
  const forms = (typeof sought === "string" ? [sought] : sought).flatMap(formsOf);
  return [...new Map(forms.map((form) => [form.toString("latin1"), form])).values()];
}

/** The forms of a key: UTF-8, UTF-16, and base64 in its three shifts; a key of several lines with each line break. */
function formsOf(key: string): readonly Buffer[] {
  const spellings = [...new Set([key, key.replace(/\r\n?/g, "\n"), key.replace(/\r\n?|\n/g, "\r\n")])];
  const forms = spellings.flatMap((text) => {
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length < SHORTEST_KEY) return [];
    if (bytes.length < SHORTEST_ENCODED) return [bytes];
    const wide = Buffer.from(text, "utf16le");
    return [bytes, wide, Buffer.from(wide).swap16(), ...[0, 1, 2].flatMap((shift) => base64Forms(bytes, shift))];
  });
  return [...new Map(forms.map((form) => [form.toString("latin1"), form])).values()];
}

/**
 * What base64 makes of bytes that stand `shift` bytes after a multiple of three, without the characters at the edges,
 * which depend on the neighbours; in both alphabets (RFC 4648, sections 4 and 5).
 */
function base64Forms(bytes: Buffer, shift: number): readonly Buffer[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replaceAll("=", "");
  const whole = Math.floor(((shift + bytes.length) * 8) / 6);
  const inner = text.slice(Math.ceil((shift * 8) / 6), whole);
  return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")].map((form) => Buffer.from(form, "latin1"));
}
