import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, check, detail, KEY, keyIn, OTHER, outcomes, wrap } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check looks into submodules", () => {
  let repo: TempRepo;
  let library: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    library = new TempRepo();
    repo.commit("b.txt", "nothing\n");
  });
  afterEach(() => {
    repo.dispose();
    library.dispose();
  });

  function add(to: TempRepo, from: TempRepo, path: string): void {
    to.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", from.root, path);
    to.git("commit", "-q", "-m", `Add ${path}`);
  }

  it("for a key of a file above, and not above for a key of a file inside", async () => {
    library.commit("s.txt", KEY);
    add(repo, library, "libs/x");
    repo.commit("c.txt", OTHER);
    const [above, inside, below] =
      (await check(repo, [
        keyIn(join(repo.root, "a.txt")),
        keyIn(join(repo.root, "libs/x/s.txt")),
        keyIn(join(repo.root, "libs/x/s.txt"), OTHER),
      ])) ?? [];
    assert(above && inside && below);
    assert.equal(outcomes(above), "ignored:no index:yes head:yes history:yes refs:yes remotes:yes push:no");
    assert.match(detail(above, "ignored"), /^Git does not track a\.txt/);
    assert.equal(detail(above, "head"), "In the submodule libs/x: In the current commit, in s.txt.");
    assert.match(detail(above, "remotes"), /^In the submodule libs\/x: On origin\/main now/);
    assert.equal(above.verdict, "pushed");
    assert.equal(detail(inside, "head"), "In the current commit, in s.txt.");
    assert.equal(below.verdict, "local-only");
  });

  it("a yes above stays, and one inside adds what is missing", async () => {
    library.commit("s.txt", KEY);
    add(repo, library, "libs/x");
    repo.commit("a.txt", KEY);
    const answer = await ask(repo);
    assert.equal(detail(answer, "head"), "In the current commit, in a.txt.");
    assert.match(detail(answer, "remotes"), /^In the submodule libs\/x: /);
  });

  it("and into theirs, but not into what is not checked out", async () => {
    const deepest = new TempRepo();
    try {
      deepest.commit("d.txt", KEY);
      library.commit("s.txt", "nothing\n");
      add(library, deepest, "deep");
      add(repo, library, "libs/x");
      assert.equal((await ask(repo)).verdict, "local-only");
      repo.at(join(repo.root, "libs/x"), "-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
      const answer = await ask(repo);
      assert.equal(detail(answer, "head"), "In the submodule libs/x/deep: In the current commit, in d.txt.");
    } finally {
      deepest.dispose();
    }
  });

  it("what cannot be looked into cannot be told", async () => {
    library.commit("s.txt", KEY);
    add(repo, library, "libs/x");
    const file = join(repo.root, "libs/x/.git");
    rmSync(file);
    mkdirSync(file);
    const answer = await ask(repo);
    assert.equal(answer.verdict, "unknown");
    assert.match(detail(answer, "history"), /^In the submodule libs\/x: Git finds no repository there/);
    rmSync(file, { recursive: true });
    writeFileSync(file, "gitdir: nowhere\n");
    assert.equal((await ask(repo)).verdict, "unknown");
  });

  it("and follows no link", async () => {
    library.commit("s.txt", KEY);
    add(repo, library, "libs/x");
    const away = join(repo.folder, "away");
    renameSync(join(repo.root, "libs"), away);
    symlinkSync(away, join(repo.root, "libs"));
    const answer = await ask(repo);
    assert.equal(answer.verdict, "unknown");
    assert.match(detail(answer, "history"), /^In the submodule libs\/x: It is not checked out/);
  });

  it("without git's own script for submodules", async () => {
    library.commit("s.txt", KEY);
    add(repo, library, "libs/x");
    const log = join(repo.folder, "calls.log");
    await ask(repo, { env: wrap(repo, `echo "$@" >> '${log}'`) });
    const calls = readFileSync(log, "utf8");
    assert.match(calls, /ls-files/);
    assert.doesNotMatch(calls, /\bsubmodule (?!\.recurse)/);
  });
});
