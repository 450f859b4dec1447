// Fixed texts in bytes: whether one of many stands at a place, and whether one stands anywhere.

/** A text, the fewest bytes that a run has to go on for from it, and whether a word ends with it. */
interface Text {
  readonly text: string;
  readonly min: number;
  readonly endsWord?: boolean;
}

interface Known<T> {
  readonly one: T;
  readonly bytes: Uint8Array;
}

/** Fixed texts of at least three bytes. */
export class Texts<T extends Text = Text> {
  /** By four bits of each of the first three bytes, the place of the texts in `#groups` that start so: few, for the cache. */
  readonly #starts = new Uint16Array(1 << 12);
  readonly #groups: Known<T>[][] = [[]];

  constructor(texts: readonly T[]) {
    for (const one of texts) {
      const bytes = utf8(one.text);
      const start = startAt(bytes, 0);
      const group = this.#starts[start] || this.#groups.push([]) - 1;
      this.#starts[start] = group;
      this.#groups[group]?.push({ one, bytes });
    }
  }

  /** Whether one of them starts between two indices, both included. */
  standIn(bytes: Uint8Array, from: number, to: number): boolean {
    const starts = this.#starts;
    let at = Math.max(0, from);
    let start = startAt(bytes, at - 1);
    for (const last = Math.min(to, bytes.length - 3); at <= last; at++) {
      start = ((start << 4) | ((bytes[at + 2] as number) & 0xf)) & 0xfff;
      const group = starts[start] as number;
      if (group !== 0 && this.#isOneAt(group, bytes, at, { room: 0, accepts: ANY })) return true;
    }
    return false;
  }

  /** Whether one of them that is accepted stands at an index, with `room` bytes left of the run. */
  standAt(bytes: Uint8Array, at: number, room: number, accepts: (one: T) => boolean = ANY): boolean {
    if (at < 0 || at + 2 >= bytes.length) return false;
    const group = this.#starts[startAt(bytes, at)] ?? 0;
    return group !== 0 && this.#isOneAt(group, bytes, at, { room, accepts });
  }

  #isOneAt(
    group: number,
    bytes: Uint8Array,
    at: number,
    { room, accepts }: { readonly room: number; readonly accepts: (one: T) => boolean },
  ): boolean {
    for (const { one, bytes: text } of this.#groups[group] ?? []) {
      const { min, endsWord = false } = one;
      if (room >= min && isAt(bytes, text, at) && !(endsWord && goesOn(bytes[at + text.length] ?? 0)) && accepts(one))
        return true;
    }
    return false;
  }
}

const ANY = (): boolean => true;

/** Whether a byte goes on with a word whatever stands before it; a capital may begin another one. */
function goesOn(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}

function startAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) & 0xf) << 8) | (((bytes[at + 1] ?? 0) & 0xf) << 4) | ((bytes[at + 2] ?? 0) & 0xf);
}

export function isAt(bytes: Uint8Array, text: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** One text, searched for with the shifts of Horspool (1980): how far the byte under its end lets it jump. */
export class Literal {
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

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
