// The arguments of a call: which one a literal is, and where others can be added.
import { AROUND, type Spot } from "./code";
import type { Lexed } from "./lexer";

/** Where the bracket that is open at `from` closes, within `AROUND`; undefined when it does not there. */
export function closingOf({ code }: Lexed, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < Math.min(code.length, from + AROUND); at++) {
    const char = code.charAt(at);
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char) && depth-- === 0) return at;
  }
  return undefined;
}

/** How many commas of the innermost call stand between two offsets. */
function commasBetween({ code }: Lexed, from: number, to: number): readonly number[] {
  const commas: number[] = [];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const char = code.charAt(at);
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
    else if (char === "," && depth === 0) commas.push(at);
  }
  return commas;
}

/** The place of the argument that a literal is or is part of, from 0; undefined outside of brackets or far from them. */
export function argumentIndex({ lexed, token }: Spot): number | undefined {
  const open = token.within?.at;
  if (open === undefined || token.start - open > AROUND) return undefined;
  return commasBetween(lexed, open + 1, token.start).length;
}

export interface ArgumentList {
  /** The end of each argument, the one that ends at or after `from` being the first. */
  readonly ends: readonly number[];
  /** A comma stands after the last one. */
  readonly trailingComma: boolean;
}

/** The arguments from the one that an offset is in to the last; undefined when their bracket closes nowhere near. */
export function argumentsFrom(lexed: Lexed, from: number): ArgumentList | undefined {
  const close = closingOf(lexed, from);
  if (close === undefined) return undefined;
  const commas = commasBetween(lexed, from, close);
  const last = commas.at(-1);
  const trailingComma = last !== undefined && lexed.text.slice(last + 1, close).trim() === "";
  const ends = [...commas, ...(trailingComma ? [] : [endBefore(lexed, from, close)])];
  return { ends, trailingComma };
}

/** Where the text before an offset ends but for blanks; the offset itself after a comment. */
function endBefore({ text, code }: Lexed, from: number, offset: number): number {
  const end = Math.max(from, from + text.slice(from, offset).trimEnd().length);
  const isCode = end === from || code.charAt(end - 1) !== " " || /["'`/#]$/.test(text.slice(from, end));
  return isCode ? end : offset;
}
