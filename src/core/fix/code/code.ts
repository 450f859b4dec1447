// Keys in string literals of programming languages: what all of them share.
import type { Finding } from "../../model";
import { Lexed, type Token } from "./lexer";
import { assignedName, type NameHint } from "../names";
import { type Base64, type Holder, holderOf } from "./encoded";
import type { Answer, Change, Located, Slot, SourceFile } from "../source";
import type { Syntax } from "./syntax";

/** The keys of one literal and what stands around it. */
export interface Spot {
  readonly lexed: Lexed;
  /** Several literals that are one text stand here as one, and a literal with the call that decodes it. */
  readonly token: Token;
  readonly pieces: readonly Token[];
  readonly keys: readonly { readonly start: number; readonly end: number }[];
  /** The literal holds one key and nothing else. */
  readonly whole: boolean;
  /** What stands here in base64 has to stay so. */
  readonly encodes: boolean;
  /** Up to `AROUND` of the text before and after the literal. */
  readonly before: string;
  readonly after: string;
}

/** UTF-16 code units on each side of a literal that are looked at. */
export const AROUND = 2000;

/** How a file reads variables. */
export interface Reader {
  /** An expression of the highest precedence. `quote` is the one that the file uses at this place. */
  readonly read: (name: string, quote: string) => string;
  /** `encodes`: some of the expressions encode base64. */
  readonly imports: (encodes: boolean) => readonly Change[];
  /** What a read needs behind it to have the literal's type, such as TypeScript's `!`. */
  readonly definite?: string;
  /** The env file that is read this way, whatever other there is; relative to the owning folder. */
  readonly envFile?: string;
}

/**
 * The code before and after a default value that is used when a variable, which it names (`dot`, `text`), is not set;
 * `cut` is what goes with the default.
 */
export interface Fallback {
  readonly before: RegExp;
  readonly after: RegExp;
}

export interface CodeLanguage {
  readonly syntax: Syntax;
  /** How it reads and writes base64; without it, keys in base64 are refused. */
  readonly base64?: (lexed: Lexed) => Base64;
  readonly reader: (file: SourceFile, lexed: Lexed, firstUse: number) => Reader;
  /** Why a place cannot hold a reference. */
  readonly refuse: (spot: Spot, file: SourceFile) => string | undefined;
  readonly fallback?: Fallback | readonly Fallback[];
  /** What stays of such code, up to the default, when the default is gone; `name` is the variable's. */
  readonly withoutFallback?: (reader: Reader, code: string, name: string) => string;
  readonly write: (
    spot: Spot,
    names: readonly string[],
    context: { reader: Reader; file: SourceFile },
  ) => readonly Change[];
  /** A place whose variable is read without any expression there, such as a field that is named like it. */
  readonly declared?: (spot: Spot, file: SourceFile) => Exclude<Answer, string> | undefined;
  /** What the place says of the variable's name; default: `assignedName`. */
  readonly hint?: (spot: Spot) => NameHint | undefined;
  /** Changes that the statement needs besides, or why it can have none. */
  readonly statement?: (spot: Spot) => readonly Change[] | string;
}

/** Finds the literals of a file's keys, and what can be written in their places. */
export function locateCode(
  language: CodeLanguage,
  file: SourceFile,
  findings: readonly Finding[],
  lexed = new Lexed(file.text, language.syntax),
): Located {
  const refused = new Map<number, string>();
  const forms = { syntax: language.syntax, base64: language.base64?.(lexed) };
  const groups: Group[] = [];
  const byPiece = new Map<Token, Group>();
  findings.forEach((finding, index) => {
    const holder = holderOf(lexed, forms, finding);
    if (typeof holder === "string") return refused.set(index, holder);
    const known = holder.pieces.map((piece) => byPiece.get(piece)).find((group) => group !== undefined);
    const group = known ?? { indices: [], holders: [] };
    if (!known) groups.push(group);
    group.indices.push(index);
    group.holders.push(holder);
    for (const piece of holder.pieces) byPiece.set(piece, group);
    return undefined;
  });
  const reader = language.reader(file, lexed, findings[0]?.span.start.offset ?? 0);
  let encodes = false;
  const slots: Slot[] = [];
  let reads = false;
  for (const { indices, holders } of groups) {
    const spot = spotOf(lexed, holders);
    const declared = spot && language.declared?.(spot, file);
    const slot = spot ? (declared ?? slotOf(language, spot, { file, reader: readerAt(reader, holders) })) : SEVERAL;
    if (typeof slot === "string") {
      indices.forEach((index) => refused.set(index, slot));
      continue;
    }
    reads ||= !declared;
    const write: Slot["write"] = (names, envPath) => {
      encodes ||= spot?.encodes ?? false;
      return slot.write(names, envPath);
    };
    slots.push({ ...slot, findings: indices, write });
  }
  const { imports, envFile } = reader;
  return {
    slots,
    refused,
    ...(reads && { imports: () => imports(encodes) }),
    ...(envFile !== undefined && { envFile }),
  };
}

