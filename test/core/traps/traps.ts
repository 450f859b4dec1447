// A trap is a text that looks like a key and is none, or is another service's.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Policy, RULES, scanText } from "../../../src/core/index";
import { type Random, randomFrom } from "../../support/random";

const EVERYTHING: Policy = { ...DEFAULT_POLICY, severity: { high: "error", medium: "warning", low: "information" } };

/** `what` it is, how to make it, and the rules that find something in it after all. */
export interface Trap {
  readonly provider: string;
  readonly what: string;
  readonly text: (random: Random) => string;
  readonly found?: readonly string[];
}

/** One test a trap, each with five drawn texts. */
export function testTraps(traps: readonly Trap[]): void {
  for (const { provider, what, text, found = [] } of traps) {
    it(`${provider}: ${what}`, () => {
      for (let i = 0; i < 5; i++) assert.deepEqual(rulesIn(text(randomFrom(`${provider} ${what} ${i}`))), found);
    });
  }
}

/** The ids of the rules that find something in a text, at any confidence. */
export function rulesIn(text: string): readonly string[] {
  return scanText(text, { path: "a.py" }, EVERYTHING).findings.map(({ ruleId }) => ruleId);
}

/** The confidences of what is found in a text. */
export function confidencesIn(text: string): readonly string[] {
  return scanText(text, { path: "a.py" }, EVERYTHING).findings.map(({ confidence }) => confidence);
}

/** What a person would call something, cut to a length: `theListOfAll`, `the_list_of_all` or `thelistofall`. */
export function words(length: number, style: "camel" | "snake" | "flat"): string {
  const all = "the static loading animation of the list in the saved register for the interrupt handler".split(" ");
  const camel = all.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return { camel: camel.join(""), snake: all.join("_"), flat: all.join("") }[style].slice(0, length);
}

/** A key as a rule itself would draw it. */
export function keyOf(ruleId: string, seed = "trap"): string {
  const rule = RULES.find(({ id }) => id === ruleId);
  assert.ok(rule, ruleId);
  const { text, start, end } = rule.sample(seed);
  return text.slice(start, end);
}
