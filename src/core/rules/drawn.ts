// Whether a value looks as if it had been drawn at random, for shapes that hashes, identifiers and words share.
import type { Check } from "./rule";

/** Against hashes in a place where keys of letters and digits stand. */
export const notHex = (value: string): Check => (/^[0-9a-fA-F]+$/.test(value) ? "reject" : "pass");

/** Small letters, capitals and digits, as a random text of some length has; neither hashes nor identifiers do. */
export const mixedCase = (value: string): Check =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) ? "pass" : "reject";

/** Against the UUID of zeros, which stands for "none". */
export const notZero = (value: string): Check => (/^[0-]+$/.test(value) ? "reject" : "pass");

/** Against slugs and identifiers. */
export const notWords = (value: string): Check => (readsAsWords(value) ? "reject" : "pass");

/** What the first says of a value that has something against it. */
export const each =
  (...checks: readonly ((value: string) => Check)[]) =>
  (value: string): Check =>
    checks.map((check) => check(value)).find((result) => result !== "pass") ?? "pass";

/** What follows the dot of `<md5>.<more>`: the name of a file is words, or a second hash. */
export function drawnTail(value: string): Check {
  const tail = value.slice(value.indexOf(".") + 1);
  const isOneKind = /^(?:[a-z_-]+|[A-Z_-]+|\d+|[0-9a-f]+|[0-9A-F]+)$/.test(tail);
  return isOneKind || readsAsWords(tail) ? "reject" : "pass";
}

/** Pairs of letters that make up half of an English text, and a fourteenth of a random one. */
const COMMON: ReadonlySet<string> = new Set(
  (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le " +
    "ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur"
  ).split(" "),
);

function readsAsWords(text: string): boolean {
  const lower = text.toLowerCase();
  const pairs = Array.from({ length: text.length }, (_, at) => lower.slice(at, at + 2));
  return pairs.filter((pair) => COMMON.has(pair)).length >= Math.max(5, text.length * 0.3);
}
