// A redacted key is gone, and no rule takes the placeholder for a key.
import assert from "node:assert/strict";
import {
  DEFAULT_POLICY,
  editedText,
  placeholderFor,
  type Policy,
  redaction,
  RULES,
  scanText,
} from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const EVERYTHING: Policy = { ...DEFAULT_POLICY, severity: { high: "error", medium: "warning", low: "information" } };

const find = (text: string) => scanText(text, { path: "a.py" }, EVERYTHING).findings;

const redacted = (text: string): string => editedText(text, redaction(text, find(text)));

function openaiKey(seed: string): string {
  return KEY_KINDS.find(({ provider, kind }) => provider === "openai" && kind === "project key")!.make(
    randomFrom(seed),
  );
}

describe("redacting", () => {
  for (const rule of RULES) {
    it(`leaves a placeholder for ${rule.id} that no rule takes for a key`, () => {
      for (let i = 0; i < 3; i++) {
        const { text, start, end } = rule.sample(`redact ${i}`);
        assert.equal(redacted(text), text.slice(0, start) + placeholderFor(rule.id) + text.slice(end));
        assert.deepEqual(find(redacted(text)), []);
      }
      assert.match(placeholderFor(rule.id), /^YOUR_[A-Z][A-Z0-9_]*$/);
    });
  }

  it("leaves no finding where the name of another service stands before a placeholder", () => {
    const placeholders = RULES.map(({ id }) => placeholderFor(id));
    const lines = RULES.flatMap(({ envName }, index) =>
      [1, 7, 31].map((far) => `${envName}="${placeholders[(index + far) % placeholders.length]}"\n`),
    );
    assert.deepEqual(find(lines.join("")), []);
  });

  it("names the usual variable", () => {
    assert.equal(redacted(`# key: ${openaiKey("a")}\n`), "# key: YOUR_OPENAI_API_KEY\n");
  });

  it("redacts all keys, each once", () => {
    const text = `a = "${openaiKey("one")}"\nb = "${openaiKey("two")}"\n`;
    assert.equal(redacted(text), 'a = "YOUR_OPENAI_API_KEY"\nb = "YOUR_OPENAI_API_KEY"\n');
  });

  it("replaces the whole run of an encoded key", () => {
    const encoded = Buffer.from(`user:${openaiKey("encoded")}`).toString("base64");
    assert.equal(redacted(`auth = "Basic ${encoded}"\n`), 'auth = "Basic YOUR_OPENAI_API_KEY"\n');
  });

  it("joins the pieces of a split literal", () => {
    const key = openaiKey("split");
    const [head, tail] = [key.slice(0, 30), key.slice(30)];
    assert.equal(redacted(`a = "x=${head}" + "${tail}!"\n`), 'a = "x=YOUR_OPENAI_API_KEY!"\n');
    assert.equal(redacted(`a = "${head}" +\n  "${tail}"\n`), 'a = "YOUR_OPENAI_API_KEY"\n');
  });

  it("keeps each literal where their quotes differ", () => {
    const key = openaiKey("quotes");
    const [head, tail] = [key.slice(0, 30), key.slice(30)];
    assert.equal(redacted(`a = "${head}" + '${tail}'\n`), `a = "YOUR_OPENAI_API_KEY" + ''\n`);
  });

  it("replaces a key with escapes", () => {
    const key = openaiKey("escaped");
    const text = `a = "\\u0073${key.slice(1)}"\n`;
    assert.equal(redacted(text), 'a = "YOUR_OPENAI_API_KEY"\n');
  });
});
