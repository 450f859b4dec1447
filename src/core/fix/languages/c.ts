// C.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { replaceWhole } from "../code/write";
import { bracketsAround, statementBefore } from "../code/surroundings";
import { Lexed } from "../code/lexer";
import { Words } from "../code/words";
import type { Finding } from "../../model";
import type { Located, SourceFile } from "../source";
import {
  arrayOf,
  C_FAMILY,
  deviceReason,
  functionBodies,
  includeChange,
  includes,
  isCpp,
  isFormatOf,
  PRINTF,
  toPointer,
  whyArray,
  whyNoPlace,
  writeFormatted,
} from "./cFamily";
import { definedBy, directiveBefore, whyMacroIsLiteral } from "./cMacros";

const CONSTANT_REASON =
  "C computes no value before the program starts. Declare the variable without one, and assign getenv() to it in main().";
const PARTS_REASON = "C joins no strings in an expression. Put the text together with snprintf() and getenv() first.";

/** One file's places, looked at together. */
class Places {
  readonly #words: Words;
  #bodies: ReturnType<typeof functionBodies> | undefined;

  constructor(
    private readonly lexed: Lexed,
    private readonly file: SourceFile,
  ) {
    this.#words = new Words(() => lexed.code);
  }

  refuse(spot: Spot): string | undefined {
    const common = deviceReason(this.file) ?? whyNoPlace(spot);
    if (common !== undefined) return common;
    if (directiveBefore(spot.lexed, spot.token.start) !== undefined) return this.#whyNoMacro(spot);
    if (this.#isConstantPlace(spot.token.start)) return CONSTANT_REASON;
    const array = arrayOf(spot);
    const reason = array ? whyArray(array, this.lexed, this.#words) : this.#whyNoEntry(spot);
    if (reason !== undefined || spot.whole) return reason;
    return isFormatOf(spot, PRINTF) && writeFormatted(spot, PRINTF, []) ? undefined : PARTS_REASON;
  }

  #whyNoMacro(spot: Spot): string | undefined {
    const name = definedBy(spot);
    if (name === undefined || !spot.whole) return "The preprocessor takes literals only here. Replace the key by hand.";
    const isConstantPlace = (at: number): boolean => this.#isConstantPlace(at);
    return whyMacroIsLiteral(spot, { name, words: this.#words, path: this.file.path, isConstantPlace });
  }

  /** Outside of functions, and in variables that outlive them. */
  #isConstantPlace(at: number): boolean {
    this.#bodies ??= functionBodies(this.lexed);
    const isInside = this.#bodies.some(({ start, end }) => start < at && at < end);
    // `static` stands in the declaration, or before the braces of its list.
    const { text, start } = statementBefore(this.lexed, at);
    const list = this.lexed.code.charAt(start - 1) === "{" ? statementBefore(this.lexed, start - 1).text : "";
    return !isInside || /\bstatic\b/.test(text) || /\bstatic\b[^()]*=\s*$/.test(list);
  }

  /** An entry of a list may be an array of characters, unless it is known to be a pointer. */
  #whyNoEntry(spot: Spot): string | undefined {
    const [inner] = bracketsAround(spot);
    const isList = /=\s*$|(?:[=(,&]|\breturn)\s*\([\w\s]+\)\s*$|[{,]\s*$/.test(inner?.text ?? "");
    if (inner?.bracket !== "{" || !isList) return undefined;
    if (/\*\s*(?:const\s+)?\w+\s*\[[^[\]]*\]\s*=\s*$/.test(inner.text)) return undefined;
    const member = /\.\s*(\w+)\s*=\s*$/.exec(spot.before)?.[1];
    if (
      member !== undefined &&
      new RegExp(`\\bchar\\s*(?:const\\s*)?\\*\\s*(?:const\\s+)?${member}\\s*[;,]`).test(this.lexed.code)
    )
      return undefined;
    return "The entry may be an array, which takes literals only. Assign the variable after the declaration.";
  }
}

function languageFor(places: Places): CodeLanguage {
  return {
    syntax: C_FAMILY,
    reader: (file, lexed) => ({
      read: (name) => `getenv("${name}")`,
      imports: () => (includes(lexed, "stdlib.h") ? [] : [includeChange(lexed, "stdlib.h", file.eol)]),
    }),
    refuse: (spot) => places.refuse(spot),
    fallback: {
      before: /\bgetenv\(\s*"(?<text>\w+)"\s*\)(?<cut>\s*\?\s*(?:getenv\(\s*"\w+"\s*\)\s*)?:\s*)$/,
      after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
    },
    write: (spot, names, { reader: { read } }) => {
      const expressions = names.map((name) => read(name, '"'));
      if (isFormatOf(spot, PRINTF)) return writeFormatted(spot, PRINTF, expressions) ?? [];
      const array = arrayOf(spot);
      return [...(array ? toPointer(array) : []), ...replaceWhole(spot, expressions[0] ?? "")];
    },
  };
}

function locate(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, C_FAMILY);
  return locateCode(languageFor(new Places(lexed, file)), file, findings, lexed);
}

function cCommand({ file, shell }: StartRequest): string {
  return shell === "posix" ? `cc ${file} -o app && ./app` : `cc ${file} -o app.exe; ./app.exe`;
}

export const C_FILES: Accessor = {
  title: "C",
  languageIds: ["c", "cpp"],
  takes: (file) => !isCpp(file),
  reference: 'getenv("NAME")',
  inside: 'printf("Bearer %s", getenv("NAME"))',
  needs: "#include <stdlib.h>; a constant array in a function becomes a pointer",
  loader: "direnv; else the shell",
  encoded: "escapes, literals side by side",
  refuses:
    "comments, values outside of functions and of static variables, arrays, parts of strings that printf() does not print, macros that are used as literals",
  proof: { how: "parsed", by: "tree-sitter" },
  locate,
  start: (request) => request.withEnv(cCommand(request)),
};
