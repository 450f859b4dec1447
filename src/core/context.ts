// Whether the text before a value names whose key it is, or at least that it is some key.
import type { Context } from "./rules/rule";

/** UTF-16 code units before a value beyond which no name counts, whatever a rule asks for. */
export const MAX_CONTEXT = 400;

/** `vendor` names the issuer; `key` says that it is some key, which only a host elsewhere can complete. */
export type Naming = "vendor" | "key" | "none";

/** The name that a value is assigned to: the last word before it, with the signs that stand between. */
const OWN_NAME = /([\w$.-]+)["'`\]\s]*(?:[:=]|=>|:=|[(,<>]|\s)*["'`(\s]*(?:(?:Bearer|Basic|Token)\s+)?$/i;
/** Names of values that look like keys and are none. */
const NO_KEY =
  /(?:hash|sha\d*|md5|digest|checksum|commit|etag|revision|guid|uuid|integrity|fingerprint|(?:^|[_-])(?:id|rev|ref))$|(?:trace|request|tenant|client|subscription|resource|deployment|object|project|app|org)[_-]?id$/i;
const KEY = /key|token|secret|auth|credential|passw|bearer|\bpat\b/i;

/** A value's pair stands on its line or on one of the five before it. */
const PAIR_LINES = 6;
const LINE_BREAK = /\r\n|\n|\r/;

/** What the text before the value at `start` says of it. The name must stand in the same statement. */
export function namingBefore(text: string, start: number, context: Context): Naming {
  const reach = text.slice(Math.max(0, start - Math.min(context.reach, MAX_CONTEXT)), start);
  const before = statementBefore(reach);
  const ownName = OWN_NAME.exec(before)?.[1] ?? "";
  if (NO_KEY.test(ownName)) return "none";
  const lines = reach.split(LINE_BREAK).slice(-PAIR_LINES);
  if (context.pairs?.some((literal) => lines.some((line) => line.includes(literal)))) return "vendor";
  const words = before.toLowerCase();
  if (context.names.some((name) => words.includes(name.toLowerCase()))) return "vendor";
  if (context.keyNames?.some((name) => words.includes(name.toLowerCase()))) return "key";
  return "none";
}

/**
 * The end of a text that may name what follows it: from the last `;` or `}`, on the last line, and on the line
 * before when the last one names just "some key", as in a YAML map or an argument list over several lines.
 */
function statementBefore(text: string): string {
  const lines = text.slice(Math.max(text.lastIndexOf(";"), text.lastIndexOf("}")) + 1).split(LINE_BREAK);
  const last = lines.at(-1) ?? "";
  const above = lines.at(-2);
  const needsMore = above !== undefined && (KEY.test(last) || !/\w/.test(last));
  return needsMore ? `${above}\n${last}` : last;
}
