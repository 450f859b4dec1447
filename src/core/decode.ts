// Text that is written in another form: with escapes, split over several literals, in base64. What a program reads is
// put in its place, and every character of it knows where it comes from.

import type { Encoded } from "./model";

/** Decoded text in its surroundings. All offsets are UTF-16. */
export interface Layer {
  /** A little of what stands before, the decoded text, and a little of what stands after. */
  readonly text: string;
  /** The decoded text's place in `text`. */
  readonly start: number;
  readonly end: number;
  /** The run of the source that was decoded. */
  readonly run: Place;
  /** How, from the source on. */
  readonly via: Encoded["via"];
  /** The place in the source of a part of the decoded text. */
  readonly sourceOf: (start: number, end: number) => Place;
  /** How far a part is from what the source writes there: the most of it. */
  readonly changeIn: (start: number, end: number) => Change;
}

/** None; a quote after another one, which may as well be the next text of a list; or a form that has one reading. */
export const enum Change {
  none,
  loose,
  firm,
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** UTF-16 code units of a run; a longer one is not decoded. */
export const MAX_RUN = 4000;
/** A base64 text in a base64 text is read, one more is not. */
const MAX_NESTING = 2;
/** UTF-16 code units around a run that belong to its layer. */
const BEFORE = 450;
const AFTER = 50;

/** The layers whose runs end after `from` and start before `to`. */
export function* layersOf(text: string, from: number, to: number): Generator<Layer> {
  const start = Math.max(0, from - MAX_RUN);
  const end = Math.min(text.length, to + MAX_RUN);
  const touches = (run: Place): boolean => run.end > from && run.start < to && run.end - run.start <= MAX_RUN;
  for (const run of runsWithTokens(text, start, end)) {
    if (touches(run)) yield* layerOf(text, run, readPieces(text.slice(run.start, run.end)), ["pieces"]);
  }
  for (const run of base64Runs(text, start, end)) {
    if (!touches(run)) continue;
    const decoded = readBase64(text.slice(run.start, run.end));
    yield* layerOf(text, run, decoded, ["base64"]);
    if (decoded) yield* nested(text, run, decoded);
  }
}

/** The value at a place of a text that holds it in another form; undefined when it does not. */
export function decodedAt(text: string, place: Place, encoded: Encoded): string | undefined {
  const found = inLayer(text, place, encoded);
  return found?.layer.text.slice(found.start, found.end);
}

/** What the decoded text has before and after such a value, without the value. */
export function besideDecoded(
  text: string,
  place: Place,
  encoded: Encoded,
): { readonly before: string; readonly after: string } | undefined {
  const found = inLayer(text, place, encoded);
  if (!found) return undefined;
  const { layer, start, end } = found;
  return { before: layer.text.slice(layer.start, start), after: layer.text.slice(end, layer.end) };
}

/** Whether encoding the decoded text again gives a run of base64 back: RFC 4648, section 4, in its one canonical form. */
export function isStandardBase64(run: string): boolean {
  const body = run.replace(/=+$/, "");
  const unused = [0, 0, 4, 2][body.length % 4] ?? 0;
  const ends = ALPHABET.indexOf(body.charAt(body.length - 1)) % 2 ** unused === 0;
  return run.length % 4 === 0 && body.length % 4 !== 1 && !/[-_]/.test(run) && ends;
}

function inLayer(
  text: string,
  place: Place,
  { before, after, via }: Encoded,
): { readonly layer: Layer; readonly start: number; readonly end: number } | undefined {
  const run = { start: place.start - before, end: place.end + after };
  for (const layer of layersOf(text, run.start, run.end)) {
    if (layer.run.start !== run.start || layer.run.end !== run.end || layer.via.join() !== via.join()) continue;
    for (let start = layer.start; start < layer.end; start++) {
      if (layer.sourceOf(start, start + 1).start !== place.start) continue;
      for (let end = layer.end; end > start; end--)
        if (layer.sourceOf(start, end).end === place.end) return { layer, start, end };
    }
  }
  return undefined;
}

/** A text with its escapes and joints read, for a look that needs no places. */
export function readPiecesIn(text: string): string {
  return text.replace(new RegExp(TOKEN), (token, joint?: string) => (joint === undefined ? charOf(token) : ""));
}

/** Where the pieces of a text are put together. */
export function jointsIn(text: string): readonly Place[] {
  return [...text.matchAll(TOKEN)].flatMap(({ index, 0: token, 1: joint }) =>
    joint === undefined ? [] : [{ start: index, end: index + token.length }],
  );
}

/** The text of a run of base64, also of base64 in base64; undefined when it is not ASCII text. */
export function textOfBase64(run: string): string | undefined {
  const text = plainOfBase64(run);
  const inner = text?.trim() ?? "";
  return BASE64_WHOLE.test(inner) ? `${text}\n${plainOfBase64(inner) ?? ""}` : text;
}

/** Decoded characters, each with the place in the run that it comes from. */
interface Decoded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How the source writes a character in another way. */
  readonly changes: readonly Change[];
  /** What the source puts between a character and the one before. */
  readonly joints: readonly Change[];
}

