import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, detail, KEY, makeKey, OTHER, outcomes } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check says where the key is", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  it("not in Git at all: local only", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.write("a.txt", KEY);
    const answer = await ask(repo);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:no refs:no remotes:no push:no");
    assert.equal(answer.verdict, "local-only");
    assert.equal(answer.complete, true);
  });

  it("in an ignored file, and in a tracked one", async () => {
    repo.commit(".gitignore", "a.txt\n");
    repo.write("a.txt", KEY);
    assert.match(outcomes(await ask(repo)), /^ignored:yes /);
    repo.git("add", "-f", "a.txt");
    const answer = await ask(repo);
    assert.match(outcomes(answer), /^ignored:no index:yes/);
    assert.equal(detail(answer, "ignored"), "Git tracks a.txt.");
  });

  it("only staged: still local, and the next commit is named", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.write("a.txt", KEY);
    repo.git("add", "a.txt");
    const answer = await ask(repo);
    assert.equal(outcomes(answer), "ignored:no index:yes head:no history:no refs:no remotes:no push:no");
    assert.equal(answer.verdict, "local-only");
    assert.match(answer.nextSteps[0] ?? "", /index/);
  });

  it("staged before the first commit", async () => {
    repo.write("a.txt", KEY);
    repo.git("add", "a.txt");
    assert.equal(outcomes(await ask(repo)), "ignored:no index:yes head:no history:no refs:no remotes:no push:no");
  });

  it("in a repository without any commit: local only", async () => {
    repo.write("a.txt", KEY);
    const answer = await ask(repo);
    assert.equal(answer.verdict, "local-only");
    assert.equal(detail(answer, "head"), "There is no commit yet.");
  });

  it("in the current commit, with author, date and file", async () => {
    repo.commit("src/b.txt", `x = "${KEY}"\n`);
    const answer = await ask(repo);
    assert.equal(outcomes(answer), "ignored:no index:yes head:yes history:yes refs:yes remotes:no push:no");
    assert.equal(answer.verdict, "committed");
    const commit = repo.git("rev-parse", "HEAD").slice(0, 12);
    assert.equal(
      detail(answer, "history"),
      `First in commit ${commit} of 2025-01-03 by Ann, in src/b.txt; 1 stored object holds it.`,
    );
    assert.equal(answer.evidence.find(({ step }) => step === "history")?.at, "2025-01-03T12:00:00+00:00");
    assert.equal(detail(answer, "refs"), "On main.");
  });

  it("only in older commits", async () => {
    repo.commit("a.txt", KEY);
    repo.commit("a.txt", "gone\n");
    const answer = await ask(repo);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:yes remotes:no push:no");
  });

  it("amended away: the reflog names it", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.commit("a.txt", KEY);
    repo.write("a.txt", "gone\n");
    repo.git("commit", "-q", "-a", "--amend", "-m", "Amended");
    repo.git("repack", "-a", "-d", "-q");
    const answer = await ask(repo);
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:no remotes:no push:no");
    assert.equal(answer.verdict, "committed");
    assert.match(detail(answer, "history"), /only a reflog/);
  });

  it("in the newest stash, in an older one, and in one of untracked files", async () => {
    repo.commit("a.txt", "nothing\n");
    for (const [name, key] of [
      ["a.txt", KEY],
      ["a.txt", OTHER],
    ] as const) {
      repo.write(name, key);
      repo.git("stash", "-q");
    }
    repo.write("new.txt", makeKey("three"));
    repo.git("stash", "-q", "-u");
    for (const [key, stash] of [
      [KEY, "stash@{2}"],
      [OTHER, "stash@{1}"],
      [makeKey("three"), "stash@{0}"],
    ] as const) {
      const answer = await ask(repo, {}, key);
      assert.equal(answer.verdict, "committed");
      assert.match(outcomes(answer), /index:no head:no history:yes refs:no remotes:no/);
      assert.ok(detail(answer, "history").includes(`, which is ${stash};`), detail(answer, "history"));
    }
  });

  it("in a dropped stash, which nothing names", async () => {
    repo.commit("a.txt", "nothing\n");
    repo.write("a.txt", KEY);
    repo.git("stash", "-q");
    repo.git("stash", "drop", "-q");
    const answer = await ask(repo);
    assert.equal(answer.verdict, "committed");
    assert.match(detail(answer, "history"), /nothing names/);
  });

  it("only in a tag's commit, in a tag's message, in a commit's message", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.git("checkout", "-q", "--detach");
    repo.commit("a.txt", KEY);
    repo.git("tag", "v1");
    repo.git("checkout", "-q", "main");
    repo.git("reflog", "expire", "--expire=now", "--all");
    assert.equal(detail(await ask(repo), "refs"), "On v1.");
    repo.git("tag", "-a", "-m", `for ${OTHER}`, "v2");
    const tagged = await ask(repo, {}, OTHER);
    assert.equal(detail(tagged, "refs"), "On v2.");
    assert.equal(detail(tagged, "history"), "In the message of a tag.");
    const third = makeKey("three");
    repo.git("commit", "-q", "--allow-empty", "-m", `Use ${third}`);
    const message = await ask(repo, {}, third);
    assert.match(detail(message, "history"), /by Ann, in its message;/);
    assert.equal(detail(message, "refs"), "On main.");
  });

  it("only in the resolution of a merge", async () => {
    repo.commit("a.txt", "base\n");
    repo.git("checkout", "-q", "-b", "side");
    repo.commit("a.txt", "side\n");
    repo.git("checkout", "-q", "main");
    repo.commit("a.txt", "main\n");
    assert.throws(() => repo.git("merge", "-q", "side"));
    repo.write("a.txt", KEY);
    repo.git("add", "a.txt");
    repo.git("commit", "-q", "-m", "Merge");
    const merge = repo.git("rev-parse", "HEAD").slice(0, 12);
    repo.git("config", "log.diffMerges", "first-parent");
    const answer = await ask(repo);
    assert.ok(detail(answer, "history").includes(merge));
    assert.equal(detail(answer, "refs"), "On main.");
  });

  it("on another branch only, and never on those that lack it", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.git("checkout", "-q", "-b", "side");
    repo.commit("a.txt", KEY);
    repo.git("checkout", "-q", "main");
    repo.commit("b.txt", "more\n");
    repo.git("branch", "after");
    const answer = await ask(repo);
    assert.equal(detail(answer, "refs"), "On side.");
    assert.match(outcomes(answer), /index:no head:no history:yes refs:yes/);
  });

  it("in the index of another worktree", async () => {
    repo.commit("b.txt", "nothing\n");
    const other = join(repo.folder, "other");
    repo.git("worktree", "add", "-q", other);
    writeFileSync(join(other, "a.txt"), KEY);
    repo.at(other, "add", "a.txt");
    const answer = await ask(repo);
    assert.match(outcomes(answer), /index:yes head:no history:no/);
    assert.match(detail(answer, "index"), /another worktree/);
    const inside = await ask(repo, { cwd: other });
    assert.match(detail(inside, "index"), /^Staged in a\.txt/);
  });

  it("after HEAD was detached", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.git("checkout", "-q", "--detach");
    repo.commit("a.txt", KEY);
    const answer = await ask(repo);
    assert.match(outcomes(answer), /head:yes history:yes refs:no/);
    assert.equal(answer.verdict, "committed");
  });

  it("outside any repository: local only", async () => {
    const answer = await ask(repo, { cwd: repo.folder });
    assert.equal(answer.verdict, "local-only");
    assert.match(detail(answer, "history"), /no Git repository/);
  });
});
