// Keys in string literals of programming languages: what all of them share.
import type { Finding } from "../../model";
import { Lexed, type Token } from "./lexer";
import { assignedName, type NameHint } from "../names";
import { type Change, COMMENT_REASON, type Located, type Slot, type SourceFile } from "../source";
import type { Syntax } from "./syntax";

/** The keys of one literal and what stands around it. */
export interface Spot {
  readonly lexed: Lexed;
  readonly token: Token;
  readonly keys: readonly { readonly start: number; readonly end: number }[];
  /** The literal holds one key and nothing else. */
  readonly whole: boolean;
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
  readonly imports: () => readonly Change[];
}

export interface CodeLanguage {
  readonly syntax: Syntax;
  readonly reader: (file: SourceFile, lexed: Lexed, firstUse: number) => Reader;
  /** Why a place cannot hold a reference. */
  readonly refuse: (spot: Spot, file: SourceFile) => string | undefined;
  /** The code before and after a default value that is used when a variable, which it names, is not set. */
  readonly fallback?: { readonly before: RegExp; readonly after: RegExp };
  /** What stays of such code when the default is gone. */
  readonly withoutFallback?: (file: SourceFile) => string;
  readonly write: (
    spot: Spot,
    names: readonly string[],
    context: { reader: Reader; file: SourceFile },
  ) => readonly Change[];
  /** Changes that the statement needs besides, or why it can have none. */
  readonly statement?: (spot: Spot) => readonly Change[] | string;
}

/** Finds the literals of a file's keys, and what can be written in their places. */
export function locateCode(language: CodeLanguage, file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, language.syntax);
  const refused = new Map<number, string>();
  const groups = new Map<Token, number[]>();
  findings.forEach(({ span }, index) => {
    const token = lexed.at(span.start.offset);
    const reason = strangePlace(token, span.end.offset);
    if (reason !== undefined || !token) refused.set(index, reason ?? NO_LITERAL);
    else groups.set(token, [...(groups.get(token) ?? []), index]);
  });
  const reader = language.reader(file, lexed, findings[0]?.span.start.offset ?? 0);
  const slots: Slot[] = [];
  for (const [token, indices] of groups) {
    const spot = spotOf(
      lexed,
      token,
      indices.flatMap((index) => findings[index] ?? []),
    );
    const extra = language.statement?.(spot) ?? [];
    const reason = language.refuse(spot, file) ?? (typeof extra === "string" ? extra : undefined);
    if (reason !== undefined) indices.forEach((index) => refused.set(index, reason));
    else slots.push(slotOf(language, spot, indices, { file, reader, extra: typeof extra === "string" ? [] : extra }));
  }
  return { slots, refused, imports: reader.imports };
}

const NO_LITERAL = "The key stands outside a string literal here. Replace it by hand.";

function strangePlace(token: Token | undefined, keyEnd: number): string | undefined {
  if (!token) return NO_LITERAL;
  if (token.kind === "comment") return COMMENT_REASON;
  if (token.kind === "regex") return "A regular expression cannot read a variable. Replace the key by hand.";
  return keyEnd > token.bodyEnd ? NO_LITERAL : undefined;
}

function spotOf(lexed: Lexed, token: Token, findings: readonly Finding[]): Spot {
  const keys = findings.map(({ span }) => ({ start: span.start.offset, end: span.end.offset }));
  return {
    lexed,
    token,
    keys,
    whole: keys.length === 1 && keys[0]?.start === token.bodyStart && keys[0].end === token.bodyEnd,
    before: lexed.text.slice(Math.max(0, token.start - AROUND), token.start),
    after: lexed.text.slice(token.end, token.end + AROUND),
  };
}

function slotOf(
  language: CodeLanguage,
  spot: Spot,
  findings: readonly number[],
  { file, reader, extra }: { file: SourceFile; reader: Reader; extra: readonly Change[] },
): Slot {
  const read = spot.whole ? fallbackOf(language, spot) : undefined;
  const hint: NameHint | undefined = read ? { name: read.name, kind: "read" } : assignedName(spot.before);
  const write = (names: readonly string[]): readonly Change[] => {
    if (read && names[0] === read.name)
      return [{ start: read.start, end: spot.token.end, text: language.withoutFallback?.(file) ?? "" }];
    return [...extra, ...language.write(spot, names, { reader, file })];
  };
  return { findings, hint, write };
}

/** The variable that is read where the key is only its default, and where its default begins. */
function fallbackOf(language: CodeLanguage, spot: Spot): { name: string; start: number } | undefined {
  const before = language.fallback?.before.exec(spot.before);
  if (!before || !language.fallback?.after.test(spot.after)) return undefined;
  const name = before.groups?.["dot"] ?? before.groups?.["text"];
  const cut = before.groups?.["cut"] ?? "";
  return name === undefined ? undefined : { name, start: spot.token.start - cut.length };
}

/** The literal as a whole replaced by an expression, kept apart from words and signs beside it. */
export function replaceWhole({ token, before, after }: Spot, expression: string): readonly Change[] {
  const left = /\w$/.test(before) ? " " : "";
  const right = /^[\w=]/.test(after) ? " " : "";
  return [{ start: token.start, end: token.end, text: left + expression + right }];
}

/** How a language joins strings. */
export interface Joint {
  readonly operator: string;
  /** What stands beside the literal binds tighter than the operator. */
  readonly isLoose: (spot: Spot) => boolean;
}

const PLUS: Joint = {
  operator: "+",
  isLoose: ({ after }) => /^\s*[.[?!]/.test(after) && !/^\s*(?:\?\?|\?[^.[]|!=)/.test(after),
};

/** The literal split at its keys: `"Bearer " + KEY + "…"`, in parentheses where what is beside it binds tighter. */
export function concatenate(spot: Spot, expressions: readonly string[], joint = PLUS): readonly Change[] {
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
export function isAdjacent({ lexed, token }: Spot, between: RegExp): boolean {
  const index = lexed.tokens.indexOf(token);
  const near = [...lexed.tokens.slice(Math.max(0, index - 20), index), ...lexed.tokens.slice(index + 1, index + 20)];
  return near.some(({ kind, start, end }) => {
    if (kind !== "string") return false;
    if (end <= token.start) return between.test(lexed.code.slice(Math.max(end, token.start - AROUND), token.start));
    return start >= token.end && between.test(lexed.code.slice(token.end, Math.min(start, token.end + AROUND)));
  });
}

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
