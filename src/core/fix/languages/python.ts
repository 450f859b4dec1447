// Python 3.6 and later, and notebook cells of it.
import type { Accessor } from "../accessor";
import { AROUND, type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { insertInto, replaceWhole } from "../code/write";
import { statementBefore } from "../code/surroundings";
import { pythonLoaded, addLoadDotenv, pythonStart } from "./pythonLoading";
import { pythonReader } from "./pythonReader";
import { settingsField } from "./pythonSettings";
import { PYTHON } from "./pythonSyntax";
import type { Lexed, Token } from "../code/lexer";
import type { Change } from "../source";
import type { Base64 } from "../code/encoded";

function refuse(spot: Spot): string | undefined {
  const { token, lexed, before, after } = spot;
  const statement = lastLine(statementBefore(lexed, token.start).text);
  if (!token.within && statement.trim() === "" && /^[ \t]*(?:[\r\n#]|$)/.test(after) && !continues(before))
    return "The key stands in a docstring, which is a comment. Remove it by hand.";
  if (isPattern(spot)) return "A case pattern cannot be read from the environment. Compare with == instead.";
  if (/\bLiteral\[[^\]]*$/.test(lastLine(before))) return "A type cannot hold a reference. Replace the key by hand.";
  if (/^\uFEFF?\s*%%(?!time)/.test(lexed.text)) return "This cell is not Python code. Replace the key by hand.";
  if (/^(?:[^(=!%]*=)?\s*[%!]/.test(logicalLine(lexed, token.start)))
    return "A shell command in a cell is not Python code. Replace the key by hand.";
  if (isBytes(spot) && (!spot.whole || isAdjacent(spot)))
    return "A bytes literal cannot hold a reference. Replace the key by hand.";
  // Before Python 3.12, a string in a format string shares no quote with those around it (PEP 701).
  if (token.parent && (isFormat(spot) || !spot.whole || isAdjacent(spot)))
    return "The string stands inside another one. Replace the key by hand.";
  return undefined;
}

/** Between `case` and its guard or colon. */
function isPattern({ lexed, token }: Spot): boolean {
  let at = token.start;
  for (let bracket = token.within; bracket; bracket = bracket.outer) at = bracket.at;
  const line = lastLine(statementBefore(lexed, at).text);
  return /^\s*case\b[^:]*$/.test(line) && !/\bif\b/.test(line);
}

const lastLine = (text: string): string => text.slice(Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1);
/** The code of the line before a place, with the lines that it goes on from. */
const logicalLine = (lexed: Lexed, offset: number): string =>
  lastLine(lexed.code.slice(Math.max(0, offset - AROUND), offset).replace(/\\\r?\n/g, " "));
const continues = (before: string): boolean => /\\\r?\n[ \t]*$/.test(before);
const isFormat = ({ token }: Spot): boolean => token.form.endsWith("format");
const isBytes = ({ token }: Spot): boolean => token.form.endsWith("bytes");

/** Strings side by side are one literal, which an expression cannot be part of. */
function isAdjacent({ lexed, token, pieces }: Spot): boolean {
  const neighbour = (other: Token): boolean =>
    other.kind === "string" &&
    ((other.end <= token.start && joins(lexed, other.end, token)) ||
      (other.start >= token.end && joins(lexed, token.end, other)));
  const index = pieces[0] ? lexed.tokens.indexOf(pieces[0]) : -1;
  return lexed.tokens.slice(Math.max(0, index - 20), index + 20).some(neighbour);
}

function joins(lexed: Lexed, from: number, next: Token): boolean {
  const between = lexed.code.slice(from, next.start);
  return next.within ? /^\s*$/.test(between) : /^[ \t]*(?:\\\r?\n[ \t]*)*$/.test(between);
}

function write(spot: Spot, names: readonly string[], { reader: { read } }: { reader: Reader }): readonly Change[] {
  const { token, lexed } = spot;
  const quote = lexed.text.charAt(token.bodyStart - 1);
  if (spot.whole && !isFormat(spot) && !isAdjacent(spot))
    return replaceWhole(spot, read(names[0] ?? "", quote) + (isBytes(spot) ? ".encode()" : ""));
  // Several literals need not have the same delimiters.
  if (spot.whole && spot.pieces.length > 1) return replaceWhole(spot, `f"{${read(names[0] ?? "", "'")}}"`);
  const other = quote === '"' ? "'" : '"';
  const references = insertInto(
    spot,
    names.map((name) => `{${read(name, other)}}`),
  );
  if (isFormat(spot)) return references;
  return [...references, ...toFormat(spot)];
}

/** A string made a format string, its braces doubled. */
function toFormat({ token, lexed, keys }: Spot): readonly Change[] {
  const raw = token.form === "raw";
  const braces = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(raw ? /[{}]/g : /\\N\{[^}]*\}|[{}]/g)]
    .filter(([found]) => found.length === 1)
    .map((match): Change => ({
      start: token.bodyStart + match.index,
      end: token.bodyStart + match.index,
      text: match[0],
    }))
    .filter(({ start }) => !keys.some((key) => key.start <= start && start < key.end));
  const unicode = /[uU]/.test(lexed.text.charAt(token.start));
  return [{ start: token.start, end: token.start + (unicode ? 1 : 0), text: "f" }, ...braces];
}

const B64DECODE = String.raw`(?<![\w.])(?:\w+\.)?(?:standard_|urlsafe_)?b64decode\(\s*$`;

const BASE64: Base64 = {
  decodings: [
    {
      before: new RegExp(B64DECODE),
      after: /^\s*\)\s*\.decode\(\s*(?:(["'])(?:utf[-_]?8|ascii|latin-?1)\1\s*)?\)/i,
    },
    {
      before: new RegExp(String.raw`(?<![\w.])str\(\s*${B64DECODE}`),
      after: /^\s*\)\s*,\s*(["'])(?:utf[-_]?8|ascii|latin-?1)\1\s*\)/i,
    },
    { before: new RegExp(B64DECODE), after: /^\s*\)/, result: (text) => `${text}.encode()` },
  ],
  encode: (text) => `base64.b64encode(${text}.encode()).decode()`,
};

const PYTHON_LANGUAGE: CodeLanguage = {
  syntax: PYTHON,
  base64: () => BASE64,
  reader: pythonReader,
  declared: settingsField,
  refuse,
  write,
  fallback: {
    before: /\b(?:getenv|environ\.get)\(\s*["'](?<text>[A-Za-z_]\w*)["'](?<cut>\s*,\s*(?:default\s*=\s*)?)$/,
    after: /^\s*,?\s*\)/,
  },
};

export const PYTHON_FILES: Accessor = {
  title: "Python",
  languageIds: ["python"],
  reference: 'os.environ["NAME"]',
  inside: "f\"Bearer {os.environ['NAME']}\"",
  needs: "import os, or the file's own way to read a variable",
  loader: "python-dotenv, direnv; else the shell",
  encoded: "escapes, `+` and literals side by side, `b64decode`, base64",
  refuses: "comments, docstrings, case patterns, parts of bytes literals",
  proof: { how: "executed", by: "Python" },
  locate: (file, findings) => locateCode(PYTHON_LANGUAGE, file, findings),
  loaded: pythonLoaded,
  addLoader: addLoadDotenv,
  start: pythonStart,
};
