// Java.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, insertAndReplace, MARKS, replaceWhole } from "../code/write";
import { statementBefore } from "../code/surroundings";
import type { SourceFile } from "../source";
import { PLUS, quoted, slashComments, type Syntax, UNICODE_ESCAPE } from "../code/syntax";
import {
  androidReason,
  annotationOf,
  CHARSET,
  isInAnnotation,
  isSpringValue,
  javaBase64,
  jvmCommand,
  writeSpringValue,
} from "./jvm";

export const JAVA: Syntax = {
  comments: slashComments,
  strings: [
    { ...quoted("block", '"""', UNICODE_ESCAPE), multiline: true },
    quoted("quoted", '"', UNICODE_ESCAPE),
    quoted("character", "'"),
  ],
  joint: PLUS,
};

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { lexed, token, before } = spot;
  if (annotationOf(spot) !== undefined && !isSpringValue(spot))
    return "An annotation takes constants only. In Spring, write ${NAME} in it; else read the variable in code.";
  if (/\)\s*default\s+$/.test(before))
    return "A default of an annotation takes constants only. Read the variable in code.";
  if (/\bcase\b[^:>]*$/.test(statementBefore(lexed, token.start).text))
    return "A case label takes constants only. Compare with equals() instead.";
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (isOpenBlock(spot) && MARKS.test(lexed.text.slice(token.bodyStart, token.bodyEnd)))
    return "The text block has marks of its own, such as %NAME%. Replace the key by hand.";
  const name = /\bString\s+(\w+)\s*=\s*$/.exec(before)?.[1];
  if (name !== undefined && isNeededConstant(lexed.code, name))
    return `A case label or an annotation uses ${name}, which has to stay a constant. Change that first.`;
  return androidReason(file);
}

/** A text block that holds more than the key: its lines and its margin are one, so it is not taken apart. */
const isOpenBlock = ({ token, whole }: Spot): boolean => token.form === "block" && !whole;

function isNeededConstant(code: string, name: string): boolean {
  return new RegExp(`\\bcase\\s+(?:\\w+\\.)*${name}\\b`).test(code) || isInAnnotation(code, name);
}

// With the charset's name in quotes, the constructor throws what the code around has to catch.
const BASE64 = javaBase64({
  maker: String.raw`new\s+String`,
  toBytes: (text) => `${text}.getBytes()`,
  charset: CHARSET,
});

const JAVA_LANGUAGE: CodeLanguage = {
  syntax: JAVA,
  base64: () => BASE64,
  reader: () => ({ read: (name) => `System.getenv("${name}")`, imports: () => [] }),
  refuse,
  fallback: {
    before: /\bSystem\.getenv(?<cut>\(\s*\)\s*\.\s*getOrDefault\(\s*"(?<text>\w+)"\s*,\s*)$/,
    after: /^(?<cut>\s*\))/,
  },
  withoutFallback: (_, __, name) => `("${name}")`,
  write: (spot, names, { reader: { read } }) => {
    if (annotationOf(spot) !== undefined) return writeSpringValue(spot, names, "$");
    const expressions = names.map((name) => read(name, '"'));
    if (isOpenBlock(spot))
      return insertAndReplace(spot, names, (mark, index) => `.replace("${mark}", ${expressions[index] ?? ""})`);
    return spot.whole ? replaceWhole(spot, expressions[0] ?? "") : concatenate(spot, expressions);
  },
};

export const JAVA_FILES: Accessor = {
  title: "Java",
  languageIds: ["java"],
  reference: 'System.getenv("NAME")',
  inside: '"Bearer " + System.getenv("NAME")',
  needs: "nothing; Spring's @Value gets `${NAME}`",
  loader: "direnv; else the shell",
  encoded: "escapes, `+`, `Base64.getDecoder()`, base64",
  refuses: "comments, annotations, case labels and constants used in them, Android apps",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(JAVA_LANGUAGE, file, findings),
  start: (request) => request.withEnv(jvmCommand(request, `java ${request.file}`)),
};
