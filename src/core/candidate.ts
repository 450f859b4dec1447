// What is known of a place that has the shape of a key: whether it is one, how sure that is, and what may be said of it.
import { isPublished, isSentToBrowsers, type Naming, namingOf } from "./context";
import type { Confidence, Encoded, Point, Span } from "./model";
import type { Match } from "./named";
import { placeholderReason } from "./placeholder";
import { pointAfter } from "./points";
import type { Check, Rule } from "./rules/rule";
import { fingerprint, mask } from "./secret";

/** A match of a rule's shape. It is a finding once it is proven, by itself or by a host in the same text. */
export interface Candidate {
  readonly rule: Rule;
  readonly span: Span;
  /** False when only a host elsewhere in the text can prove it. */
  readonly proven: boolean;
  /** UTF-16 code units between the name that proves it and its start; infinite when something else proves it. */
  readonly nameGap: number;
  readonly confidence: Confidence;
  readonly mask: string;
  readonly fingerprint: string;
  readonly notes: readonly string[];
  /** For a key that the text holds in another form. */
  readonly encoded?: Encoded;
}

/** A note on a key that the build copies into pages. */
export const SENT_TO_BROWSERS =
  "It is sent to browsers, where an env file does not hide it. Call the service from a server, and revoke this key.";

const DOWN: Readonly<Record<Confidence, Confidence>> = { high: "medium", medium: "low", low: "low" };
const UP: Readonly<Record<Confidence, Confidence>> = { low: "medium", medium: "high", high: "high" };

/** Nothing needs to name what its shape alone gives away. */
const BY_SHAPE: Naming = { as: "vendor", gap: Infinity };

/** A match, in the text or in what it holds in another form. The place is that in the text itself. */
export interface Found {
  readonly match: Match;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly encoded?: Encoded;
}

export function placeOf({ start, end }: Match): { readonly start: number; readonly end: number } {
  return { start, end };
}

type Judged = Omit<Candidate, "span" | "encoded">;

export function placed(
  judged: Judged | string,
  { start, end, encoded }: Found,
  source: { readonly text: string; readonly at: Point },
): Candidate | string {
  if (typeof judged === "string") return judged;
  const span = { start: source.at, end: pointAfter(source.at, source.text.slice(start, end)) };
  return { ...judged, span, ...(encoded && { encoded }) };
}

/** What is known of a match, or why it is no key, in words that follow "it ". */
export function judgeMatch(text: string, { rule, start, end }: Match): Judged | string {
  const naming = rule.context ? namingOf(text, { start, end }, rule.context) : BY_SHAPE;
  if (naming.as === "none" && !(rule.anchors.length > 0 && rule.context?.hosts))
    return `stands where nothing names ${rule.vendor}`;
  const value = text.slice(start, end);
  const prefix = publicPrefix(rule, value);
  const placeholder = placeholderReason(value.slice(prefix.length));
  if (placeholder) return placeholder;
  const check: Check = rule.check?.(value) ?? "pass";
  if (check === "reject") return "has a checksum or a structure that does not fit";
  if (check === "sample") return "is a documented placeholder";
  const published = rule.published && isPublished(text, { start, end }, rule.published);
  return {
    rule,
    proven: naming.as === "vendor",
    nameGap: naming.gap,
    confidence: published ? "low" : checked(rule.confidence, check),
    mask: mask(prefix, value),
    fingerprint: fingerprint(value),
    notes: [...(isSentToBrowsers(text, { start, end }) ? [SENT_TO_BROWSERS] : []), ...(rule.notes?.(value) ?? [])],
  };
}

/** The longest fixed text that the key starts with. */
function publicPrefix(rule: Rule, value: string): string {
  const starts = rule.heads.filter((head) => value.startsWith(head));
  return starts.reduce((longest, head) => (head.length > longest.length ? head : longest), "");
}

function checked(confidence: Confidence, check: Check): Confidence {
  return check === "raise" ? UP[confidence] : check === "lower" ? DOWN[confidence] : confidence;
}
