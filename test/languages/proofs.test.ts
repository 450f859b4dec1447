// A language counts as supported only when the suite shows it: the proof that each accessor names is really there.
import assert from "node:assert/strict";
import { ACCESSORS } from "../../src/core/index";
import { AFTERS } from "./afters";
import { PARSERS } from "./parsers";
import { EVERYWHERE } from "./run";
import { RUNS } from "./runs/index";

describe("the proof of a language", () => {
  for (const { title, proof } of ACCESSORS)
    it(`${title}: ${proof.how} by ${proof.by}`, () => {
      if (proof.how === "executed") {
        const runs = RUNS.filter((run) => run.accessor === title && run.needs.every((one) => EVERYWHERE.has(one)));
        assert.ok(runs.length > 0, "no program of it is run on every machine");
      } else if (proof.how === "parsed") {
        assert.equal(PARSERS[title]?.by, proof.by);
        assert.ok(
          AFTERS.some(({ accessor }) => accessor === title),
          "no fixture of it is parsed",
        );
      }
    });

  it("is of an accessor that exists", () => {
    const titles = new Set(ACCESSORS.map(({ title }) => title));
    for (const title of [...RUNS.map(({ accessor }) => accessor), ...Object.keys(PARSERS)])
      assert.ok(titles.has(title), title);
  });
});
