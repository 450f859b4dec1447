// Names may hold a key as any text may: of files, refs, people. What travels of them is a mask.
import { DEFAULT_POLICY, type Policy } from "./policy";
import { END, START } from "./rules/boundaries";
import { RULES } from "./rules/index";
import type { Rule } from "./rules/rule";
import { shapeSource } from "./rules/shape";
import { scanText } from "./scan";
import { fingerprint, mask } from "./secret";

/** What every key has and few names do: many letters or digits in a row, not all of them small letters or very many. */
const RUN = /[\w-]{16,}/g;
const MIXED = /\d|[a-z][A-Z]|[A-Z]{2}|[a-z]{32}/;

/** Hex digits of the fingerprint that tell two keys of one kind apart. */
const TELLING = 8;

/**
 * A text with each key in it replaced by its mask and the start of its fingerprint: the same on every machine, and for two
 * names that differ in their keys still two, so that reports can be merged and a baseline holds.
 */
export function withoutKeys(text: string, policy: Policy = DEFAULT_POLICY): string {
  if (!hasMixed(text, RUN)) return text;
  const { findings, suppressed } = scanText(text, { path: "" }, policy);
  const clean = [...findings, ...suppressed]
    .sort((a, b) => b.span.start.offset - a.span.start.offset)
    .reduce((left, { span, ...key }) => {
      return left.slice(0, span.start.offset) + standIn(key) + left.slice(span.end.offset);
    }, text);
  return withoutTouched(clean);
}

/** A key that touches a word is none in code, and is one in the name of its copy: `backup-sk-…-old`. */
function withoutTouched(text: string): string {
  return RULES.filter(({ anchors }) => anchors.some((anchor) => text.includes(anchor))).reduce(
    (left, rule) =>
      left.replace(unbounded(rule), (key) => {
        const head = rule.heads.find((one) => key.startsWith(one)) ?? "";
        return isKey(key, head) ? standIn({ mask: mask(head, key), fingerprint: fingerprint(key) }) : key;
      }),
    text,
  );
}

const patterns = new WeakMap<Rule, RegExp>();

/** What a rule's keys look like, without the boundaries around them. */
function unbounded(rule: Rule): RegExp {
  const known = patterns.get(rule);
  if (known) return known;
  const { handWritten, pattern, shapes } = rule;
  const own = handWritten ? [pattern.source.replaceAll(START, "").replaceAll(END, "")] : [];
  const made = new RegExp([...own, ...shapes.map(shapeSource)].join("|"), "g");
  patterns.set(rule, made);
  return made;
}

function hasMixed(text: string, runs: RegExp): boolean {
  return (text.match(runs) ?? []).some((run) => MIXED.test(run));
}

/** After `sk-`, several words are as long as a key; but no word is, and few names count as much. */
function isKey(key: string, head: string): boolean {
  const text = key.slice(head.length);
  return (
    head.length >= LONG_HEAD || hasMixed(text, /[A-Za-z0-9]{16,}/g) || (text.match(/\d/g) ?? []).length >= MANY_DIGITS
  );
}

const LONG_HEAD = 6;
const MANY_DIGITS = 8;

function standIn({ mask: shown, fingerprint: whole }: { readonly mask: string; readonly fingerprint: string }): string {
  return `${shown}~${whole.slice("k1:".length, "k1:".length + TELLING)}`;
}
