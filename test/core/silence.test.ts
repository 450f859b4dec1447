// What is no finding: placeholders, references, hashes, and values whose names say what they are.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Policy, RULES, scanText } from "../../src/core/index";
import { PLACEHOLDERS, REFERENCES } from "../support/keys/index";
import { randomFrom } from "../support/random";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};
const found = (text: string): readonly string[] =>
  scanText(text, { path: "a.py" }, EVERYTHING).findings.map(({ ruleId }) => ruleId);

const sample = (id: string): string => {
  const rule = RULES.find((one) => one.id === id);
  assert.ok(rule, id);
  const { text, start, end } = rule.sample("silence");
  return text.slice(start, end);
};

describe("silence", () => {
  it("at documented placeholders", () => {
    for (const placeholder of PLACEHOLDERS) {
      assert.deepEqual(found(`api_key = "${placeholder}"`), [], placeholder.slice(0, 12));
      assert.deepEqual(found(`OPENAI_API_KEY=${placeholder}\n`), [], placeholder.slice(0, 12));
    }
  });

  it("at references to variables and vaults", () => {
    for (const reference of REFERENCES) assert.deepEqual(found(reference), [], reference);
  });

  it("inside a longer word", () => {
    const key = sample("groq-api-key");
    for (const text of [`desk-${key}`, `x${key}`, `_${key}`, `${key}x`, `${key}-x`]) assert.deepEqual(found(text), []);
  });

  it("but not after an escape or a percent code, which are no part of a word", () => {
    const key = sample("openai-legacy-key");
    for (const text of [`"\\n${key}\\n"`, `"\\t${key}"`, `?q=1%26key%3D${key}`, `key\t${key}`])
      assert.deepEqual(found(text), ["openai-legacy-key"], text.slice(0, 12));
  });

  it("at values that have the shape of a key without prefix, where nothing names a vendor", () => {
    const random = randomFrom("shapes");
    const hex = random.chars("0123456789abcdef", 32);
    const mixed = `a1B${random.chars("ABCDEFabcdef0123456789", 29)}`;
    for (const text of [`md5: ${hex}`, `key = "${hex}"`, `const id = "${mixed}"`, `token: ${mixed}`])
      assert.deepEqual(found(text), [], text.slice(0, 8));
  });

  it("at values whose own name says that they are no keys", () => {
    const random = randomFrom("names");
    const hex = random.chars("0123456789abcdef", 32);
    const mixed = `a1B${random.chars("ABCDEFabcdef0123456789", 29)}`;
    for (const text of [
      `elevenlabs_commit = "${hex}"`,
      `azure_openai_request_id: ${hex}`,
      `{"mistral": {"sha": "${mixed}"}}`,
      `mistral_etag=${mixed}`,
    ])
      assert.deepEqual(found(text), [], text.slice(0, 20));
  });

  it("at a name that belongs to another statement", () => {
    const random = randomFrom("statements");
    const hex = random.chars("0123456789abcdef", 32);
    assert.deepEqual(found(`use("elevenlabs"); const x = "${hex}"`), []);
    assert.deepEqual(found(`elevenlabs = client()\nresult = 1\nvalue = "${hex}"`), []);
  });

  it("but not at a value whose vendor is named one line above a key's name", () => {
    const random = randomFrom("yaml");
    const hex = random.chars("0123456789abcdef", 32);
    assert.deepEqual(found(`elevenlabs:\n  api_key: ${hex}\n`), ["elevenlabs-legacy-key"]);
    assert.deepEqual(found(`headers = {"xi-api-key": "${hex}"}`), ["elevenlabs-legacy-key"]);
  });

  it("at a 32-digit key until an Azure host is in the file", () => {
    const random = randomFrom("azure");
    const hex = random.chars("0123456789abcdef", 32);
    const line = `headers = {"api-key": "${hex}"}\n`;
    assert.deepEqual(found(line), []);
    assert.deepEqual(found(`${line}${"#\n".repeat(9000)}url = "https://x.openai.azure.com/"\n`), [
      "azure-ai-legacy-key",
    ]);
  });
});
