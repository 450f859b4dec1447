// Names may hold a key as any text may: of files, refs, people. What travels of them is a mask.
import { DEFAULT_POLICY, type Policy } from "./policy";
import { scanText } from "./scan";

/** What every key has and few names do: many letters or digits in a row, and not all of them small letters. */
const RUN = /[\w-]{16,}/g;
const MIXED = /\d|[a-z][A-Z]|[A-Z]{2}/;

/** Hex digits of the fingerprint that tell two keys of one kind apart. */
const TELLING = 8;

/**
 * A text with each key in it replaced by its mask and the start of its fingerprint: the same on every machine, and for two
 * names that differ in their keys still two, so that reports can be merged and a baseline holds.
 */
export function withoutKeys(text: string, policy: Policy = DEFAULT_POLICY): string {
  if (!(text.match(RUN) ?? []).some((run) => MIXED.test(run))) return text;
  const { findings, suppressed } = scanText(text, { path: "" }, policy);
  return [...findings, ...suppressed]
    .sort((a, b) => b.span.start.offset - a.span.start.offset)
    .reduce((clean, { span, mask, fingerprint }) => {
      const stand = `${mask}~${fingerprint.slice("k1:".length, "k1:".length + TELLING)}`;
      return clean.slice(0, span.start.offset) + stand + clean.slice(span.end.offset);
    }, text);
}
