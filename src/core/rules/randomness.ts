// What a random value has and an identifier, a slug, a word or a digest of the same shape has not.
import type { Check } from "./rule";

/** Rejects a value whose text from an index on is in one case: a slug, a snake-case name, a digest. */
export const inBothCases =
  (from = 0) =>
  (value: string): Check => {
    const body = value.slice(from);
    return /[a-z]/.test(body) && /[A-Z]/.test(body) ? "pass" : "reject";
  };

/** Rejects a value that is in one case or has no digit, as the names of classes and functions. */
export const inBothCasesWithDigit =
  (from = 0) =>
  (value: string): Check =>
    /\d/.test(value.slice(from)) ? inBothCases(from)(value) : "reject";

/** Rejects a value without a digit: a word. */
export const withDigit = (value: string): Check => (/\d/.test(value) ? "pass" : "reject");

/** Rejects a value of lowercase letters and dashes alone: words. */
export const notLower = (value: string): Check => (/^[a-z_-]+$/.test(value) ? "reject" : "pass");

/** Rejects a digest where keys of letters and digits stand. */
export const notHex = (value: string): Check => (/^[0-9a-fA-F]+$/.test(value) ? "reject" : "pass");

/** Rejects the UUID of zeros, which stands for "none". */
export const notZero = (value: string): Check => (/^[0-]+$/.test(value) ? "reject" : "pass");

/** Rejects slugs and identifiers that are made of words. */
export const notWords = (value: string): Check => (readsAsWords(value) ? "reject" : "pass");

/** What the first says of a value that has something against it. */
export const each =
  (...checks: readonly ((value: string) => Check)[]) =>
  (value: string): Check =>
    checks.map((check) => check(value)).find((result) => result !== "pass") ?? "pass";

/** What follows the dot of `<md5>.<more>`: the name of a file is words, or a second hash. */
export function randomTail(value: string): Check {
  const tail = value.slice(value.indexOf(".") + 1);
  const isOneKind = /^(?:[a-z_-]+|[A-Z_-]+|\d+|[0-9a-f]+|[0-9A-F]+)$/.test(tail);
  return isOneKind || readsAsWords(tail) ? "reject" : "pass";
}

/** The version and the variant that a random UUID states, whether with dashes or without. */
export function isRandomUuid(value: string): boolean {
  const digits = value.replaceAll("-", "");
  return digits[12] === "4" && "89ab".includes(digits[16] ?? "?");
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
