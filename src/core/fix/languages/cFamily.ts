// What C and C++ share: literals, headers and format strings.
import { argumentIndex, argumentsFrom } from "../code/arguments";
import type { Spot } from "../code/code";
import { insertInto } from "../code/write";
import { bracketsAround, isAdjacent, statementBefore } from "../code/surroundings";
import type { Lexed } from "../code/lexer";
import {
  HEX_ESCAPE,
  LINE_GOES_ON,
  quoted,
  type StringForm,
  slashComments,
  type Syntax,
  UNICODE_ESCAPE,
} from "../code/syntax";
import type { Words } from "../code/words";
import type { Change, SourceFile } from "../source";
import { isJoinedByMacro, touchesMacro } from "./cMacros";

/** `\\x` takes as many digits as there are. */
const ESCAPES = [String.raw`${HEX_ESCAPE}(?![0-9A-Fa-f])`, UNICODE_ESCAPE, LINE_GOES_ON].join("|");

const text = (name: string, open: string): StringForm => ({ ...quoted(name, open, ESCAPES), close: '"' });
const rawText = (name: string, open: string): StringForm => ({
  name,
  open: String.raw`${open}R"[^()\\\s"]{0,16}\(`,
  close: (opened) => `)${opened.slice(opened.indexOf('"') + 1, -1)}"`,
  escape: "none",
  multiline: true,
});

/** C17 6.4.4 and 6.4.5; C++17 [lex.string]. A quote between digits separates them. */
export const C_FAMILY: Syntax = {
  comments: slashComments,
  strings: [
    rawText("raw", String.raw`(?<!\w)`),
    rawText("wide", String.raw`(?<!\w)(?:u8|[uUL])`),
    text("wide", String.raw`(?<!\w)(?:u8|[uUL])"`),
    text("quoted", '"'),
    { ...text("character", String.raw`(?<!\w)(?:u8|[uUL])?'`), close: "'" },
  ],
  // Side by side; a macro goes on in the next line after a backslash.
  joint: String.raw`(?:\s|\\\r?\n)*`,
};

/** A header may be either's; only what is in it tells. */
export function isCpp({ path, languageId, text: code }: SourceFile): boolean {
  if (/\.(?:cc|cpp|cxx|hpp|hh|hxx|c\+\+|cu|ino|mm)$/i.test(path)) return true;
  if (!/\.h$/i.test(path)) return languageId === "cpp" && !/\.c$/.test(path);
  return /^[ \t]*(?:namespace|class|template|using|constexpr|inline constexpr)\b|\bstd::|^[ \t]*#\s*include\s*<[a-z_]+>/m.test(
    code,
  );
}

const DEVICE =
  /#\s*include\s*[<"](?:Arduino|WiFi\w*|ESP8266\w+|esp_\w+|freertos\/\w+|pico\/\w+|zephyr\/[\w/]+)(?:\.h)?[>"]/;

/** Why no literal of the file can become a reference. */
export function deviceReason({ path, text: code }: SourceFile): string | undefined {
  return /\.ino$/.test(path) || DEVICE.test(code)
    ? "A microcontroller has no environment. Put the key into a header that git ignores, and include it."
    : undefined;
}

