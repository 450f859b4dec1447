// Go.
import type { Accessor, Loader, LoadRequest, StartRequest } from "../accessor";
import { closingOf } from "../code/arguments";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { concatenate, replaceWhole } from "../code/write";
import { header, statementBefore } from "../code/surroundings";
import { baseName, folderOf, join } from "../folders";
import { Lexed } from "../code/lexer";
import type { Change, SourceFile } from "../source";
import { loadsBefore, loadsInTime } from "./ownLoad";
import { HEX_ESCAPE, PLUS, quoted, slashComments, type Syntax, UNICODE_ESCAPE } from "../code/syntax";

export const GO: Syntax = {
  comments: slashComments,
  strings: [
    quoted("quoted", '"', `${HEX_ESCAPE}|${UNICODE_ESCAPE}`),
    { name: "raw", open: "`", close: "`", escape: "none", multiline: true },
    quoted("character", "'"),
  ],
  joint: PLUS,
};

/** The names that packages have in the file, with new imports of those that it has not. */
function reader(file: SourceFile, lexed: Lexed): Reader {
  const imports = importsOf(lexed);
  const prefix = prefixOf(imports, OS);
  const missing = (path: string): readonly Change[] =>
    specOf(imports, path) ? [] : [importPackage(lexed, imports, { path, eol: file.eol })];
  return {
    read: (name) => `${prefix}Getenv("${name}")`,
    imports: (encodes) => [...(encodes ? missing(BASE64) : []), ...missing(OS)],
  };
}

const OS = "os";
const BASE64 = "encoding/base64";

const specOf = ({ specs }: Imports, path: string): Spec | undefined =>
  specs.find((spec) => spec.path === path && spec.name !== "_");

/** What stands before a name of a package. */
function prefixOf(imports: Imports, path: string): string {
  const spec = specOf(imports, path);
  return spec?.name === "." ? "" : `${spec?.name || path.slice(path.lastIndexOf("/") + 1)}.`;
}

