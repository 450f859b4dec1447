import assert from "node:assert/strict";
import { progressWords, remaining } from "../../src/core/index";

describe("the progress of a scan", () => {
  it("tells no time before it can be known: without a total, before a second, with next to nothing seen", () => {
    assert.equal(remaining({ files: 500, bytes: 1 }, 5_000), undefined);
    assert.equal(remaining({ files: 500, bytes: 1, total: 1_000 }, 999), undefined);
    assert.equal(remaining({ files: 19, bytes: 1, total: 1_000 }, 5_000), undefined);
    assert.equal(remaining({ files: 0, bytes: 0, total: 0 }, 5_000), undefined);
  });

  it("goes by the pace so far, and by all that is done with, looked at or not", () => {
    assert.equal(remaining({ files: 250, bytes: 1, total: 1_000 }, 2_000), 6_000);
    assert.equal(remaining({ files: 250, done: 500, bytes: 1, total: 1_000 }, 2_000), 2_000);
    assert.equal(remaining({ files: 1_000, bytes: 1, total: 1_000 }, 2_000), 0);
    assert.equal(remaining({ files: 1_200, bytes: 1, total: 1_000 }, 2_000), 0, "files that came while it ran");
  });

  it("is right about a scan that keeps its pace, at every moment of it", () => {
    for (let done = 20; done <= 1_000; done += 20) {
      const left = remaining({ files: done, bytes: 0, total: 1_000 }, done * 60) ?? NaN;
      assert.ok(Math.abs(left - (1_000 - done) * 60) < 1e-6, `${done}`);
    }
  });

  it("is told in rounded words", () => {
    const words = (files: number, total: number | undefined, elapsed: number): string =>
      progressWords({ files, bytes: 312_400_000, ...(total !== undefined && { total }) }, elapsed);
    assert.equal(words(1_204, undefined, 300), "1,204 files, 312 MB");
    assert.equal(words(1, undefined, 300), "1 file, 312 MB");
    assert.equal(words(1_204, 28_113, 400), "1,204 of 28,113 files, 312 MB");
    assert.equal(words(7_000, 28_000, 2_600), "7,000 of 28,000 files, 312 MB, about 8 s left");
    assert.equal(words(7_000, 28_000, 14_000), "7,000 of 28,000 files, 312 MB, about 40 s left");
    assert.equal(words(7_000, 28_000, 60_000), "7,000 of 28,000 files, 312 MB, about 3 min left");
    assert.equal(words(7_000, 28_000, 3_600_000), "7,000 of 28,000 files, 312 MB, about 3 h left");
    assert.equal(words(28_000, 28_000, 9_000), "28,000 of 28,000 files, 312 MB, about 1 s left");
    assert.equal(words(28_001, 28_000, 9_000), "28,001 files, 312 MB, about 1 s left");
  });
});
