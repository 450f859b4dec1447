// Shell scripts: sh, bash, zsh.
import { besideDecoded } from "../../decode";
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { Lexed, type Token } from "../code/lexer";
import type { NameHint } from "../names";
import { type Answer, type Change, COMMENT_REASON, type Located, type Slot, type SourceFile } from "../source";
import { inPieces, NO_ENCODING } from "../code/encoded";
import { HEX_ESCAPE, type Hole, LINE_GOES_ON, quoted, type Syntax, UNICODE_ESCAPE } from "../code/syntax";
import { loadsInTime } from "./ownLoad";

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
    {
      ...quoted("ansi", String.raw`\$'`, `${HEX_ESCAPE}|${UNICODE_ESCAPE}|${LINE_GOES_ON}`),
      close: "'",
      multiline: true,
    },
    { ...quoted("double", String.raw`\$?"`, LINE_GOES_ON), close: '"', multiline: true, holes: SHELL_HOLES },
    { name: "single", open: "'", close: "'", escape: "none", multiline: true },
  ],
  joint: String.raw`(?:\\\n)*`,
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

/** A key and the quotes that it stands in. */
interface Place {
  readonly key: Key;
  readonly token: Token | undefined;
}

function locateShell(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, SHELL);
  const refused = new Map<number, string>();
  const slots: Slot[] = [];
  const quoted = new Map<number, { readonly token: Token; readonly indices: number[]; readonly keys: Key[] }>();
  findings.forEach((finding, index) => {
    const place = START_FILES.test(baseName(file.path)) ? START_FILE : placeOf(lexed, finding);
    if (typeof place === "string") return refused.set(index, place);
    if ("write" in place) return slots.push({ findings: [index], ...place });
    const { token, key } = place;
    if (token?.form !== "single" && token?.form !== "ansi")
      return slots.push({ findings: [index], ...expanding(lexed, token, key) });
    const group = quoted.get(token.start) ?? { token, indices: [], keys: [] };
    group.indices.push(index);
    group.keys.push(key);
    return quoted.set(token.start, group);
  });
  for (const { token, indices, keys } of quoted.values())
    slots.push({ findings: indices, ...quotedSlot(lexed, token, keys) });
  return { slots, refused };
}

/** Where a key stands; what takes its place, when its base64 is decoded there; or why nothing can. */
function placeOf(lexed: Lexed, finding: Finding): Place | Written | string {
  const key = { start: finding.span.start.offset, end: finding.span.end.offset };
  const token = lexed.at(key.start);
  if (token?.kind === "comment") return COMMENT_REASON;
  if (token?.verbatim) return QUOTED_MARK;
  if (!finding.encoded) return token && key.end > token.bodyEnd ? CROSSES : { key, token };
  if (finding.encoded.via.includes("base64")) return decoded(lexed, finding) ?? NO_ENCODING;
  if (!token) return CROSSES;
  const holder = inPieces(lexed, SHELL, { first: token, key });
  return typeof holder === "string" ? holder : { key, token: holder.token };
}

const CROSSES = "The key crosses quotes here. Write it in one pair of quotes first, or replace it by hand.";

/** `$(echo … | base64 -d)` and its kin: all of it becomes the variable. */
const DECODERS: readonly { readonly before: RegExp; readonly after: RegExp }[] = [
  {
    before: /\$\(\s*(?:echo(?:\s+-n)?|printf(?:\s+(["']?)%s(?:\\n)?\1)?)\s+["']?$/,
    after: /^["']?\s*\|\s*(?:openssl\s+)?base64\s+(?:-d|-D|--decode|-d\s+-A|-A\s+-d)\s*\)/,
  },
  { before: /\$\(\s*base64\s+(?:-d|-D|--decode)\s*<<<\s*["']?$/, after: /^["']?\s*\)/ },
];

function decoded(lexed: Lexed, { span, encoded }: Finding): Written | undefined {
  const { text } = lexed;
  const place = { start: span.start.offset, end: span.end.offset };
  const beside = encoded && encoded.via.length === 1 ? besideDecoded(text, place, encoded) : undefined;
  // A substitution drops the line breaks at its end.
  if (!encoded || beside?.before !== "" || !/^\n*$/.test(beside.after)) return undefined;
  const run = { start: place.start - encoded.before, end: place.end + encoded.after };
  const before = text.slice(Math.max(0, run.start - 100), run.start);
  for (const decoder of DECODERS) {
    const lead = decoder.before.exec(before)?.[0].length;
    const tail = decoder.after.exec(text.slice(run.end, run.end + 100))?.[0].length;
    if (lead === undefined || tail === undefined) continue;
    const call = { start: run.start - lead, end: run.end + tail };
    return expanding(lexed, lexed.around(call.start) ?? lexed.at(call.start), call);
  }
  return undefined;
}

const START_FILE =
  "A shell's start file sets the environment itself. Keep keys in a file outside it and load that with `set -a; . FILE; set +a`.";
const QUOTED_MARK =
  "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark, or pass the key as an argument.";

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

/** The shell that the first line names, else the file's extension. */
function shellOf({ path, text }: SourceFile): string {
  const named = /^\uFEFF?#!.*?\b(bash|zsh|ksh|dash|sh)\b/.exec(text.slice(0, 200))?.[1];
  return named ?? /\.(zsh|ksh)$/.exec(path)?.[1] ?? "bash";
}

const SOURCES = /(?:^|[;&|])[ \t]*(?:\.|source)[ \t]+["']?(?<path>[^\s"';&|)]{1,200})/gm;

export const SHELL_FILES: Accessor = {
  title: "Shell",
  languageIds: ["shellscript"],
  reference: '"$NAME"',
  inside: '"Bearer $NAME"',
  needs: "double quotes",
  loader: "the script itself, direnv; else the shell that starts it",
  encoded: "`$'…'`, quotes side by side, `$(echo … | base64 -d)`",
  refuses: "comments, heredocs with a quoted mark, start files of a shell",
  proof: { how: "executed", by: "sh and bash" },
  locate: locateShell,
  loaded: (request) =>
    loadsInTime(request, SOURCES, SHELL) ? `The script loads ${baseName(request.envPath)} itself.` : undefined,
  start: ({ file, source, withEnv }) => withEnv(`${shellOf(source)} ${file}`),
};
