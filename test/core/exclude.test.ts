import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Hiding, hidingGlob, isExcluded } from "../../src/core/index";

describe("what is left out", () => {
  it("is a path that a glob matches, and all below it", () => {
    const policy = { ...DEFAULT_POLICY, exclude: ["docs", "**/*.gen.ts"] };
    for (const path of ["docs/a.md", "docs/a/b.md", "x.gen.ts", "a/.b/x.gen.ts"])
      assert.ok(isExcluded(path, policy), path);
    for (const path of ["adocs", "a/docs", "x.ts"]) assert.ok(!isExcluded(path, policy), path);
  });

  it("is hidden by VS Code beside another file only where that is there", () => {
    const hidings: readonly Hiding[] = [{ glob: "**/dist" }, { glob: "**/*.js", beside: "$(basename).ts" }];
    const asked: string[] = [];
    const glob = (path: string, ...there: readonly string[]): string | undefined =>
      hidingGlob(path, hidings, (one) => asked.push(one) > 0 && there.includes(one));
    assert.equal(glob("a/dist/x.txt"), "**/dist");
    assert.equal(glob("a/b.c.js", "a/b.c.ts"), "**/*.js");
    assert.equal(glob("a/b.js", "b.ts"), undefined);
    assert.equal(glob("$&.js", "$&.ts"), "**/*.js");
    assert.equal(glob("a/b.ts", "a/b.ts"), undefined);
    assert.deepEqual(asked, ["a/b.c.ts", "a/b.ts", "$&.ts"]);
  });
});
