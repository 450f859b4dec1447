// Before -> after, language by language. The expectations are written by hand in test/fixtures/fix.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import { DEFAULT_POLICY, editedText, resolveFix, scanText } from "../../../src/core/index";
import { CASE_FILES, casesOf, type Case, filled, KEY, keyOf, planOf } from "./cases";

function check({ before, after, refused, advice }: Case): void {
  const [[path, raw] = ["", ""]] = before;
  const plan = planOf(before);
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
  const values = new Set(Object.values(parse(now.get(plan.envPath) ?? "")));
  if (plan.left.length === 0)
    for (const [, rule, seed] of raw.matchAll(KEY)) assert.ok(values.has(keyOf(rule ?? "", seed)), "a key is lost");
  for (const words of advice)
    assert.ok(
      plan.advice.some((one) => one.includes(words)),
      plan.advice.join("\n"),
    );
  assert.ok(plan.advice.length <= 4);
}

describe("the fix", () => {
  for (const file of CASE_FILES)
    describe(file, () => {
      for (const one of casesOf(file)) it(one.title, () => check(one));
    });
});
