// Shell scripts: sh, bash, zsh.
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { Lexed, type Token } from "../code/lexer";
import type { NameHint } from "../names";
import { type Answer, type Change, COMMENT_REASON, type Located, type Slot, type SourceFile } from "../source";
import { type Hole, quoted, type Syntax } from "../code/syntax";

const SHELL_HOLES: readonly Hole[] = [
  { open: "$(", close: ")" },
  { open: "${", close: "}" },
  { open: "`", close: "`" },
];

/** POSIX shell command language 2.2 and 2.7.4, with the `$'…'` of bash and zsh. */
export const SHELL: Syntax = {
  comments: [{ open: String.raw`(?<![^\s;&|()])#` }],
  skip: String.raw`\\[^]`,
  strings: [
    { ...quoted("ansi", String.raw`\$'`), close: "'", multiline: true },
    { ...quoted("double", String.raw`\$?"`), close: '"', multiline: true, holes: SHELL_HOLES },
    { name: "single", open: "'", close: "'", escape: "none", multiline: true },
  ],
  bodies: [
    {
      name: "heredoc",
      open: String.raw`(?<!<)<<(?<tabs>-?)[ \t]*(?<quote>['"\\]?)(?<word>[A-Za-z_]\w*)['"]?`,
      bodyEnd: (text, mark, from) => {
        const end = new RegExp(`^${mark.groups?.["tabs"] ? "\\t*" : ""}${mark.groups?.["word"] ?? ""}$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
};

/** Read by every shell that starts, before anything could load an env file. */
const START_FILES = /^\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zshenv|zprofile|zlogin|kshrc)$/;

interface Key {
  readonly start: number;
  readonly end: number;
}

function locateShell(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, SHELL);
  const refused = new Map<number, string>();
  const slots: Slot[] = [];
  const quoted = new Map<Token, number[]>();
  const keyOf = (index: number): Key => ({
    start: findings[index]?.span.start.offset ?? 0,
    end: findings[index]?.span.end.offset ?? 0,
  });
  findings.forEach((_, index) => {
    const key = keyOf(index);
    const token = lexed.at(key.start);
    const reason = START_FILES.test(baseName(file.path)) ? START_FILE : strangePlace(token, key);
    if (reason !== undefined) refused.set(index, reason);
    else if (token?.form === "single" || token?.form === "ansi")
      quoted.set(token, [...(quoted.get(token) ?? []), index]);
    else slots.push({ findings: [index], ...expanding(lexed, token, key) });
  });
  for (const [token, indices] of quoted)
    slots.push({ findings: indices, ...quotedSlot(lexed, token, indices.map(keyOf)) });
  return { slots, refused };
}

const START_FILE =
  "A shell's start file sets the environment itself. Keep keys in a file outside it and load that with `set -a; . FILE; set +a`.";
const QUOTED_MARK =
  "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark, or pass the key as an argument.";

function strangePlace(token: Token | undefined, key: Key): string | undefined {
  if (token?.kind === "comment") return COMMENT_REASON;
  if (token?.verbatim) return QUOTED_MARK;
  return token && key.end > token.bodyEnd ? "The key crosses quotes here. Replace it by hand." : undefined;
}

type Written = Exclude<Answer, string>;

/** A key where the shell expands variables: a bare word, double quotes, a heredoc. */
function expanding({ text }: Lexed, token: Token | undefined, { start, end }: Key): Written {
  const hint = assignment(text, token?.kind === "string" ? token.start : start);
  const isWhole = token?.kind === "string" ? token.bodyStart === start && token.bodyEnd === end : token === undefined;
  const write = ([name = ""]: readonly string[]): readonly Change[] => {
    const own = isWhole && hint?.name === name;
    const reference = own ? required(name) : token?.kind === "body" ? `\${${name}}` : expansion(text, end, name);
    return [{ start, end, text: token ? reference : `"${own ? reference : `$${name}`}"` }];
  };
  const fallback = /\$\{(?<name>[A-Za-z_]\w*)(?<sign>:?[-=])$/.exec(
    text.slice(Math.max(0, start - 100), start),
  )?.groups;
  if (!fallback || text.charAt(end) !== "}") return { hint, write };
  const { name = "", sign = "" } = fallback;
  return {
    hint: { name, kind: "read" },
    write: (names) => (names[0] === name ? [{ start: start - sign.length, end, text: "" }] : write(names)),
  };
}

/** Keys in quotes in which nothing is expanded: they become double quotes, or the text around keeps its own. */
function quotedSlot({ text }: Lexed, token: Token, keys: readonly Key[]): Written {
  const hint = assignment(text, token.start);
  const [first] = keys;
  const isWhole = first?.start === token.bodyStart && first.end === token.bodyEnd;
  const bounds = [token.bodyStart, ...keys.flatMap(({ start, end }) => [start, end]), token.bodyEnd];
  const rest = bounds.map((bound, i) => (i % 2 === 0 ? text.slice(bound, bounds[i + 1]) : "")).join("");
  const write = (names: readonly string[]): readonly Change[] => {
    if (/["$`\\!]/.test(rest)) return keys.map((key, i) => splice(text, token, key, names[i] ?? ""));
    return [
      { start: token.start, end: token.bodyStart, text: '"' },
      ...keys.map(({ start, end }, i): Change => {
        const name = names[i] ?? "";
        return { start, end, text: isWhole && hint?.name === name ? required(name) : expansion(text, end, name) };
      }),
      { start: token.bodyEnd, end: token.end, text: '"' },
    ];
  };
  return { hint, write };
}

/** A variable that is assigned to itself has to be there already, and this says so when it is not. */
const required = (name: string): string => `\${${name}:?}`;

/** In braces, unless what follows can be no part of a name or of an expansion. */
function expansion(text: string, end: number, name: string): string {
  return /^["'\s/;|&)]/.test(text.charAt(end)) ? `$${name}` : `\${${name}}`;
}

/** `NAME=` right before a word. */
function assignment(text: string, at: number): NameHint | undefined {
  const name = /([A-Za-z_][\w-]*)=$/.exec(text.slice(Math.max(0, at - 100), at))?.[1];
  return name === undefined ? undefined : { name, kind: "assigned" };
}

/** `'a'"$X"'b'` */
function splice(text: string, token: Token, { start, end }: Key, name: string): Change {
  const open = text.slice(token.start, token.bodyStart);
  const close = text.slice(token.bodyEnd, token.end);
  const atStart = start === token.bodyStart;
  const atEnd = end === token.bodyEnd;
  return {
    start: atStart ? token.start : start,
    end: atEnd ? token.end : end,
    text: `${atStart ? "" : close}"$${name}"${atEnd ? "" : open}`,
  };
}

export const SHELL_FILES: Accessor = {
  title: "Shell",
  languageIds: ["shellscript"],
  reference: '"$NAME"',
  inside: '"Bearer $NAME"',
  needs: "double quotes",
  loader: "the script itself, direnv; else the shell that starts it",
  refuses: "comments, heredocs with a quoted mark, start files of a shell",
  proof: { how: "executed", by: "sh and bash" },
  locate: locateShell,
  loaded: ({ source }) =>
    /(?:^|[;&|])\s*(?:\.|source)\s+\S*\.env\b/m.test(source.text) ? "The script loads .env itself." : undefined,
  start: ({ file, source, withEnv }) =>
    withEnv(`${/^#!.*?\b(bash|zsh|sh)\b/.exec(source.text)?.[1] ?? "bash"} ${file}`),
};
