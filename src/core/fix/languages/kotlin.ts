// Kotlin on the JVM, and Gradle's files in it.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { insertInto, replaceWhole } from "../code/write";
import { statementBefore } from "../code/surroundings";
import { character, type Hole, nestedComments, PLUS_AT_END, quoted, type Syntax, UNICODE_ESCAPE } from "../code/syntax";
import type { Change, SourceFile } from "../source";
import {
  androidReason,
  ANNOTATION_REASON,
  annotationOf,
  isInAnnotation,
  isSpringValue,
  javaBase64,
  jvmCommand,
  whyNoJoint,
  writeSpringValue,
} from "./jvm";

const hole = (open: string): readonly Hole[] => [{ open, close: "}" }];
const raw = { close: '"""', escape: "none", multiline: true, lastQuotes: true } as const;

/** The Kotlin language specification, "Lexical grammar"; `$$"…"` since 2.2. */
export const KOTLIN: Syntax = {
  comments: [{ open: "(?<![^])#!" }, ...nestedComments],
  skip: "`[^`\\r\\n]*`",
  strings: [
    { name: "dollars", open: '\\$\\$"""', ...raw, holes: hole("$${") },
    { name: "dollars", open: '\\$\\$"', close: '"', escape: "backslash", multiline: false, holes: hole("$${") },
    { name: "raw", open: '"""', ...raw, holes: hole("${") },
    { ...quoted("quoted", '"', UNICODE_ESCAPE), holes: hole("${") },
    character,
  ],
  joint: PLUS_AT_END,
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { token } = spot;
  if (
    /\/src\/(?!jvm|java|desktop|server)[a-z]\w*Main\//i.test(`/${file.path}`) ||
    /^import\s+kotlinx\.browser\b/m.test(file.text)
  )
    return "Kotlin reads variables of the environment on the JVM only. Give the key to this code as an argument.";
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (annotationOf(spot) !== undefined && (!isSpringValue(spot) || token.form !== "quoted")) return ANNOTATION_REASON;
  return whyNoJoint(spot) ?? androidReason(file);
}

/** The last declaration before a place, when it is a constant. */
const CONSTANT =
  /\bconst\s+(?=val\s+(?<name>\w+))(?:(?!\b(?:fun|va[lr]|class|object|interface)\b)[^])*\bval\b(?:(?!\b(?:fun|va[lr]|class|object|interface)\b)[^])*$/;

/** A constant that the environment gives is a value. */
function statement(spot: Spot): readonly Change[] | string {
  const { lexed, token } = spot;
  const { text, start } = statementBefore(lexed, token.start);
  const found = CONSTANT.exec(text);
  if (!found) return [];
  const name = found.groups?.["name"] ?? "";
  if (
    isInAnnotation(lexed.code, name) ||
    new RegExp(`\\bconst\\s+val\\s[^=\\n]*=[^\\n]*\\b${name}\\b`).test(lexed.code)
  )
    return `An annotation or another constant uses ${name}, which has to stay a constant. Change that first.`;
  const at = start + found.index;
  return [{ start: at, end: at + found[0].indexOf("val"), text: "" }];
}

const BASE64 = javaBase64({ maker: "String", toBytes: (text) => `${text}.toByteArray()` });

const KOTLIN_LANGUAGE: CodeLanguage = {
  syntax: KOTLIN,
  base64: () => BASE64,
  reader: () => ({ read: (name) => `System.getenv("${name}")`, imports: () => [] }),
  refuse,
  statement,
  fallback: {
    before: /\bSystem\.getenv\(\s*"(?<text>\w+)"\s*\)(?<cut>\s*\?:\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  write: (spot, names, { reader: { read } }) => {
    if (annotationOf(spot) !== undefined) return writeSpringValue(spot, names, "\\$");
    if (spot.whole) return replaceWhole(spot, read(names[0] ?? "", '"'));
    const dollar = spot.token.form === "dollars" ? "$$" : "$";
    return insertInto(
      spot,
      names.map((name) => `${dollar}{${read(name, '"')}}`),
    );
  },
};

function kotlinCommand(request: StartRequest): string {
  const { file, shell } = request;
  if (/\.gradle\.kts'?$/.test(file)) return "gradle build";
  if (/\.kts'?$/.test(file)) return `kotlinc -script ${file}`;
  const then = shell === "posix" ? " && " : "; ";
  return jvmCommand(request, `kotlinc ${file} -include-runtime -d app.jar${then}java -jar app.jar`);
}

export const KOTLIN_FILES: Accessor = {
  title: "Kotlin",
  languageIds: ["kotlin", "kotlinscript"],
  reference: 'System.getenv("NAME")',
  inside: '"Bearer ${System.getenv("NAME")}"',
  needs: "nothing; a constant becomes a value, Spring's @Value gets `\\${NAME}`",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`, `Base64.getDecoder()`, base64",
  refuses: "comments, annotations and constants used in them, Android apps, code that is not for the JVM",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(KOTLIN_LANGUAGE, file, findings),
  start: (request) => request.withEnv(kotlinCommand(request)),
};
