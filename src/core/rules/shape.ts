// A key's shape as data. One declaration gives the pattern, the samples, the near misses, the anchors and the
// words in the documentation, so that they cannot disagree.

/** A run of characters of one kind. */
export interface Run {
  /** Inside of a regex character class. */
  readonly class: string;
  /** The characters that samples draw from. */
  readonly alphabet: string;
  readonly min: number;
  readonly max: number;
  /** For people: "url-safe characters". */
  readonly name: string;
}

/** Fixed text, or a run. */
export type Part = string | Run;

/** The parts of a key in order. */
export type Shape = readonly Part[];

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const ALNUM = LOWER.toUpperCase() + LOWER + DIGITS;

const kind =
  (name: string, charClass: string, alphabet: string) =>
  (min: number, max = min): Run => ({ class: charClass, alphabet, min, max, name });

export const alnum = kind("letters or digits", "A-Za-z0-9", ALNUM);
export const url = kind("url-safe characters", "A-Za-z0-9_-", `${ALNUM}_-`);
export const base64 = kind("base64 characters", "A-Za-z0-9+/", `${ALNUM}+/`);
export const hex = kind("lowercase hex digits", "0-9a-f", `${DIGITS}abcdef`);
export const anyHex = kind("hex digits", "0-9A-Fa-f", `${DIGITS}abcdefABCDEF`);
export const digits = kind("digits", "0-9", DIGITS);
export const word = kind("letters, digits or underscores", "A-Za-z0-9_", `${ALNUM}_`);
export const letters = kind("letters", "A-Za-z", ALNUM.slice(0, 52));
export const lower = kind("lowercase letters or digits", "a-z0-9", LOWER + DIGITS);
export const lowerLetters = kind("lowercase letters", "a-z", LOWER);
export const capitals = kind("capitals", "A-Z", LOWER.toUpperCase());
export const upper = kind("capitals or digits", "A-Z0-9", LOWER.toUpperCase() + DIGITS);
export const base32 = kind("base32 characters", "A-Z2-7", `${LOWER.toUpperCase()}234567`);
export const base32Lower = kind("lowercase base32 characters", "a-z2-7", `${LOWER}234567`);
/** One of a few characters, such as a month letter. */
export const oneOf = (chars: string): Run => kind(`of ${chars}`, chars, chars)(1);

export const uuid: Shape = [hex(8), "-", hex(4), "-", hex(4), "-", hex(4), "-", hex(12)];

/** A pattern of a fixed text. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The regex source of a shape, without boundaries. */
export function shapeSource(shape: Shape): string {
  return shape
    .map((part) => {
      if (typeof part === "string") return literally(part);
      return `[${part.class}]${part.min === part.max ? `{${part.min}}` : `{${part.min},${part.max}}`}`;
    })
    .join("");
}

/** The shape in words: "`sk-ant-api` + 2 digits + `-` + 93 url-safe characters + `AA`". */
export function describeShape(shape: Shape): string {
  return shape
    .map((part) => {
      if (typeof part === "string") return `\`${part}\``;
      return `${part.min === part.max ? part.min : `${part.min}–${part.max}`} ${part.name}`;
    })
    .join(" + ");
}

/** The longest key of a shape, in UTF-16 code units. */
export function longest(shape: Shape): number {
  return shape.reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.max), 0);
}

/** The characters a boundary must keep off: no key starts or ends inside a longer word of these. */
export function boundaryClass(shape: Shape): string {
  const extra = shape.some((part) => typeof part !== "string" && part.class.includes("+/")) ? "+/" : "";
  return `A-Za-z0-9_${extra}-`;
}
