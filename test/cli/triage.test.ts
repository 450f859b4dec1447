// `keystow scan --triage`: what was judged stays listed, and what is no key or rotated does not fail a build.
import assert from "node:assert/strict";
import type { Report } from "../../src/core/index";
import { keystow, type Run } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const key = (seed: string): string =>
  KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone")?.make(randomFrom(seed)) ?? "";

describe("keystow scan --triage", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const scan = (...args: readonly string[]): Run => keystow(["scan", ...args], { cwd: repo.root });

  it("does not fail on a key that is judged to be none, or rotated, lists it all the same, and fails on a real one", () => {
    repo.write("a.ts", `const a = "${key("one")}";`);
    const report = JSON.parse(scan("--format", "json").out) as Report;
    const fingerprint = report.findings[0]?.fingerprint;
    for (const [state, code] of [
      ["false", 0],
      ["rotated", 0],
      ["true", 1],
    ] as const) {
      repo.write("triage.json", JSON.stringify({ version: 1, entries: [{ fingerprint, state, note: "as said" }] }));
      const judged = scan("--triage", "triage.json", "--format", "json");
      assert.deepEqual([judged.code, judged.err], [code, ""], state);
      const { findings, suppressed } = JSON.parse(judged.out) as Report;
      assert.deepEqual(findings, [{ ...report.findings[0], triage: { state, note: "as said" } }]);
      assert.deepEqual(suppressed, []);
    }
    repo.write("b.ts", `const b = "${key("another")}";`);
    repo.write("triage.json", JSON.stringify({ version: 1, entries: [{ fingerprint, state: "false" }] }));
    assert.equal(scan("--triage", "triage.json").code, 1);
  });

  it("names a broken entry with line and column and exits 2, and a file that is not there", () => {
    repo.write("triage.json", '{"version": 1, "entries": [\n  {"state": "false"}\n]}');
    repo.write("a.ts", "nothing");
    const { code, err } = scan("--triage", "triage.json");
    assert.equal(code, 2);
    assert.match(err, /^triage\.json:2:3: this entry has no effect: an entry needs the fingerprint/);
    const gone = scan("--triage", "gone.json");
    assert.deepEqual([gone.code, gone.out], [2, ""]);
    assert.match(gone.err, /^The triage file gone\.json was not read: .*\.\n$/);
  });
});
