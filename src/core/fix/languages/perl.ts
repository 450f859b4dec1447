// Perl 5.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { concatenate, escapeIn, type Joint, replaceWhole } from "../code/write";
import { isOutput, restOf } from "../code/surroundings";
import { type Base64, NO_ENCODING, SPLIT } from "../code/encoded";
import { CLOSING, type Lexed } from "../code/lexer";
import { type Beside, HEX_ESCAPE, quoted, type StringForm, type Syntax } from "../code/syntax";
import { isCodeInText } from "../code/lines";
import { baseName } from "../folders";
import type { Change } from "../source";
import { loadsBefore, loadsInTime } from "./ownLoad";

/** `q(…)` and its kin; not a hash's key (`$h{q}`, `q => 1`), a method or a variable of that name. */
const operator = (
  name: string,
  word: string,
  { twice, escapes }: Pick<StringForm, "twice" | "escapes"> = {},
): StringForm => ({
  name,
  open: String.raw`(?<![\w$@%&:]|->|[^=]-)${word}(?:[(\[{<|!/^~#'",]|\s+(?:[(\[{|!/^~'"]|<(?!=)))(?<!=)`,
  close: (open) => CLOSING[open.slice(-1)] ?? open.slice(-1),
  escape: "backslash",
  multiline: true,
  nests: true,
  ...(twice && { twice }),
  ...(escapes !== undefined && { escapes }),
});

/** What binds tighter than the dot, or as tight; parentheses would make a list of a text where `x` follows. */
const TIGHTER: Beside = {
  before: /(?:[+*%!~\\-]|(?<!\/)\/|\bx)\s*$/,
  after: /^\s*(?:x\d*\b|[=!]~|[*%+-]|\/(?!\/))/,
};

