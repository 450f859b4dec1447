// Names hide their keys: whatever a key in a name touches, none of it travels; other names stay what they are.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, ruleOf, scanText, withoutKeys } from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const keyOf = ({ provider, kind, ...one }: (typeof KEY_KINDS)[number], seed: string): string =>
  one.make(randomFrom(`${provider}/${kind} ${seed}`));

/** Kinds whose keys are known by themselves, and by more than their shape: built files have names like `<md5>.<16 more>`. */
const kinds = KEY_KINDS.filter((one) => {
  const { findings } = scanText(keyOf(one, "alone"), { path: "" }, DEFAULT_POLICY);
  return findings.some(({ confidence, ruleId }) => confidence !== "low" && ruleOf(ruleId)?.anchors.length !== 0);
});

describe("A name", () => {
  it("hides the key in it, whatever stands beside the key", () => {
    assert.ok(kinds.length > 60, `${kinds.length} kinds`);
    const shown: string[] = [];
    for (const kind of kinds) {
      const key = keyOf(kind, "named");
      for (const before of ["", "d-", "d_", "dd", "d--", "9", "backup-"])
        for (const after of ["", "-old", "_old", "x", ".txt"])
          if (withoutKeys(`${before}${key}${after}`).includes(key))
            shown.push(`${kind.provider}/${kind.kind}: ${before} ${after}`);
    }
    assert.deepEqual(shown.slice(0, 20), []);
  });

  it("tells two keys apart, and is the same every time", () => {
    const [one, other] = ["one", "other"].map((seed) => `d-${keyOf(kinds[0]!, seed)}-old`);
    assert.notEqual(withoutKeys(one!), withoutKeys(other!));
    assert.equal(withoutKeys(one!), withoutKeys(one!));
    assert.equal(withoutKeys(withoutKeys(one!)), withoutKeys(one!));
  });

  it("without a key stays as it is", () => {
    for (const name of [
      "desk-organizer-2024-Final-Version-For-Print.md",
      "src/task_Runner_Configuration_V2_forEverything.test.ts",
      "assets/index-BpD9FCKP.js",
      "01234567-89ab-cdef-0123-456789abcdef.json",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.bin",
      "risk-AssessmentOfThirdPartySoftware2023.docx",
      "hf_tokenizer_configuration_for_everything_2.json",
    ])
      assert.equal(withoutKeys(name), name);
  });
});
