// A new key in place of the old one in env files: read back by the dotenv package, every other byte as it was.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { parse } from "dotenv";
import { DEFAULT_POLICY, editedText, looksLike, RULES, Rotation, scanText } from "../../../src/core/index";
import { KEY_KINDS } from "../../support/keys/index";
import { randomFrom } from "../../support/random";

const kind = KEY_KINDS.find((one) => one.provider === "openai" && one.kind === "project key")!;
const OLD = kind.make(randomFrom("the old key"));
const NEW = kind.make(randomFrom("the new key"));

function rotation(): Rotation {
  const text = `a = "${OLD}"`;
  return Rotation.of(text, scanText(text, { path: "a.py" }, DEFAULT_POLICY).findings[0]!)!;
}

/** The text after the rotation; `«old»` and `«new»` stand for the keys. */
function rotated(text: string, next = NEW, path = ".env"): string {
  const edits = rotation().editsFor({ path, text: text.replaceAll("«old»", OLD) }, next);
  if ("refused" in edits) return edits.refused;
  return editedText(text.replaceAll("«old»", OLD), edits).replaceAll(next, "«new»").replaceAll(OLD, "«old»");
}

describe("rotating a key in an env file", () => {
  it("replaces every entry that holds it, and nothing else", () => {
    assert.equal(
      rotated("# keys\nA=1\nOPENAI_API_KEY=«old»\r\nexport B='«old»' # mine\nC = \"«old»\"\nD=«old»x\n"),
      "# keys\nA=1\nOPENAI_API_KEY=«new»\r\nexport B='«new»' # mine\nC = \"«new»\"\nD=«old»x\n",
    );
  });

  it("replaces the key in a larger value", () => {
    assert.equal(rotated('URL="https://x.test/?key=«old»&b=1"\n'), 'URL="https://x.test/?key=«new»&b=1"\n');
  });

  it("leaves comments alone, and knows when there is nothing to do", () => {
    assert.equal(rotated("# OPENAI_API_KEY=«old»\n"), "# OPENAI_API_KEY=«old»\n");
    assert.equal(rotation().isIn({ path: ".env", text: "A=1\n" }), false);
    assert.equal(rotation().isIn({ path: ".env", text: `A="${OLD}"\n` }), true);
    assert.equal(rotation().isOld(OLD), true);
  });

  it("quotes what needs quotes, so that dotenv reads the new key", () => {
    for (const next of ["with space", "has#sign", "it's", 'say "x"', "a$b", "plain-1"])
      for (const text of ["K=«old»\nZ=9\n", "K='«old»'\nZ=9\n", 'K="«old»"\nZ=9\n', "K=«old» # note\nZ=9\n"]) {
        const after = rotated(text, next).replaceAll("«new»", next);
        assert.deepEqual(parse(after), { K: next, Z: "9" }, after);
      }
  });

  it("replaces it in the values of local.settings.json, comments kept", () => {
    const text = `{ // mine\n  "Values": { "A": "«old»", "URL": "https://x.test/?k=«old»" },\n  "Host": "«old»" }\n`;
    const after = rotated(text, "with space", "api/local.settings.json");
    assert.equal(after, text.replace('"A": "«old»"', '"A": "«new»"').replace("?k=«old»", "?k=«new»"));
    assert.match(rotated(text, 'say "x"', "local.settings.json"), /cannot hold in that place/);
  });

  it("replaces it in what an .envrc exports", () => {
    assert.equal(
      rotated("export A='«old»' B=\"«old»\"\nuse node\n", NEW, ".envrc"),
      "export A='«new»' B=\"«new»\"\nuse node\n",
    );
  });

  it("is refused for what an env file cannot hold", () => {
    for (const next of ["two\nlines", "back\\slash", `all'"$`])
      assert.match(rotated("K=«old»\n", next), /cannot hold in that place/);
    assert.match(rotated('U="x?k=«old»"\n', "needs quotes"), /cannot hold in that place/);
  });

  it("prints no key", () => {
    const one = rotation();
    for (const shown of [inspect(one, { depth: 9, showHidden: true }), JSON.stringify(one)])
      assert.ok(!shown.includes(OLD.slice(8, 30)), "it holds the key");
  });

  it("knows a key of the same kind", () => {
    for (const rule of RULES) {
      const { text, start, end } = rule.sample("looks like");
      assert.ok(looksLike(rule.id, text.slice(start, end), DEFAULT_POLICY), rule.id);
      assert.ok(!looksLike(rule.id, "a password", DEFAULT_POLICY), rule.id);
    }
    assert.ok(!looksLike("openai-project-key", `${NEW} `, DEFAULT_POLICY));
    assert.ok(!looksLike("openai-project-key", "YOUR_OPENAI_API_KEY", DEFAULT_POLICY));
  });
});
