// AssemblyScript: which runs of key characters in a file may belong to a key, sixty-four bytes at a time. `esbuild.js`
// compiles it, `tables.ts` fills its tables. It only says where TypeScript has to look: it may name too much, never too
// little. Positions are those in the file.

/** Found runs: the kind (0 word, 1 base64, 2 dash, 3 the sign of an escape, 4 a run that is no key as it stands), the start and the end, each as four bytes. */
export const FOUND: i32 = 1024;
const ROOM: i32 = 2048;
/** Fits all that 64 bytes can hold. */
const MOST_IN_BLOCK: i32 = 128;
/** For each byte, a bit for each set that it is in; the first are those of `tables.ts`. */
export const SETS: i32 = FOUND + ROOM * 12;
/** The rest of the tables. */
export const TABLES: i32 = SETS + 1024;
export const TABLES_LENGTH: i32 = 1 << 18;
/** A text of at most so many bytes that is looked for as it stands. */
export const TEXT: i32 = TABLES + TABLES_LENGTH;
export const TEXT_LENGTH: i32 = 256;
/** Zeros before a file and after it, so that nobody has to ask where it ends. */
export const MARGIN: i32 = 512;
export const FILE: i32 = TEXT + TEXT_LENGTH + MARGIN;

const PLAIN: u32 = 1;
const QUOTE: u32 = 2;
const JOIN: u32 = 4;
const OF_KEY: u32 = 8;

/** Where in the tables the anchors of words and of base64 are. */
let wordAnchors: i32 = 0;
let base64Anchors: i32 = 0;
/** Where the lists of names by the length of a run are, and the longest run that has one; by what may stand before a key. */
let wordNames: i32 = 0;
let base64Names: i32 = 0;
let longest: i32 = 0;

let leastWord: i32 = 0;
let leastBase64: i32 = 0;
let leastDash: i32 = 0;

/** The set of what follows the dashes that are looked for. */
let afterDashes: u32 = 0;

/** Names the tables; with none of them, every run is named. The fewest bytes of a run that counts are from 1 to 64. */
export function look(anchors1: i32, anchors2: i32, names1: i32, names2: i32, length: i32, read: i32, after: u32): void {
  reads = read;
  afterDashes = after;
  wordAnchors = anchors1;
  base64Anchors = anchors2;
  wordNames = names1;
  base64Names = names2;
  longest = length;
}

/** Bytes that are read after an escape, in which others need no look of their own, and the end of them. */
let reads: i32 = 0;
let readTo: i32 = 0;

/** Files that have been begun. */
let file: i32 = 0;
let position: i32 = 0;
let end: i32 = 0;
let found: i32 = 0;
/** Bytes of the run that the last block ended in. */
let openWord: i32 = 0;
let openBase64: i32 = 0;
let openDash: i32 = 0;
/** Of either words or base64, with the fewest bytes that count, and whether no more than that is known of the last block. */
let openKeys: i32 = 0;
let leastKeys: i32 = 0;
let wasPassed: bool = false;

/** Begins a file of so many bytes. */
export function begin(length: i32, word: i32, base64: i32, dash: i32): void {
  leastWord = word;
  leastBase64 = base64;
  leastDash = dash;
  leastKeys = min(word, base64);
  openWord = openBase64 = openDash = openKeys = 0;
  position = readTo = plainFrom = plainTo = 0;
  wasPassed = false;
  end = length;
  file++;
}

/** Looks on; returns how many runs have been found, 0 at the end of the file. One byte more than there is ends the last run. */
export function next(): i32 {
  found = 0;
  for (; position <= end && found < ROOM - MOST_IN_BLOCK; position += 64) {
    const at = FILE + position;
    const a = kindsAt(at);
    const b = kindsAt(at + 16);
    const c = kindsAt(at + 32);
    const d = kindsAt(at + 48);
    runsOfKeys(at, a, b, c, d);
    const any = v128.or(v128.or(a, b), v128.or(c, d));
    if (openDash > 0 || holds(any, 8)) openDash = runs(2, those(8, a, b, c, d), position, openDash, leastDash);
    if (!holds(any, -64)) continue;
    for (let signs = those(-64, a, b, c, d); signs != 0; signs &= signs - 1) {
      const sign = position + i32(ctz(signs));
      if (longest == 0) {
        if (isSign(FILE + sign)) report(3, sign, sign + 1);
      } else if (sign >= readTo && escapeAt(FILE + sign) > 0 && isLong(FILE + sign)) {
        report(3, sign, sign + 1);
        readTo = sign + reads;
      }
    }
  }
  return found;
}

