// JSON that is nested deeper than any person writes comes from whoever wants a parser to fall over.
import assert from "node:assert/strict";
import {
  AGENTS,
  allowing,
  cellsAt,
  hidingFrom,
  NO_POLICY_FILE,
  parseBaseline,
  parsePolicyFile,
} from "../../src/core/index";
import { planOf } from "./fix/cases";

const DEEP = "[".repeat(200_000);

describe("JSON that is nested too deep", () => {
  it("is a broken policy file and a broken baseline, with words", () => {
    const policy = parsePolicyFile(`{ "exclude": ${DEEP}`);
    assert.deepEqual([policy.value, policy.problems.length > 0], [NO_POLICY_FILE, true]);
    const baseline = parseBaseline(`{ "entries": ${DEEP}`);
    assert.deepEqual([baseline.value, baseline.problems.length > 0], [[], true]);
  });

  it("is not changed", () => {
    const entry = { fingerprint: `k1:${"0".repeat(32)}`, reason: "test" };
    assert.ok("refused" in allowing(DEEP, entry, "\n"));
    const claude = AGENTS.find(({ kind }) => kind === "claude");
    assert.ok(claude && "refused" in hidingFrom(claude, DEEP, { path: ".env", eol: "\n" }));
  });

  it("is a notebook without cells", () => {
    assert.equal(cellsAt(DEEP, [5]).size, 0);
    const plan = planOf(new Map([["a.ipynb", `"«openai-project-key»" ${DEEP}`]]));
    assert.ok("refused" in plan);
  });

  it("makes no offer, and hinders no move", () => {
    for (const path of ["package.json", ".vscode/launch.json"]) {
      const plan = planOf(
        new Map([
          ["app.js", 'f("«openai-project-key»");\n'],
          [path, DEEP],
        ]),
      );
      assert.ok(!("refused" in plan), path);
      assert.ok(!plan.start?.offers.some(({ file }) => file.path === path));
    }
  });
});
