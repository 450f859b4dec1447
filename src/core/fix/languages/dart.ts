// Dart, as command line programs and servers.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { concatenate, insertInto, replaceWhole } from "../code/write";
import { bracketsAround, isAdjacent, statementBefore } from "../code/surroundings";
import { areAlike, type Base64 } from "../code/encoded";
import type { Lexed } from "../code/lexer";
import { HEX_OR_UNICODE, type Hole, nestedComments, quoted, type StringForm, type Syntax } from "../code/syntax";
import { folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";

const holes: readonly Hole[] = [{ open: "${", close: "}" }];
const QUOTES = ["'''", '"""', "'", '"'];

/** The Dart language specification, "Strings". */
export const DART: Syntax = {
  comments: [{ open: "(?<![^])#!" }, ...nestedComments],
  strings: [
    ...QUOTES.map((quote): StringForm => ({
      name: "raw",
      open: `(?<![\\w$])r${quote}`,
      close: quote,
      escape: "none",
      multiline: quote.length === 3,
    })),
    ...QUOTES.map((quote): StringForm => ({
      ...quoted("quoted", quote, HEX_OR_UNICODE),
      multiline: quote.length === 3,
      holes,
    })),
  ],
  // Side by side, or with a plus sign.
  joint: String.raw`\s*(?:\+\s*)?`,
};

interface Directive {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The imports, exports and the library's name; strings and all. */
function directivesOf({ code, text }: Lexed): readonly Directive[] {
  return [...code.matchAll(/^[ \t]*(?:import|export|library)\b[^;]{0,1000};/gm)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    text: text.slice(index, index + found.length),
  }));
}

interface Library {
  readonly path: string;
  /** What a reference takes of it. */
  readonly members: readonly string[];
}

const IO: Library = { path: "dart:io", members: ["Platform"] };
const CONVERT: Library = { path: "dart:convert", members: ["base64", "utf8"] };

/** The import of a library under which all of its members are there. */
function importOf(directives: readonly Directive[], { path, members }: Library): Directive | undefined {
  const names = (word: string, text: string, member: string): boolean =>
    new RegExp(`\\b${word}\\b[^;]*\\b${member}\\b`).test(text);
  return directives.find(
    ({ text }) =>
      new RegExp(`^\\s*import\\s+["']${path}["']`).test(text) &&
      members.every((one) => (!/\bshow\b/.test(text) || names("show", text, one)) && !names("hide", text, one)),
  );
}

/** What stands before the names of a library. */
function prefixOf(directives: readonly Directive[], library: Library): string {
  const prefix = /\bas\s+(\w+)/.exec(importOf(directives, library)?.text ?? "")?.[1];
  return prefix === undefined ? "" : `${prefix}.`;
}

/** The names that libraries have in the file, with new imports of those that it has not. */
function reader(file: SourceFile, lexed: Lexed): Reader {
  const directives = directivesOf(lexed);
  const platform = `${prefixOf(directives, IO)}Platform`;
  return {
    read: (name, quote) => `${platform}.environment[${quote}${name}${quote}]!`,
    imports: (encodes) => {
      const missing = [...(encodes ? [CONVERT] : []), IO].filter((one) => !importOf(directives, one));
      const paths = missing.map(({ path }) => path);
      return paths.length === 0 ? [] : [importLibraries(lexed, directives, { paths, eol: file.eol })];
    },
  };
}