/** Whether the text of so many bytes is in the file: sixteen places at a time, by its first and its last byte (Muła, 2016). */
export function holdsText(length: i32): bool {
  const first = i8x16.splat(load<u8>(TEXT));
  const last = i8x16.splat(load<u8>(TEXT + length - 1));
  for (let at = FILE, past = FILE + end; at < past; at += 16) {
    const ends = v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at + length - 1), last));
    for (let places = i8x16.bitmask(ends); places != 0; places &= places - 1) {
      const place = at + ctz(places);
      let same = 1;
      while (same < length && load<u8>(place + same) == load<u8>(TEXT + same)) same++;
      if (same >= length) return true;
    }
  }
  return false;
}

/** Most blocks have no run of any class that is long enough, and are passed by with that one question. */
@inline
function runsOfKeys(at: i32, a: v128, b: v128, c: v128, d: v128): void {
  const keys = those(63, a, b, c, d);
  const first = i32(ctz(~keys));
  if (openKeys + first < leastKeys && startsOf(keys, leastKeys) == 0) wasPassed = true;
  else {
    if (wasPassed) readOpen(at - 64);
    openWord = runs(0, those(31, a, b, c, d), position, openWord, leastWord);
    openBase64 = runs(1, those(39, a, b, c, d), position, openBase64, leastBase64);
  }
  openKeys = keys == u64.MAX_VALUE ? openKeys + 64 : i32(clz(~keys));
}

/** In which runs a block ended that was passed by. */
function readOpen(at: i32): void {
  const a = kindsAt(at);
  const b = kindsAt(at + 16);
  const c = kindsAt(at + 32);
  const d = kindsAt(at + 48);
  openWord = i32(clz(~those(31, a, b, c, d)));
  openBase64 = i32(clz(~those(39, a, b, c, d)));
  wasPassed = false;
}

/**
 * Of each of sixteen bytes what it is: 1 and 2 letters, 4 digits, 8 dash, 16 underscore, 32 plus and slash, 64 percent and
 * ampersand, 128 backslash. Two tables, by the low and the high half of a byte, agree on a bit (Langdale and Lemire, 2019).
 */
@inline
function kindsAt(at: i32): v128 {
  const bytes = v128.load(at);
  const half = i8x16.splat(0x0f);
  return v128.and(
    i8x16.swizzle(i8x16(6, 7, 7, 7, 7, 71, 71, 7, 7, 7, 3, 33, -127, 9, 1, 49), v128.and(bytes, half)),
    i8x16.swizzle(
      i8x16(0, 0, 104, 4, 1, -110, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0),
      v128.and(i16x8.shr_u(bytes, 4), half),
    ),
  );
}

/** A bit for each of 64 bytes: whether it is of one of the kinds. */
@inline
function those(kinds: i8, a: v128, b: v128, c: v128, d: v128): u64 {
  return ~(others(kinds, a) | (others(kinds, b) << 16) | (others(kinds, c) << 32) | (others(kinds, d) << 48));
}

/** Whether one of sixteen bytes is of one of the kinds. */
@inline
function holds(kinds: v128, kind: i8): bool {
  return v128.any_true(v128.and(kinds, i8x16.splat(kind)));
}

@inline
function others(kinds: i8, bytes: v128): u64 {
  return u64(u32(i8x16.bitmask(i8x16.eq(v128.and(bytes, i8x16.splat(kinds)), i8x16.splat(0)))));
}

/** Reports the runs that end in 64 bytes; returns the length of the one that is open at their end. */
function runs(kind: i32, mask: u64, offset: i32, open: i32, least: i32): i32 {
  if (mask == u64.MAX_VALUE) return open + 64;
  if (mask == 0 && open < least) return 0;
  const first = i32(ctz(~mask));
  if (open + first >= least) ask(kind, offset - open, offset + first);
  const last = i32(clz(~mask));
  // Without the runs at both ends, whose bits are not all here.
  const inner = (((mask >> first) << first) << last) >> last;
  let starts = startsOf(inner, least);
  while (starts != 0) {
    const start = i32(ctz(starts));
    const stop = start + i32(ctz(~(inner >> start)));
    ask(kind, offset + start, offset + stop);
    starts = (starts >> stop) << stop;
  }
  return last;
}

