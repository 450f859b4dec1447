// Whether the text around a value names whose key it is, or at least that it is some key.
import type { Context, Published } from "./rules/rule";
import { literally } from "./rules/shape";
import { KEY, openerOf, statementStart } from "./statement";

/** UTF-16 code units before or after a value beyond which no name counts, whatever a rule asks for. */
export const MAX_CONTEXT = 400;

/** `vendor` names the issuer; `key` says that it is some key, which only a host elsewhere can complete. */
export type NamedAs = "vendor" | "key" | "none";

export interface Naming {
  readonly as: NamedAs;
  /** UTF-16 code units between the vendor's name and the value; infinite when no name says whose it is. */
  readonly gap: number;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The name that a value is assigned to: the last word before it, with the signs that stand between. */
const OWN_NAME =
  /(?<![\w$.-])([\w$.-]+)["'`\]\s\\]*(?:[:=]|=>|:=|[(,<>]|\s)*["'`(\s\\]*(?:(?:Bearer|Basic|Token)\s+)?$/i;
/** The same where the type of the variable stands in between: `requestId: String = "`. */
const TYPED_NAME = /(?<![\w$.-])([\w$.-]{1,80})\s{0,9}:\s{0,9}[&\w<>.[\]?]{1,30}\s{0,9}=\s{0,9}["'`\\]{0,3}$/;
/** The same of an element that has a name and a content: `<meta name="request-id" content="`. */
const NAMED_ELEMENT = /["']([\w$.-]{1,80})["']\s{1,9}(?:content|value)=["']$/;
/** The same where it is the value of a name that stands on the line above: `- name: REQUEST_ID`, `value: "`. */
const NAME_ABOVE = /(?<![\w$.-])([\w$.-]{1,80})["']?,?\s*[\r\n]\s*(?:- )?["']?(?:value|default)["']?\s*[:=]\s*["'`]?$/i;
/** The name of a header that follows its value, as in Swift. */
const NAME_AFTER = /^["']\s{0,9},\s{0,40}forHTTPHeaderField:\s{0,9}["']([\w-]{1,80})/;
/** Names of values that look like keys and are none. */
const NO_KEY =
  /(?:hash|sha\d*|md5|digest|checksum|commit|etag|revision|guid|uuid|integrity|fingerprint|(?:^|(?<!secret)[._-])(?:id|rev|ref))$|(?:trace|request|tenant|client|subscription|resource|deployment|object|project|app|org)[_.-]?id$|class(?:[_-]?name)?$/i;
/** `jobId`, `transcriptId`: the id of something else. */
const ID = /(?<![Ss]ecret)(?<=[a-z0-9])Id$/;
/** A value alone between parentheses or braces is what a client is made with. */
const CALL = /[({]\s*["'`]?$/;

/** `Endpoint=https://…;Key=`: its semicolons part no statements. */
const CONNECTION_STRING = /(?<!\w)(?:\w{1,40}=[^\s"'`;]{0,200};)+\w{1,40}=$/;

/** A value's pair stands on its line, on one of the five before it, or on one of the five after it. */
const PAIR_LINES = 6;
const LINE_BREAK = /\r\n|\n|\r/;
/** A start such as `ak-` is the start of a value only when this much of one follows; `|aicore!b` stands inside of one. */
const PAIR_BODY = 12;

/**
 * What the text around a value says of it. A name must stand before it, in the same statement or in the line that opens
 * the block of which the value is an entry.
 */
export function namingOf(text: string, { start, end }: Place, context: Context): Naming {
  const from = Math.max(0, start - Math.min(context.reach, MAX_CONTEXT));
  const reach = text.slice(from, start);
  const statement = from + Math.min(statementStart(reach), CONNECTION_STRING.exec(reach)?.index ?? reach.length);
  const before = text.slice(statement, start);
  const nameAfter = NAME_AFTER.exec(text.slice(end, end + MAX_CONTEXT))?.[1] ?? "";
  const ownNames = [...ownNamesOf(before), nameAfter];
  if (ownNames.some((name) => NO_KEY.test(name) || ID.test(name))) return { as: "none", gap: Infinity };
  const names = KEY.test(before) || CALL.test(before) ? context : { ...context, words: [] };
  let gap = gapTo(text, { start: statement, end: start }, names);
  const opener = gap === Infinity ? openerOf(text, start, MAX_CONTEXT) : undefined;
  if (opener) gap = start - opener.end + gapTo(text, { start: Math.max(from, opener.start), end: opener.end }, names);
  if (gap < Infinity || holdsPair(reach, text.slice(end, end + MAX_CONTEXT), context)) return { as: "vendor", gap };
  const words = asciiLower(`${nameAfter} ${before}`);
  const isKey = context.keyNames?.some((name) => words.includes(name.toLowerCase()));
  return { as: isKey ? "key" : "none", gap };
}

/** What a value may be assigned to, by the text before it. */
function ownNamesOf(before: string): readonly string[] {
  return [OWN_NAME, TYPED_NAME, NAMED_ELEMENT, NAME_ABOVE].flatMap((pattern) => pattern.exec(before)?.[1] ?? []);
}

/** Prefixes that make a build tool put the value into pages that anybody can read. */
export const PUBLIC_NAME = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP|VUE_APP|GATSBY|STORYBOOK|VITE|PUBLIC)_/i;
const CLIENT_CODE = /\bdangerouslyAllowBrowser\s*:\s*true\b/;

/** Whether a value is sent to browsers, by the name that it is assigned to or by what is set beside it. */
export function isSentToBrowsers(text: string, { start, end }: Place): boolean {
  const before = text.slice(Math.max(0, start - MAX_CONTEXT), start);
  if (ownNamesOf(before).some((name) => PUBLIC_NAME.test(name.slice(name.lastIndexOf(".") + 1)))) return true;
  return CLIENT_CODE.test(before + text.slice(end, end + MAX_CONTEXT));
}

/** Whether what stands around a value says that its owner publishes it on purpose. */
export function isPublished(text: string, { start, end }: Place, { words, unless, reach }: Published): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  const statement = before.slice(statementStart(before)).toLowerCase();
  if (unless.some((word) => statement.includes(word))) return false;
  const around = (before + text.slice(end, end + reach)).toLowerCase();
  return words.some((word) => around.includes(word));
}

/** The distance from the end of a place to the last name of a vendor in it. */
function gapTo(text: string, { start, end }: Place, { names, words = [] }: Context): number {
  const here = asciiLower(text.slice(start, Math.max(start, end)));
  const gapOf = (name: string, isWhole: boolean): number => {
    const wanted = name.toLowerCase();
    for (let at = here.lastIndexOf(wanted); at >= 0; at = at > 0 ? here.lastIndexOf(wanted, at - 1) : -1) {
      const after = at + wanted.length;
      if (startsWord(text, start + at) && (!isWhole || endsWord(text, start + after))) return here.length - after;
    }
    return Infinity;
  };
  return Math.min(Infinity, ...names.map((name) => gapOf(name, false)), ...words.map((word) => gapOf(word, true)));
}

/** `ark` starts a word in `my_ark`, `myArk`, `MYArk` and `"\nark"`, and none in `spark`, `SPARK` and `Spark`. */
function startsWord(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  if (!/[A-Za-z0-9]$/.test(before) || /\\[nrt]$/.test(before)) return true;
  return /^[A-Z]/.test(text.charAt(at)) && (/[a-z0-9]$/.test(before) || /[a-z]/.test(text.charAt(at + 1)));
}

/** `exa` ends a word in `exa_key`, `ExaClient` and `EXA`, and none in `example`, `EXAMPLE` and `exabyte`. */
function endsWord(text: string, at: number): boolean {
  const next = text.charAt(at);
  return !/[A-Za-z0-9]/.test(next) || (/[A-Z]/.test(next) && /[a-z]/.test(text.charAt(at - 1)));
}

/** Lower case that keeps every index. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

function holdsPair(before: string, after: string, context: Context): boolean {
  if (!context.pairs) return false;
  const lines = [...before.split(LINE_BREAK).slice(-PAIR_LINES), ...after.split(LINE_BREAK).slice(0, PAIR_LINES)];
  return halvesOf(context.pairs).some((half) => lines.some((line) => half.test(line)));
}

type Pairs = NonNullable<Context["pairs"]>;

const halves = new WeakMap<Pairs, readonly RegExp[]>();

/** What finds the other halves; made once, since a text may be full of candidates. */
function halvesOf(pairs: Pairs): readonly RegExp[] {
  const known = halves.get(pairs);
  if (known) return known;
  const made = pairs.map((pair) => {
    if (typeof pair !== "string") return new RegExp(`(?<![\\w-])[${pair.class}]{${pair.min}}(?![\\w-])`);
    const fixed = literally(pair);
    return new RegExp(/^\w/.test(pair) ? `(?<![\\w-])${fixed}[A-Za-z0-9]{${PAIR_BODY}}` : fixed);
  });
  halves.set(pairs, made);
  return made;
}
