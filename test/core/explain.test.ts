import assert from "node:assert/strict";
import { DEFAULT_POLICY, explainLine, parsePolicyFile, type Policy } from "../../src/core/index";
import { crcBase62, KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const made = (provider: string, seed: string): string =>
  KEY_KINDS.find((kind) => kind.provider === provider && kind.use === "alone")?.make(randomFrom(seed)) ?? "";
const lowerHex = (length: number): string => randomFrom("hex").chars("0123456789abcdef", length);

const explain = (text: string, line = 0, policy: Policy = DEFAULT_POLICY): readonly string[] =>
  explainLine(text, line, { path: "a.py" }, policy).map(
    ({ verdict, ruleId, column, reason }) => `${verdict} ${ruleId} ${column}: ${reason}`,
  );

const says = (lines: readonly string[], pattern: RegExp): void =>
  assert.ok(
    lines.some((line) => pattern.test(line)),
    lines.join("\n") || "nothing",
  );

describe("an explanation", () => {
  it("says why there is a finding, and nothing of the rules that lost", () => {
    const text = `x = "${made("openai", "a")}"`;
    const lines = explain(text);
    assert.equal(lines.length, 1);
    says(lines, /^finding openai-\S+ 5: sk-\S*…\d+ has its shape .* Confidence high, shown as error\.$/);
  });

  it("says that a value is too short", () => {
    says(
      explain('k = "gsk_abc"'),
      /^no finding groq-api-key 5: "gsk_" stands as in its keys, but with 3 characters after it/,
    );
  });

  it("says that a value is a placeholder", () => {
    const text = made("perplexity", "p").slice(0, 30) + "x".repeat(23);
    says(explain(`"${text}"`), /^no finding perplexity-api-key 1: It has the shape, but it repeats one character\.$/);
  });

  it("says that a checksum does not fit", () => {
    const body = randomFrom("sum").chars("ABCDEFGHabcdefgh23456789", 30);
    const wrong = crcBase62(`ghp_${body}`) === "000001" ? "000002" : "000001";
    says(explain(`ghp_${body}${wrong}`), /^no finding github-token 0: .*checksum/);
  });

  it("says that nothing names the service", () => {
    says(
      explain(`secret = "live_${lowerHex(32)}"`),
      /^no finding scale-api-key 10: It has the shape, but nothing near it names Scale AI/,
    );
  });

  it("says that a name is there, but no value", () => {
    says(
      explain("mistral_key = load()"),
      /^no finding mistral-\S+ 0: "mistral" names Mistral AI, but no value of its shape follows/,
    );
  });

  it("says who suppresses a finding", () => {
    says(
      explain(`"${made("groq", "s")}" # keystow:allow`),
      /^suppressed groq-api-key 1: .* Suppressed by inline: marked keystow:allow\.$/,
    );
    const { value } = parsePolicyFile('{"version":1,"rules":{"groq-api-key":"off"}}');
    says(explain(`"${made("groq", "s")}"`, 0, { ...DEFAULT_POLICY, file: value }), /Suppressed by policy/);
  });

  it("says that a confidence is off", () => {
    says(
      explain(`AKIA${randomFrom("id").chars("ABCDEFGHJKLMNPQRSTUVWXYZ234567", 16)}`),
      /^no finding aws-access-key-id 0: Its confidence is low, and/,
    );
  });

  it("looks at one line alone, with the names above it", () => {
    const text = `mistral:\r\n  api_key: "a1B${randomFrom("m").chars("abcdefgHIJKLM2345", 29)}"\r\nnothing`;
    says(explain(text, 1), /^finding mistral-api-key 12: /);
    assert.deepEqual(explain(text, 2), []);
    assert.deepEqual(explain(text, 3), []);
    assert.deepEqual(explain("", 0), []);
  });
});
