// Java.
import type { Accessor, StartRequest } from "../accessor";
import {
  type CodeLanguage,
  concatenate,
  header,
  locateCode,
  replaceWhole,
  type Spot,
  statementBefore,
} from "../code/code";
import { join } from "../folders";
import { quoted, slashComments, type Syntax } from "../code/syntax";

export const JAVA: Syntax = {
  comments: slashComments,
  strings: [{ ...quoted("block", '"""'), multiline: true }, quoted("quoted", '"'), quoted("character", "'")],
};

function refuse(spot: Spot): string | undefined {
  const { lexed, token, before, whole } = spot;
  const { bracket, text } = header(spot);
  if ((/@[\w.]+\s*$/.test(text) && bracket === "(") || (bracket === "{" && /@[\w.]+\s*\([^)]*$/.test(text)))
    return "An annotation takes constants only. In Spring, write ${NAME} in it; else read the variable in code.";
  if (/\bcase\b[^:>]*$/.test(statementBefore(lexed, token.start).text))
    return "A case label takes constants only. Compare with equals() instead.";
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (token.form === "block" && !whole) return "A text block cannot be split safely. Replace the key by hand.";
  const name = /\bfinal\s+String\s+(\w+)\s*=\s*$/.exec(before)?.[1];
  if (name !== undefined && isNeededConstant(lexed.code, name))
    return `A case label or an annotation uses ${name}, which has to stay a constant. Change that first.`;
  return undefined;
}

function isNeededConstant(code: string, name: string): boolean {
  return new RegExp(`\\bcase\\s+(?:\\w+\\.)*${name}\\b|@[\\w.]+\\([^)]*\\b${name}\\b`).test(code);
}

const JAVA_LANGUAGE: CodeLanguage = {
  syntax: JAVA,
  reader: () => ({ read: (name) => `System.getenv("${name}")`, imports: () => [] }),
  refuse,
  write: (spot, names, { reader: { read } }) => {
    const expressions = names.map((name) => read(name, '"'));
    return spot.whole ? replaceWhole(spot, expressions[0] ?? "") : concatenate(spot, expressions);
  },
};

function javaCommand({ file, folder, source: { files } }: StartRequest): string {
  const build = (name: string): string => files.get(join(folder, name)) ?? "";
  if (build("pom.xml").includes("spring-boot")) return "mvn spring-boot:run";
  const gradle = build("build.gradle") + build("build.gradle.kts");
  if (gradle !== "") return gradle.includes("springframework.boot") ? "gradle bootRun" : "gradle run";
  return build("pom.xml") === "" ? `java ${file}` : "mvn compile exec:java";
}

export const JAVA_FILES: Accessor = {
  title: "Java",
  languageIds: ["java"],
  reference: 'System.getenv("NAME")',
  inside: '"Bearer " + System.getenv("NAME")',
  needs: "nothing",
  loader: "direnv; else the shell",
  refuses: "comments, annotations, case labels and constants used in them, parts of text blocks",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(JAVA_LANGUAGE, file, findings),
  start: (request) => request.withEnv(javaCommand(request)),
};