/** A bit stays where as many set bits as a run needs begin: twice as many with every step. */
@inline
function startsOf(mask: u64, least: i32): u64 {
  let starts = mask;
  let width = 1;
  for (; width * 2 <= least; width *= 2) starts &= starts >> width;
  return starts & (starts >> (least - width));
}

function report(kind: i32, start: i32, stop: i32): void {
  const at = FOUND + found * 12;
  store<i32>(at, kind);
  store<i32>(at + 4, start);
  store<i32>(at + 8, stop);
  found++;
}

/** Reports a run that may belong to a key. */
function ask(kind: i32, start: i32, stop: i32): void {
  if (longest == 0) report(kind, start, stop);
  else if (kind == 2) {
    if (is(FILE + stop, afterDashes)) report(kind, start, stop);
  } else if (mayBeKey(kind, FILE + start, FILE + stop)) report(kind, start, stop);
  else if (mayBeText(FILE + start, FILE + stop) || (kind == 0 && isPiece(FILE + start, FILE + stop))) report(4, start, stop);
}

@inline
function mayBeKey(kind: i32, start: i32, stop: i32): bool {
  const lead = leading(load<u8>(start - 1));
  return (
    isAnchored(kind == 0 ? wordAnchors : base64Anchors, start, stop, lead) ||
    isNamed(kind == 0 ? wordNames : base64Names, start, stop, lead)
  );
}

/** Bytes of a run that may stand before its key, as in `probes.ts`. */
@inline
function leading(before: u8): i32 {
  return before == 0x5c || before == 0x3a ? 1 : before == 0x25 ? 2 : before == 0x7b ? 41 : 0;
}

/**
 * Anchors: their number, and of each the distance from a run's start, the least that the run goes on for, by which they are
 * sorted, and the table of what stands there.
 */
function isAnchored(anchors: i32, start: i32, stop: i32, lead: i32): bool {
  for (let at = anchors + 4, last = at + load<i32>(anchors) * 12; at < last; at += 12) {
    const latest = min(start + lead, stop - load<i32>(at + 4));
    if (latest < start) break;
    for (let from = start; from <= latest; from++)
      if (isAnchor(load<i32>(at + 8), from + load<i32>(at))) return true;
  }
  return false;
}

/** Whether an anchor of a table stands at a place, or one in another case. After the numbers of three bytes stand the texts. */
@inline
function isAnchor(table: i32, at: i32): bool {
  return has(table, ((load<u32>(at) << 8) * 0x9e3779b1) >> 17) && isWhole(table + TAKEN, at);
}

/** Bytes of a table of which numbers are taken. */
const TAKEN: i32 = 4096;

/** Bytes of a table of names that say in which file none stands from a place to another one, and UTF-16 code units between. */
const NOTES: i32 = 16;

/** Whether a name of a table stands around a place, in any case. After notes and the numbers of four bytes stand the texts. */
@inline
function isName(table: i32, at: i32): bool {
  const names = table + NOTES;
  return has(names, ((load<u32>(at) | 0x20202020) * 0x9e3779b1) >> 17) && isWhole(names + TAKEN, at);
}

/** Whether a text is around a place: how many there are, and of each where it has its numbered bytes, its length and itself. */
function isWhole(texts: i32, at: i32): bool {
  let text = texts + 2;
  for (let left = i32(load<u16>(texts)); left > 0; left--) {
    const start = at - i32(load<u8>(text));
    const length = i32(load<u8>(text + 1));
    text += 2;
    let same = 0;
    while (same < length && (load<u8>(start + same) | 0x20) == load<u8>(text + same)) same++;
    if (same == length) return true;
    text += length;
  }
  return false;
}

@inline
function has(table: i32, number: u32): bool {
  return ((load<u8>(table + (number >> 3)) >> (number & 7)) & 1) != 0;
}

