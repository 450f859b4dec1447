// Elixir.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { concatenate, insertInto, type Joint, replaceWhole } from "../code/write";
import { bracketsAround } from "../code/surroundings";
import { CLOSING, type Lexed } from "../code/lexer";
import { lineAfter, lineBefore, linesAround, outermost } from "../code/lines";
import type { Base64 } from "../code/encoded";
import { HEX_OR_UNICODE, type Hole, LINE_GOES_ON, quoted, type StringForm, type Syntax } from "../code/syntax";
import { join } from "../folders";
import type { Change, SourceFile } from "../source";

const ESCAPES = `${HEX_OR_UNICODE}|${LINE_GOES_ON}`;
const ELIXIR_HOLES: readonly Hole[] = [{ open: "#{", close: "}" }];

/** A sigil such as `~s(…)`; one in capitals takes its text as it is. */
const sigil = (name: string, letters: string, holes?: readonly Hole[]): StringForm => ({
  name,
  open: String.raw`~(?:${letters})(?:"""|'''|[(\[{<|/"'])`,
  close: (open) => /"""$|'''$/.exec(open)?.[0] ?? CLOSING[open.slice(-1)] ?? open.slice(-1),
  escape: holes ? "backslash" : "none",
  multiline: true,
  ...(holes && { holes }),
});

const elixirForms = (name: string, prefix: string, quotes: readonly string[]): readonly StringForm[] =>
  quotes.map((quote) => ({
    ...quoted(name, prefix + quote),
    close: quote,
    multiline: true,
    holes: ELIXIR_HOLES,
    escapes: ESCAPES,
  }));

/** The Elixir documentation, "Syntax reference" and "Sigils". */
export const ELIXIR: Syntax = {
  comments: [{ open: "#" }],
  // A character, such as `?"`.
  skip: String.raw`(?<![\w?!])\?(?:\\.|["'#~])`,
  strings: [
    { ...sigil("string", "s", ELIXIR_HOLES), escapes: ESCAPES },
    { ...sigil("charlist", "c", ELIXIR_HOLES), escapes: ESCAPES },
    sigil("words", "w", ELIXIR_HOLES),
    sigil("pattern", "r", ELIXIR_HOLES),
    sigil("raw", "S"),
    sigil("other", "[A-Z][A-Z0-9]*|[a-z]"),
    ...elixirForms("atom", "(?<![:\\w]):", ['"', "'"]),
    ...elixirForms("string", "", ['"""', '"']),
    ...elixirForms("charlist", "", ["'''", "'"]),
  ],
  joint: String.raw`\s*<>\s*`,
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { token, after, before } = spot;
  if (token.form === "pattern")
    return "A regular expression is compiled early. Use Regex.compile!() with a string first.";
  if (token.form === "other") return "This sigil is not changed safely. Replace the key by hand.";
  if (token.form === "raw" && !spot.whole && /^~S["']{3}/.test(spot.lexed.text.slice(token.start, token.bodyStart)))
    return "A heredoc in ~S takes its text as it is. Use ~s first.";
  if (/^["']$/.test(spot.lexed.text.charAt(token.start)) && /^:(?!:)/.test(after))
    return "The key is the name of an entry here. Replace it by hand.";
  if (/<<[^>\n]*$/.test(before.slice(-200)))
    return "A part of a binary is typed by its literal. Replace the key by hand.";
  return isPattern(spot) ? PATTERN : isCompiled(spot, file);
}

const PATTERN = "A pattern or guard takes constants only. Compare in the function's body instead.";
const DEFINITION = /\bdef(?:p|macrop?|guardp?)?\s+[\w?!]+\s*$/;

function isPattern(spot: Spot): boolean {
  const { lexed, token } = spot;
  const brackets = bracketsAround(spot);
  const isHead = brackets.some(({ at, bracket }) => bracket === "(" && DEFINITION.test(lineBefore(lexed, at)));
  if (isHead) return !/\\\\\s*$/.test(lineBefore(lexed, token.start));
  const after = lineAfter(lexed, token.end);
  const arrow = after.indexOf("->");
  if (arrow >= 0 && !/\bfn\b/.test(after.slice(0, arrow))) return true;
  if (/^[\s)\]}]*(?:<>\s*\w+[\s)\]}]*)?(?:=(?![=~>])|<-)/.test(after)) return true;
  const start = lineBefore(lexed, outermost(token));
  return brackets.length > 0 && /^\s*(?:%[\w.]*)?$/.test(start) && /^[^=\n]*[}\])]\s*=(?![=~>])/.test(after);
}

