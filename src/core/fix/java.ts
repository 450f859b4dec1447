// Java.
import { type CodeLanguage, concatenate, header, replaceWhole, type Spot, statementBefore } from "./code";
import { JAVA } from "./syntax";

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

export const JAVA_LANGUAGE: CodeLanguage = {
  syntax: JAVA,
  reader: () => ({ read: (name) => `System.getenv("${name}")`, imports: () => [] }),
  refuse,
  write: (spot, names, { reader: { read } }) => {
    const expressions = names.map((name) => read(name, '"'));
    return spot.whole ? replaceWhole(spot, expressions[0] ?? "") : concatenate(spot, expressions);
  },
};
