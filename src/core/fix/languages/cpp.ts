// C++11 and later.
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, replaceWhole } from "../code/write";
import { bracketsAround, statementBefore } from "../code/surroundings";
import { Lexed } from "../code/lexer";
import { Words } from "../code/words";
import type { Finding } from "../../model";
import type { Change, Located, SourceFile } from "../source";
import {
  arrayOf,
  C_FAMILY,
  deviceReason,
  type Formatter,
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

/** `std::format` and its kin, whose format has to be a constant. */
const FORMAT: Formatter = {
  functions: new Map([
    ...["std::format", "std::print", "std::println", "fmt::format", "fmt::print", "fmt::println"].map(
      (name) => [name, 0] as const,
    ),
    ...["trace", "debug", "info", "warn", "error", "critical"].map((name) => [`spdlog::${name}`, 0] as const),
  ]),
  conversions: /\{\{|\}\}|\{[^{}]*\}/g,
  conversion: "{}",
};

const formatterOf = (spot: Spot): Formatter | undefined => [PRINTF, FORMAT].find((one) => isFormatOf(spot, one));

/** `"…"s` and `"…"sv`. */
const suffixOf = ({ after }: Spot): string => /^\w+/.exec(after)?.[0] ?? "";

const CONSTEXPR =
  /\bconstexpr\s+(?:(?:static|inline)\s+)*(?=(?:const\s+)?(?:auto|char|std::string_view|string_view)\b(?<star>\s*(?:const\s*)?\*)?[^=;{}]*?\b(?<name>\w+)\s*(?:\[\s*\])?\s*(?:=|\{)\s*$)/;

class Places {
  readonly #words: Words;
  usesString = false;

  constructor(
    private readonly lexed: Lexed,
    private readonly file: SourceFile,
  ) {
    this.#words = new Words(() => lexed.code);
  }

  refuse(spot: Spot): string | undefined {
    const common = deviceReason(this.file) ?? whyNoPlace(spot);
    if (common !== undefined) return common;
    if (directiveBefore(spot.lexed, spot.token.start) !== undefined) {
      const name = definedBy(spot);
      if (name === undefined || !spot.whole)
        return "The preprocessor takes literals only here. Replace the key by hand.";
      return whyMacroIsLiteral(spot, { name, words: this.#words, path: this.file.path, isConstantPlace: () => false });
    }
    const suffix = suffixOf(spot);
    if (!/^(?:sv?)?$/.test(suffix) || (suffix === "sv" && !spot.whole))
      return "The literal's own suffix takes literals only. Replace the key by hand.";
    const around = bracketsAround(spot);
    if (around.some(({ bracket, text }) => bracket === "[" && /\[\s*$/.test(text)))
      return "An attribute takes literals only. Read the variable in code instead.";
    if (
      around.some(({ bracket, text }) => bracket === "{" && /\b(?:constexpr|consteval)\b[^;{}]*\)[^;{}()]*$/.test(text))
    )
      return "A constexpr function cannot read a variable. Make it an ordinary function first.";
    const formatter = formatterOf(spot);
    if (formatter && !writeFormatted(spot, formatter, []))
      return "The arguments of the format have numbers. Replace the key by hand.";
    const array = arrayOf(spot);
    return (array && whyArray(array, this.lexed, this.#words)) ?? this.#whyConstant(spot);
  }

  #whyConstant(spot: Spot): string | undefined {
    const { text } = statementBefore(spot.lexed, spot.token.start);
    const outer = bracketsAround(spot).find((one) => /\bconstexpr\b/.test(one.text));
    if (!/\bconst(?:expr|eval|init)\b/.test(text) && !outer) return undefined;
    const name = CONSTEXPR.exec(text)?.groups?.["name"];
    if (name === undefined) return "A constexpr takes constants only. Make it const first.";
    if (
      bracketsAround(spot).some(
        ({ bracket, text: code }) => bracket === "{" && /\b(?:class|struct)\b[^;{}()]*$/.test(code),
      )
    )
      return `${name} has to stay a constant of its class. Make it a static function that returns getenv().`;
    const isNeeded = this.#words.at(name).some((at) => {
      const before = this.lexed.code.slice(Math.max(0, at - 200), at);
      return (
        /(?:\bsizeof\s*\(?|\bstatic_assert\s*\([^;]*|\bconstexpr\b[^;{}]*=[^;{}]*|<\s*(?:\w+::)*)$/.test(before) &&
        !/<<\s*$/.test(before)
      );
    });
    return isNeeded ? `Another constant uses ${name}, which has to stay one. Change that first.` : undefined;
  }

  read(name: string): string {
    const isC = !includes(this.lexed, "cstdlib") && includes(this.lexed, "stdlib.h");
    return `${isC ? "" : "std::"}getenv("${name}")`;
  }

  imports(): readonly Change[] {
    const { lexed, file } = this;
    const missing = [
      ...(includes(lexed, "cstdlib", "stdlib.h") ? [] : ["cstdlib"]),
      ...(this.usesString && !includes(lexed, "string") ? ["string"] : []),
    ];
    return missing.map((header) => includeChange(lexed, header, file.eol));
  }
}

/** A constant that the environment gives is a const variable. */
function constexprChanges({ lexed, token }: Spot): readonly Change[] {
  const { text, start } = statementBefore(lexed, token.start);
  const found = CONSTEXPR.exec(text);
  const at = text.search(/\bconstexpr\b/);
  if (!found || at < 0) return [];
  const star = found.groups?.["star"];
  const rest = text.slice(at + "constexpr".length);
  const isConst = /^\s*(?:(?:static|inline)\s+)*const\b/.test(rest);
  const pointer = star === undefined ? -1 : text.indexOf("*", at);
  const word = {
    start: start + at,
    end: start + at + (isConst ? "constexpr ".length : "constexpr".length),
    text: isConst ? "" : "const",
  };
  if (pointer < 0) return [word];
  const after = text.charAt(pointer + 1);
  const late = { start: start + pointer + 1, end: start + pointer + 1, text: /\w/.test(after) ? "const " : " const" };
  return [word, late];
}

const IS_STRING = /\b(?:std::)?string\s*(?:&\s*)?(?:\w+\s*)?(?:=|\(|\{)\s*$/;

function writeParts(spot: Spot, expressions: readonly string[], places: Places): readonly Change[] {
  const { token, before, after, keys } = spot;
  if (/<<\s*$/.test(before)) return joined(spot, expressions, " << ");
  const atStart = keys[0]?.start === token.bodyStart;
  const suffix = suffixOf(spot);
  const isPlus = /(?<!\+)\+\s*$/.test(before) && suffix === "";
  if (isPlus) return joined(spot, expressions, " + ");
  places.usesString = true;
  const [first = "", ...others] = expressions;
  const text = atStart ? joined(spot, [`std::string(${first})`, ...others], " + ") : stringFirst(spot, expressions);
  const withoutSuffix = [...text, { start: token.end, end: token.end + suffix.length, text: "" }];
  if (suffix !== "" || /^\s*\+(?!\+)/.test(after) || IS_STRING.test(before)) return withoutSuffix;
  // A pointer that stays good, as the literal's does.
  return [
    { start: token.start, end: token.start, text: "[] { static const std::string text = " },
    ...text,
    { start: token.end, end: token.end, text: "; return text.c_str(); }()" },
  ];
}

/** The pieces of a literal, the first of which is a std::string. */
function stringFirst(spot: Spot, expressions: readonly string[]): readonly Change[] {
  const { token, keys } = spot;
  const [change, ...others] = joined(spot, expressions, " + ");
  const key = keys[0];
  if (!change || !key) return [];
  const close = change.text.indexOf(" + ");
  const text = `${change.text.slice(0, close)})${change.text.slice(close)}`;
  return [{ start: token.start, end: token.start, text: "std::string(" }, { ...change, text }, ...others];
}

function joined(spot: Spot, expressions: readonly string[], operator: string): readonly Change[] {
  return concatenate(spot, expressions, { operator: operator.trim(), isLoose: () => false });
}

function languageFor(places: Places): CodeLanguage {
  return {
    syntax: C_FAMILY,
    reader: () => ({ read: (name) => places.read(name), imports: () => places.imports() }),
    refuse: (spot) => places.refuse(spot),
    fallback: {
      before: /\bgetenv\(\s*"(?<text>\w+)"\s*\)(?<cut>\s*\?\s*(?:(?:std::)?getenv\(\s*"\w+"\s*\)\s*)?:\s*)$/,
      after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
    },
    write: (spot, names) => {
      const expressions = names.map((name) => places.read(name));
      const formatter = formatterOf(spot);
      if (formatter) return writeFormatted(spot, formatter, expressions) ?? [];
      const array = arrayOf(spot);
      const around = [
        ...constexprChanges(spot),
        ...(array ? toPointer(array, constexprChanges(spot).length > 0 ? "*const " : "*") : []),
      ];
      if (!spot.whole) return [...around, ...writeParts(spot, expressions, places)];
      const suffix = suffixOf(spot);
      if (suffix === "s") places.usesString = true;
      const made = { "": "", s: "std::string", sv: "std::string_view" }[suffix] ?? "";
      const [read = ""] = expressions;
      if (suffix === "") return [...around, ...replaceWhole(spot, read)];
      return [...around, { start: spot.token.start, end: spot.token.end + suffix.length, text: `${made}(${read})` }];
    },
  };
}

function locate(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, C_FAMILY);
  return locateCode(languageFor(new Places(lexed, file)), file, findings, lexed);
}

function cppCommand({ file, shell }: StartRequest): string {
  return shell === "posix" ? `c++ ${file} -o app && ./app` : `c++ ${file} -o app.exe; ./app.exe`;
}

export const CPP_FILES: Accessor = {
  title: "C++",
  languageIds: ["cpp", "c"],
  takes: isCpp,
  reference: 'std::getenv("NAME")',
  inside: 'std::string("Bearer ") + std::getenv("NAME")',
  needs: "#include <cstdlib>, and <string> for parts of strings; a constexpr becomes const, a constant array a pointer",
  loader: "direnv; else the shell",
  encoded: "escapes, literals side by side",
  refuses:
    "comments, constants that others are made of, those of classes, arrays that can be written, macros that are used as literals",
  proof: { how: "parsed", by: "tree-sitter" },
  locate,
  start: (request) => request.withEnv(cppCommand(request)),
};
