import assert from "node:assert/strict";
import { corpus } from "./corpus";
import { DEFAULT_POLICY, mayHoldKey, probesOf } from "../../src/core/index";
import { bytesOf, keystow } from "./keystow";
import { precision, recall, scoreOf } from "./score";

// The goal; detection is better, so that chance does not decide.
const FLOOR = { precision: 0.99, recall: 0.99 };

describe("Keystow on the accuracy corpus", () => {
  const { positives, negatives, noSecrets } = corpus();
  const all = [...positives, ...negatives];
  const claims = new Map(all.map((item) => [item, keystow(item)]));
  const { found, named } = scoreOf(all, claims);

  it("finds the keys of every provider", () => {
    assert.ok(recall(named) >= FLOOR.recall, `recall ${recall(named).toFixed(4)}`);
    assert.ok(recall(found) >= recall(named));
  });

  it("raises few false alarms", () => {
    assert.ok(precision(named) >= FLOOR.precision, `precision ${precision(named).toFixed(4)}`);
  });

  it("suspects in bytes whatever it finds in text", () => {
    const probes = probesOf(DEFAULT_POLICY);
    const missed = all.filter((item) => claims.get(item)!.length > 0 && !mayHoldKey(bytesOf(item), probes));
    assert.deepEqual(
      missed.map(({ path }) => path),
      [],
    );
  });

  it("says nothing by default of what is no secret", () => {
    assert.deepEqual(
      noSecrets.flatMap((item) => keystow(item)),
      [],
    );
  });
});
