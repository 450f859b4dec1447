// Runs of key characters in bytes.

/** A set of bytes: 1 at those that belong to it. */
export type ByteClass = Uint8Array;

/** The characters of words, those of base64. */
export const WORD = byteClass(/[A-Za-z0-9_-]/);
export const BASE64 = byteClass(/[A-Za-z0-9+/]/);
const DASH = byteClass(/-/);

export function byteClass(characters: RegExp): ByteClass {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(characters.test(String.fromCharCode(byte))));
}

/**
 * A run of one class, a byte that an escape starts with, or a run of words or of base64 that is known not to be a key as it
 * stands.
 */
export type RunKind = "word" | "base64" | "dash" | "escape" | "disguised";

/** Runs that count: of each class, those of at least so many bytes. */
export type Least = Readonly<Record<Exclude<RunKind, "escape" | "disguised">, number>>;

const KINDS: readonly (readonly [keyof Least, ByteClass])[] = [
  ["word", WORD],
  ["base64", BASE64],
  ["dash", DASH],
];

/** Says whether a run is what is looked for. The end is exclusive. */
export type Visit = (kind: RunKind, start: number, end: number) => boolean;

/** Whether a run of the bytes is what is looked for. Each run covers a byte of every `least`, so most bytes are never read (the idea of Boyer and Moore, 1977). */
export const anyRun = (bytes: Uint8Array, least: Least, visit: Visit): boolean =>
  KINDS.some(([kind, inClass]) =>
    anyOf(bytes, { inClass, least: least[kind] }, (start, end) => visit(kind, start, end)),
  ) || bytes.some((byte, at) => isEscape(byte, bytes[at + 1] ?? 0) && visit("escape", at, at + 1));

/** A backslash before `u` or `x`, a percent sign before a digit from 2 to 7, an ampersand before `#`. */
function isEscape(byte: number, next: number): boolean {
  if (byte === 0x5c) return next === 0x75 || next === 0x78;
  return byte === 0x25 ? next >= 0x32 && next <= 0x37 : byte === 0x26 && next === 0x23;
}

function anyOf(
  bytes: Uint8Array,
  { inClass, least }: { inClass: ByteClass; least: number },
  visit: (start: number, end: number) => boolean,
): boolean {
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
    if (visit(start, end)) return true;
    at = end + least;
  }
  return false;
}