/** In the order of paths, `dart:` before all others; a library's name stands before its imports. */
function importLibraries(
  { text }: Lexed,
  directives: readonly Directive[],
  { paths, eol }: { readonly paths: readonly string[]; readonly eol: string },
): Change {
  const quote = directives.some((one) => /\bimport\s+"/.test(one.text)) ? '"' : "'";
  const line = paths.map((path) => `import ${quote}${path}${quote};${eol}`).join("");
  const path = (one: Directive): string => /["']([^"']*)/.exec(one.text)?.[1] ?? "";
  const later = directives.find(
    (one) => !/^\s*library/.test(one.text) && !(path(one).startsWith("dart:") && path(one) < (paths.at(-1) ?? "")),
  );
  const last = directives.at(-1);
  if (later) {
    const apart = path(later).startsWith("dart:") || directives.indexOf(later) > 0 ? "" : eol;
    return { start: later.start, end: later.start, text: line + apart };
  }
  if (last) {
    const gap = /^\s*library/.test(last.text) ? eol : "";
    return { start: last.end, end: last.end, text: `${eol}${gap}${line.trimEnd()}` };
  }
  const head = /^\uFEFF?(?:[ \t]*(?:\/\/(?!\/)|#!).*\r?\n|[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return { start: head, end: head, text: line + eol };
}

function manifestOf({ path, files }: SourceFile): string {
  return (
    foldersUp(folderOf(path))
      .map((folder) => files.get(join(folder, "pubspec.yaml")))
      .find((one) => one !== undefined) ?? ""
  );
}

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { lexed, token, after, before } = spot;
  const { text } = lexed;
  if (/["']package:flutter\//.test(text) || /^\s+flutter:\s*\r?\n\s+sdk:\s*flutter\b/m.test(manifestOf(file)))
    return "A Flutter app has no environment, and whoever has the app can read a key in it. Call the service from a server, and revoke this key.";
  if (/["'](?:dart:html|dart:js_interop|package:web\/)/.test(text))
    return "This code runs in browsers, which have no environment and hide no key. Call the service from a server, and revoke this key.";
  if (/^[ \t]*part\s+of\b/m.test(lexed.code) && (spot.encodes || !/\bPlatform\.environment\b/.test(lexed.code)))
    return "This file is a part of a library, whose imports stand elsewhere. Import dart:io there, and read Platform.environment here.";
  if (token.parent && !spot.whole && token.form === "raw")
    return "The string stands inside another one. Replace the key by hand.";
  if (bracketsAround(spot).some(({ bracket, text: code }) => bracket === "(" && /@[\w.]+\s*$/.test(code)))
    return "An annotation takes constants only. Read the variable in code instead.";
  const statement = statementBefore(lexed, token.start).text;
  if (/\bcase\b[^:=]*$/.test(statement) || /^\s*(?:=>|\|\|?\s*["'])/.test(after))
    return "A pattern takes constants only. Compare with == instead.";
  if (/\b(?:import|export|part|library)\s*$/.test(before))
    return "A library's address cannot be read from the environment.";
  if (isDefault(spot))
    return "A default takes constants only. Let the parameter be null, and read the variable in the function.";
  if (isPart(spot) && ((token.form === "raw" && !spot.whole) || !areAlike(lexed, spot.pieces)))
    return "Strings side by side are one literal. Join them with + first.";
  return whyConstant(spot);
}

/** `{String key = '…'}` and `[String key = '…']` of a function: a parameter's default. */
function isDefault({ lexed, token }: Spot): boolean {
  const bracket = token.within;
  if (!bracket || lexed.text[bracket.at] === "(" || lexed.text[bracket.outer?.at ?? -1] !== "(") return false;
  const list = lexed.code.slice(Math.max(0, bracket.at - 200), bracket.at);
  const before = lexed.code.slice(Math.max(bracket.at, token.start - 200), token.start);
  return /[(,]\s*$/.test(list) && /[\w.]\s*=\s*$/.test(before);
}

/** What `const` makes constant: a list, a map, an object. */
function whyConstant(spot: Spot): string | undefined {
  const { lexed } = spot;
  for (const { at, bracket } of bracketsAround(spot)) {
    const code = lexed.code.slice(Math.max(0, at - 200), at);
    if (bracket === "{" && /(?:\)|\basync\*?|=>|\belse|\bdo|\btry|\bfinally)\s*$/.test(code)) return undefined;
    if (
      /\bconst\s+(?:[\w.]+\s*)?(?:<[^<>;]*>\s*)?$/.test(code) ||
      /\bconst\s+(?:[\w<>?., ]+\s+)?\w+\s*=[^;]*$/.test(statementBefore(lexed, at).text)
    )
      return "A constant object takes constants only. Remove const, and what else has to be constant, first.";
  }
  return undefined;
}

const CONSTANT = /\bconst\s+(?:[\w<>?., ]+\s+)?(?<name>\w+)\s*=[^;=]*$/;

/** A constant that the environment gives is a final variable. */
function statement(spot: Spot): readonly Change[] | string {
  const { lexed, token } = spot;
  const { text, start } = statementBefore(lexed, token.start);
  const found = CONSTANT.exec(text);
  if (!found) return [];
  const name = found.groups?.["name"] ?? "";
  if (isNeededConstant(lexed.code, name))
    return `A pattern, an annotation, a default or another constant uses ${name}, which has to stay a constant. Change that first.`;
  const at = start + found.index;
  return [{ start: at, end: at + "const".length, text: "final" }];
}

function isNeededConstant(code: string, name: string): boolean {
  const uses = [
    `\\bcase\\s+(?:\\w+\\.)*${name}\\b`,
    `@\\w+\\([^)]{0,500}\\b${name}\\b`,
    `\\bconst\\b[^;]{0,500}[=(\\[{,][^;]{0,500}\\b${name}\\b`,
    `[({,][^()=;]{0,100}\\b\\w+\\s*=\\s*(?:\\w+\\.)*${name}\\s*[,})\\]]`,
    `\\b${name}\\s*=>`,
  ];
  return uses.some((use) => new RegExp(use).test(code));
}

/** Strings side by side are one literal. */
const isPart = (spot: Spot): boolean => isAdjacent(spot, /^\s*$/);

function write(spot: Spot, names: readonly string[], { reader: { read } }: { reader: Reader }): readonly Change[] {
  const { token, lexed } = spot;
  const own = lexed.text.charAt(token.bodyStart - 1);
  const expression = (quote: string): readonly string[] => names.map((name) => read(name, quote));
  if (spot.whole && !isPart(spot)) return replaceWhole(spot, expression(own)[0] ?? "");
  if (token.form === "raw" && !spot.whole) return concatenate(spot, expression(own));
  const inside = insertInto(
    spot,
    expression(own === '"' ? "'" : '"').map((one) => `\${${one}}`),
  );
  return token.form === "raw" ? [{ start: token.start, end: token.start + 1, text: "" }, ...inside] : inside;
}

const DECODINGS: Base64["decodings"] = [
  {
    before: /(?<![\w$.])(?:\w+\.)?(?:utf8|ascii|latin1)\.decode\(\s*(?:\w+\.)?base64(?:(?:Url)?\.decode|Decode)\(\s*$/,
    after: /^\s*\)\s*\)/,
  },
];

function base64(lexed: Lexed): Base64 {
  const prefix = prefixOf(directivesOf(lexed), CONVERT);
  return { decodings: DECODINGS, encode: (_, text) => `${prefix}base64.encode(${prefix}utf8.encode(${text}))` };
}

const DART_LANGUAGE: CodeLanguage = {
  syntax: DART,
  base64,
  reader,
  refuse,
  statement,
  fallback: {
    before: /\bPlatform\.environment\[\s*["'](?<text>\w+)["']\s*\](?<cut>\s*\?\?\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  withoutFallback: () => "!",
  write,
};

export const DART_FILES: Accessor = {
  title: "Dart",
  languageIds: ["dart"],
  reference: "Platform.environment['NAME']!",
  inside: "'Bearer ${Platform.environment[\"NAME\"]!}'",
  needs: "import 'dart:io', under the name it has; a constant becomes a final variable",
  loader: "direnv; else the shell",
  encoded: "escapes, `+` and literals side by side, `base64.decode`, base64",
  refuses:
    "comments, Flutter apps, code for browsers, annotations, patterns, defaults, constant objects, parts of a library",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(DART_LANGUAGE, file, findings),
  start: ({ file, withEnv }) => withEnv(`dart run ${file}`),
};
