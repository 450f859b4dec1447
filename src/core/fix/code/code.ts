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
