import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, check, detail, KEY, keyIn, outcomes } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check works in", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  it("a bare repository", async () => {
    const remote = repo.addRemote();
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    const answer = await ask(repo, { cwd: remote });
    assert.equal(outcomes(answer), "index:no head:yes history:yes refs:yes remotes:no push:no");
    assert.match(detail(answer, "index"), /bare/);
  });

  it("a SHA-256 repository", async () => {
    const sha256 = new TempRepo("--object-format=sha256");
    try {
      sha256.commit("a.txt", KEY);
      sha256.commit("a.txt", "gone\n");
      assert.equal(outcomes(await ask(sha256)), "ignored:no index:no head:no history:yes refs:yes remotes:no push:no");
    } finally {
      sha256.dispose();
    }
  });

  it("a subfolder, and a folder that is gone", async () => {
    repo.commit("b.txt", "x\n");
    repo.commit("deep/er/a.txt", KEY);
    const [answer, gone] =
      (await check(repo, [keyIn(join(repo.root, "deep/er/a.txt")), keyIn(join(repo.root, "deep/no/a.txt"))])) ?? [];
    assert.equal(answer?.evidence[0]?.detail, "Git tracks deep/er/a.txt.");
    assert.equal(gone?.verdict, "committed");
  });
});
