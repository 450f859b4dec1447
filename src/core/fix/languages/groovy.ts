// Groovy, and Gradle's files in it. Jenkins has a place of its own for keys.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { bindsTighter, concatenate, PLUS_SIGN, insertInto, replaceWhole } from "../code/write";
import type { Base64 } from "../code/encoded";
import {
  type Hole,
  LINE_GOES_ON,
  PLUS_AT_END,
  quoted,
  slashComments,
  type StringForm,
  type Syntax,
  UNICODE_ESCAPE,
} from "../code/syntax";
import { baseName } from "../folders";
import type { Change, SourceFile } from "../source";
import {
  androidReason,
  ANNOTATION_REASON,
  annotationOf,
  ANY_CHARSET,
  isSpringValue,
  javaBase64,
  jvmCommand,
  whyNoJoint,
  writeSpringValue,
} from "./jvm";

const holes: readonly Hole[] = [{ open: "${", close: "}" }];
const short = (name: string, quote: string): StringForm => quoted(name, quote, `${UNICODE_ESCAPE}|${LINE_GOES_ON}`);
const long = (name: string, quote: string): StringForm => ({ ...short(name, quote), multiline: true });

/** The Groovy language documentation, "Syntax", "Strings". */
export const GROOVY: Syntax = {
  comments: [{ open: "(?<![^])#!" }, ...slashComments],
  strings: [
    long("single", "'''"),
    { ...long("double", '"""'), holes },
    short("single", "'"),
    { ...short("double", '"'), holes },
    { name: "slashy", open: String.raw`\$/`, close: "/$", escape: "none", multiline: true, holes },
    // Elsewhere a slash divides.
    {
      ...quoted("slashy", String.raw`(?<=(?:[=(,[:~]|\breturn)[ \t]{0,9})/(?![/*=])`),
      close: "/",
      holes,
    },
  ],
  joint: PLUS_AT_END,
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  if (
    /^jenkinsfile/i.test(baseName(file.path)) ||
    /\.jenkinsfile$/i.test(file.path) ||
    /^\s*pipeline\s*\{/m.test(spot.lexed.code.slice(0, 20_000))
  )
    return "Jenkins keeps keys itself: add this one as a secret text, and write NAME = credentials('its-id') in the environment block.";
  if (annotationOf(spot) !== undefined && (!isSpringValue(spot) || spot.token.form === "slashy"))
    return ANNOTATION_REASON;
  return whyNoJoint(spot) ?? androidReason(file);
}

function write(spot: Spot, names: readonly string[], { reader: { read } }: { reader: Reader }): readonly Change[] {
  const { token, lexed, after, before } = spot;
  if (annotationOf(spot) !== undefined) return writeSpringValue(spot, names, token.form === "single" ? "$" : "\\$");
  const expressions = names.map((name) => read(name, "'"));
  if (spot.whole) return replaceWhole(spot, isMapKey(spot) ? `(${expressions[0] ?? ""})` : (expressions[0] ?? ""));
  const body = lexed.text.slice(token.bodyStart, token.bodyEnd);
  const bindsLooser =
    bindsTighter(spot) || /^\s*(?:[*/%]|(?:as|in|instanceof)\b)/.test(after) || /[*/%-]\s*$/.test(before);
  const isLong = token.bodyStart - token.start > 1;
  const isText = token.form === "single" || (token.form === "double" && !isLong && !/(?<!\\)\$[\w{]/.test(body));
  // As text, not as a GString, which is no key of a map of texts.
  if (isText && !bindsLooser) return concatenate(spot, expressions, { ...PLUS_SIGN, isLoose: isMapKey });
  const inside = insertInto(
    spot,
    expressions.map((expression) => `\${${expression}}`),
  );
  return token.form === "single" ? [...inside, ...toDouble(spot)] : inside;
}

const isMapKey = ({ after }: Spot): boolean => /^\s*:/.test(after);

/** A string without interpolation made one with it. */
function toDouble({ token, lexed, keys }: Spot): readonly Change[] {
  const quotes = '"'.repeat(token.bodyStart - token.start);
  const escapes = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(/\\[^]|["$]/g)]
    .filter(([found]) => found.length === 1)
    .map(({ index }): Change => ({ start: token.bodyStart + index, end: token.bodyStart + index, text: "\\" }))
    .filter(({ start }) => !keys.some((key) => key.start <= start && start < key.end));
  return [
    { start: token.start, end: token.bodyStart, text: quotes },
    ...escapes,
    { start: token.bodyEnd, end: token.end, text: quotes },
  ];
}

const JAVA_BASE64 = javaBase64({ maker: String.raw`new\s+String`, toBytes: (text) => `${text}.getBytes()` });

const DECODED = String.raw`^\s*\.decodeBase64\(\)`;

/** Texts have a method for it besides. */
const BASE64: Base64 = {
  ...JAVA_BASE64,
  decodings: [
    ...JAVA_BASE64.decodings,
    { before: /\bnew\s+String\(\s*$/, after: new RegExp(String.raw`${DECODED}\s*(?:,\s*(?:${ANY_CHARSET})\s*)?\)`) },
    { before: /$/, after: new RegExp(DECODED), result: (text) => `${text}.getBytes()` },
  ],
};

const GROOVY_LANGUAGE: CodeLanguage = {
  syntax: GROOVY,
  base64: () => BASE64,
  reader: () => ({ read: (name) => `System.getenv('${name}')`, imports: () => [] }),
  refuse,
  fallback: {
    before: /\bSystem\.(?:getenv\(\s*|env\.|env\[\s*)["']?(?<text>\w+)["']?\s*[)\]]?(?<cut>\s*\?:\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  write,
};

function groovyCommand(request: StartRequest): string {
  if (/\.gradle'?$/.test(request.file)) return "gradle build";
  return jvmCommand(request, `groovy ${request.file}`);
}

export const GROOVY_FILES: Accessor = {
  title: "Groovy",
  languageIds: ["groovy", "gradle", "jenkinsfile"],
  reference: "System.getenv('NAME')",
  inside: "'Bearer ' + System.getenv('NAME')",
  needs: "nothing; Spring's @Value gets `${NAME}`",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`, `Base64.getDecoder()`, `decodeBase64()`, base64",
  refuses: "comments, annotations, Jenkinsfiles, Android apps",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(GROOVY_LANGUAGE, file, findings),
  start: (request) => request.withEnv(groovyCommand(request)),
};
