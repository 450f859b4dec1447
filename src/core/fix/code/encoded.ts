// Keys that a program holds in another form: with escapes, in pieces, in base64. Which literals hold one, and what has
// to stand in their place so that the program reads what it read before.
import { besideDecoded, isStandardBase64 } from "../../decode";
import type { Finding } from "../../model";
import { COMMENT_REASON } from "../source";
import type { Lexed, Token } from "./lexer";
import type { Beside, Syntax } from "./syntax";

/** How a language reads and writes base64. All of the texts are ASCII. */
export interface Base64 {
  /** Calls that decode a literal; the first that fits is taken. */
  readonly decodings: readonly Decoding[];
  /** The expression of a text's encoding, of the highest precedence. */
  readonly encode: Wrap;
  /** The sign that joins texts; a plus sign when not given. */
  readonly operator?: string;
  /** A text in double quotes with an expression in it, where the language has such; else texts are joined. */
  readonly template?: (before: string, expression: string, after: string) => string;
}

export interface Decoding {
  /** The code right before and right after the literal. */
  readonly before: RegExp;
  readonly after: RegExp;
  /** What stands in the whole call's place; the text itself when not given. */
  readonly result?: Wrap;
}

/** Makes an expression of another one, given as the highest precedence has it, and as it is an argument of a call. */
export type Wrap = (text: string, argument: string) => string;

/** Where a program holds a key. */
export interface Holder {
  /** The literals that make up one text, in order. */
  readonly pieces: readonly Token[];
  /** What is to be replaced: from the first literal to the last, with the call that decodes it. */
  readonly token: Token;
  /** What of the text gives way to the reference. */
  readonly key: { readonly start: number; readonly end: number };
  /** The expression for this place, made of one that reads the variable; undefined when that is the one. */
  readonly encode?: (read: Read) => Read;
  /** Whether that expression encodes. */
  readonly encodes: boolean;
}

export type Read = (name: string, quote: string) => string;

export const NO_LITERAL = "The key stands outside a string literal here. Replace it by hand.";
export const SPLIT =
  "The key is put together from several texts here, in a way that Keystow cannot replace safely. Write it in one literal first.";
const ESCAPED =
  "The key is written with escapes that this string does not read itself. Write it without them first, or replace it by hand.";
const AFTER_BACKSLASH =
  "A backslash stands right before the key, and would escape what takes its place. Write the text without it first.";
const TWICE = "The key is encoded twice here. Decode it once first, or replace it by hand.";
export const NO_ENCODING =
  "The key is written in base64 here, where no variable can be encoded. Let the program encode it, and read it from the environment there.";
const MORE_ENCODED =
  "The base64 text here holds more than the key. Let the program make that text, with the key from the environment.";
const OTHER_BASE64 =
  "The key is written in a variant of base64 here. Let the program encode it, and read it from the environment there.";

/** The literals that hold a finding's key, or why no reference can take its place. */
export function holderOf(
  lexed: Lexed,
  language: { readonly syntax: Syntax; readonly base64: Base64 | undefined },
  finding: Finding,
): Holder | string {
  const start = finding.span.start.offset;
  const token = lexed.at(start);
  if (!token) return NO_LITERAL;
  if (token.kind === "comment") return COMMENT_REASON;
  if (token.kind === "regex") return "A regular expression cannot read a variable. Replace the key by hand.";
  if (finding.encoded?.via.includes("base64")) return inBase64(lexed, token, { finding, base64: language.base64 });
  const key = { start, end: finding.span.end.offset };
  if (/(?<!\\)(?:\\\\)*\\$/.test(lexed.text.slice(Math.max(token.bodyStart, start - 20), start)))
    return AFTER_BACKSLASH;
  if (!finding.encoded) return key.end > token.bodyEnd ? NO_LITERAL : { pieces: [token], token, key, encodes: false };
  return inPieces(lexed, language.syntax, { first: token, key });
}

/** A key with escapes, in one literal or in several that are one text. */
export function inPieces(
  lexed: Lexed,
  syntax: Syntax,
  { first, key }: { readonly first: Token; readonly key: Holder["key"] },
): Holder | string {
  const pieces = piecesFrom(lexed, syntax, { first, end: key.end });
  const last = pieces?.at(-1);
  if (!pieces || !last) return SPLIT;
  if (!pieces.every((piece) => readsItself(lexed.text, syntax, { piece, key }))) return ESCAPED;
  if (pieces.length === 1) return { pieces, token: first, key, encodes: false };
  const isWhole = key.start === first.bodyStart && key.end === last.bodyEnd;
  if ((!isWhole && !areAlike(lexed, pieces)) || bindsTighter(lexed, syntax, pieces)) return SPLIT;
  const holes = pieces.flatMap((piece) => piece.holes);
  return { pieces, token: { ...first, bodyEnd: last.bodyEnd, end: last.end, holes }, key, encodes: false };
}

/** UTF-16 code units between two pieces. */
const MAX_GAP = 200;

/** The first literal, and those that are joined to it up to a place. */
function piecesFrom(
  lexed: Lexed,
  { joint, jointInBrackets }: Syntax,
  { first, end }: { readonly first: Token; readonly end: number },
): readonly Token[] | undefined {
  const source = first.within && jointInBrackets !== undefined ? jointInBrackets : joint;
  const between = source === undefined ? undefined : new RegExp(`^(?:${source})$`);
  const pieces = [first];
  for (let last = first; end > last.bodyEnd;) {
    const next = lexed.next(last);
    if (next?.kind !== "string" || next.parent !== last.parent || next.within !== last.within) return undefined;
    if (next.start - last.end > MAX_GAP || !between?.test(lexed.text.slice(last.end, next.start))) return undefined;
    pieces.push(next);
    last = next;
  }
  return pieces;
}