interface Spec {
  readonly path: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Imports {
  readonly specs: readonly Spec[];
  /** Between the parentheses of the first import block. */
  readonly block: { readonly start: number; readonly end: number } | undefined;
  /** After the last import without parentheses. */
  readonly singleEnd: number | undefined;
}

function importsOf(lexed: Lexed): Imports {
  const { code, text, tokens } = lexed;
  const strings = tokens.filter((token) => token.kind === "string");
  const specsIn = (start: number, end: number): readonly Spec[] =>
    strings
      .filter((token) => token.start >= start && token.end <= end)
      .map((token) => ({
        path: text.slice(token.bodyStart, token.bodyEnd),
        name: /([\w.]*)[ \t]*$/.exec(code.slice(Math.max(start, token.start - 200), token.start))?.[1] ?? "",
        start: token.start,
        end: token.end,
      }));
  const specs: Spec[] = [];
  let block: Imports["block"];
  let singleEnd: number | undefined;
  for (const clause of code.matchAll(/^[ \t]*import\b([ \t]*\()?/gm)) {
    const start = clause.index + clause[0].length;
    const isBlock = clause[1] !== undefined;
    const end = code.indexOf(isBlock ? ")" : "\n", start);
    if (end < 0 && isBlock) break; // Never closed, so no block after it is either.
    const found = specsIn(start, end < 0 ? code.length : end);
    specs.push(...found);
    if (isBlock) block ??= { start, end };
    else singleEnd = found[0]?.end ?? singleEnd;
  }
  return { specs, block, singleEnd };
}

function importPackage(
  { code, text }: Lexed,
  { specs, block, singleEnd }: Imports,
  { path, eol }: { readonly path: string; readonly eol: string },
): Change {
  if (!block) {
    const name = /^[ \t]*package[ \t]+\w+[ \t]*;?/m.exec(code);
    const at = singleEnd ?? (name ? name.index + name[0].length : 0);
    return { start: at, end: at, text: `${eol}${singleEnd === undefined ? eol : ""}import "${path}"` };
  }
  // The first group is the standard library's, in the order of paths.
  const inside = specs.filter((spec) => spec.start >= block.start && spec.end <= block.end);
  const gap = inside.findIndex((spec, i) => /\n\s*\n/.test(text.slice(inside[i - 1]?.end ?? spec.start, spec.start)));
  const group = gap < 0 ? inside : inside.slice(0, gap);
  const next = group.find((spec) => spec.path > path || spec.path.includes("."));
  const last = group.at(-1);
  if (next) {
    const at = text.lastIndexOf("\n", next.start) + 1;
    if (at > block.start) return { start: at, end: at, text: `\t"${path}"${eol}` };
  }
  if (!last || next)
    return { start: block.start, end: block.start, text: next ? ` "${path}"; ` : `${eol}\t"${path}"${eol}` };
  const lineEnd = text.indexOf("\n", last.end);
  if (lineEnd < 0 || lineEnd > block.end) return { start: last.end, end: last.end, text: `; "${path}"` };
  return { start: lineEnd + 1, end: lineEnd + 1, text: `\t"${path}"${eol}` };
}

const TYPED = /\b(?:var|const)[ \t]+\w+(?:[ \t]*,[ \t]*\w+)*[ \t]+(?<type>[\w.]+)[ \t]*=[ \t]*$/;

/** The type that a variable is declared with, when that is not text: what the environment gives is converted to it. */
function typeOf({ lexed, token }: Spot): string | undefined {
  const { text } = statementBefore(lexed, token.start);
  const type = TYPED.exec(text.slice(text.lastIndexOf("\n") + 1))?.groups?.["type"];
  return type === "string" ? undefined : type;
}

/** A constant that the environment gives is a variable. */
function statement(spot: Spot): readonly Change[] | string {
  const { lexed, token } = spot;
  const { bracket, text } = header(spot);
  if (bracket === "(" && /\bconst\s*$/.test(text)) return splitBlock(spot);
  if (isInConstBlock(spot)) return "Go computes no constant in a const block. Move it into a var declaration first.";
  const { text: before, start } = statementBefore(lexed, token.start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const constant = /^\s*const\b/.exec(line);
  if (!constant) return [];
  if (token.within && token.within.at > start) return "A constant takes constants only. Make it a variable first.";
  const name = /^\s*const\s+(\w+)/.exec(line)?.[1] ?? "";
  if (isNeededConstant(lexed.code, name))
    return `Other constants are made of ${name}, so it cannot become a variable. Change it by hand.`;
  const end = start + before.lastIndexOf("\n") + 1 + constant[0].length;
  return [{ start: end - "const".length, end, text: "var" }];
}

const BLOCK_REASON = "The constants of this block count on each other. Move this one into a var declaration first.";

/** A block of constants is closed before the line that becomes a variable, and opened again after it. */
function splitBlock({ lexed, token }: Spot): readonly Change[] | string {
  const open = token.within?.at ?? 0;
  const close = closingOf(lexed, open + 1);
  if (close === undefined) return BLOCK_REASON;
  const { code, text } = lexed;
  const lineStart = code.lastIndexOf("\n", token.start) + 1;
  const lineBreak = code.indexOf("\n", token.end);
  if (lineStart <= open || lineBreak < 0 || lineBreak > close) return BLOCK_REASON;
  const entry = /^[ \t]*(?=(\w+)[^=]*=)/.exec(code.slice(lineStart, token.start));
  const name = entry?.[1] ?? "";
  const next = code.slice(lineBreak + 1, close);
  const implicit = /^\s*\w+[ \t]*(?:\r?\n|$)/.test(next);
  if (!entry || name === "" || implicit || /\biota\b/.test(code.slice(open, close)) || isNeededConstant(code, name))
    return BLOCK_REASON;
  const eol = text.charAt(lineBreak - 1) === "\r" ? "\r\n" : "\n";
  const word = open - (/const\s*$/.exec(code.slice(Math.max(0, open - 40), open))?.[0].length ?? 0);
  const indent = /[ \t]*$/.exec(text.slice(Math.max(0, word - 100), word))?.[0] ?? "";
  const isFirst = text.slice(open + 1, lineStart).trim() === "";
  const isLast = text.slice(lineBreak + 1, close).trim() === "";
  const head: Change = isFirst
    ? { start: word, end: lineStart + entry[0].length, text: "var " }
    : { start: lineStart, end: lineStart + entry[0].length, text: `${indent})${eol}${eol}${indent}var ` };
  const tail: Change = isLast
    ? { start: lineBreak, end: close + 1, text: "" }
    : { start: lineBreak + 1, end: lineBreak + 1, text: `${eol}${indent}const (${eol}` };
  return [head, tail];
}

function isInConstBlock({ lexed, token }: Spot): boolean {
  for (let bracket = token.within; bracket; bracket = bracket.outer)
    if (lexed.text[bracket.at] === "(" && /\bconst\s*$/.test(statementBefore(lexed, bracket.at).text)) return true;
  return false;
}

function isNeededConstant(code: string, name: string): boolean {
  const uses = new RegExp(
    `\\bconst\\b[^\\n;(]*=[^\\n;]*\\b${name}\\b|\\bconst\\s*\\([^)]*=[^)\\n]*\\b${name}\\b|\\[${name}\\]\\w`,
  );
  return name !== "" && uses.test(code);
}

function refuse(spot: Spot): string | undefined {
  const { token, before } = spot;
  const { bracket, text } = header(spot);
  if (token.form === "character") return "The key stands in a rune literal. Replace it by hand.";
  if (/\bimport[ \t(]*$/.test(before)) return "A package's path cannot be read from the environment.";
  if (bracket === "{" && /\bstruct\s*$/.test(text))
    return "A struct's tag takes constants only. Remove the key from it.";
  return undefined;
}

function converted({ token }: Spot, type: string, changes: readonly Change[]): readonly Change[] {
  return [
    { start: token.start, end: token.start, text: `${type}(` },
    ...changes,
    { start: token.end, end: token.end, text: ")" },
  ];
}

const GO_LANGUAGE: CodeLanguage = {
  syntax: GO,
  // DecodeString gives an error too, so its call stays and is given what it was given.
  base64: (lexed) => {
    const prefix = prefixOf(importsOf(lexed), BASE64);
    return { decodings: [], encode: (_, text) => `${prefix}StdEncoding.EncodeToString([]byte(${text}))` };
  },
  reader,
  refuse,
  statement,
  write: (spot, names, { reader: { read } }) => {
    const expressions = names.map((name) => read(name, '"'));
    const changes = spot.whole ? replaceWhole(spot, expressions[0] ?? "") : concatenate(spot, expressions);
    const type = typeOf(spot);
    return type === undefined ? changes : converted(spot, type, changes);
  },
};

const LOADS = /\bgodotenv\.(?:Load|Overload)\s*\((?:\s*["`](?<path>[^"`\n]{1,200})["`])?/g;

/** Packages that are imported are initialized first, then the package's own variables, and only then functions run. */
function isLoaded(request: LoadRequest): boolean {
  if (loadsBefore(request, /\b_[ \t]+["`][\w./-]{0,100}\bgodotenv\/autoload["`]/g, GO, Infinity)) return true;
  return loadsInTime(request, LOADS, GO) && areInFunctions(request);
}

function areInFunctions({ source, keys }: LoadRequest): boolean {
  const heads = [...new Lexed(source.text, GO).code.matchAll(/^(?:func|var|const|type)\b/gm)];
  let next = 0;
  return [...keys]
    .sort((a, b) => a.offset - b.offset)
    .every(({ offset }) => {
      while ((heads[next]?.index ?? Infinity) < offset) next += 1;
      return heads[next - 1]?.[0] === "func";
    });
}

/** https://pkg.go.dev/github.com/joho/godotenv/autoload: reads `.env` of the folder that the program starts in. */
function addGodotenv({ source, envPath }: LoadRequest): Loader | undefined {
  const manifest = source.files.get(join(folderOf(envPath), "go.mod")) ?? "";
  if (!/\bgithub\.com\/joho\/godotenv\b/.test(manifest) || baseName(envPath) !== ".env") return undefined;
  if (!/^package main\b/m.test(source.text) || /\bgodotenv\./.test(source.text)) return undefined;
  const lexed = new Lexed(source.text, GO);
  const { block, singleEnd } = importsOf(lexed);
  const spec = '_ "github.com/joho/godotenv/autoload"';
  const sentence = "The code loads .env with godotenv now, when it starts in the folder of go.mod.";
  if (block) return { changes: [{ start: block.end, end: block.end, text: `\t${spec}${source.eol}` }], sentence };
  const name = /^[ \t]*package[ \t]+\w+[ \t]*;?/m.exec(lexed.code);
  const at = singleEnd ?? (name ? name.index + name[0].length : 0);
  const gap = singleEnd === undefined ? source.eol : "";
  return { changes: [{ start: at, end: at, text: `${source.eol}${gap}import ${spec}` }], sentence };
}

function goCommand({ file, source: { text, files }, folder }: StartRequest): string {
  if (!files.has(join(folder, "go.mod"))) return `go run ${file}`;
  return /^package main\b/m.test(text) && file.includes("/") ? `go run ./${folderOf(file)}` : "go run .";
}

export const GO_FILES: Accessor = {
  title: "Go",
  languageIds: ["go"],
  reference: 'os.Getenv("NAME")',
  inside: '"Bearer " + os.Getenv("NAME")',
  needs: 'import "os", under the name it has; a constant becomes a variable, and its block is split',
  loader: "godotenv, direnv; else the shell",
  encoded: "escapes, `+`, base64",
  refuses: "comments, tags of fields, constants that others are made of or that count with iota",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(GO_LANGUAGE, file, findings),
  loaded: (request) =>
    baseName(request.envPath) === ".env" && isLoaded(request)
      ? "godotenv loads .env when the program starts."
      : undefined,
  addLoader: addGodotenv,
  start: (request) => request.withEnv(goCommand(request)),
};
