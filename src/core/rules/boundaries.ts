// Where a key may start and end: not inside a longer word. `leadingAfter` in `bytes/probes.ts` knows how long each of
// the other starts is.

const WORD = "A-Za-z0-9_-";

/**
 * Before a key stands no character of a class. A letter of an escape such as `\n` or `%3D` is no part of a word, nor is
 * the sign of a shell's default such as `${NAME:-`, so they do not hide the key.
 */
export const startAfter = (word: string): string =>
  String.raw`(?:(?<![${word}])|(?<=\\[nrt"'])|(?<=%[0-9A-Fa-f]{2})|(?<=\$\{\w{1,40}:?-))`;

/** After a key stands no character of a class; none after a dot either, where its own parts are joined by dots. */
export const endBefore = (word: string, dotted = false): string => `(?![${word}]${dotted ? `|\\.[${word}]` : ""})`;

export const START = startAfter(WORD);
export const END = endBefore(WORD);