/** Why a place is read when the program is compiled, and not when it runs. */
function isCompiled({ lexed, token }: Spot, { path }: SourceFile): string | undefined {
  if (
    /(?:^|\/)config\/(?!runtime\.exs$|releases\.exs$)[\w.-]+\.exs$/.test(path) &&
    /\b(?:import|use)\s+(?:Mix\.)?Config\b/.test(lexed.code)
  )
    return 'This file is read when the project is compiled. Move the setting to config/runtime.exs, and read System.fetch_env!("NAME") there.';
  const at = statementLine(lexed, outermost(token));
  const line = lineBefore(lexed, at);
  const attribute = /^\s*@(\w+)/.exec(line)?.[1];
  if (/^(?:moduledoc|doc|typedoc|shortdoc)$/.test(attribute ?? ""))
    return "The key stands in documentation. Remove it by hand.";
  if (attribute !== undefined)
    return `The attribute @${attribute} is computed when the module is compiled, which would put the key into it. Read System.fetch_env!("NAME") in a function.`;
  const [around = ""] = linesAround(lexed, at);
  if (/^\s*(?:defmodule|defimpl|defprotocol)\b/.test(around) && !/^\s*def(?:p|macrop?|delegate)?\s/.test(line))
    return 'The body of a module runs when it is compiled. Read System.fetch_env!("NAME") in a function.';
  return undefined;
}

/** A place in the line that a statement begins on, given one in a line that may continue it. */
function statementLine(lexed: Lexed, offset: number): number {
  let at = offset;
  for (let count = 0; count < 10; count++) {
    const start = at - lineBefore(lexed, at).length;
    const from = Math.max(0, start - 300);
    const before = lexed.code.slice(from, start).trimEnd();
    const isAttribute = /(?:^|\n)\s*@\w+\s*$/.test(lexed.text.slice(from, start));
    if (!isAttribute && !/(?:<>|\+\+|[,=|])$/.test(before)) break;
    at = from + before.length;
  }
  return at;
}

const JOINED: Joint = { operator: "<>", isLoose: ({ before }) => /\|>\s*$/.test(before) };

function write(spot: Spot, names: readonly string[], { reader: { read } }: { reader: Reader }): readonly Change[] {
  const { token } = spot;
  const expressions = names.map((name) => read(name, '"'));
  const [first = ""] = expressions;
  if (spot.whole && ["string", "raw", ""].includes(token.form)) return replaceWhole(spot, first);
  if (spot.whole && token.form === "charlist") return replaceWhole(spot, `String.to_charlist(${first})`);
  if (token.form === "raw") return concatenate(spot, expressions, JOINED);
  return insertInto(
    spot,
    expressions.map((expression) => `#{${expression}}`),
  );
}

const BASE64: Base64 = {
  decodings: [
    {
      before: /(?<![\w.])Base\.(?:url_)?decode64!\(\s*$/,
      after: /^\s*(?:,\s*(?:padding:\s*false|ignore:\s*:whitespace)\s*)?\)/,
    },
  ],
  encode: (_, text) => `Base.encode64(${text})`,
  operator: "<>",
};

/** Dotenvy gives what it has read to its own functions only. */
const DOTENVY = /\bimport\s+Dotenvy\b/;

const ELIXIR_LANGUAGE: CodeLanguage = {
  syntax: ELIXIR,
  base64: () => BASE64,
  reader: (_, { code }) => ({
    read: (name) => (DOTENVY.test(code) ? `env!("${name}", :string!)` : `System.fetch_env!("${name}")`),
    imports: () => [],
  }),
  refuse,
  write,
  fallback: {
    before: /\bSystem\.get_env\(\s*"(?<text>[A-Za-z_]\w*)"\s*\)?(?<cut>\s*(?:\|\||,)\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
};

function elixirCommand({ file, folder, source: { files } }: StartRequest): string {
  const project = files.get(join(folder, "mix.exs"));
  if (project === undefined) return `elixir ${file}`;
  if (/:phoenix\b/.test(project)) return "mix phx.server";
  return /\.exs'?$/.test(file) ? `mix run ${file}` : "mix run --no-halt";
}

export const ELIXIR_FILES: Accessor = {
  title: "Elixir",
  languageIds: ["elixir"],
  reference: 'System.fetch_env!("NAME")',
  inside: '"Bearer #{System.fetch_env!("NAME")}"',
  needs: 'nothing; `env!("NAME", :string!)` where Dotenvy is imported',
  loader: "Dotenvy, direnv; else the shell",
  encoded: "escapes, `<>`, `Base.decode64!`, base64",
  refuses:
    "comments, documentation, what is read at compile time (attributes, bodies of modules, config.exs), patterns, regular expressions",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(ELIXIR_LANGUAGE, file, findings),
  loaded: ({ source: { text } }) =>
    DOTENVY.test(text) && /\bsource!?\s*\(/.test(text)
      ? "Dotenvy reads the env file here; name it in source!() if it is not there."
      : undefined,
  start: (request) => request.withEnv(elixirCommand(request)),
};
