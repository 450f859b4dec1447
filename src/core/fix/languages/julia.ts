// Julia.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { insertInto, replaceWhole } from "../code/write";
import { lineBefore, linesAround, outermost } from "../code/lines";
import { type Hole, quoted, type StringForm, type Syntax } from "../code/syntax";
import { baseName, folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";
import { loadsInTime } from "./ownLoad";

const JULIA_HOLES: readonly Hole[] = [{ open: "$(", close: ")" }];

const juliaForms = (name: string, prefix: string, holes?: readonly Hole[]): readonly StringForm[] =>
  ['"""', '"'].map((quote) => ({
    ...quoted(name, prefix + quote),
    close: quote,
    multiline: true,
    ...(holes && { holes }),
  }));

/** The Julia manual, "Strings"; a string macro takes its text as it is. */
export const JULIA: Syntax = {
  comments: [{ open: "#=", close: "=#", nested: "#=" }, { open: "#" }],
  // A character; after a name or a bracket it is the operator `'`.
  skip: String.raw`(?<![\w)\]}'.])'(?:\\[^\n]{1,8}?|[^\\'\n]{1,2})'`,
  strings: [
    ...juliaForms("raw", String.raw`(?<![\w@])raw`),
    ...juliaForms("bytes", String.raw`(?<![\w@])b`),
    ...juliaForms("pattern", String.raw`(?<![\w@])r`),
    ...juliaForms("macro", String.raw`(?<![\w@])[A-Za-z_]\w*`),
    ...juliaForms("plain", "", JULIA_HOLES),
    { ...quoted("command", "`"), multiline: true, holes: JULIA_HOLES },
  ],
};

const BAKED =
  'The top level of a package runs when it is compiled, which would put the key into its cache. Read ENV["NAME"] in a function, or set it in __init__().';

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { token, whole } = spot;
  if (token.form === "pattern") return "A regular expression takes its text as it is. Use Regex() with a string first.";
  if (token.form === "macro") return "A string macro takes its text as it is. Replace the key by hand.";
  if (token.form === "bytes" && !whole) return "A byte array literal takes its text as it is. Replace the key by hand.";
  if (isPackage(file, spot) && isTopLevel(spot)) return BAKED;
  return undefined;
}

function isPackage({ path, files }: SourceFile, { lexed }: Spot): boolean {
  if (/^[ \t]*(?:bare)?module\b/m.test(lexed.code)) return true;
  if (!/(?:^|\/)src\//.test(path)) return false;
  return foldersUp(folderOf(path)).some((folder) => /^uuid\s*=/m.test(files.get(join(folder, "Project.toml")) ?? ""));
}

/** Whether a statement is in no function, as indentation tells it. */
function isTopLevel({ lexed, token }: Spot): boolean {
  const at = outermost(token);
  if (FUNCTION.test(lineBefore(lexed, at))) return false;
  return !linesAround(lexed, at).some((line) => FUNCTION.test(line));
}

/** `function f()`, `f(x) = …`, `x -> …`, `do` */
const FUNCTION =
  /^\s*(?:@\w+\s+)*(?:function|macro)\b|^[^\n]*\)\s*(?:::[\w{}., ]+)?(?:where\b[^=\n]*)?=(?![=>])|->|\bdo\b/;

function write(spot: Spot, names: readonly string[], read: (name: string) => string): readonly Change[] {
  const { token, lexed, keys, whole } = spot;
  const [first = ""] = names;
  if (token.form === "bytes") return replaceWhole(spot, `codeunits(${read(first)})`);
  if (whole && token.form !== "command") return replaceWhole(spot, read(first));
  if (token.form !== "raw")
    return insertInto(
      spot,
      names.map((name) => `$(${read(name)})`),
    );
  const open = lexed.text.slice(token.start, token.bodyStart);
  const close = lexed.text.slice(token.bodyEnd, token.end);
  return [
    { start: token.start, end: token.start, text: "string(" },
    ...keys.map((key, index) => ({ ...key, text: `${close}, ${read(names[index] ?? "")}, ${open}` })),
    { start: token.end, end: token.end, text: ")" },
  ];
}

const JULIA_LANGUAGE: CodeLanguage = {
  syntax: JULIA,
  reader: () => ({ read: (name) => `ENV["${name}"]`, imports: () => [] }),
  refuse,
  write: (spot, names, { reader: { read } }) => write(spot, names, (name) => read(name, '"')),
  fallback: {
    before: /\bget\(\s*ENV\s*,\s*"(?<text>[A-Za-z_]\w*)"(?<cut>\s*,\s*)$/,
    after: /^\s*\)/,
  },
  // get() takes three arguments.
  withoutFallback: () => ", nothing",
};

export const JULIA_FILES: Accessor = {
  title: "Julia",
  languageIds: ["julia"],
  reference: 'ENV["NAME"]',
  inside: '"Bearer $(ENV["NAME"])"',
  needs: "nothing; a raw string becomes string(…)",
  loader: "DotEnv, direnv; else the shell",
  refuses: "comments, the top level of a package, regular expressions and other string macros, parts of byte arrays",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(JULIA_LANGUAGE, file, findings),
  loaded: (request) =>
    baseName(request.envPath) === ".env" && loadsInTime(request, /\bDotEnv\.(?:config|load!?)\s*\(/g, JULIA)
      ? "DotEnv loads .env when the program starts in its folder."
      : undefined,
  start: ({ file, folder, source, withEnv }) =>
    withEnv(`julia ${source.files.has(join(folder, "Project.toml")) ? "--project=. " : ""}${file}`),
};
