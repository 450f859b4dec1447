// Keys that a file holds in another form, as `decode.ts` reads them: what may be one is decoded and looked at again.
import { readPiecesIn, textOfBase64 } from "../decode";
import { byteClass } from "./runs";

/** Bytes before a place that are read with it, for names; and bytes after it. */
const BEFORE = 500;
const AFTER = 1300;
/** The longest base64 that is read. */
const LONGEST_BASE64 = 4000;

/** The shortest base64 that is read, and the shortest piece of a split literal. */
const SHORTEST_BASE64 = 32;
const SHORTEST_PIECE = 16;

/** What a run of base64 says, with what stands before it; undefined when it is no text. */
export function decodedRun(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  if (end - start < SHORTEST_BASE64 || end - start > LONGEST_BASE64 || !mayBeText(bytes, start)) return undefined;
  const text = textOfBase64(latin1(bytes, start, end));
  return text === undefined ? undefined : asBytes(latin1(bytes, start - BEFORE, start) + text);
}

/** The first characters of base64 groups of ASCII are of the first half of the alphabet. */
const BASE64_HEAD = byteClass(/[A-Za-f]/);

function mayBeText(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + SHORTEST_BASE64; at += 4) if (BASE64_HEAD[bytes[at] ?? 0] !== 1) return false;
  return true;
}

export const QUOTES = byteClass(/["'`]/);
/** Signs and white space that may stand between two literals. */
export const JOINS = byteClass(/[ \t\r\n+.&~<>|\\fFrRbBuU@$]/);
const MAX_JOINT = 140;

/** Whether a run is a piece of a literal that goes on in another one, before or after it. */
export function isPiece(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SHORTEST_PIECE) return false;
  return isJoint(bytes, pastPlain(bytes, end, 1), 1) || isJoint(bytes, pastPlain(bytes, start - 1, -1), -1);
}

/** The characters of keys. */
export const PLAIN = byteClass(/[A-Za-z0-9_+/=.:-]/);

/** Over what may belong to the same piece. */
function pastPlain(bytes: Uint8Array, from: number, step: 1 | -1): number {
  let at = from;
  for (const end = from + step * MAX_JOINT; at !== end && PLAIN[bytes[at] ?? 0] === 1;) at += step;
  return at;
}

/** Whether quotes that join, or a line that goes on, stand between what is before a place and something else. */
function isJoint(bytes: Uint8Array, from: number, step: 1 | -1): boolean {
  if (goesOn(bytes, from, step)) return true;
  // A quote in a text in quotes has a backslash before it.
  const first = step > 0 && bytes[from] === BACKSLASH ? from + 1 : from;
  if (QUOTES[bytes[first] ?? 0] !== 1) return false;
  for (let at = first + step, left = MAX_JOINT; left > 0; left--, at += step) {
    const byte = bytes[at] ?? 0;
    if (QUOTES[byte] === 1) {
      const past = step < 0 && bytes[at - 1] === BACKSLASH ? at - 2 : at + step;
      return PLAIN[bytes[past] ?? 0] === 1;
    }
    if (JOINS[byte] !== 1) return false;
    // One alone does not join.
    if (byte === BAR && bytes[(at += step)] !== BAR) return false;
  }
  return false;
}

const BAR = 0x7c;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Whether a backslash at the end of the line makes one literal of what stands before and after it. */
function goesOn(bytes: Uint8Array, from: number, step: 1 | -1): boolean {
  let at = from;
  if (step > 0) return bytes[at] === BACKSLASH && bytes[bytes[at + 1] === RETURN ? at + 2 : at + 1] === NEWLINE;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at -= 1;
  if (bytes[at] !== NEWLINE) return false;
  return bytes[bytes[at - 1] === RETURN ? at - 2 : at - 1] === BACKSLASH;
}

/** `\x2d`, `\u{2d}`, `\u002d`, `%2d`; `&#45;` by its start. */
const ESCAPE = /^(?:\\u00|\\u\{0{0,4}|\\x|%)([2-7][0-9A-Fa-f])|^&#\d/;
/** What keys are made of, and the quotes around them. */
export const OF_KEYS = byteClass(/[A-Za-z0-9_+/=.:"'-]/);

/** Whether a key may be written with the escape that starts at a place. */
export function isEscapeOfKey(bytes: Uint8Array, at: number): boolean {
  const found = ESCAPE.exec(latin1(bytes, at, at + 12));
  return found !== null && (found[1] === undefined || OF_KEYS[Number.parseInt(found[1], 16)] === 1);
}

/** What stands around a place, its escapes and joints read. */
export function decodedAround(bytes: Uint8Array, at: number): Uint8Array {
  return asBytes(readPiecesIn(latin1(bytes, at - BEFORE, at + AFTER)));
}

/** Bytes after a place that `decodedAround` reads so well that a place in them needs no other look. */
export const READS = AFTER / 2;

/** One character a byte; those that are not ASCII do not matter. */
const LATIN1 = new TextDecoder("latin1");

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return LATIN1.decode(bytes.subarray(Math.max(0, start), end));
}

function asBytes(latin1: string): Uint8Array {
  return UTF8.encode(latin1);
}

const UTF8 = new TextEncoder();
