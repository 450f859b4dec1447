/** The alphabets of the facts, and what keeps a drawn text from looking like a placeholder. */
export const DIGITS = "0123456789";
export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const UPPER = LOWER.toUpperCase();
export const LETTERS = LOWER + UPPER;
export const LOWER_ALNUM = DIGITS + LOWER;
export const UPPER_ALNUM = DIGITS + UPPER;
export const ALNUM = DIGITS + LETTERS;
export const URL_SAFE = ALNUM + "-_";
export const BASE64 = ALNUM + "+/";
export const HEX = DIGITS + "abcdef";
/** RFC 4648. */
export const BASE32 = UPPER + "234567";
/** The digits of a base62 number, in order. */
export const BASE62 = DIGITS + UPPER + LOWER;
/** Letters and digits without the look-alikes 0 1 O I l. */
export const BASE57 = [...ALNUM].filter((character) => !"01OIl".includes(character)).join("");

const WORDS =
  "change,demo,dummy,example,fake,here,insert,mock,none,null,place,redacted,sample,secret,test,todo,token,xxx,your".split(
    ",",
  );

/** Whether a text has four equal or four consecutive characters in a row, such as `aaaa`, `abcd` or `4321`. */
export function hasRun(text: string): boolean {
  let length = 1;
  let step = NaN;
  for (let i = 1; i < text.length; i++) {
    const next = text.charCodeAt(i) - text.charCodeAt(i - 1);
    length = Math.abs(next) <= 1 ? (next === step ? length + 1 : 2) : 1;
    step = next;
    if (length === 4) return true;
  }
  return false;
}

/** Whether a drawn text could pass for a real secret: no run of characters, and no word of a placeholder. */
export function looksRandom(text: string): boolean {
  const lower = text.toLowerCase();
  return !hasRun(text) && !WORDS.some((word) => lower.includes(word));
}

/** Draws until the text looks random and is what it should be. */
export function plausible(draw: () => string, isRight: (text: string) => boolean = () => true): string {
  for (let draws = 0; draws < 100_000; draws++) {
    const text = draw();
    if (looksRandom(text) && isRight(text)) return text;
  }
  throw new Error("nothing plausible can be drawn");
}
