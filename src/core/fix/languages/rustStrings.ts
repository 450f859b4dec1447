// Rust: a literal that holds a key, made text that is put together when it is needed.
import { argumentIndex, argumentsFrom } from "../code/arguments";
import type { Spot } from "../code/code";
import { insertInto } from "../code/write";
import { bracketsAround } from "../code/surroundings";
import type { Change } from "../source";
import { LAZY, type Statics } from "./rustStatics";

/** Macros whose argument of that index, from 0, is a format string; -1 where fields may stand before it. */
const FORMATS: ReadonlyMap<string, number> = new Map([
  ...["print", "println", "eprint", "eprintln", "format", "format_args", "panic", "todo", "unimplemented"].map(first),
  ...["unreachable", "bail", "anyhow"].map(first),
  ...["write", "writeln", "assert", "debug_assert", "ensure"].map((name) => [name, 1] as const),
  ...["assert_eq", "assert_ne", "debug_assert_eq", "debug_assert_ne"].map((name) => [name, 2] as const),
  ...["trace", "debug", "info", "warn", "error"].map((name) => [name, -1] as const),
]);

/** Macros whose arguments are expressions. */
const PLAIN = new Set([
  "vec",
  "json",
  "dbg",
  "matches",
  "hashmap",
  "btreemap",
  "maplit",
  "tokio_test",
  "select",
  "join",
]);

function first(name: string): readonly [string, number] {
  return [name, 0];
}

/** The macro that a literal is an argument of, however deep, without the functions that are called in it. */
function macroOf(spot: Spot): string | undefined {
  const [inner] = bracketsAround(spot);
  return inner && /(\w+)\s*!\s*$/.exec(inner.text)?.[1];
}

export function isFormatString(spot: Spot): boolean {
  const { lexed, token } = spot;
  const index = FORMATS.get(macroOf(spot) ?? "");
  if (index === undefined) return false;
  if (index >= 0) return argumentIndex(spot) === index;
  const parts = lexed.code.slice((token.within?.at ?? 0) + 1, token.start).split(",");
  const own = parts.pop() ?? "";
  return own.trim() === "" && parts.every((part) => /[=:%?]/.test(part));
}

/** Why a macro cannot be given an expression. */
export function whyNoExpression(spot: Spot): string | undefined {
  const literal = bracketsAround(spot).find(({ text }) => /\bmacro_rules\s*!\s*\w+\s*$/.test(text));
  if (literal) return "A macro's rules are used in other places. Give the key to the macro as an argument.";
  const macro = macroOf(spot);
  if (macro === undefined || PLAIN.has(macro) || FORMATS.has(macro)) return undefined;
  return `${macro}! may take literals only. Read the variable before, and replace the key by hand.`;
}

/** Keys in a format string become named arguments of its macro. */
export function writeFormatArguments(
  spot: Spot,
  names: readonly string[],
  statics: Statics,
): readonly Change[] | undefined {
  const list = argumentsFrom(spot.lexed, spot.token.end);
  const end = list?.ends.at(-1);
  if (!list || end === undefined) return undefined;
  const ofStatic = (name: string): string => statics.nameOf(name, spot);
  const given = [...new Set(names)].map((name) => `${ofStatic(name).toLowerCase()} = ${ofStatic(name)}.as_str()`);
  const at = list.trailingComma ? end + 1 : end;
  const text = list.trailingComma ? ` ${given.join(", ")}` : `, ${given.join(", ")}`;
  return [
    ...insertInto(
      spot,
      names.map((name) => `{${ofStatic(name).toLowerCase()}}`),
    ),
    { start: at, end: at, text },
  ];
}

/** What stands around a literal to make a `String` of it, which an expression of that type needs no more. */
export function stringMaker({ before, after }: Spot): { readonly before: number; readonly after: number } | undefined {
  const method = /^\s*\.\s*(?:to_string|to_owned)\s*\(\s*\)/.exec(after)?.[0].length;
  if (method !== undefined) return { before: 0, after: method };
  const call = /\bString::from\s*\(\s*$/.exec(before)?.[0].length;
  const end = /^\s*\)/.exec(after)?.[0].length;
  return call !== undefined && end !== undefined ? { before: call, after: end } : undefined;
}

/** Calls that keep nothing of a text beyond their statement. */
const BORROWS =
  /(?:\.(?:header|bearer_auth|arg|env|set|push_str|contains|starts_with|ends_with|get|post|put|patch|delete|request)|\b(?:Url::parse|HeaderValue::from_str|set_var))\s*\((?:[^();{}]*,)?\s*$/;

export function writeParts(spot: Spot, names: readonly string[], statics: Statics): readonly Change[] {
  const { token, before, lexed } = spot;
  const reads = `, ${names.map((name) => statics.read(name, spot)).join(", ")})`;
  const maker = stringMaker(spot);
  const around = (open: string, close: string): readonly Change[] => [
    { start: token.start - (maker?.before ?? 0), end: token.start, text: `${open}format!(` },
    ...insertInto(
      spot,
      names.map(() => "{}"),
    ),
    ...doubledBraces(spot),
    { start: token.end, end: token.end + (maker?.after ?? 0), text: reads + close },
  ];
  if (maker || inJson(spot)) return around("", "");
  if (BORROWS.test(lexed.code.slice(token.start - before.length, token.start))) return around("&", "");
  const [open, close] = /[;{}]\s*$/.test(before) ? ["(", ")"] : ["", ""];
  return around(`${open}{ static TEXT: ${LAZY}<String> = ${LAZY}::new(|| `, `); TEXT.as_str() }${close}`);
}

/** The value of a static that is made of a literal which holds keys. */
export function writeLazyParts(spot: Spot, names: readonly string[], statics: Statics): readonly Change[] {
  const { token } = spot;
  return [
    { start: token.start, end: token.start, text: `${LAZY}::new(|| format!(` },
    ...insertInto(
      spot,
      names.map(() => "{}"),
    ),
    ...doubledBraces(spot),
    { start: token.end, end: token.end, text: `, ${names.map((name) => statics.read(name, spot)).join(", ")}))` },
  ];
}

/** `serde_json::json!` takes what stands in braces for an object. */
const inJson = (spot: Spot): boolean => bracketsAround(spot).some(({ text }) => /\bjson\s*!\s*$/.test(text));

/** A format string writes its braces twice; those of `\u{…}` are none. */
function doubledBraces({ lexed, token, keys }: Spot): readonly Change[] {
  const body = lexed.text.slice(token.bodyStart, token.bodyEnd);
  return [...body.matchAll(token.form === "raw" ? /[{}]/g : /\\u\{[0-9A-Fa-f_]*\}|[{}]/g)]
    .filter(([found]) => found.length === 1)
    .map(({ 0: text, index }) => ({ start: token.bodyStart + index, end: token.bodyStart + index, text }))
    .filter(({ start }) => !keys.some((key) => key.start <= start && start < key.end));
}