/**
 * Lists by the length of a run, for nothing before a key, one byte, or more: of each rule, what its keys start with and
 * what follows them (0 is anything), the set of their last bytes and how many these are, how far before them a name may
 * stand, the least of them, and the table of the names.
 */
function isNamed(names: i32, start: i32, stop: i32, lead: i32): bool {
  const length = stop - start;
  if (length > longest) return false;
  const list = load<i32>(names + (min(lead, 2) * (longest + 1) + length) * 4);
  if (list == 0) return false;
  for (let at = list + 4, last = at + load<i32>(list) * 24; at < last; at += 24) {
    const first = load<u8>(at);
    if (first != 0 && lead == 0 && first != load<u8>(start)) continue;
    if (!areAll(stop - load<i32>(at + 8), stop, load<u32>(at + 4))) continue;
    const follows = load<u8>(at + 1);
    if (follows != 0 ? follows == load<u8>(stop) : isNear(load<i32>(at + 20), start, stop - load<i32>(at + 16), load<i32>(at + 12)))
      return true;
  }
  return false;
}

@inline
function areAll(from: i32, to: i32, set: u32): bool {
  for (let at = from; at < to; at++) if (!is(at, set)) return false;
  return true;
}

/** Whether a name stands so many UTF-16 code units before a place, or up to another one. */
function isNear(table: i32, start: i32, last: i32, reach: i32): bool {
  for (let at = last; at >= start; at--) if (isName(table, at)) return true;
  // Keys stand close together: what was read before one of them need not be read again for the next.
  const from = load<i32>(table) == file ? load<i32>(table + 4) : 0;
  const to = load<i32>(table + 8);
  let at = start - 1;
  let left = reach;
  for (; left > 0 && at >= FILE; at--) {
    if (at == to && from != 0) {
      at = from;
      left -= load<i32>(table + 12);
      continue;
    }
    // Bytes that go on with a character of UTF-8 are no units of their own.
    if ((load<u8>(at) & 0xc0) != 0x80) left--;
    if (isName(table, at)) return true;
  }
  if (at == start - 1) return false;
  store<i32>(table, file);
  store<i32>(table + 4, at + 1);
  store<i32>(table + 8, start - 1);
  store<i32>(table + 12, reach - left);
  return false;
}

/** Whether a run is base64 of a text, by its first bytes. */
function mayBeText(start: i32, stop: i32): bool {
  if (stop - start < 32 || stop - start > 4000) return false;
  for (let at = start; at < start + 32; at += 4) {
    const bits = (sextet(at) << 18) | (sextet(at + 1) << 12) | (sextet(at + 2) << 6) | sextet(at + 3);
    if (!isText(bits >> 16) || !isText((bits >> 8) & 0xff) || !isText(bits & 0xff)) return false;
  }
  return true;
}

/** The six bits of a character of either alphabet (RFC 4648). */
@inline
function sextet(at: i32): i32 {
  const char = i32(load<u8>(at));
  if (char >= 0x61) return char - 71;
  if (char >= 0x41) return char == 0x5f ? 63 : char - 65;
  if (char >= 0x30) return char + 4;
  return char == 0x2f ? 63 : 62;
}

@inline
function isText(byte: i32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 9 || byte == 10 || byte == 13;
}

@inline
function is(at: i32, set: u32): bool {
  return isSet(load<u8>(at), set);
}

@inline
function isSet(byte: i32, set: u32): bool {
  return (load<u32>(SETS + (byte << 2)) & set) != 0;
}

/** A text without joints, in which the runs have the same ones around them; and whether there is one. */
let plainFrom: i32 = 0;
let plainTo: i32 = 0;
let isJoined: bool = false;

/** As in `disguise.ts`, however far away the joint is. */
function isPiece(start: i32, stop: i32): bool {
  if (start < plainFrom || stop > plainTo) {
    plainTo = pastPlain(stop, 1);
    plainFrom = pastPlain(start - 1, -1) + 1;
    isJoined = isJoint(plainTo, 1) || isJoint(plainFrom - 1, -1);
  }
  return isJoined;
}

const MAX_JOINT: i32 = 140;

@inline
function pastPlain(from: i32, step: i32): i32 {
  let at = from;
  while (is(at, PLAIN)) at += step;
  return at;
}