/** The keys of one literal. */
interface Group {
  readonly indices: number[];
  readonly holders: Holder[];
}

const SEVERAL =
  "Several keys stand here of which not all are written as they are. Write them without encoding, each in one literal.";

function spotOf(lexed: Lexed, holders: readonly Holder[]): Spot | undefined {
  const [first] = holders;
  const last = holders.at(-1);
  if (!first || !last || (holders.length > 1 && holders.some(({ encode }) => encode !== undefined))) return undefined;
  const keys = holders.map(({ key }) => key);
  const token = { ...first.token, bodyEnd: last.token.bodyEnd, end: last.token.end };
  return {
    lexed,
    token,
    pieces: [...new Set(holders.flatMap(({ pieces }) => pieces))],
    keys,
    whole: keys.length === 1 && keys[0]?.start === token.bodyStart && keys[0].end === token.bodyEnd,
    encodes: first.encodes,
    before: lexed.text.slice(Math.max(0, token.start - AROUND), token.start),
    after: lexed.text.slice(token.end, token.end + AROUND),
  };
}

/** How the variable is read in a place whose text is encoded. */
function readerAt(reader: Reader, [{ encode } = {}]: readonly Partial<Holder>[]): Reader {
  if (!encode) return reader;
  const definite = reader.definite ?? "";
  return { ...reader, read: encode((name, quote) => reader.read(name, quote) + definite), definite: "" };
}

function slotOf(
  language: CodeLanguage,
  spot: Spot,
  { file, reader }: { file: SourceFile; reader: Reader },
): Pick<Slot, "hint" | "write"> | string {
  const reason = language.refuse(spot, file);
  if (reason !== undefined) return reason;
  const extra = language.statement?.(spot) ?? [];
  if (typeof extra === "string") return extra;
  const read = spot.whole && !spot.encodes ? fallbackOf(language, spot) : undefined;
  const assigned = language.hint ? language.hint(spot) : assignedName(spot.before);
  const hint: NameHint | undefined = read ? { name: read.name, kind: "read" } : assigned;
  const write = (names: readonly string[]): readonly Change[] => {
    if (read && names[0] === read.name)
      return [
        { start: read.start, end: read.end, text: language.withoutFallback?.(reader, read.code, read.name) ?? "" },
      ];
    return [...extra, ...language.write(spot, names, { reader, file })];
  };
  return { hint, write };
}

/** The variable that is read where the key is only its default. */
interface Default {
  readonly name: string;
  /** Where the default stands, with what goes with it. */
  readonly start: number;
  readonly end: number;
  /** The code before it. */
  readonly code: string;
}

function fallbackOf(language: CodeLanguage, spot: Spot): Default | undefined {
  for (const { before, after } of [language.fallback ?? []].flat()) {
    const found = before.exec(spot.before);
    const rest = after.exec(spot.after);
    const name = found?.groups?.["dot"] ?? found?.groups?.["text"];
    if (!found || !rest || name === undefined) continue;
    const [front, back] = [found, rest].map(({ groups }) => groups?.["cut"]?.length ?? 0);
    return { name, start: spot.token.start - (front ?? 0), end: spot.token.end + (back ?? 0), code: found[0] };
  }
  return undefined;
}

/** The literal as a whole replaced by an expression, kept apart from words and signs beside it. */
export function replaceWhole({ token, before, after }: Spot, expression: string): readonly Change[] {
  const left = /\w$/.test(before) ? " " : "";
  const right = /^[\w=]/.test(after) ? " " : "";
  return [{ start: token.start, end: token.end, text: left + expression + right }];
}