function* layerOf(text: string, run: Place, decoded: Decoded | undefined, via: Encoded["via"]): Generator<Layer> {
  if (!decoded) return;
  const before = text.slice(Math.max(0, run.start - BEFORE), run.start);
  const start = before.length;
  yield {
    text: before + decoded.text + text.slice(run.end, run.end + AFTER),
    start,
    end: start + decoded.text.length,
    run,
    via,
    sourceOf: (from, to) => ({
      start: run.start + (decoded.starts[from - start] ?? 0),
      end: run.start + (decoded.ends[to - 1 - start] ?? 0),
    }),
    changeIn: (from, to) =>
      Math.max(
        ...decoded.changes.slice(from - start, to - start),
        ...decoded.joints.slice(from - start + 1, to - start),
      ),
  };
}

/** Base64 in base64: the inner text in the place of the outer run. */
function* nested(text: string, run: Place, outer: Decoded): Generator<Layer> {
  let decoded: Decoded = outer;
  const via: ("pieces" | "base64")[] = ["base64"];
  while (via.length < MAX_NESTING) {
    const inner = decoded.text.trim();
    const again = BASE64_WHOLE.test(inner) ? readBase64(inner) : undefined;
    if (!again) return;
    const lead = decoded.text.indexOf(inner);
    const { starts, ends } = decoded;
    decoded = {
      text: again.text,
      starts: again.starts.map((at) => starts[lead + at] ?? 0),
      ends: again.ends.map((at) => ends[lead + at - 1] ?? 0),
      changes: again.changes,
      joints: again.joints,
    };
    via.push("base64");
    yield* layerOf(text, run, decoded, [...via]);
  }
}

/** Characters that keys and what stands right around them are made of. */
const PLAIN = String.raw`[A-Za-z0-9_+/=.:-]`;
/** `-`, `\x2d`, `\u{2d}`, `%2d`, `&#45;`: one character, of those that keys are made of. */
const ESCAPE = String.raw`\\{1,2}u00[2-7][0-9A-Fa-f]|\\{1,2}u\{0{0,4}[2-7][0-9A-Fa-f]\}|\\x[2-7][0-9A-Fa-f]|%[2-7][0-9A-Fa-f]|&#(?:4[3578]|4[89]|5[0-7]|6[15-9]|[78]\d|9[05789]|1[01]\d|12[0-2]);`;
/** Between two parts of one text: quotes with a sign of joining, or none, between them; or a line that goes on. */
const JOIN = String.raw`\s{0,60}(?:(?:[+.&~]|\.\.|<>|\|\||\\)\s{0,60})?(?:\\n[^\w]{0,40})?[fFrRbBuU@$]{0,2}`;
const QUOTE = "[\"'`]";
/** Asked after the first character: an expression that begins with one of a few characters is found faster. */
const AFTER_PLAIN = "(?<=[A-Za-z0-9_+/-][^])";
const JOINT = String.raw`(?:${QUOTE}${AFTER_PLAIN}${JOIN}${QUOTE}|\\${AFTER_PLAIN}(?:${QUOTE}${JOIN}\\${QUOTE}|\r?\n[ \t]{0,40}))(?=[A-Za-z0-9_+/-])`;
/** A joint without a sign of joining, and not over a line either where quotes join so; or from line to line of a notebook. */
const IS_LOOSE = /^\\?(?:["'`][ \t]*\\?["'`]|`\s*\\?`|["'`]\\n[^\w+.&~<>|]*["'`])$/;
const TOKEN = new RegExp(`(${JOINT})|(${ESCAPE})`, "g");
const IS_PLAIN = new RegExp(PLAIN);

