// AssemblyScript: runs of key characters in a piece of a file, sixteen bytes at a time. `esbuild.js` compiles it.
// A run that a piece ends in goes on in the next one. Positions are those in the file.

/** The bytes of a piece lie here, a multiple of 64 of them, and the one that follows them. */
export const PIECE: i32 = 1024;
export const PIECE_LENGTH: i32 = 1 << 16;
/** Found runs: the class (0 word, 1 base64, 2 dash, 3 the sign of an escape), the start and the end, each as four bytes. */
export const FOUND: i32 = PIECE + PIECE_LENGTH + 64;

let leastWord: i32 = 0;
let leastBase64: i32 = 0;
let leastDash: i32 = 0;
/** Bytes of the run that the last piece ended in. */
let openWord: i32 = 0;
let openBase64: i32 = 0;
let openDash: i32 = 0;
let found: i32 = 0;

/** Begins a file, with the fewest bytes of a run that counts, from 1 to 64, by class. */
export function begin(word: i32, base64: i32, dash: i32): void {
  leastWord = word;
  leastBase64 = base64;
  leastDash = dash;
  openWord = openBase64 = openDash = 0;
}

/** Looks through a piece that starts at an offset of the file; returns how many runs end in it. */
export function look(offset: i32, length: i32): i32 {
  found = 0;
  for (let at = 0; at < length; at += 64) {
    word = base64 = dash = escape = 0;
    classify(PIECE + at, 0);
    classify(PIECE + at, 16);
    classify(PIECE + at, 32);
    classify(PIECE + at, 48);
    openWord = runs(0, word, offset + at, openWord, leastWord);
    openBase64 = runs(1, base64, offset + at, openBase64, leastBase64);
    openDash = runs(2, dash, offset + at, openDash, leastDash);
    for (; escape != 0; escape &= escape - 1) {
      const sign = offset + at + i32(ctz(escape));
      report(3, sign, sign + 1);
    }
  }
  return found;
}

/** A bit for each of 64 bytes: whether it is of the class. */
let word: u64 = 0;
let base64: u64 = 0;
let dash: u64 = 0;
/** A backslash before `u` or `x`, a percent sign before a digit, an ampersand before `#`. */
let escape: u64 = 0;

@inline
function classify(block: i32, part: i32): void {
  const bytes = v128.load(block + part);
  const lower = v128.or(bytes, i8x16.splat(0x20));
  const letters = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26));
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const both = v128.or(letters, digits);
  const dashes = i8x16.eq(bytes, i8x16.splat(0x2d));
  const signs = v128.or(dashes, i8x16.eq(bytes, i8x16.splat(0x5f)));
  const others = v128.or(i8x16.eq(bytes, i8x16.splat(0x2b)), i8x16.eq(bytes, i8x16.splat(0x2f)));
  word |= u64(u32(i8x16.bitmask(v128.or(both, signs)))) << part;
  base64 |= u64(u32(i8x16.bitmask(v128.or(both, others)))) << part;
  dash |= u64(u32(i8x16.bitmask(dashes))) << part;
  const next = v128.load(block + part + 1);
  const backslash = v128.and(
    i8x16.eq(bytes, i8x16.splat(0x5c)),
    v128.or(i8x16.eq(next, i8x16.splat(0x75)), i8x16.eq(next, i8x16.splat(0x78))),
  );
  const percent = v128.and(
    i8x16.eq(bytes, i8x16.splat(0x25)),
    i8x16.lt_u(i8x16.sub(next, i8x16.splat(0x32)), i8x16.splat(6)),
  );
  const ampersand = v128.and(i8x16.eq(bytes, i8x16.splat(0x26)), i8x16.eq(next, i8x16.splat(0x23)));
  escape |= u64(u32(i8x16.bitmask(v128.or(backslash, v128.or(percent, ampersand))))) << part;
}

/** Reports the runs that end in 64 bytes; returns the length of the one that is open at their end. */
function runs(kind: i32, mask: u64, offset: i32, open: i32, least: i32): i32 {
  if (mask == u64.MAX_VALUE) return open + 64;
  if (mask == 0 && open < least) return 0;
  const first = i32(ctz(~mask));
  if (open + first >= least) report(kind, offset - open, offset + first);
  const last = i32(clz(~mask));
  // Without the runs at both ends, whose bits are not all here.
  const inner = (((mask >> first) << first) << last) >> last;
  // A bit stays where as many set bits as a run needs begin: twice as many with every step.
  let starts = inner;
  let width = 1;
  for (; width * 2 <= least; width *= 2) starts &= starts >> width;
  starts &= starts >> (least - width);
  while (starts != 0) {
    const start = i32(ctz(starts));
    const end = start + i32(ctz(~(inner >> start)));
    report(kind, offset + start, offset + end);
    starts = (starts >> end) << end;
  }
  return last;
}

function report(kind: i32, start: i32, end: i32): void {
  const at = FOUND + found * 12;
  store<i32>(at, kind);
  store<i32>(at + 4, start);
  store<i32>(at + 8, end);
  found++;
}
