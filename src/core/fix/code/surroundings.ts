// The code around a literal: what stands beside it, its statement, the brackets that it is in.
import { AROUND, type Spot } from "./code";
import type { Lexed } from "./lexer";

/** The literal's text without its keys. */
export function restOf({ lexed, token, keys }: Spot): string {
  const bounds = [token.bodyStart, ...keys.flatMap(({ start, end }) => [start, end]), token.bodyEnd];
  return bounds.map((bound, i) => (i % 2 === 0 ? lexed.text.slice(bound, bounds[i + 1]) : "")).join("");
}

/** Whether another string stands beside this one with nothing between, so that both are one literal. */
export function isAdjacent({ lexed, token, pieces }: Spot, between: RegExp): boolean {
  const index = pieces[0] ? lexed.tokens.indexOf(pieces[0]) : -1;
  const near = [...lexed.tokens.slice(Math.max(0, index - 20), index), ...lexed.tokens.slice(index + 1, index + 20)];
  return near.some(({ kind, start, end }) => {
    if (kind !== "string") return false;
    if (end <= token.start) return between.test(lexed.code.slice(Math.max(end, token.start - AROUND), token.start));
    return start >= token.end && between.test(lexed.code.slice(token.end, Math.min(start, token.end + AROUND)));
  });
}

/** Whether it is what a command prints that is joined or decoded here, and not the literal's own text. */
export const isOutput = ({ token, pieces }: Spot): boolean =>
  pieces.some(({ form }) => form === "command") && (pieces.length > 1 || token.form === "");

/** The code before a place back to the end of the last statement or block, literals blanked. */
export function statementBefore(lexed: Lexed, offset: number): { readonly text: string; readonly start: number } {
  const from = Math.max(0, offset - AROUND);
  const code = lexed.code.slice(from, offset);
  const start = Math.max(code.lastIndexOf(";"), code.lastIndexOf("{"), code.lastIndexOf("}")) + 1;
  return { text: code.slice(start), start: from + start };
}

/** The code right before the innermost open bracket, and which one it is. */
export function header({ lexed, token }: Spot): { readonly bracket: string; readonly text: string } {
  const at = token.within?.at;
  if (at === undefined) return { bracket: "", text: "" };
  return { bracket: lexed.text.charAt(at), text: statementBefore(lexed, at).text };
}

/** Brackets around a place that are looked at. */
const MAX_NESTING = 50;

export interface Around {
  readonly at: number;
  /** The bracket itself. */
  readonly bracket: string;
  /** The code before it. */
  readonly text: string;
}

/** The brackets around a literal, innermost first. */
export function bracketsAround({ lexed, token }: Spot): readonly Around[] {
  const found: Around[] = [];
  for (let one = token.within; one && found.length < MAX_NESTING; one = one.outer)
    found.push({ at: one.at, bracket: lexed.text.charAt(one.at), text: statementBefore(lexed, one.at).text });
  return found;
}
