// What a random value has and an identifier, a slug or a digest has not.
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

/** Rejects the UUID of zeros. */
export const notZero = (value: string): Check => (/^[0-]+$/.test(value) ? "reject" : "pass");

/** The version and the variant that a random UUID states, whether with dashes or without. */
export function isRandomUuid(value: string): boolean {
  const digits = value.replaceAll("-", "");
  return digits[12] === "4" && "89ab".includes(digits[16] ?? "?");
}
