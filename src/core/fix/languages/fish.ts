// The fish shell.
// https://fishshell.com/docs/current/language.html
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { Lexed, type Token } from "../code/lexer";
import type { Syntax } from "../code/syntax";
import { baseName } from "../folders";
import type { NameHint } from "../names";
import { quotedPath } from "../quotedPath";
import { type Change, COMMENT_REASON, type Located, type Slot, type SourceFile } from "../source";

/** "Quotes" and "Comments" of the reference; single quotes know the escapes `\'` and `\\`. */
export const FISH: Syntax = {
  comments: [{ open: String.raw`(?<![^\s;&|()])#` }],
  skip: String.raw`\\[^]`,
  strings: [
    {
      name: "double",
      open: '"',
      close: '"',
      escape: "backslash",
      multiline: true,
      holes: [{ open: "$(", close: ")" }],
    },
    { name: "single", open: "'", close: "'", escape: "backslash", multiline: true },
  ],
};

/** Read by every fish that starts, before anything could load an env file; and what fish writes itself. */
const START_FILES = /^(?:config\.fish|fish_variables)$|(?:^|\/)fish\/conf\.d\/[^/]+$/;
const START_FILE =
  "A start file of fish sets the environment itself. Keep keys in an env file, and load that where they are needed.";

interface Key {
  readonly start: number;
  readonly end: number;
}

function locateFish(file: SourceFile, findings: readonly Finding[]): Located {
  const { path, text } = file;
  const lexed = new Lexed(text, FISH);
  const refused = new Map<number, string>();
  const slots: Slot[] = [];
  const single = new Map<Token, number[]>();
  const keyOf = (index: number): Key => ({
    start: findings[index]?.span.start.offset ?? 0,
    end: findings[index]?.span.end.offset ?? 0,
  });
  findings.forEach((_, index) => {
    const key = keyOf(index);
    const token = lexed.at(key.start);
    const reason = START_FILES.test(path) || START_FILES.test(baseName(path)) ? START_FILE : strangePlace(token, key);
    if (reason !== undefined) refused.set(index, reason);
    else if (token?.form === "single") single.set(token, [...(single.get(token) ?? []), index]);
    else slots.push({ findings: [index], ...expanding(text, token, key) });
  });
  for (const [token, indices] of single)
    slots.push({ findings: indices, ...singleQuoted(text, token, indices.map(keyOf)) });
  return { slots, refused };
}

function strangePlace(token: Token | undefined, key: Key): string | undefined {
  if (token?.kind === "comment") return COMMENT_REASON;
  return token && key.end > token.bodyEnd ? "The key crosses quotes here. Replace it by hand." : undefined;
}

type Written = Pick<Slot, "hint" | "write">;

/** A key where fish expands variables: a bare word, or double quotes. */
function expanding(text: string, token: Token | undefined, { start, end }: Key): Written {
  const place = token ?? { start, end };
  const isWhole = !token || (token.bodyStart === start && token.bodyEnd === end);
  const own = isWhole ? defaultOf(text, place) : undefined;
  return {
    hint: own?.hint ?? assignment(text, place.start),
    write: ([name = ""]) => {
      if (own?.hint.name === name) return [own.change];
      return [{ start, end, text: token ? inQuotes(text, end, name) : `"$${name}"` }];
    },
  };
}

/** Keys in single quotes, in which nothing is expanded: they become double ones, or the text around keeps its own. */
function singleQuoted(text: string, token: Token, keys: readonly Key[]): Written {
  const [first] = keys;
  const isWhole = first?.start === token.bodyStart && first.end === token.bodyEnd;
  const own = isWhole ? defaultOf(text, token) : undefined;
  const bounds = [token.bodyStart, ...keys.flatMap(({ start, end }) => [start, end]), token.bodyEnd];
  const rest = bounds.map((bound, i) => (i % 2 === 0 ? text.slice(bound, bounds[i + 1]) : "")).join("");
  const write = (names: readonly string[]): readonly Change[] => {
    if (own && own.hint.name === names[0]) return [own.change];
    if (/["$\\]/.test(rest)) return keys.map((key, i) => splice(token, key, names[i] ?? ""));
    return [
      { start: token.start, end: token.bodyStart, text: '"' },
      ...keys.map((key, i): Change => ({ ...key, text: inQuotes(text, key.end, names[i] ?? "") })),
      { start: token.bodyEnd, end: token.end, text: '"' },
    ];
  };
  return { hint: own?.hint ?? assignment(text, token.start), write };
}

/** A reference in double quotes, which are closed and opened again before what would be read as a part of it. */
function inQuotes(text: string, end: number, name: string): string {
  return /[\w[]/.test(text.charAt(end)) ? `$${name}""` : `$${name}`;
}

/** `'a'"$X"'b'` */
function splice(token: Token, { start, end }: Key, name: string): Change {
  const atStart = start === token.bodyStart;
  const atEnd = end === token.bodyEnd;
  return {
    start: atStart ? token.start : start,
    end: atEnd ? token.end : end,
    text: `${atStart ? "" : "'"}"$${name}"${atEnd ? "" : "'"}`,
  };
}

const before = (text: string, at: number): string => text.slice(Math.max(0, at - 200), at);

/** `set -gx NAME ` or `NAME=` right before a word. */
function assignment(text: string, at: number): NameHint | undefined {
  const set = /(?:^|[\s;(])set(?:\s+-[\w-]+)*\s+(?<name>[A-Za-z_]\w*)\s+$/.exec(before(text, at))?.groups?.["name"];
  const name = set ?? /([A-Za-z_][\w-]*)=$/.exec(before(text, at))?.[1];
  return name === undefined ? undefined : { name, kind: "assigned" };
}

/** `set -q NAME; or set NAME key`: without the default it says what is missing. */
function defaultOf(text: string, { start, end }: Key): { hint: NameHint; change: Change } | undefined {
  const groups =
    /(?:^|[\s;])set\s+(?:-q|--query)\s+(?<name>[A-Za-z_]\w*)\s*(?:;\s*or|\n\s*or|\|\|)\s+(?<cut>set(?:\s+-[\w-]+)*\s+\k<name>\s+)$/.exec(
      before(text, start),
    )?.groups;
  if (!groups || !/^[ \t]*(?:[;\r\n#]|$)/.test(text.slice(end, end + 100))) return undefined;
  const { name = "", cut = "" } = groups;
  return {
    hint: { name, kind: "read" },
    change: { start: start - cut.length, end, text: `echo '${name} is not set' >&2` },
  };
}

/** Ways to read a dotenv file, which fish has no command for. */
const LOADS =
  /^[ \t]*(?:bass[ \t]+(?:source|\.)[ \t]+\S*\.env\b|(?:export|set)[ \t][^(\n]*\(.*\.env\b|for[ \t]+\w+[ \t]+in[ \t]+\(.*\.env\b|(?:dotenv|posix-source|envsource)\b)/m;

export const FISH_FILES: Accessor = {
  title: "fish",
  languageIds: ["fish"],
  reference: '"$NAME"',
  inside: '"Bearer $NAME"',
  needs: "double quotes",
  loader: "the script itself, direnv; else a shell that starts fish",
  refuses: "comments, start files of fish",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locateFish,
  loaded: ({ source }) => (LOADS.test(source.text) ? "The script loads .env itself." : undefined),
  // Fish cannot source a dotenv file, and a command for sh alone would not run where fish is typed in.
  start: ({ env, file }) =>
    `sh -c ${quotedPath(`set -a; . ${quotedPath(env.startsWith("/") ? env : `./${env}`)}; exec fish ${file}`)}`,
};
