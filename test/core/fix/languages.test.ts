// Before -> after, language by language. The expectations are written by hand in test/fixtures/fix.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import {
  DEFAULT_POLICY,
  editedText,
  type FixPlan,
  keysToHandOver,
  resolveFix,
  scanText,
  type StoreId,
} from "../../../src/core/index";
import { exportedBy } from "../../support/bash";
import { CASE_FILES, casesOf, type Case, filled, KEY, keyOf, planOf } from "./cases";

/** The values that programs get of what a plan has written or handed over. */
function valuesAfter(plan: FixPlan, source: string, now: ReadonlyMap<string, string>): Set<string> {
  const handed = plan.handover ? keysToHandOver(plan, source) : new Map<string, string>();
  assert.ok(handed, "it has become stale");
  const text = now.get(plan.envPath) ?? "";
  return new Set([...readAs[plan.store](text), ...handed.values()]);
}

const dotenvValues = (text: string): readonly string[] => Object.values(parse(text));

/** How each store is read by those that load it. */
const readAs: Readonly<Record<StoreId, (text: string) => readonly string[]>> = {
  env: dotenvValues,
  "dev-vars": dotenvValues,
  "1password": dotenvValues,
  "user-secrets": () => [],
  envrc: exportedBy,
  // Comments of fixtures stand on lines of their own or after a blank.
  "local-settings": (text) =>
    Object.values(
      (JSON.parse(text.replace(/(?<=^|\s)(?:\/\/.*|\/\*.*\*\/)$/gm, "")) as { Values: Record<string, string> }).Values,
    ),
};

function check({ before, after, refused, advice, store }: Case): void {
  const [[path, raw] = ["", ""]] = before;
  const plan = planOf(before, store);
  if (refused !== undefined) {
    assert.ok("refused" in plan, "it was moved");
    assert.match(plan.refused, new RegExp(refused.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    return;
  }
  assert.ok(!("refused" in plan), (plan as { refused?: string }).refused);
  const texts = new Map([...before].map(([name, text]) => [name, filled(text)]));
  const files = resolveFix(plan, texts);
  assert.ok(!("refused" in files), "it has become stale");
  const now = new Map(texts);
  for (const file of files) now.set(file.path, editedText(texts.get(file.path) ?? "", file.edits));
  for (const [name, text] of after) assert.equal(now.get(name), filled(text), name);
  const left = scanText(now.get(path) ?? "", { path }, DEFAULT_POLICY).findings;
  assert.deepEqual(
    left.map(({ mask }) => mask),
    plan.left.map(({ finding }) => finding.mask),
  );
  const values = valuesAfter(plan, filled(raw), now);
  if (plan.left.length === 0)
    for (const [, rule, seed] of raw.matchAll(KEY)) assert.ok(values.has(keyOf(rule ?? "", seed)), "a key is lost");
  for (const words of advice)
    assert.ok(
      [plan.target, ...plan.advice].some((one) => one.includes(words)),
      [plan.target, ...plan.advice].join("\n"),
    );
  assert.ok(plan.advice.length <= 3);
}

describe("the fix", () => {
  for (const file of CASE_FILES)
    describe(file, () => {
      for (const one of casesOf(file)) it(one.title, () => check(one));
    });
});
