import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { DEFAULT_POLICY, RULES, scanText } from "../../src/core/index";
import { reveal } from "../../src/core/reveal";
import { fingerprint } from "../../src/core/secret";

const rule = RULES.find(({ id }) => id === "anthropic-api-key");
assert.ok(rule);
const { text, start, end } = rule.sample("secret");
const key = text.slice(start, end);
const [finding] = scanText(text, { path: "a" }, DEFAULT_POLICY).findings;
assert.ok(finding);

describe("a key", () => {
  it("is masked by its public prefix and its length", () => {
    assert.equal(finding.mask, "sk-ant-api…108");
  });

  it("has the documented fingerprint, the same whatever stands around it", () => {
    const expected = createHmac("sha256", "keystow fingerprint 1").update(key).digest("hex").slice(0, 32);
    assert.equal(finding.fingerprint, `k1:${expected}`);
    const elsewhere = scanText(`\n\nx = ${text}`, { path: "b" }, DEFAULT_POLICY).findings[0];
    assert.equal(elsewhere?.fingerprint, finding.fingerprint);
  });

  it("is revealed only from the text that it was found in", () => {
    assert.equal(reveal(text, finding)?.expose(), key);
    assert.equal(reveal(` ${text}`, finding), undefined);
    assert.equal(reveal("", finding), undefined);
  });

  it("prints as its mask, however it is printed", () => {
    const secret = reveal(text, finding);
    assert.ok(secret);
    const views = [
      String(secret),
      `key: ${secret as unknown as string}`,
      JSON.stringify({ secret }),
      inspect({ secret }),
    ];
    views.push(
      inspect(secret, { depth: 9, showHidden: true }),
      JSON.stringify(finding),
      inspect(finding, { depth: 9 }),
    );
    for (const view of views) assert.ok(!leaks(view, key), view);
    assert.equal(String(secret), finding.mask);
  });

  it("leaves no trace in a finding that its hash could not leave", () => {
    assert.equal(fingerprint(key), finding.fingerprint);
    assert.equal(
      Object.values(finding).some((value) => value === key),
      false,
    );
  });
});

/** Whether eight characters in a row of the random part of a key stand in a text. */
function leaks(view: string, secret: string): boolean {
  const body = secret.slice("sk-ant-api03-".length);
  for (let i = 0; i + 8 <= body.length; i++) if (view.includes(body.slice(i, i + 8))) return true;
  return false;
}
