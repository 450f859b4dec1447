// Texts that look as if they held a key and hold none, or one of another issuer; each is drawn anew for every try.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Finding, type Policy, scanText } from "../../../src/core/index";
import { type Random, randomFrom } from "../../support/random";
import { hasRun } from "../../support/keys/text";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};

/** What it is, the text, and the rules that answer to it: none unless they are named. */
export type Trap = readonly [what: string, text: (random: Random) => string, ...rules: readonly string[]];

const TRIES = 20;

export function findingsIn(text: string): readonly Finding[] {
  return scanText(text, { path: "a.py" }, EVERYTHING).findings;
}

/** One test for each trap. */
export function tell(traps: readonly Trap[]): void {
  for (const [what, text, ...rules] of traps) {
    it(what, () => {
      const random = randomFrom(what);
      for (let i = 0; i < TRIES; i++)
        assert.deepEqual(
          findingsIn(text(random)).map(({ ruleId }) => ruleId),
          rules,
        );
    });
  }
}

export const ZERO = "00000000-0000-0000-0000-" + "0".repeat(12);

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** Random characters without a run such as `aaaa`, which would make them a placeholder. */
const drawn =
  (alphabet: string) =>
  (random: Random, length: number): string => {
    for (;;) {
      const text = random.chars(alphabet, length);
      if (!hasRun(text)) return text;
    }
  };

export const hex = drawn(`${DIGITS}abcdef`);
export const lower = drawn(LOWER + DIGITS);
export const alnum = drawn(DIGITS + LOWER + LOWER.toUpperCase());
export const base64 = drawn(`${DIGITS}${LOWER}${LOWER.toUpperCase()}+/`);

const WORDS =
  "panel grid layout drawer header sticky footer window scroll button report season corner border margin column".split(
    " ",
  );

/** Words with a sign between them, such as a slug or an identifier, of at least so many characters. */
export function words(random: Random, sign: string, length: number): string {
  let text = random.pick(WORDS);
  while (text.length < length) text += sign + random.pick(WORDS);
  return text;
}

/** Exactly so many characters of words. */
export function wordsOf(random: Random, sign: string, length: number): string {
  return words(random, sign, length).slice(0, length - 1) + "s";
}
