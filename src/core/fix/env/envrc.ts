// direnv's `.envrc`, which bash runs: its assignments with their places, and new ones at its end.
// https://direnv.net/man/direnv.1.html
import { Lexed } from "../code/lexer";
import { SHELL } from "../languages/shell";
import type { EntryPlace, EnvEntry } from "./envFile";

/** Where a variable is assigned at the start of a command. */
const ASSIGNMENT =
  /(?:^|[;&|{]|\bthen\b|\bdo\b)[ \t]*(?<exports>(?:export|declare -x|typeset -x)[ \t]+)?[A-Za-z_]\w*=/gm;
const ANOTHER = /[ \t]+[A-Za-z_]\w*=/y;

/** What programs do not get, so that it is no value of theirs: no key looks like it. */
const NOT_EXPORTED = "(not exported)";

/** The assignments of a text, in order. A value that only bash knows is given as it is written. */
export function parseEnvrc(text: string): readonly EnvEntry[] {
  const { code } = new Lexed(text, SHELL);
  const entries: EnvEntry[] = [];
  for (const match of code.matchAll(ASSIGNMENT)) {
    // Blank in the code and not in the text: a quoted text of several lines ends here, and this is the rest of its word.
    if (!text.startsWith(match[0], match.index)) continue;
    const exported = match.groups?.["exports"] !== undefined;
    for (let at = match.index + match[0].length; ;) {
      const word = readWord(text, at);
      const name = /(\w+)=$/.exec(text.slice(Math.max(0, at - 200), at))?.[1] ?? "";
      const value = word.value ?? text.slice(at, word.end);
      const hidden = !exported && value !== "";
      entries.push({ name, value: hidden ? NOT_EXPORTED : value, valueStart: at, valueEnd: word.end, exported });
      ANOTHER.lastIndex = word.end;
      const another = exported ? ANOTHER.exec(text) : null;
      if (!another) break;
      at = ANOTHER.lastIndex;
    }
  }
  return entries;
}

/** The word that starts at a place, and its value where it says the same whoever runs it. */
function readWord(text: string, start: number): { readonly end: number; readonly value: string | undefined } {
  let value: string | undefined = "";
  let at = start;
  for (;;) {
    const rest = text.charAt(at);
    const part =
      rest === "'"
        ? single(text, at)
        : rest === '"'
          ? double(text, at)
          : rest === "\\"
            ? escaped(text, at)
            : bare(text, at);
    if (!part) return { end: at, value };
    value = value === undefined || part.value === undefined ? undefined : value + part.value;
    at = part.end;
  }
}

interface Part {
  readonly end: number;
  readonly value: string | undefined;
}

function single(text: string, at: number): Part {
  const close = text.indexOf("'", at + 1);
  return close < 0 ? { end: text.length, value: undefined } : { end: close + 1, value: text.slice(at + 1, close) };
}

function double(text: string, at: number): Part {
  const found = /"((?:[^"\\]|\\[^])*)"/y;
  found.lastIndex = at;
  const body = found.exec(text)?.[1];
  if (body === undefined) return { end: text.length, value: undefined };
  return { end: at + body.length + 2, value: /[$`\\]/.test(body) ? undefined : body };
}

function escaped(text: string, at: number): Part {
  return { end: Math.min(text.length, at + 2), value: text.charAt(at + 1) };
}

/** Text without quotes; undefined at the end of the word. */
function bare(text: string, at: number): Part | undefined {
  const found = /[^\s;&|<>()'"\\]+/y;
  found.lastIndex = at;
  const body = found.exec(text)?.[0];
  return body === undefined ? undefined : { end: at + body.length, value: /[$`]/.test(body) ? undefined : body };
}

/** What may pass over a line, so that only the end of a text is sure to be run. */
const COMPOUND = /\b(?:if|case|for|while|until|select)\b|[{(]|&&|\|\|/;

/** Puts `name` into a text: fills the blank export of that name where it is sure to count, else adds a line at the end. */
export function placeExport(text: string, name: string): EntryPlace {
  const blank = parseEnvrc(text).findLast((entry) => entry.name === name);
  if (blank?.exported && blank.value === "" && isPlain(text, `${name}=`, blank.valueEnd))
    return { start: blank.valueStart, end: blank.valueEnd, before: "", after: "" };
  // A backslash at the very end would join the new line to the last one.
  const gap = text === "" || /(?<!\\)\n$/.test(text) ? "" : "\n";
  return { start: text.length, end: text.length, before: `${gap}export ${name}=`, after: "\n" };
}

/** Whether every line of a text is run, and none after an offset assigns again. */
function isPlain(text: string, assignment: string, offset: number): boolean {
  return !COMPOUND.test(new Lexed(text, SHELL).code) && !text.includes(assignment, offset);
}

/** Why bash would not read what is added. */
export function envrcTrouble(text: string): string | undefined {
  if (text.includes("\r")) return "has Windows line endings, which bash does not read. Change them to LF first.";
  if (!/^(?:return|exit|exec)\b/m.test(new Lexed(text, SHELL).code)) return undefined;
  return "ends before its last line (return, exit or exec), so a new line would not count. Add the variable by hand.";
}
