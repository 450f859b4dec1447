// How a language writes a comment, by VS Code's language id, and its strings as far as a comment must not land in one.
// Sources: each language's reference, and the language configurations of VS Code
// (https://code.visualstudio.com/api/language-extensions/language-configuration-guide).
import { quoted, slashComments, type StringForm, type Syntax } from "../fix/code/syntax";
import { JSON_TEXT } from "../fix/formats/json";
import { YAML } from "../fix/formats/yaml";
import { CSHARP } from "../fix/languages/csharp";
import { GO } from "../fix/languages/go";
import { JAVA } from "../fix/languages/java";
import { PYTHON } from "../fix/languages/pythonSyntax";
import { SCRIPT } from "../fix/languages/scriptSyntax";
import { SHELL } from "../fix/languages/shell";

export interface CommentStyle {
  readonly open: string;
  /** None for a comment that ends with its line. */
  readonly close?: string;
  /** Only on a line of its own. */
  readonly alone?: true;
  /** The end of a line that goes on in the next one. */
  readonly goesOn?: RegExp;
  readonly syntax: Syntax;
}

const double = quoted("double", '"');
const single = quoted("single", "'");
const manyLines = (form: StringForm): StringForm => ({ ...form, multiline: true });
const triple: readonly StringForm[] = [manyLines(quoted("triple", '"""')), manyLines(quoted("triple", "'''"))];
const BACKSLASH = /\\$/;

const SLASHES: CommentStyle = {
  open: "//",
  goesOn: BACKSLASH,
  syntax: {
    comments: slashComments,
    strings: [
      // The raw strings of C++ and of Rust.
      { name: "raw", open: String.raw`R"[^()\\\s]{0,16}\(`, close: rawEnd, escape: "none", multiline: true },
      { name: "raw", open: '\\br#+"', close: hashEnd, escape: "none", multiline: true },
      ...triple,
      double,
      single,
      { name: "raw", open: "`", close: "`", escape: "none", multiline: true },
    ],
  },
};

function rawEnd(open: string): string {
  return `)${open.slice(2, -1)}"`;
}

function hashEnd(open: string): string {
  return `"${open.slice(1, -1)}`;
}

/** Strings go on over lines. */
const SLASHES_LONG: CommentStyle = {
  ...SLASHES,
  syntax: { ...SLASHES.syntax, strings: SLASHES.syntax.strings.map(manyLines) },
};

const HASH_COMMENT: Syntax["comments"] = [{ open: String.raw`(?<![^\s;])#` }];

const HASH: CommentStyle = {
  open: "#",
  goesOn: BACKSLASH,
  syntax: { comments: HASH_COMMENT, strings: [...triple, double, single] },
};

/** Strings go on over lines, and texts of several lines start with `<<NAME`. */
const HASH_LONG: CommentStyle = {
  ...HASH,
  syntax: {
    comments: HASH_COMMENT,
    strings: [...triple, manyLines(double), manyLines(single), manyLines(quoted("raw", "`"))],
    bodies: (SHELL.bodies ?? []).map((body) => ({
      ...body,
      open: String.raw`(?<!<)<<(?<tabs>[-~]?)(?<quote>['"]?)(?<word>[A-Za-z_]\w*)['"]?`,
      bodyEnd: (text, mark, from) => {
        const end = new RegExp(`^[ \\t]*${mark.groups?.["word"] ?? ""}$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    })),
  },
};

/** A `#` is a comment at the start of a line only. */
const HASH_ALONE: CommentStyle = {
  open: "#",
  alone: true,
  goesOn: BACKSLASH,
  syntax: { comments: [{ open: "^[ \\t]*#" }], strings: [] },
};

const doubledQuote: StringForm = { name: "single", open: "'", close: "'", escape: "doubled", multiline: true };

const DASHES: CommentStyle = {
  open: "--",
  syntax: {
    comments: [{ open: "--\\[\\[", close: "]]" }, { open: "--" }, { open: "/\\*", close: "*/" }],
    strings: [doubledQuote, double, { name: "long", open: "\\[\\[", close: "]]", escape: "none", multiline: true }],
  },
};

const SEMICOLONS: CommentStyle = {
  open: ";",
  syntax: { comments: [{ open: ";" }], strings: [manyLines(double)] },
};

const PERCENT: CommentStyle = { open: "%", syntax: { comments: [{ open: "%" }], strings: [manyLines(double)] } };

const TAGS: CommentStyle = {
  open: "<!--",
  close: "-->",
  syntax: { comments: [{ open: "<!--", close: "-->" }], strings: [] },
};

const style = (base: CommentStyle, syntax: Syntax): CommentStyle => ({ ...base, syntax });

const STYLES: readonly (readonly [languageIds: string, style: CommentStyle])[] = [
  ["javascript javascriptreact typescript typescriptreact", style(SLASHES, SCRIPT)],
  ["jsonc json5", style(SLASHES, JSON_TEXT)],
  ["java", style(SLASHES, JAVA)],
  ["csharp", style(SLASHES, CSHARP)],
  ["go", style(SLASHES, GO)],
  ["c cpp cuda-cpp objective-c objective-cpp kotlin swift scala groovy dart fsharp zig", SLASHES],
  ["scss less jsonnet prisma bicep proto proto3 solidity apex", SLASHES],
  ["rust php", SLASHES_LONG],
  [
    "css",
    { open: "/*", close: "*/", syntax: { comments: [{ open: "/\\*", close: "*/" }], strings: [double, single] } },
  ],
  ["python", style(HASH, PYTHON)],
  ["shellscript", style(HASH, SHELL)],
  ["yaml dockercompose github-actions-workflow ansible helm azure-pipelines", style(HASH, YAML)],
  ["toml graphql", HASH],
  ["ruby perl r julia elixir crystal coffeescript fish terraform hcl nix cmake gdscript", HASH_LONG],
  [
    "powershell",
    {
      open: "#",
      goesOn: /`$/,
      syntax: {
        comments: [{ open: "<#", close: "#>" }, { open: "#" }],
        strings: [
          { name: "here", open: '@"(?=\\r?\\n)', close: '\n"@', escape: "none", multiline: true },
          { name: "here", open: "@'(?=\\r?\\n)", close: "\n'@", escape: "none", multiline: true },
          { name: "double", open: '"', close: '"', escape: "doubled", multiline: true },
          doubledQuote,
        ],
      },
    },
  ],
  ["dockerfile makefile properties dotenv http rest ignore", HASH_ALONE],
  ["ini", { ...HASH_ALONE, open: ";", syntax: { comments: [{ open: "^[ \\t]*[;#]" }], strings: [] } }],
  [
    "bat",
    {
      open: "REM",
      alone: true,
      goesOn: /\^$/,
      syntax: { comments: [{ open: "^[ \\t]*@?(?:REM|rem)\\b" }], strings: [] },
    },
  ],
  [
    "vb",
    { open: "'", goesOn: /\s_$/, syntax: { comments: [{ open: "'" }], strings: [{ ...double, escape: "doubled" }] } },
  ],
  ["sql plsql pgsql mysql lua haskell elm ada", DASHES],
  ["clojure lisp scheme commonlisp", SEMICOLONS],
  ["latex tex erlang prolog", PERCENT],
  ["html xml xsl svg markdown", TAGS],
];

/** How a language writes comments; undefined when it has none or Keystow does not know. */
export function commentStyleOf(languageId: string): CommentStyle | undefined {
  return STYLES.find(([ids]) => ids.split(" ").includes(languageId))?.[1];
}
