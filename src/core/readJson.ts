// JSON with comments as a tree. jsonc-parser goes down by recursion, and a repository must not lead it deeper than its
// stack goes: no file that a person writes comes near this depth.
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

const MAX_DEPTH = 100;

/** Whether a text is nested deeper than it is read. */
export function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const token = scanner.getTokenLength() === 1 ? text.charAt(scanner.getTokenOffset()) : "";
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const WORDS: Readonly<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol: "this is no JSON: a text needs quotes.",
  InvalidNumberFormat: "this is no number.",
  PropertyNameExpected: "a name in quotes is missing here.",
  ValueExpected: "a value is missing here.",
  ColonExpected: "a colon is missing here.",
  CommaExpected: "a comma is missing here.",
  CloseBraceExpected: "a closing brace is missing here.",
  CloseBracketExpected: "a closing bracket is missing here.",
  EndOfFileExpected: "the file should end here.",
  InvalidCommentToken: "a comment may not stand here.",
  UnexpectedEndOfComment: "this comment is not closed.",
  UnexpectedEndOfString: "this text lacks its closing quote.",
  UnexpectedEndOfNumber: "this number is not whole.",
  InvalidUnicode: "\\u needs four hex digits after it.",
  InvalidEscapeCharacter: "JSON has no such escape.",
  InvalidCharacter: "this character must be escaped in a text.",
  "<unknown ParseErrorCode>": "this is no JSON.",
};

/** What is wrong with a text, and where: a UTF-16 offset. */
export interface JsonProblem {
  readonly message: string;
  readonly offset: number;
}

/** The tree of a text, as far as it can be read; what is wrong with it is added to `problems`. */
export function readJson(text: string, problems: JsonProblem[] = [], allowTrailingComma = true): Node | undefined {
  if (isTooDeep(text)) {
    problems.push({ message: "It is nested too deep to be read.", offset: 0 });
    return undefined;
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma });
  problems.push(...errors.map(({ error, offset }) => ({ message: WORDS[printParseErrorCode(error)], offset })));
  return root;
}
