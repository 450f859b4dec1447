import assert from "node:assert/strict";
import { NOT_RULES } from "../../../src/core/rules/notRules";
import { RULES } from "../../../src/core/index";
import { NO_SHAPE } from "../../support/keys/index";

describe("kinds without a rule", () => {
  it("are those of which no shape is known, and say why in a sentence's second half", () => {
    for (const { provider, kind, why } of NOT_RULES) {
      assert.ok(
        NO_SHAPE.some((one) => one.provider === provider && one.kind === kind),
        provider,
      );
      assert.ok(!RULES.some((rule) => rule.provider === provider), provider);
      assert.match(why, /^[a-z].{20,}[a-z]$/);
    }
  });
});