function isJoint(from: i32, step: i32): bool {
  if (goesOn(from, step)) return true;
  let at = step > 0 && load<u8>(from) == 0x5c ? from + 1 : from;
  if (!is(at, QUOTE)) return false;
  at += step;
  for (let left = MAX_JOINT; left > 0; left--, at += step) {
    if (is(at, QUOTE)) return is(step < 0 && load<u8>(at - 1) == 0x5c ? at - 2 : at + step, PLAIN);
    if (!is(at, JOIN)) return false;
    if (load<u8>(at) == 0x7c && load<u8>((at += step)) != 0x7c) return false;
  }
  return false;
}

function goesOn(from: i32, step: i32): bool {
  let at = from;
  if (step > 0) return load<u8>(at) == 0x5c && isNewline(load<u8>(at + 1), load<u8>(at + 2));
  while (load<u8>(at) == 0x20 || load<u8>(at) == 0x09) at--;
  return load<u8>(at) == 0x0a && (load<u8>(at - 1) == 0x5c || (load<u8>(at - 1) == 0x0d && load<u8>(at - 2) == 0x5c));
}

/** Whether an escape may start with a sign. */
function isSign(sign: i32): bool {
  const first = load<u8>(sign);
  const second = load<u8>(sign + 1);
  return first == 0x5c ? second == 0x75 || second == 0x78 : first == 0x25 ? second >= 0x32 && second <= 0x37 : second == 0x23;
}

@inline
function isNewline(first: u8, second: u8): bool {
  return first == 0x0a || (first == 0x0d && second == 0x0a);
}

/** As in `disguise.ts`: the length of an escape of what keys are made of, in bytes; 0 when there is none. */
function escapeAt(sign: i32): i32 {
  const first = load<u8>(sign);
  const second = load<u8>(sign + 1);
  let at = sign + 1;
  if (first == 0x26) {
    if (second != 0x23 || !isDigit(load<u8>(sign + 2))) return 0;
    for (at++; isDigit(load<u8>(at)) && at < sign + 6; ) at++;
    return at - sign + i32(load<u8>(at) == 0x3b);
  }
  if (first == 0x5c) {
    if (second != 0x75 && second != 0x78) return 0;
    at++;
    if (second == 0x75) {
      const isOpen = load<u8>(at) == 0x7b;
      if (!isOpen && load<u16>(at) != 0x3030) return 0;
      at += isOpen ? 1 : 2;
      if (isOpen) for (const last = at + 4; at < last && load<u8>(at) == 0x30; ) at++;
    }
  } else if (first != 0x25) return 0;
  const tens = load<u8>(at) - 0x30;
  const ones = hex(load<u8>(at + 1));
  if (tens < 2 || tens > 7 || ones > 15 || !isSet((i32(tens) << 4) | i32(ones), OF_KEY)) return 0;
  return at + 2 - sign + i32(load<u8>(at + 2) == 0x7d);
}

/** What the shortest text that a rule looks for has: the dashes and the first word of a PEM block. */
const SHORTEST: i32 = 10;
const MAX_WALK: i32 = 200;

/** Whether so many characters of keys stand together around an escape, over pieces of text and in escapes, as they are read. */
function isLong(sign: i32): bool {
  let count = 0;
  let steps = 0;
  for (let at = sign - 1; is(at, PLAIN | QUOTE | JOIN) && load<u8>(at) != 0x5c; at--) {
    if (is(at, PLAIN)) count++;
    if (++steps > MAX_WALK) return true;
  }
  for (let at = sign; count < SHORTEST; ) {
    const length = escapeAt(at);
    if (length == 0 && (!is(at, PLAIN | QUOTE | JOIN) || load<u8>(at) == 0x5c)) return false;
    if (length > 0 || is(at, PLAIN)) count++;
    at += max(length, 1);
    if (++steps > MAX_WALK) return true;
  }
  return true;
}

@inline
function isDigit(byte: u8): bool {
  return byte - 0x30 < 10;
}

@inline
function hex(byte: u8): u8 {
  const letter = (byte | 0x20) - 0x61;
  return isDigit(byte) ? byte - 0x30 : letter < 6 ? letter + 10 : 16;
}
