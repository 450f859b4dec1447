import assert from "node:assert/strict";
import { Baseline, parseBaseline } from "../../src/core/index";

const entry = { fingerprint: `k1:${"0".repeat(32)}`, path: "a.py", rule: "groq-api-key", count: 2 };

describe("a baseline", () => {
  it("accepts as many findings as it counts, by fingerprint, path and rule", () => {
    const { value, problems } = parseBaseline(JSON.stringify({ version: 1, entries: [entry] }));
    assert.deepEqual([value, problems], [[entry], []]);
    const baseline = new Baseline(value);
    assert.equal(baseline.accepts({ ...entry, path: "b.py" }), false);
    assert.equal(baseline.accepts({ ...entry, rule: "xai-api-key" }), false);
    assert.deepEqual(
      [1, 2, 3].map(() => baseline.accepts(entry)),
      [true, true, false],
    );
    assert.deepEqual(baseline.unused(), []);
  });

  it("tells what is left over", () => {
    const baseline = new Baseline([entry, { ...entry, path: "b.py", count: 1 }]);
    baseline.accepts(entry);
    assert.deepEqual(baseline.unused(), [
      { ...entry, count: 1 },
      { ...entry, path: "b.py", count: 1 },
    ]);
  });

  it("joins entries of the same kind", () => {
    const baseline = new Baseline([entry, entry]);
    assert.equal(baseline.unused()[0]?.count, 4);
  });

  it("names a broken entry with its place, and the rest holds", () => {
    const text = `{"version": 1, "entries": [\n  ${JSON.stringify(entry)},\n  {"path": "x"}\n]}`;
    const { value, problems } = parseBaseline(text);
    assert.deepEqual(value, [entry]);
    assert.deepEqual(
      problems.map(({ at }) => [at?.line, at?.column]),
      [[2, 2]],
    );
  });

  for (const text of ["", "[]", "{", '{"version":2,"entries":[]}', '{"entries":{}}', "\u0000"])
    it(`is total: ${JSON.stringify(text)}`, () => {
      const { value, problems } = parseBaseline(text);
      assert.deepEqual(value, []);
      assert.ok(problems.length > 0);
    });
});
