// C#.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, insertInto, replaceWhole } from "../code/write";
import { header, statementBefore } from "../code/surroundings";
import type { Change } from "../source";
import type { Base64 } from "../code/encoded";
import { type Hole, PLUS, quoted, slashComments, type Syntax, UNICODE_ESCAPE } from "../code/syntax";

const braces: readonly Hole[] = [{ open: "{", close: "}", literal: "{{" }];

/** `\x` takes up to four digits. */
const ESCAPES = String.raw`${UNICODE_ESCAPE}|\\x(?:00)?[0-9A-Fa-f]{2}(?![0-9A-Fa-f])|\\x00[0-9A-Fa-f]{2}`;

/** The C# language reference, "String literals". */
export const CSHARP: Syntax = {
  comments: slashComments,
  strings: [
    {
      name: "block",
      open: String.raw`\$*"{3,}`,
      close: (open) => open.replaceAll("$", ""),
      escape: "none",
      multiline: true,
    },
    {
      name: "verbatim format",
      open: String.raw`(?:\$@|@\$)"`,
      close: '"',
      escape: "doubled",
      multiline: true,
      holes: braces,
    },
    { name: "verbatim", open: '@"', close: '"', escape: "doubled", multiline: true },
    { ...quoted("format", String.raw`\$"`, ESCAPES), close: '"', holes: braces },
    quoted("quoted", '"', ESCAPES),
    quoted("character", "'"),
  ],
  joint: PLUS,
};

const CONSTANT = /\bconst\s+string\s+(?<name>\w+)\s*=\s*$/;

function refuse(spot: Spot): string | undefined {
  const { lexed, token, after } = spot;
  const { bracket, text } = header(spot);
  const statement = statementBefore(lexed, token.start).text;
  if (isAttribute(spot)) return "An attribute takes constants only. Read the variable in code instead.";
  if (/\b(?:case|is)\s+(?:not\s+)?[^:=>;]*$/.test(statement) || /^\s*=>/.test(after))
    return "A pattern takes constants only. Compare with == instead.";
  if (bracket === "(" && /[^=!<>+]=\s*$/.test(statement) && !/\b(?:for|if|while|using|lock|fixed)\s*$/.test(text))
    return "A default parameter takes constants only. Give it null, and read the variable in the method.";
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (/^u8\b/i.test(after)) return "A UTF-8 literal takes constants only. Replace the key by hand.";
  return undefined;
}

/** A raw string's holes have as many braces as it has dollars, more than any that stand in it. (C# 11) */
function writeRaw(spot: Spot, expressions: readonly string[]): readonly Change[] {
  const { lexed, token } = spot;
  const own = /^\$*/.exec(lexed.text.slice(token.start, token.bodyStart))?.[0].length ?? 0;
  const runs = lexed.text.slice(token.bodyStart, token.bodyEnd).match(/\{+|\}+/g) ?? [];
  const count = own > 0 ? own : 1 + runs.reduce((longest, run) => Math.max(longest, run.length), 0);
  const inside = insertInto(
    spot,
    expressions.map((expression) => "{".repeat(count) + expression + "}".repeat(count)),
  );
  return own > 0 ? inside : [{ start: token.start, end: token.start, text: "$".repeat(count) }, ...inside];
}

/** `[Name("…")]` where a declaration or its parameter may start. */
function isAttribute({ lexed, token }: Spot): boolean {
  for (let bracket = token.within; bracket; bracket = bracket.outer) {
    if (lexed.text[bracket.at] !== "[") continue;
    const before = lexed.code.slice(Math.max(0, bracket.at - 200), bracket.at).trimEnd();
    if (bracket !== token.within && (before === "" || /[{};\]]$/.test(before))) return true;
  }
  return false;
}

/** A constant field that the environment gives is a static one; a local constant is a variable. */
function statement(spot: Spot): readonly Change[] | string {
  const { lexed, token } = spot;
  const { text, start } = statementBefore(lexed, token.start);
  const at = text.search(/\bconst\b/);
  if (at < 0) return [];
  const name = CONSTANT.exec(text)?.groups?.["name"];
  if (name === undefined) return "A constant takes constants only. Make it static readonly first.";
  if (isNeededConstant(lexed.code, name))
    return `A pattern, an attribute or another constant uses ${name}, which has to stay a constant. Change that first.`;
  const isField = /\b(?:class|struct|record|interface)\b[^;{}]*$/.test(header(spot).text);
  const end = start + at + "const".length;
  return [{ start: start + at, end: isField ? end : end + 1, text: isField ? "static readonly" : "" }];
}

function isNeededConstant(code: string, name: string): boolean {
  const uses = [
    `\\b(?:case|is)\\s+(?:\\w+\\.)*${name}\\b`,
    `\\[\\w+\\([^\\])]*\\b${name}\\b`,
    `\\bconst\\b[^;]*=[^;]*\\b${name}\\b`,
  ];
  return uses.some((use) => new RegExp(use).test(code));
}

const BASE64: Base64 = {
  decodings: [
    {
      before:
        /(?<![\w.])(?:System\.)?(?:Text\.)?Encoding\.(?:UTF8|ASCII|Latin1|Default)\.GetString\(\s*(?:System\.)?Convert\.FromBase64String\(\s*$/,
      after: /^\s*\)\s*\)/,
    },
  ],
  encode: (_, text) => `System.Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(${text}))`,
};

const CSHARP_LANGUAGE: CodeLanguage = {
  syntax: CSHARP,
  base64: () => BASE64,
  reader: (_, lexed) => {
    const short = /^[ \t]*(?:global[ \t]+)?using[ \t]+System[ \t]*;/m.test(lexed.code);
    return {
      read: (name) => `${short ? "" : "System."}Environment.GetEnvironmentVariable("${name}")`,
      imports: () => [],
    };
  },
  refuse,
  statement,
  fallback: {
    before: /\bEnvironment\.GetEnvironmentVariable\(\s*"(?<text>[A-Za-z_]\w*)"\s*\)(?<cut>\s*\?\?\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  write: (spot, names, { reader: { read } }) => {
    const expressions = names.map((name) => read(name, '"'));
    if (spot.token.form === "block" && !spot.whole) return writeRaw(spot, expressions);
    if (spot.token.form === "format")
      return insertInto(
        spot,
        expressions.map((expression) => `{${expression}}`),
      );
    return spot.whole ? replaceWhole(spot, expressions[0] ?? "") : concatenate(spot, expressions);
  },
};

export const CSHARP_FILES: Accessor = {
  title: "C#",
  languageIds: ["csharp"],
  reference: 'System.Environment.GetEnvironmentVariable("NAME")',
  inside: '"Bearer " + System.Environment.GetEnvironmentVariable("NAME")',
  needs: "nothing; shorter after `using System;`; a constant becomes static readonly, a raw string gets `$`",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`, `Convert.FromBase64String`, base64",
  refuses: "comments, attributes, patterns, default parameters",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(CSHARP_LANGUAGE, file, findings),
  start: ({ withEnv }) => withEnv("dotnet run"),
};
