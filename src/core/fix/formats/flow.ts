// Collections between brackets: all of JSON, and YAML's flow style.
import type { Lexed, Token } from "../code/lexer";
import { type Draft, draft } from "./tree";

/** Reads tokens in the order of the text. */
export class Cursor {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The token that starts at an offset or holds it; offsets never go back. */
  at(offset: number): Token | undefined {
    while ((this.tokens[this.#next]?.end ?? Infinity) <= offset) this.#next += 1;
    const token = this.tokens[this.#next];
    return token && token.start <= offset ? token : undefined;
  }
}

interface Reading {
  readonly text: string;
  readonly cursor: Cursor;
  /** The collections that are open, the outermost first. */
  readonly open: Draft[];
  /** The entry or element that is being read. */
  current: Draft | undefined;
}

/** Reads the collection that opens at an offset as the value of `owner`; returns the offset after it. */
export function readFlow(lexed: Lexed, cursor: Cursor, owner: Draft, from: number): number {
  const reading: Reading = { text: lexed.text, cursor, open: [], current: owner };
  let at = from;
  while (at < lexed.text.length) {
    at = step(reading, at);
    if (reading.open.length === 0) return at;
  }
  for (const node of reading.open) node.valueEnd = at;
  return at;
}

function step(reading: Reading, at: number): number {
  const { text, cursor, open } = reading;
  const token = cursor.at(at);
  if (token?.kind === "comment") return token.end;
  if (token) return scalar(reading, at, token.end);
  const char = text.charAt(at);
  if (char === "[" || char === "{") {
    const node = (reading.current ??= element(reading, at));
    node.bracket = char;
    node.valueStart = at;
    open.push(node);
    reading.current = undefined;
  } else if (char === "]" || char === "}") {
    const node = open.pop();
    if (node) node.valueEnd = at + 1;
    reading.current = node;
  } else if (char === ",") reading.current = undefined;
  else if (char === ":" && reading.current && !reading.current.bracket) named(reading, at);
  else if (!/\s/.test(char)) return scalar(reading, at, plainEnd(text, at));
  return at + 1;
}

/** What was read last is a key. */
function named({ text, current }: Reading, colon: number): void {
  if (!current || current.key !== undefined) return;
  current.key = text.slice(current.valueStart, current.valueEnd).replace(/^(["'])([^]*)\1$/, "$2");
  current.valueStart = current.valueEnd = colon + 1;
}

function scalar(reading: Reading, start: number, end: number): number {
  const node = (reading.current ??= element(reading, start));
  if (node.bracket !== undefined) return end;
  if (node.valueStart === node.valueEnd) node.valueStart = start;
  node.valueEnd = end;
  return end;
}

function element({ open }: Reading, start: number): Draft {
  return draft(open.at(-1), start, -1, true);
}

/** The end of a scalar without quotes that starts at an offset. */
function plainEnd(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (",[]{}\n\r".includes(char)) break;
    if (char === ":" && /^(?:[\s,[\]{}]|$)/.test(text.slice(at + 1, at + 2))) break;
    if (char === "#" && /\s/.test(text.charAt(at - 1))) break;
  }
  while (/\s/.test(text.charAt(at - 1)) && at > start + 1) at -= 1;
  return at;
}
