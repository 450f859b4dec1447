// Texts that look as if they held a key and hold none, or one of another issuer; each is drawn anew for every try.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Finding, type Policy, RULES, scanText } from "../../../src/core/index";
import { ALNUM, BASE64, hasRun, HEX, LOWER_ALNUM, UPPER_ALNUM, URL_SAFE } from "../../support/keys/text";
import { type Random, randomFrom } from "../../support/random";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};

/** What it is, the text, and the rules that answer to it: none unless they are named. */
export type Trap = readonly [what: string, text: (random: Random) => string, ...rules: readonly string[]];

const TRIES = 20;

/** One test for each trap. */
export function testTraps(traps: readonly Trap[]): void {
  for (const [what, text, ...rules] of traps) {
    it(what, () => {
      const random = randomFrom(what);
      for (let i = 0; i < TRIES; i++) assert.deepEqual(rulesIn(text(random)), rules);
    });
  }
}

/** What is found in a text, at any confidence. */
export function findingsIn(text: string): readonly Finding[] {
  return scanText(text, { path: "a.py" }, EVERYTHING).findings;
}

export const rulesIn = (text: string): readonly string[] => findingsIn(text).map(({ ruleId }) => ruleId);

export const confidencesIn = (text: string): readonly string[] => findingsIn(text).map(({ confidence }) => confidence);

/** A key as a rule itself would draw it. */
export function keyOf(ruleId: string, seed = "trap"): string {
  const rule = RULES.find(({ id }) => id === ruleId);
  assert.ok(rule, ruleId);
  const { text, start, end } = rule.sample(seed);
  return text.slice(start, end);
}

export const ZERO = "00000000-0000-0000-0000-" + "0".repeat(12);

/** Random characters without a run such as `aaaa`, which would make them a placeholder. */
const drawn =
  (alphabet: string) =>
  (random: Random, length: number): string => {
    for (;;) {
      const text = random.chars(alphabet, length);
      if (!hasRun(text)) return text;
    }
  };

export const hex = drawn(HEX);
export const lower = drawn(LOWER_ALNUM);
export const upper = drawn(UPPER_ALNUM);
export const alnum = drawn(ALNUM);
export const url = drawn(URL_SAFE);
export const base64 = drawn(BASE64);

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

/** What a person would call something, exactly so long: `theListOfAll`, `the_list_of_all` or `thelistofall`. */
export function nameOf(length: number, style: "camel" | "snake" | "flat"): string {
  const all = "the static loading animation of the list in the saved register for the interrupt handler".split(" ");
  const camel = all.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return { camel: camel.join(""), snake: all.join("_"), flat: all.join("") }[style].slice(0, length);
}
