// What takes the place of a key in its literal: a reference alone, in a sum, or in the text.
import type { Change } from "../source";
import type { Spot } from "./code";

/** The literal as a whole replaced by an expression, kept apart from words and signs beside it. */
export function replaceWhole({ token, before, after }: Spot, expression: string): readonly Change[] {
  const left = /\w$/.test(before) ? " " : "";
  const right = /^[\w=]/.test(after) ? " " : "";
  return [{ start: token.start, end: token.end, text: left + expression + right }];
}

/** Whether what follows a literal binds tighter than `+`. */
export function bindsTighter({ after }: Spot): boolean {
  return /^\s*[.[?!]/.test(after) && !/^\s*(?:\?\?|\?[^.[]|!=)/.test(after);
}

/** How a language joins strings. */
export interface Joint {
  readonly operator: string;
  /** What stands beside the literal binds tighter than the operator. */
  readonly isLoose: (spot: Spot) => boolean;
}

export const PLUS_SIGN: Joint = { operator: "+", isLoose: bindsTighter };

/** The literal split at its keys: `"Bearer " + KEY + "…"`, in parentheses where what is beside it binds tighter. */
export function concatenate(spot: Spot, expressions: readonly string[], joint = PLUS_SIGN): readonly Change[] {
  const { lexed, token, keys } = spot;
  const open = lexed.text.slice(token.start, token.bodyStart);
  const close = lexed.text.slice(token.bodyEnd, token.end);
  const changes = keys.map((key, index): Change => {
    const atStart = key.start === (keys[index - 1]?.end ?? token.bodyStart);
    const atEnd = key.end === token.bodyEnd;
    const isNext = key.end === keys[index + 1]?.start;
    const before = key.start === token.bodyStart ? "" : `${atStart ? "" : close} ${joint.operator} `;
    return {
      start: key.start === token.bodyStart ? token.start : key.start,
      end: atEnd ? token.end : key.end,
      text: `${before}${expressions[index] ?? ""}${atEnd || isNext ? "" : ` ${joint.operator} ${open}`}`,
    };
  });
  if (!joint.isLoose(spot)) return changes;
  return [
    { start: token.start, end: token.start, text: "(" },
    ...changes,
    { start: token.end, end: token.end, text: ")" },
  ];
}

/** Text put in place of each key, the literal left as it is. */
export function insertInto({ keys }: Spot, texts: readonly string[]): readonly Change[] {
  return keys.map((key, index) => ({ ...key, text: texts[index] ?? "" }));
}

/** What `insertAndReplace` puts into a text, and so may not be there. */
export const MARKS = /%\w+%/;

/** A mark in place of each key, and a call after the literal that replaces it. */
export function insertAndReplace(
  spot: Spot,
  names: readonly string[],
  call: (mark: string, index: number) => string,
): readonly Change[] {
  const marks = names.map((name) => `%${name}%`);
  const calls = marks.map((mark, index) => (marks.indexOf(mark) === index ? call(mark, index) : "")).join("");
  return [...insertInto(spot, marks), { start: spot.token.end, end: spot.token.end, text: calls }];
}

/** A backslash before each match of one character in a literal's own text. Longer matches are passed over. */
export function escapeIn({ lexed, token, keys }: Spot, pattern: RegExp): readonly Change[] {
  return [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(pattern)]
    .filter(([found]) => found.length === 1)
    .map((match) => token.bodyStart + match.index)
    .filter((at) => !keys.some((key) => key.start <= at && at < key.end))
    .map((at): Change => ({ start: at, end: at, text: "\\" }));
}