/** perldata; perlop, "Quote and Quote-like Operators", perlpod. */
export const PERL: Syntax = {
  comments: [{ open: String.raw`(?<![$@%&\\])#` }, { open: String.raw`^=[A-Za-z]\w*`, close: "\n=cut" }],
  // Variables that look like quotes, and the operator `//`.
  skip: "\\bisn't\\b|[$@][\"'`#/&;]|//=?",
  strings: [
    { name: "data", open: String.raw`^__(?:END|DATA)__$`, close: "\0", escape: "none", multiline: true },
    { ...quoted("double", '"', HEX_ESCAPE), multiline: true },
    { ...quoted("command", "`"), multiline: true },
    { ...quoted("single", "'"), multiline: true },
    operator("words", "qw"),
    operator("double", "qq", { escapes: HEX_ESCAPE }),
    operator("command", "qx"),
    operator("pattern", "(?:qr|m)"),
    operator("pattern", "(?:s|tr|y)", { twice: true }),
    operator("single", "q"),
  ],
  bodies: [
    {
      name: "heredoc",
      open: String.raw`(?<!<)<<(?<indent>~?)[ \t]?"?(?<quote>'?)(?<word>[A-Za-z_]\w*)["']?`,
      bodyEnd: (text, mark, from) => {
        const indent = mark.groups?.["indent"] ? "[ \\t]*" : "";
        const end = new RegExp(`^${indent}${mark.groups?.["word"] ?? ""}\\r?$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
  joint: String.raw`\s*\.\s*`,
  tighter: TIGHTER,
  regex: { after: ["and", "or", "not", "if", "unless", "while", "until", "split", "grep", "map", "return", "x"] },
};

function refuse(spot: Spot): string | undefined {
  const { lexed, token, keys } = spot;
  if (isOutput(spot)) return SPLIT;
  if (token.form === "data")
    return "What follows __END__ or __DATA__ is data. Keep it in a file outside the repository.";
  if (token.form === "pattern") return "A pattern is not changed safely. Replace the key by hand.";
  if (token.verbatim)
    return "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark first.";
  if (token.form === "words" && !keys.every(isWord(spot)))
    return "The key is a part of a word of qw(). Write a list of strings first.";
  if (/^(?:double|command|heredoc)$/.test(token.form) && isCodeInText(spot, ["@{", "${"]))
    return "The key stands in code inside a string. Replace it by hand.";
  const opening = lexed.text.charAt(token.bodyStart - 1);
  if (token.form === "command" && opening === "'")
    return "A command in single quotes takes no variables of Perl. Take other delimiters first.";
  if (spot.encodes && (token.form === "command" || (!spot.whole && !takesCode(spot) && !isSplittable(spot))))
    return NO_ENCODING;
  if (/^[[{]$/.test(opening) && keys.some((key) => isSubscript(lexed.text, key.end)))
    return "A bracket follows the key inside brackets. Replace the key by hand.";
  return undefined;
}

type Key = Spot["keys"][number];

const isWord =
  ({ lexed: { text }, token }: Spot) =>
  ({ start, end }: Key): boolean =>
    (start === token.bodyStart || /\s/.test(text.charAt(start - 1))) &&
    (end === token.bodyEnd || /\s/.test(text.charAt(end)));

/** Whether what follows a variable in a string would be read as its subscript. */
const isSubscript = (text: string, at: number): boolean => /^(?:->)?[[{]/.test(text.slice(at, at + 3));

/** Whether code can stand in the text itself, as nothing in it looks like the text's end. */
const takesCode = ({ lexed: { text }, token }: Spot): boolean =>
  token.kind === "body" || token.form === "words" || text.charAt(token.bodyStart - 1) in CLOSING;

/** Whether a text is the same in two, joined: nothing beside takes one of them, and nothing in it changes all that follows. */
const isSplittable = (spot: Spot): boolean =>
  !DOT.isLoose(spot) && !(spot.token.form === "double" && /\\[ULQFul]/.test(restOf(spot)));

function write(spot: Spot, names: readonly string[], { reader: { read } }: { reader: Reader }): readonly Change[] {
  const { token, lexed, encodes } = spot;
  const expressions = names.map((name) => read(name, "'"));
  if (token.form === "words") return splitWords(spot, expressions);
  if (spot.whole && token.form !== "command")
    return replaceWhole(spot, read(names[0] ?? "", lexed.text.charAt(token.start)));
  const isQuoted = lexed.text.charAt(token.start) === "'";
  const isSplit = encodes ? !takesCode(spot) : isQuoted && /["\\$@]/.test(restOf(spot)) && !DOT.isLoose(spot);
  if (isSplit) return concatenate(spot, expressions, DOT);
  const references = spot.keys.map(({ start, end }, index) => ({
    start,
    end,
    text:
      (encodes ? `@{[${expressions[index] ?? ""}]}` : `$ENV{${names[index] ?? ""}}`) +
      (isSubscript(lexed.text, end) ? "\\" : ""),
  }));
  return token.form === "single" ? [...references, ...toDouble(spot, isQuoted)] : references;
}

const DOT: Joint = {
  operator: ".",
  isLoose: ({ before, after }) => TIGHTER.before.test(before.slice(-20)) || TIGHTER.after.test(after),
};

/** `'…'` as `"…"`, and `q(…)` as `qq(…)`, what that would read differently escaped. */
function toDouble(spot: Spot, isQuoted: boolean): readonly Change[] {
  const { token } = spot;
  if (isQuoted)
    return [
      { start: token.start, end: token.bodyStart, text: '"' },
      ...escapeIn(spot, /\\[\\']|["\\$@]/g),
      { start: token.bodyEnd, end: token.end, text: '"' },
    ];
  const escapes = escapeIn(spot, /\\[\\()[\]{}<>|!/^~#'",]|[\\$@]/g);
  return [{ start: token.start, end: token.start, text: "q" }, ...escapes];
}

/** `(qw(a b), $ENV{NAME}, qw(c))` */
function splitWords({ lexed, token, keys }: Spot, expressions: readonly string[]): readonly Change[] {
  const open = lexed.text.slice(token.start, token.bodyStart);
  const close = lexed.text.slice(token.bodyEnd, token.end);
  return [
    { start: token.start, end: token.start, text: "(" },
    ...keys.map((key, index) => ({ ...key, text: `${close}, ${expressions[index] ?? ""}, ${open}` })),
    { start: token.end, end: token.end, text: ")" },
  ];
}

const BASE64: Base64 = {
  decodings: [{ before: /(?<![\w$@%&:]|->)(?:MIME::Base64::)?decode_base64(?:url)?\(\s*$/, after: /^\s*\)/ }],
  // It ends lines unless told how, the last one too.
  encode: (_, text) => `MIME::Base64::encode_base64(${text}, '')`,
  template: (before, expression, after) => `"${before}${expression}${after}"`.replaceAll("@", "\\@"),
};

/** The core's module, loaded before all code, some of which may run while the rest is compiled; no name is imported. */
function useBase64({ code, tokens, text }: Lexed, eol: string): Change {
  const first = tokens.find(({ kind }) => kind !== "comment")?.start ?? 0;
  const line = text.lastIndexOf("\n", Math.min(first, code.search(/\S|$/))) + 1;
  const at = line === 0 && text.startsWith("\uFEFF") ? 1 : line;
  return { start: at, end: at, text: `use MIME::Base64 ();${eol}` };
}

const PERL_LANGUAGE: CodeLanguage = {
  syntax: PERL,
  base64: () => BASE64,
  reader: ({ eol }, lexed, firstUse) => {
    const { code, text } = lexed;
    const hasBase64 = /\buse\s+MIME::Base64\b(?!::)/.test(code.slice(0, firstUse));
    const quotes = /\$ENV\{\s*["']/.test(text) && !/\$ENV\{\w/.test(text);
    return {
      read: (name, quote) => {
        const q = quote === '"' ? '"' : "'";
        return quotes ? `$ENV{${q}${name}${q}}` : `$ENV{${name}}`;
      },
      imports: (encodes) => (encodes && !hasBase64 ? [useBase64(lexed, eol)] : []),
    };
  },
  refuse,
  write,
  fallback: {
    before: /\$ENV\{\s*["']?(?<text>[A-Za-z_]\w*)["']?\s*\}(?<cut>\s*(?:\/\/|\|\|)\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
};

export const PERL_FILES: Accessor = {
  title: "Perl",
  languageIds: ["perl"],
  reference: "$ENV{NAME}",
  inside: '"Bearer $ENV{NAME}"',
  needs: "nothing; single quotes become double ones or are joined with a dot, q() becomes qq(), qw() becomes a list",
  loader: "Dotenv, direnv; else the shell",
  encoded: "`\\x`, `.`, `decode_base64`, base64",
  refuses: "comments, pod, heredocs with a quoted mark, patterns, what follows `__END__`",
  proof: { how: "executed", by: "Perl" },
  locate: (file, findings) => locateCode(PERL_LANGUAGE, file, findings),
  // `use` runs before all other code.
  loaded: (request) =>
    baseName(request.envPath) === ".env" &&
    (loadsBefore(request, /\buse\s+Dotenv\s+(?:qw\W|['"])?\s*-load\b/g, PERL, Infinity) ||
      loadsInTime(request, /\bDotenv->load\b/g, PERL))
      ? "Dotenv loads .env when the program starts in its folder."
      : undefined,
  start: ({ file, withEnv }) => withEnv(`${/\.psgi'?$/.test(file) ? "plackup" : "perl"} ${file}`),
};
