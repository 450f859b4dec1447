// Scala.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, PLUS_SIGN, insertInto, replaceWhole } from "../code/write";
import { statementBefore } from "../code/surroundings";
import { SPLIT } from "../code/encoded";
import { character, type Hole, nestedComments, PLUS_AT_END, quoted, type Syntax, UNICODE_ESCAPE } from "../code/syntax";
import type { Change, SourceFile } from "../source";
import { androidReason, ANNOTATION_REASON, annotationOf, javaBase64, jvmCommand } from "./jvm";

const holes: readonly Hole[] = [{ open: "${", close: "}" }];
const raw = { close: '"""', escape: "none", multiline: true, lastQuotes: true } as const;

/** The Scala language specification, "String Literals" and "Processed strings". */
export const SCALA: Syntax = {
  comments: [{ open: "(?<![^])#!" }, ...nestedComments],
  skip: "`[^`\\r\\n]*`",
  strings: [
    { name: "format", open: String.raw`(?<![\w$])(?:s|f|raw)"""`, ...raw, holes },
    { name: "custom", open: String.raw`(?<![\w$])[A-Za-z_]\w*"""`, ...raw, holes },
    { name: "raw", open: '"""', ...raw },
    { ...quoted("format", String.raw`(?<![\w$])(?:s|f|raw)"`), close: '"', holes },
    { ...quoted("custom", String.raw`(?<![\w$])[A-Za-z_]\w*"`), close: '"', holes },
    quoted("quoted", '"', UNICODE_ESCAPE),
    character,
  ],
  joint: PLUS_AT_END,
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { lexed, token, before } = spot;
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (token.form === "custom") return "An interpolator of its own may take constants only. Replace the key by hand.";
  if (annotationOf(spot) !== undefined) return ANNOTATION_REASON;
  const statement = statementBefore(lexed, token.start).text;
  if (/\bcase\s(?!\s*(?:class|object)\b)(?:(?!=>|\bif\b)[^])*$/.test(statement))
    return "A pattern takes constants only. Compare with == in a guard instead.";
  if (/:\s*$/.test(before) || /\btype\s+\w+\s*=\s*$/.test(before))
    return "A type cannot hold a reference. Replace the key by hand.";
  if (/\binline\s+val\s+\w+[^=\n]*=\s*$/.test(statement))
    return "An inline value takes constants only. Make it an ordinary value first.";
  if (spot.pieces.length > 1 && !isSetOff(spot)) return SPLIT;
  return androidReason(file);
}

/** Any sign or word may be an operator, so only what is set off on both sides needs no parentheses. */
const isSetOff = ({ before, after }: Spot): boolean =>
  /(?:[=(,[{]|=>)\s*$/.test(before) && /^\s*[,)\]};]|^[ \t]*(?:\r?\n(?![ \t]*[.:+*/%|&<>=!-])|$)/.test(after);

/** `raw` reads what stands in three quotes as it is, but for the dollar. */
function toInterpolated({ lexed, token }: Spot): readonly Change[] {
  const dollars = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(/\$/g)];
  const changes = dollars.map(({ index }) => token.bodyStart + index).map((at) => ({ start: at, end: at, text: "$" }));
  return [{ start: token.start, end: token.start, text: "raw" }, ...changes];
}

const BASE64 = javaBase64({ maker: String.raw`new\s+String`, toBytes: (text) => `${text}.getBytes()` });

const SCALA_LANGUAGE: CodeLanguage = {
  syntax: SCALA,
  base64: () => BASE64,
  reader: () => ({ read: (name) => `sys.env("${name}")`, imports: () => [] }),
  refuse,
  fallback: {
    before:
      /\bsys\.env(?<cut>\.(?:getOrElse\(\s*"(?<text>\w+)"\s*,|get\(\s*"(?<dot>\w+)"\s*\)\s*\.\s*getOrElse\()\s*)$/,
    after: /^(?<cut>\s*\))/,
  },
  withoutFallback: (_reader, _code, name) => `("${name}")`,
  write: (spot, names, { reader: { read } }) => {
    const expressions = names.map((name) => read(name, '"'));
    if (spot.whole) return replaceWhole(spot, expressions[0] ?? "");
    if (spot.token.form === "quoted")
      return concatenate(spot, expressions, { ...PLUS_SIGN, isLoose: (one) => !isSetOff(one) });
    const inside = insertInto(
      spot,
      expressions.map((expression) => `\${${expression}}`),
    );
    return spot.token.form === "raw" ? [...inside, ...toInterpolated(spot)] : inside;
  },
};

export const SCALA_FILES: Accessor = {
  title: "Scala",
  languageIds: ["scala"],
  reference: 'sys.env("NAME")',
  inside: '"Bearer " + sys.env("NAME")',
  needs: "nothing",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`, `Base64.getDecoder`, base64",
  refuses: "comments, annotations, patterns, types, inline values, interpolators of one's own, Android apps",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(SCALA_LANGUAGE, file, findings),
  start: (request) => request.withEnv(jvmCommand(request, `scala ${request.file}`)),
};
