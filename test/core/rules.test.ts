// Every rule against keys that were made by a second hand, from the facts alone (test/support/keys).
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Finding, NOT_RULES, type Policy, RULES, scanText } from "../../src/core/index";
import kinds from "../support/keys/kinds.json";
import { randomFrom } from "../support/random";
import { COVERED, idsOf, KINDS, lineOf } from "./kinds";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};

const find = (text: string): readonly Finding[] => scanText(text, { path: "a.py" }, EVERYTHING).findings;

describe("rules", () => {
  it("cover the kinds of the facts, and each rule answers for one", () => {
    assert.equal(COVERED.length, Object.keys(KINDS).length);
    const answering = COVERED.flatMap(idsOf);
    assert.deepEqual(
      RULES.map((rule) => rule.id).filter((id) => !answering.includes(id)),
      [],
    );
  });

  it("leave out no kind of the facts without a reason", () => {
    const known = [...Object.keys(KINDS), ...NOT_RULES.map(({ provider, kind }) => `${provider}/${kind}`)];
    assert.deepEqual([...known].sort(), [...kinds].sort());
    for (const { why } of NOT_RULES) assert.match(why, /\.$/);
  });

  for (const kind of COVERED) {
    it(`find 50 keys of ${kind.provider}: ${kind.kind}`, () => {
      const random = randomFrom(`rules ${kind.provider} ${kind.kind}`);
      for (let i = 0; i < 50; i++) {
        const key = kind.make(random);
        const line = lineOf(kind, key);
        const other = kind.companion ? `name = "${kind.companion(random)}"\n` : "";
        const text = `# a comment\n${other}${line}\nprint(value)\n`;
        const findings = find(text).filter(({ confidence }) => !other || confidence !== "low");
        assert.deepEqual(
          findings.map(({ ruleId }) => ruleId),
          idsOf(kind),
          `sample ${i}`,
        );
        // Of a whole file of credentials only the secret part is the key.
        if (kind.json) continue;
        const at = text.indexOf(key);
        assert.deepEqual([findings[0]?.span.start.offset, findings[0]?.span.end.offset], [at, at + key.length]);
      }
    });

    it(`stay silent at near misses of ${kind.provider}: ${kind.kind}`, () => {
      const random = randomFrom(`misses ${kind.provider} ${kind.kind}`);
      for (let i = 0; i < 10; i++)
        for (const { text, why } of kind.nearMisses(random)) {
          const rules = find(lineOf(kind, text)).map(({ ruleId }) => ruleId);
          assert.deepEqual(rules, [], why);
        }
    });
  }

  for (const rule of RULES) {
    it(`${rule.id} finds its own samples and none of its near misses`, () => {
      for (let i = 0; i < 50; i++) {
        const { text, start, end } = rule.sample(String(i));
        const spans = find(text).map(({ ruleId, span }) => [ruleId, span.start.offset, span.end.offset]);
        assert.deepEqual(spans, [[rule.id, start, end]]);
        for (const miss of rule.nearMisses(String(i)))
          assert.ok(!find(miss).some(({ ruleId }) => ruleId === rule.id), `near miss of ${rule.id}`);
      }
    });
  }

  it("have well-formed, unique ids, links by https, names that a shell accepts", () => {
    assert.equal(new Set(RULES.map((rule) => rule.id)).size, RULES.length);
    for (const rule of RULES) {
      assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      // Where several services issue one shape, there is no one page.
      if (rule.owners) assert.equal(rule.revokeUrl, "");
      else assert.match(rule.revokeUrl, /^https:\/\//);
      for (const source of rule.sources) assert.match(source, /^https:\/\//);
      for (const name of [rule.envName, ...rule.envNames]) assert.match(name, /^[A-Z][A-Z0-9_]*$/);
      assert.ok(rule.anchors.every((anchor) => anchor.length >= 3));
    }
  });
});
