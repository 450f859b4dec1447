import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Git } from "../../../src/node/git";
import { findGit } from "../../../src/node/git/findGit";
import { scanObjects } from "../../../src/node/git/objects";
import { findRepository } from "../../../src/node/git/repository";
import { ask, check, detail, KEY, keyIn, OTHER, outcomes, wrap } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check says what it cannot know", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  it("a shallow clone", async () => {
    repo.commit("a.txt", KEY);
    repo.commit("a.txt", "gone\n");
    const clone = join(repo.folder, "clone");
    repo.at(repo.folder, "clone", "-q", "--depth=1", `file://${repo.root}`, clone);
    const answer = await ask(repo, { cwd: clone });
    assert.equal(answer.verdict, "unknown");
    assert.equal(answer.complete, false);
    assert.match(detail(answer, "history"), /History incomplete here: it is a shallow clone/);
    repo.commit("a.txt", KEY);
    const holding = join(repo.folder, "holding");
    repo.at(repo.folder, "clone", "-q", "--depth=1", `file://${repo.root}`, holding);
    assert.equal((await ask(repo, { cwd: holding })).verdict, "pushed");
  });

  it("a partial clone, from which nothing is fetched", async () => {
    repo.commit("a.txt", KEY);
    repo.commit("a.txt", "gone\n");
    repo.git("config", "uploadpack.allowFilter", "true");
    for (const filter of ["blob:none", "tree:0"]) {
      const clone = join(repo.folder, filter.replace(":", "-"));
      repo.at(repo.folder, "clone", "-q", `--filter=${filter}`, `file://${repo.root}`, clone);
      const stored = repo.at(clone, "count-objects", "-v");
      const answer = await ask(repo, { cwd: clone });
      assert.equal(answer.verdict, "unknown");
      assert.match(detail(answer, "history"), /partial clone/);
      assert.equal(repo.at(clone, "count-objects", "-v"), stored);
    }
  });

  it("a repository that git does not take for one", async () => {
    repo.commit("a.txt", KEY);
    writeFileSync(join(repo.root, ".git", "HEAD"), "nonsense\n");
    const answer = await ask(repo);
    assert.equal(answer.verdict, "unknown");
    assert.match(outcomes(answer), /^ignored:failed index:failed/);
  });

  it("a damaged object: the rest is read all the same", async () => {
    repo.commit("a.txt", "x".repeat(10) + [...Array(4000).keys()].join(" "));
    const damaged = repo.git("rev-parse", "HEAD:a.txt");
    repo.commit("b.txt", KEY);
    const file = join(repo.root, ".git/objects", damaged.slice(0, 2), damaged.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, readFileSync(file).subarray(0, 600));
    const found = await ask(repo);
    assert.equal(found.verdict, "committed");
    const absent = await ask(repo, {}, OTHER);
    assert.equal(absent.verdict, "unknown");
    assert.match(detail(absent, "history"), /1 object could not be read/);
    assert.match(outcomes(absent), /index:failed head:failed history:failed/);
  });

  it("file versions over the size limit", async () => {
    repo.commit("a.txt", `${KEY} and more`);
    const signal = new AbortController().signal;
    const git = new Git(findGit(repo.env, []), repo.env);
    const place = await findRepository(git, repo.root, signal);
    assert(place.kind === "repository");
    const options = { git, repository: place.repository, signal };
    const left = await scanObjects([KEY], { ...options, maxBlob: KEY.length });
    assert.deepEqual([left.hits.length, left.gaps], [0, ["1 file version over the size limit not read"]]);
    const whole = await scanObjects([KEY], { ...options, maxBlob: KEY.length + 9 });
    assert.deepEqual([whole.hits.length, whole.gaps], [1, []]);
  });

  it("a lost commit: what is stored is read all the same", async () => {
    repo.commit("b.txt", KEY);
    repo.commit("b.txt", "gone\n");
    repo.git("repack", "-a", "-d", "-q");
    const lost = repo.git("rev-parse", "HEAD");
    writeFileSync(join(repo.root, ".git/refs/heads/main"), `${"1".repeat(lost.length)}\n`);
    const answer = await ask(repo);
    assert.equal(answer.verdict, "committed");
    assert.equal(answer.complete, false);
    assert.equal((await ask(repo, {}, OTHER)).verdict, "unknown");
  });

  it("no git: a clear word", async () => {
    const answer = await ask(repo, { env: { ...repo.env, PATH: "" } });
    assert.equal(answer.verdict, "unknown");
    assert.match(detail(answer, "history"), /^Git was not found on PATH/);
  });

  it("a repository that another user owns", async () => {
    const wrapper = wrap(repo, "export GIT_TEST_ASSUME_DIFFERENT_OWNER=1");
    const answer = await ask(repo, { env: wrapper });
    assert.equal(answer.verdict, "unknown");
    assert.match(detail(answer, "history"), /another user owns it.*safe\.directory/);
  });

  it("a text that has changed, and a key too short", async () => {
    const stale = { ...keyIn(undefined), text: OTHER };
    const [changed, short] = (await check(repo, [stale, keyIn(undefined, "abc")])) ?? [];
    assert.equal(changed?.verdict, "unknown");
    assert.equal(short?.verdict, "unknown");
  });
});
