// Env files as text with places: read like the `dotenv` package does, changed without touching another byte.
import type { Piece } from "../model";
import { eolOf } from "../../lineEnd";

/** One assignment. Offsets are UTF-16. */
export interface EnvEntry {
  readonly name: string;
  /** What a program gets. */
  readonly value: string;
  /** What follows the separator up to the end of the value, without a comment. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly exported: boolean;
}

export type EnvQuote = "" | "'" | '"' | "`";

/** An entry that a file shall have. */
export interface Wanted {
  readonly name: string;
  /** The value with its quotes. */
  readonly value: readonly Piece[];
}

/** The grammar of dotenv (https://github.com/motdotla/dotenv), which names a line and finds its value. */
const LINE =
  /^\s*(export\s+)?([\w.-]+)(\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;

/** The assignments of a text, in order; a name may occur more than once, and the last one counts. */
export function parseEnv(text: string): readonly EnvEntry[] {
  return [...text.matchAll(LINE)].map((match) => {
    const separatorEnd = match.indices?.[3]?.[1] ?? match.index;
    return {
      name: match[2] ?? "",
      value: decode(match[4] ?? ""),
      valueStart: separatorEnd,
      valueEnd: match.indices?.[4]?.[1] ?? separatorEnd,
      exported: match[1] !== undefined,
    };
  });
}

function decode(raw: string): string {
  const value = raw.replace(/\r\n?/g, "\n").trim();
  const quoted = /^(['"`])([^]*)\1$/.exec(value);
  const inner = quoted?.[2] ?? value;
  return value.startsWith('"') ? inner.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inner;
}

/**
 * The quotes that a value needs, none whenever it can do without (docker's `--env-file` does not strip them), or
 * undefined when dotenv and a shell would not read the same value.
 */
export function quoteFor(value: string): EnvQuote | undefined {
  if (/^[\w.\-/+=:@%,]*$/.test(value)) return "";
  if (/[\r\n\\]/.test(value)) return undefined;
  if (!value.includes("'")) return "'";
  if (!/["$`]/.test(value)) return '"';
  return undefined;
}

/** Where an entry goes, and the text around its value. */
export interface EntryPlace {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** Puts `name` into a text: fills the blank entry of that name, or adds a line at the end. */
export function placeEntry(text: string, name: string, eol: string): EntryPlace {
  const entries = parseEnv(text);
  const blank = entries.findLast((entry) => entry.name === name);
  if (blank) return fill(text, blank);
  const newline = eolOf(text, eol);
  const gap = text === "" || text === "\uFEFF" || /[\r\n]$/.test(text) ? "" : newline;
  const exported = entries.length > 0 && entries.every((entry) => entry.exported);
  const before = `${gap}${exported ? "export " : ""}${name}=`;
  return { start: text.length, end: text.length, before, after: newline };
}

function fill(text: string, entry: EnvEntry): EntryPlace {
  const rest = /^[ \t]*(?:''|""|``)?[ \t]*/.exec(text.slice(entry.valueStart))?.[0].length ?? 0;
  const end = entry.valueStart + rest;
  return { start: entry.valueStart, end, before: "", after: text.charAt(end) === "#" ? " " : "" };
}

/**
 * Whether a changed text still gives every old entry its value, and the new one its own: an unclosed quote
 * further up would swallow it.
 */
export function keepsEntries(
  before: string,
  after: string,
  added: ReadonlyMap<string, string>,
  parse = parseEnv,
): boolean {
  const now = valuesOf(after, parse);
  const expected = new Map([...valuesOf(before, parse), ...added]);
  return now.size === expected.size && [...expected].every(([name, value]) => now.get(name) === value);
}

/** What a program gets: the last assignment of each name. */
export function valuesOf(text: string, parse = parseEnv): ReadonlyMap<string, string> {
  return new Map(parse(text).map((entry) => [entry.name, entry.value]));
}