/** Whether literals have the same delimiters, so that those of the first and the last can hold another text. */
export function areAlike({ text }: Lexed, pieces: readonly Token[]): boolean {
  const delimiters = pieces.map(
    ({ start, bodyStart, bodyEnd, end }) => `${text.slice(start, bodyStart)} ${text.slice(bodyEnd, end)}`,
  );
  return new Set(delimiters).size < 2;
}

/** Whether all of a key's escapes in a literal are its own, so that none is left for another reader. */
function readsItself(
  text: string,
  { strings }: Syntax,
  { piece, key }: { readonly piece: Token; readonly key: Holder["key"] },
): boolean {
  const { escapes } = strings.find(({ name }) => name === piece.form) ?? {};
  const written = text.slice(Math.max(key.start, piece.bodyStart), Math.min(key.end, piece.bodyEnd));
  const rest = escapes === undefined ? written : written.replace(new RegExp(escapes, "g"), "");
  return !/[\\%&]/.test(rest);
}

const THAN_PLUS: Beside = {
  before: /[-*/%.!~][\s\\]*$/,
  after: /^(?:(?:[ \t]|\\\r?\n)*(?:[[(*/%]|!(?!=))|[\s\\]*(?:[?&]?\.|::))/,
};

/** Whether the code around takes the first or the last of several literals for itself, before they are joined. */
function bindsTighter({ text, code }: Lexed, { tighter = THAN_PLUS }: Syntax, pieces: readonly Token[]): boolean {
  const [first] = pieces;
  const last = pieces.at(-1);
  const isSideBySide = pieces.every((piece, index) =>
    /^[\s\\]*$/.test(text.slice(pieces[index - 1]?.end ?? piece.start, piece.start)),
  );
  if (!first || !last || isSideBySide) return false;
  // Code in a string's hole is blank with the string.
  const around = first.parent ? text : code;
  return (
    tighter.before.test(around.slice(Math.max(0, first.start - 50), first.start)) ||
    tighter.after.test(around.slice(last.end, last.end + 200))
  );
}

/** Code around a literal that belongs to a call which decodes it. */
const CALL = 200;
/** What may stand beside a key in a decoded text: it is written in clear, in any language's quotes. */
const PLAIN = /^[\w.:@/=?&, -]{0,80}$/;

function inBase64(
  { text }: Lexed,
  token: Token,
  { finding, base64 }: { readonly finding: Finding; readonly base64: Base64 | undefined },
): Holder | string {
  const { span, encoded } = finding;
  if (!encoded || !base64) return NO_ENCODING;
  if (encoded.via.length > 1) return TWICE;
  const place = { start: span.start.offset, end: span.end.offset };
  const run = { start: place.start - encoded.before, end: place.end + encoded.after };
  const beside = besideDecoded(text, place, encoded);
  if (!beside || run.start < token.bodyStart || run.end > token.bodyEnd) return NO_ENCODING;
  if (!PLAIN.test(beside.before) || !PLAIN.test(beside.after)) return MORE_ENCODED;
  const isWhole = run.start === token.bodyStart && run.end === token.bodyEnd;
  const call = isWhole ? decodingOf(text, token, base64.decodings) : undefined;
  if (!call && !isStandardBase64(text.slice(run.start, run.end))) return OTHER_BASE64;
  const wrap = call ? (call.result ?? same) : base64.encode;
  const encode =
    (read: Read): Read =>
    (name, quote) =>
      wrap(...withTexts(base64, beside, { read: (inner) => read(name, inner), quote }));
  return { pieces: [token], token: call?.token ?? token, key: run, encode, encodes: !call };
}

const same: Wrap = (text) => text;

/** An expression with the texts beside it: as the highest precedence has it, and as it is an argument of a call. */
function withTexts(
  { operator = "+", template }: Base64,
  { before, after }: { readonly before: string; readonly after: string },
  { read, quote }: { readonly read: (quote: string) => string; readonly quote: string },
): Parameters<Wrap> {
  if (before + after === "") return [read(quote), read(quote)];
  if (template) {
    const text = template(before, read("'"), after);
    return [text, text];
  }
  const sign = quote === "'" ? "'" : '"';
  const quoted = (text: string): readonly string[] => (text === "" ? [] : [sign + text + sign]);
  const sum = [...quoted(before), read(quote), ...quoted(after)].join(` ${operator} `);
  return [`(${sum})`, sum];
}

/** The call that decodes a literal, as what is to be replaced. */
function decodingOf(
  text: string,
  token: Token,
  decodings: readonly Decoding[],
): { readonly token: Token; readonly result: Decoding["result"] } | undefined {
  const before = text.slice(Math.max(0, token.start - CALL), token.start);
  const after = text.slice(token.end, token.end + CALL);
  for (const decoding of decodings) {
    const lead = decoding.before.exec(before)?.[0].length;
    const tail = decoding.after.exec(after)?.[0].length;
    if (lead === undefined || tail === undefined) continue;
    const start = token.start - lead;
    let { within } = token;
    while (within && within.at >= start) within = within.outer;
    // No form: it is a call, whatever literal stands in it.
    return { token: { ...token, form: "", within, start, end: token.end + tail }, result: decoding.result };
  }
  return undefined;
}
