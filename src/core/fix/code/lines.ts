// Lines around a place, for languages in which they say where a statement is.
import { AROUND, type Spot } from "./code";
import type { Lexed, Token } from "./lexer";

/** Brackets around a place beyond these are not looked at. */
const MAX_BRACKETS = 50;

/** The code of the line before a place, literals blanked. */
export function lineBefore(lexed: Lexed, offset: number): string {
  const code = lexed.code.slice(Math.max(0, offset - AROUND), offset);
  return code.slice(Math.max(code.lastIndexOf("\n"), code.lastIndexOf("\r")) + 1);
}

/** The code of the line after a place, literals blanked. */
export function lineAfter(lexed: Lexed, offset: number): string {
  return /^[^\r\n]*/.exec(lexed.code.slice(offset, offset + AROUND))?.[0] ?? "";
}

/** Where the outermost bracket around a token opens, or the token starts; of a string in a string, the outer one's. */
export function outermost(token: Token): number {
  let outer = token;
  while (outer.parent) outer = outer.parent;
  let bracket = outer.within;
  for (let depth = 1; bracket?.outer && depth < MAX_BRACKETS; depth++) bracket = bracket.outer;
  return bracket?.at ?? outer.start;
}

/** Whether a place in a text is in code that one of `openings` begins on its line. */
export function isCodeInText({ lexed, token, keys }: Spot, openings: readonly string[]): boolean {
  return keys.some(({ start }) => {
    const before = lexed.text.slice(Math.max(token.bodyStart, start - AROUND), start);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    return Math.max(...openings.map((opening) => line.lastIndexOf(opening))) > line.lastIndexOf("}");
  });
}

/** The lines around a place from inside out, each indented less than the one before it: what opens its blocks. */
export function linesAround(lexed: Lexed, offset: number): readonly string[] {
  const lines = lexed.code.slice(Math.max(0, offset - 5 * AROUND), offset).split(/\r?\n/);
  let indent = indentOf(lines.pop() ?? "");
  return lines.reverse().filter((line) => {
    if (line.trim() === "" || indentOf(line) >= indent) return false;
    indent = indentOf(line);
    return true;
  });
}

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;
