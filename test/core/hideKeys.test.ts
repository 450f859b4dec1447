import assert from "node:assert/strict";
import { DEFAULT_POLICY, hideKeys, scanText } from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const groq = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone")!;

describe("hideKeys", () => {
  it("hides every key and moves nothing, whatever a policy silences", () => {
    const keys = ["one", "two", "three"].map((seed) => groq.make(randomFrom(seed)));
    const split = `${keys[2]!.slice(0, 20)}" +\r\n  "${keys[2]!.slice(20)}`;
    const base64 = Buffer.from(`user:${groq.make(randomFrom("four"))}`).toString("base64");
    const text = `a = "${keys[0]}" // keystow:allow mine\r\n\r\nb = "${keys[1]}";\r\nc = "${split}";\nd = "${base64}";\n`;
    const policy = { ...DEFAULT_POLICY, disabled: new Set(["groq-api-key"]) };
    const { findings } = scanText(text, { path: "a.ts" }, DEFAULT_POLICY);
    assert.equal(findings.length, 3);
    const hidden = hideKeys(text, "a.ts", policy);
    assert.equal(hidden.length, text.length);
    assert.deepEqual(hidden.match(/\r\n|\n/g), text.match(/\r\n|\n/g));
    for (const key of [...keys, base64])
      for (let at = 4; at + 8 <= key.length; at++)
        assert.ok(!hidden.includes(key.slice(at, at + 8)), `${at} of ${key.length}`);
    assert.ok(hidden.startsWith('a = "gsk_\u2022\u2022'));
    assert.ok(hidden.includes('\u2022" // keystow:allow mine\r\n\r\nb = "gsk_\u2022'));
    assert.ok(!hidden.includes(base64.slice(0, 8)) && hidden.endsWith('\u2022";\n'));
  });
});