/** The runs around escapes and joints. */
function* runsWithTokens(text: string, from: number, to: number): Generator<Place> {
  const token = new RegExp(TOKEN);
  const rest = new RegExp(`(?:${PLAIN}+|${JOINT}|${ESCAPE})+`, "y");
  token.lastIndex = from;
  for (let found = token.exec(text); found && found.index < to; found = token.exec(text)) {
    let start = found.index;
    while (start > from && IS_PLAIN.test(text.charAt(start - 1))) start -= 1;
    rest.lastIndex = found.index;
    const end = found.index + (rest.exec(text)?.[0].length ?? found[0].length);
    yield { start, end };
    token.lastIndex = end;
  }
}

function* base64Runs(text: string, from: number, to: number): Generator<Place> {
  const seek = new RegExp(BASE64, "g");
  seek.lastIndex = from;
  for (let found = seek.exec(text); found && found.index < to; found = seek.exec(text))
    yield { start: found.index, end: found.index + found[0].length };
}

/** Decoded characters of a run that is worth a look: no key is shorter. */
const SHORTEST = 20;
/** One of the pieces of a split literal is at least this long, so that words in quotes are not put together. */
const LONGEST_PIECE = 16;

/** The text of a run without joints and with its escapes read; undefined when it has none or is short. */
function readPieces(run: string): Decoded | undefined {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const changes: Change[] = [];
  const joints: Change[] = [];
  let joined = false;
  let escaped = false;
  let at = 0;
  let joint = Change.none;
  const push = (text: string, end: number, change: Change): void => {
    parts.push(text);
    starts.push(at);
    ends.push(end);
    changes.push(change);
    joints.push(joint);
    joint = Change.none;
    at = end;
  };
  const plain = (to: number): void => {
    while (at < to) push(run.charAt(at), at + 1, Change.none);
  };
  for (const { index, 0: token, 1: between } of run.matchAll(TOKEN)) {
    plain(index);
    if (between === undefined) {
      push(charOf(token), index + token.length, Change.firm);
      escaped = true;
    } else {
      joint = IS_LOOSE.test(between) ? Change.loose : Change.firm;
      at = index + between.length;
      joined = true;
    }
  }
  if (!joined && !escaped) return undefined;
  plain(run.length);
  if (parts.length < SHORTEST) return undefined;
  if (!escaped && !run.split(/[^A-Za-z0-9_-]+/).some((piece) => piece.length >= LONGEST_PIECE)) return undefined;
  return { text: parts.join(""), starts, ends, changes, joints };
}

function charOf(escape: string): string {
  if (escape.startsWith("&")) return String.fromCharCode(Number(escape.slice(2, -1)));
  return String.fromCharCode(Number.parseInt(escape.replace(/[^0-9A-Fa-f]/g, ""), 16));
}

/** RFC 4648, in one of both alphabets. A run is the whole of a text, so it is read from its start. */
const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,}={0,2}(?![A-Za-z0-9+/_=-])/;
const BASE64_WHOLE = /^[A-Za-z0-9+/_-]{32,}={0,2}$/;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** The six bits of a character of either alphabet; of any other none. */
const SEXTETS = new Uint8Array(128);
[...ALPHABET].forEach((char, bits) => (SEXTETS[char.charCodeAt(0)] = bits));
SEXTETS[0x2d] = SEXTETS[0x2b] ?? 0;
SEXTETS[0x5f] = SEXTETS[0x2f] ?? 0;

/** The text of a run of base64; undefined when it is not ASCII text. */
function readBase64(run: string): Decoded | undefined {
  const text = plainOfBase64(run);
  if (text === undefined) return undefined;
  const last = text.length - 1;
  const starts = Array.from(text, (_, index) => Math.floor((index * 8) / 6));
  const ends = Array.from(text, (_, index) => (index === last ? run.length : Math.ceil(((index + 1) * 8) / 6)));
  const changes = starts.map(() => Change.firm);
  return { text, starts, ends, changes, joints: changes };
}

/** What base64 says; undefined when that is no plain ASCII. */
function plainOfBase64(run: string): string | undefined {
  if (/[+/]/.test(run) && /[_-]/.test(run)) return undefined;
  const body = run.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((body.length * 6) / 8));
  for (let bits = 0, have = 0, at = 0, i = 0; i < body.length; i++) {
    bits = ((bits << 6) | (SEXTETS[body.charCodeAt(i)] ?? 0)) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    const byte = (bits >> have) & 0xff;
    if (byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
    bytes[at++] = byte;
  }
  return ASCII.decode(bytes);
}

const ASCII = new TextDecoder();