/** What both refuse, whatever the place. */
export function whyNoPlace(spot: Spot): string | undefined {
  const { token, pieces, before } = spot;
  if (token.form === "character") return "The key stands in a character literal. Replace it by hand.";
  if (pieces.some(({ form }) => form === "wide")) return "The environment gives no wide text. Replace the key by hand.";
  if (isAdjacent(spot, /^(?:\s|\\\r?\n)*$/) || touchesMacro(spot) || isJoinedByMacro(spot))
    return "Literals side by side are one, which a call cannot be part of. Join them in code first.";
  if (
    /\bsizeof\s*\(?\s*$/.test(before) ||
    /\b(?:static_assert|_Static_assert|asm|__asm__|__attribute__|alignas)\s*\([^;]*$/.test(before.slice(-200))
  )
    return "The compiler needs the literal itself here. Replace the key by hand.";
  return undefined;
}

const HEADERS = /^[ \t]*#[ \t]*(?<word>\w+)[ \t]*(?<rest>[^\r\n]*)(?:\r?\n|$)/gm;

export function includes({ code }: Lexed, ...headers: readonly string[]): boolean {
  return headers.some((header) =>
    new RegExp(`^[ \\t]*#[ \\t]*include[ \\t]*<${header.replace(".", "\\.")}>`, "m").test(code),
  );
}

/** After the first headers in angle brackets that no condition rules out, else before the first others. */
export function includeChange(lexed: Lexed, header: string, eol: string): Change {
  const line = `#include <${header}>${eol}`;
  const put = (at: number, added: string): Change => ({ start: at, end: at, text: added });
  let depth = 0;
  let guard = 0;
  let after: number | undefined;
  let first: { readonly start: number; end: number; hasAngles: boolean } | undefined;
  for (const { 0: found, index, groups } of lexed.code.matchAll(HEADERS)) {
    const word = groups?.["word"] ?? "";
    const end = index + found.length;
    if (word === "include" && depth <= guard) {
      const isAngles = groups?.["rest"]?.startsWith("<") ?? false;
      if (first && lexed.text.slice(first.end, index).trim() !== "") break;
      if (!first) first = { start: index, end, hasAngles: isAngles };
      else if (isAngles || !first.hasAngles) {
        first.end = end;
        first.hasAngles ||= isAngles;
      } else break;
    } else if (/^if/.test(word)) {
      if (depth === 0 && word === "ifndef" && after === undefined && !first) guard = 1;
      depth += 1;
      if (first) break;
    } else if (word === "endif") depth -= 1;
    else if (
      !first &&
      ((word === "pragma" && /^once\b/.test(groups?.["rest"] ?? "")) ||
        (word === "define" && depth === guard && guard === 1))
    )
      after ??= end;
  }
  if (first) return first.hasAngles ? put(first.end, line) : put(first.start, line);
  if (after !== undefined) return put(after, eol + line);
  const head =
    /^\uFEFF?(?:(?:\/\/[^\n]*\n)+|\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\r?\n)[ \t]*\r?\n/.exec(lexed.text)?.[0].length ?? 0;
  return put(head, line + eol);
}

/** Where the bodies of functions are; declarations outside of them take constants in C. */
export function functionBodies({ code }: Lexed): readonly { readonly start: number; readonly end: number }[] {
  const bodies: { start: number; end: number }[] = [];
  const open: { readonly at: number; readonly isBody: boolean }[] = [];
  for (const { 0: brace, index } of code.matchAll(/[{}]/g)) {
    if (brace === "{") {
      const before = code.slice(Math.max(0, index - 200), index).trimEnd();
      open.push({ at: index, isBody: /\)$/.test(before) && !open.some(({ isBody }) => isBody) });
      if (open.length > MAX_DEPTH) return bodies;
    } else {
      const opened = open.pop();
      if (opened?.isBody) bodies.push({ start: opened.at, end: index });
    }
  }
  return bodies;
}

const MAX_DEPTH = 200;

export interface Formatter {
  /** Functions and the index, from 0, of their format string. */
  readonly functions: ReadonlyMap<string, number>;
  /** What takes an argument; `star` in it takes one more. */
  readonly conversions: RegExp;
  readonly conversion: string;
}

export const PRINTF: Formatter = {
  functions: new Map([
    ...["printf", "wprintf", "g_print", "g_printerr", "puts_format"].map((name) => [name, 0] as const),
    ...["fprintf", "dprintf", "sprintf", "asprintf", "syslog", "err", "errx"].map((name) => [name, 1] as const),
    ["snprintf", 2],
  ]),
  conversions: /%(?:%|[-+ #0']*(?:\*|\d+\$?)?(?:\.(?:\*|\d*))?(?:hh|h|ll|l|j|z|t|L)?[a-zA-Z])/g,
  conversion: "%s",
};

/** Whether a literal is the format string of one of the functions. */
export function isFormatOf(spot: Spot, { functions }: Formatter): boolean {
  const [inner] = bracketsAround(spot);
  const name =
    inner?.bracket === "(" ? /([\w:]+)\s*$/.exec(inner.text)?.[1]?.replace(/^std::(?=\w*printf)/, "") : undefined;
  const index = name === undefined ? undefined : functions.get(name);
  return index !== undefined && argumentIndex(spot) === index;
}

/** The keys of a format string made arguments, in their order among the others; undefined when that cannot be told. */
export function writeFormatted(
  spot: Spot,
  { conversions, conversion }: Formatter,
  expressions: readonly string[],
): readonly Change[] | undefined {
  const { lexed, token, keys } = spot;
  const list = argumentsFrom(lexed, token.end);
  const found = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(conversions)];
  if (!list || found.some(([one]) => /\d\$|^\{\d/.test(one))) return undefined;
  const taken = found.map(({ 0: one, index }) => ({
    at: token.bodyStart + index,
    count: one === "%%" || one === "{{" || one === "}}" ? 0 : 1 + (one.match(/\*/g)?.length ?? 0),
  }));
  const changes: Change[] = [
    ...insertInto(
      spot,
      keys.map(() => conversion),
    ),
  ];
  for (const [index, key] of keys.entries()) {
    const before = taken.filter(({ at }) => at < key.start).reduce((sum, { count }) => sum + count, 0);
    const at = list.ends[before];
    if (at === undefined) return undefined;
    changes.push({ start: at, end: at, text: `, ${expressions[index] ?? ""}` });
  }
  return changes;
}

/** The declaration of an array of characters that a literal fills. */
export function arrayOf({ lexed, token }: Spot): ArrayDeclaration | undefined {
  const { text: code, start } = statementBefore(lexed, token.start);
  const found =
    /(?<const>\bconst(?:expr)?\s+)?\bchar\s+(?<late>const\s+)?(?<name>\w+)\s*(?<size>\[[^[\]]*\])\s*=\s*$/.exec(code);
  const { name, size } = found?.groups ?? {};
  if (!found || name === undefined || size === undefined) return undefined;
  const sizeAt = start + found.index + found[0].lastIndexOf(size);
  return {
    name,
    isConst: found.groups?.["const"] !== undefined || found.groups?.["late"] !== undefined,
    nameAt: start + found.index + found[0].lastIndexOf(name, found[0].lastIndexOf(size)),
    sizeAt,
    sizeEnd: sizeAt + size.length,
  };
}

export interface ArrayDeclaration {
  readonly name: string;
  readonly isConst: boolean;
  readonly nameAt: number;
  readonly sizeAt: number;
  readonly sizeEnd: number;
}

/** Why an array cannot become a pointer. */
export function whyArray({ name, isConst }: ArrayDeclaration, { code }: Lexed, words: Words): string | undefined {
  if (!isConst)
    return `${name} is an array that holds a copy of the key. Make it a const char * that getenv() gives, or copy into it with strncpy().`;
  const isMeasured = words
    .at(name)
    .some((at) =>
      /(?:\bsizeof\s*\(?|&|\bstd::(?:size|begin|end)\s*\(|:)\s*$/.test(code.slice(Math.max(0, at - 30), at)),
    );
  return isMeasured ? `The size of ${name} is taken, which a pointer does not have. Change that first.` : undefined;
}

/** `const char key[] =` made `const char *key =`. */
export function toPointer({ nameAt, sizeAt, sizeEnd }: ArrayDeclaration, star = "*"): readonly Change[] {
  return [
    { start: nameAt, end: nameAt, text: star },
    { start: sizeAt, end: sizeEnd, text: "" },
  ];
}