/** Whether what follows a literal binds tighter than `+`. */
export function bindsTighter({ after }: Spot): boolean {
  return /^\s*[.[?!]/.test(after) && !/^\s*(?:\?\?|\?[^.[]|!=)/.test(after);
}

/** How a language joins strings. */
export interface Joint {
  readonly operator: string;
  /** What stands beside the literal binds tighter than the operator. */
  readonly isLoose: (spot: Spot) => boolean;
}

export const PLUS_SIGN: Joint = { operator: "+", isLoose: bindsTighter };

/** The literal split at its keys: `"Bearer " + KEY + "…"`, in parentheses where what is beside it binds tighter. */
export function concatenate(spot: Spot, expressions: readonly string[], joint = PLUS_SIGN): readonly Change[] {
  const { lexed, token, keys } = spot;
  const open = lexed.text.slice(token.start, token.bodyStart);
  const close = lexed.text.slice(token.bodyEnd, token.end);
  const changes = keys.map((key, index): Change => {
    const atStart = key.start === (keys[index - 1]?.end ?? token.bodyStart);
    const atEnd = key.end === token.bodyEnd;
    const isNext = key.end === keys[index + 1]?.start;
    const before = key.start === token.bodyStart ? "" : `${atStart ? "" : close} ${joint.operator} `;
    return {
      start: key.start === token.bodyStart ? token.start : key.start,
      end: atEnd ? token.end : key.end,
      text: `${before}${expressions[index] ?? ""}${atEnd || isNext ? "" : ` ${joint.operator} ${open}`}`,
    };
  });
  if (!joint.isLoose(spot)) return changes;
  return [
    { start: token.start, end: token.start, text: "(" },
    ...changes,
    { start: token.end, end: token.end, text: ")" },
  ];
}

/** Text put in place of each key, the literal left as it is. */
export function insertInto({ keys }: Spot, texts: readonly string[]): readonly Change[] {
  return keys.map((key, index) => ({ ...key, text: texts[index] ?? "" }));
}

/** What `insertAndReplace` puts into a text, and so may not be there. */
export const MARKS = /%\w+%/;

/** A mark in place of each key, and a call after the literal that replaces it. */
export function insertAndReplace(
  spot: Spot,
  names: readonly string[],
  call: (mark: string, index: number) => string,
): readonly Change[] {
  const marks = names.map((name) => `%${name}%`);
  const calls = marks.map((mark, index) => (marks.indexOf(mark) === index ? call(mark, index) : "")).join("");
  return [...insertInto(spot, marks), { start: spot.token.end, end: spot.token.end, text: calls }];
}

/** A backslash before each match of one character in a literal's own text. Longer matches are passed over. */
export function escapeIn({ lexed, token, keys }: Spot, pattern: RegExp): readonly Change[] {
  return [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(pattern)]
    .filter(([found]) => found.length === 1)
    .map((match) => token.bodyStart + match.index)
    .filter((at) => !keys.some((key) => key.start <= at && at < key.end))
    .map((at): Change => ({ start: at, end: at, text: "\\" }));
}

/** The literal's text without its keys. */
export function restOf({ lexed, token, keys }: Spot): string {
  const bounds = [token.bodyStart, ...keys.flatMap(({ start, end }) => [start, end]), token.bodyEnd];
  return bounds.map((bound, i) => (i % 2 === 0 ? lexed.text.slice(bound, bounds[i + 1]) : "")).join("");
}

/** Whether another string stands beside this one with nothing between, so that both are one literal. */
export function isAdjacent({ lexed, token, pieces }: Spot, between: RegExp): boolean {
  const index = pieces[0] ? lexed.tokens.indexOf(pieces[0]) : -1;
  const near = [...lexed.tokens.slice(Math.max(0, index - 20), index), ...lexed.tokens.slice(index + 1, index + 20)];
  return near.some(({ kind, start, end }) => {
    if (kind !== "string") return false;
    if (end <= token.start) return between.test(lexed.code.slice(Math.max(end, token.start - AROUND), token.start));
    return start >= token.end && between.test(lexed.code.slice(token.end, Math.min(start, token.end + AROUND)));
  });
}

/** Whether it is what a command prints that is joined or decoded here, and not the literal's own text. */
export const isOutput = ({ token, pieces }: Spot): boolean =>
  pieces.some(({ form }) => form === "command") && (pieces.length > 1 || token.form === "");

/** The code before a place back to the end of the last statement or block, literals blanked. */
export function statementBefore(lexed: Lexed, offset: number): { readonly text: string; readonly start: number } {
  const from = Math.max(0, offset - AROUND);
  const code = lexed.code.slice(from, offset);
  const start = Math.max(code.lastIndexOf(";"), code.lastIndexOf("{"), code.lastIndexOf("}")) + 1;
  return { text: code.slice(start), start: from + start };
}

/** The code right before the innermost open bracket, and which one it is. */
export function header({ lexed, token }: Spot): { readonly bracket: string; readonly text: string } {
  const at = token.within?.at;
  if (at === undefined) return { bracket: "", text: "" };
  return { bracket: lexed.text.charAt(at), text: statementBefore(lexed, at).text };
}

/** Brackets around a place that are looked at. */
const MAX_NESTING = 50;

export interface Around {
  readonly at: number;
  /** The bracket itself. */
  readonly bracket: string;
  /** The code before it. */
  readonly text: string;
}

/** The brackets around a literal, innermost first. */
export function bracketsAround({ lexed, token }: Spot): readonly Around[] {
  const found: Around[] = [];
  for (let one = token.within; one && found.length < MAX_NESTING; one = one.outer)
    found.push({ at: one.at, bracket: lexed.text.charAt(one.at), text: statementBefore(lexed, one.at).text });
  return found;
}
