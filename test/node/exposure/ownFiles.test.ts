import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ExposureAnswer } from "../../../src/core/index";
import { check, detail, KEY, keyIn, OTHER, outcomes, wrap } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

const OWN = "in this file's history, other files were not needed for the answer";

describe("the publication check reads only a key's own file where that is enough", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
  });
  afterEach(() => repo.dispose());

  /** The answer, and whether everything that git keeps was read for it. */
  async function look(path: string, key = KEY): Promise<{ readonly answer: ExposureAnswer; readonly whole: boolean }> {
    const log = join(repo.folder, "calls.log");
    rmSync(log, { force: true });
    const env = wrap(repo, `echo "$@" >> '${log}'`);
    const [answer] = (await check(repo, [keyIn(join(repo.root, path), key)], { env })) ?? [];
    assert(answer);
    const whole = readFileSync(log, "utf8").includes("--indexed-objects");
    assert.equal(detail(answer, "history").includes(OWN), !whole);
    return { answer, whole };
  }

  it("pushed, and then taken out", async () => {
    repo.commit("deep/a.txt", KEY);
    const first = repo.git("log", "-1", "--abbrev=12", "--format=%h of %cs");
    repo.git("push", "-q", "origin", "main");
    repo.commit("deep/a.txt", "gone\n");
    repo.git("push", "-q", "origin", "main");
    const { answer, whole } = await look("deep/a.txt");
    assert.equal(whole, false);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:yes remotes:yes push:no");
    assert.equal(detail(answer, "history"), `First in commit ${first} by Ann, in deep/a.txt; ${OWN}.`);
    assert.match(detail(answer, "remotes"), /^On origin\/main now; pushed to origin\/main on/);
    assert.equal(answer.verdict, "pushed");
    assert.equal(answer.complete, true);
  });

  it("but taken out and then pushed: only the whole history tells", async () => {
    repo.commit("a.txt", KEY);
    repo.commit("a.txt", "gone\n");
    repo.git("push", "-q", "origin", "main");
    const { answer, whole } = await look("a.txt");
    assert.equal(whole, true);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:yes remotes:yes push:no");
  });

  it("pushed and forced away", async () => {
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    repo.git("reset", "-q", "--hard", "HEAD~1");
    repo.git("push", "-q", "-f", "origin", "main");
    const { answer, whole } = await look("a.txt");
    assert.equal(whole, false);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:no remotes:yes push:no");
  });

  it("what other files have staged, in the current commit or to be pushed is told all the same", async () => {
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", "gone\n");
    repo.git("push", "-q", "origin", "main");
    repo.write("c.txt", `staged ${KEY}`);
    repo.git("add", "c.txt");
    const staged = await look("a.txt");
    assert.equal(staged.whole, false);
    assert.match(detail(staged.answer, "index"), /^Staged in c\.txt/);
    assert.match(outcomes(staged.answer), /head:no/);
    repo.git("commit", "-q", "-m", "Add");
    const committed = await look("a.txt");
    assert.match(outcomes(committed.answer), /index:yes head:yes history:yes refs:yes remotes:yes push:yes$/);
    assert.equal(detail(committed.answer, "head"), "In the current commit, in c.txt.");
    assert.equal(detail(committed.answer, "push"), "Pushing main uploads it.");
    repo.git("push", "-q", "origin", "main");
    const pushed = await look("a.txt");
    assert.equal(pushed.whole, false);
    assert.match(outcomes(pushed.answer), /index:yes head:yes history:yes refs:yes remotes:yes push:no$/);
    // What it holds is there already, its name is not.
    repo.git("mv", "c.txt", `${KEY}.txt`);
    repo.git("commit", "-q", "-m", "Rename");
    assert.equal(detail((await look("a.txt")).answer, "push"), "Pushing main uploads it.");
  });

  it("else everything is read: not pushed, not in this file, one key of two", async () => {
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", KEY);
    assert.equal((await look("a.txt")).whole, true);
    repo.git("push", "-q", "origin", "main");
    const { answer, whole } = await look("b.txt");
    assert.equal(whole, true);
    assert.equal(answer.verdict, "pushed");
    repo.commit("c.txt", OTHER);
    const both = await check(repo, [keyIn(join(repo.root, "a.txt")), keyIn(join(repo.root, "c.txt"), OTHER)]);
    assert.deepEqual(
      both?.map((one) => [one.verdict, detail(one, "history").includes(OWN)]),
      [
        ["pushed", false],
        ["committed", false],
      ],
    );
  });

  for (const path of ["[a].txt", ":(exclude)a.txt", "*.txt", "-a.txt", "ä b.txt"])
    it(`in a file of the name ${path}, and in no other`, async () => {
      repo.commit("a.txt", `other ${KEY}`);
      repo.commit("c.txt", "plain\n");
      repo.write(path, KEY);
      repo.git("--literal-pathspecs", "add", "--", path);
      repo.git("commit", "-q", "-m", "Add");
      repo.git("push", "-q", "origin", "main");
      const { answer, whole } = await look(path);
      assert.equal(whole, false);
      assert.ok(detail(answer, "history").includes(`in ${path}; `), detail(answer, "history"));
    });

  it("a merge that alone has the key", async () => {
    repo.commit("a.txt", "base\n");
    repo.git("checkout", "-q", "-b", "side");
    repo.commit("a.txt", "side\n");
    repo.git("checkout", "-q", "main");
    repo.commit("a.txt", "main\n");
    assert.throws(() => repo.git("merge", "-q", "side"));
    repo.write("a.txt", KEY);
    repo.git("commit", "-q", "-a", "-m", "Merge");
    const merge = repo.git("rev-parse", "--short=12", "HEAD");
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", "gone\n");
    repo.git("push", "-q", "origin", "main");
    const { answer, whole } = await look("a.txt");
    assert.equal(whole, false);
    assert.ok(detail(answer, "history").includes(merge));
  });
});
