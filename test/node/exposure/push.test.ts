import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, gather, wrap, detail, KEY, OTHER, outcomes } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check knows pushes", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  it("on a remote's branch now, with the day of the push", async () => {
    repo.addRemote();
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    const answer = await ask(repo);
    assert.equal(answer.verdict, "pushed");
    assert.match(detail(answer, "remotes"), /^On origin\/main now; pushed to origin\/main on \d{4}-\d\d-\d\d\.$/);
    assert.equal(detail(answer, "refs"), "On main, origin/main.");
    assert.match(answer.nextSteps[0] ?? "", /^Rotate the key first: revoke it at https:\/\/platform\.openai\.com\//);
  });

  it("fetched by a clone, which notes nothing, and then forced away from here", async () => {
    const remote = repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    const clone = join(repo.folder, "clone");
    repo.at(repo.folder, "clone", "-q", remote, clone);
    repo.at(clone, "remote", "set-head", "origin", "-d");
    repo.at(clone, "reset", "-q", "--hard", "HEAD~1");
    repo.at(clone, "push", "-q", "-f", "origin", "main");
    assert.equal((await ask(repo, { cwd: clone })).verdict, "pushed");
  });

  it("pushed and then forced away", async () => {
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "origin", "main");
    repo.git("reset", "-q", "--hard", "HEAD~1");
    repo.git("push", "-q", "-f", "origin", "main");
    repo.commit("b.txt", "later\n");
    const answer = await ask(repo);
    assert.equal(answer.verdict, "pushed");
    assert.equal(outcomes(answer), "ignored:no index:no head:no history:yes refs:no remotes:yes push:no");
    assert.match(detail(answer, "remotes"), /^On no remote's branch any more.*pushed to origin\/main on/);
  });

  it("committed after the last push: not pushed", async () => {
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    repo.git("push", "-q", "origin", "main");
    repo.commit("a.txt", KEY);
    const answer = await ask(repo);
    assert.equal(answer.verdict, "committed");
    assert.match(outcomes(answer), /remotes:no push:yes$/);
  });

  it("the same key committed twice: the pushed copy counts", async () => {
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    repo.git("checkout", "-q", "-b", "side");
    repo.commit("a.txt", `first ${KEY}`);
    repo.git("checkout", "-q", "main");
    repo.commit("c.txt", `second ${KEY}`);
    repo.git("push", "-q", "origin", "main");
    assert.equal((await ask(repo)).verdict, "pushed");
  });

  it("fetched from a remote that had it", async () => {
    repo.commit("a.txt", KEY);
    const clone = join(repo.folder, "clone");
    repo.at(repo.folder, "clone", "-q", repo.root, clone);
    const answer = await ask(repo, { cwd: clone });
    assert.equal(answer.verdict, "pushed");
    assert.match(detail(answer, "remotes"), /^On origin\/main now/);
  });

  it("a fork: the second remote has it, the first has not", async () => {
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    repo.git("push", "-q", "origin", "main");
    repo.git("init", "-q", "--bare", join(repo.folder, "fork.git"));
    repo.git("remote", "add", "fork", join(repo.folder, "fork.git"));
    repo.commit("a.txt", KEY);
    repo.git("push", "-q", "fork", "main");
    const { evidence, traces } = await gather(repo);
    assert.match(evidence.find(({ step }) => step === "remotes")?.detail ?? "", /^On fork\/main now; pushed to fork/);
    assert.deepEqual(
      traces[0]?.remotes.map(({ name, holds }) => [name, holds]),
      [
        ["fork", true],
        ["origin", false],
      ],
    );
  });

  it("a branch that was deleted here, before and after its push", async () => {
    repo.addRemote();
    repo.commit("b.txt", "nothing\n");
    for (const pushed of [false, true]) {
      repo.git("checkout", "-q", "-b", "side");
      repo.commit("a.txt", `${KEY} ${pushed}`);
      if (pushed) repo.git("push", "-q", "origin", "side");
      repo.git("checkout", "-q", "main");
      repo.git("branch", "-q", "-D", "side");
      const answer = await ask(repo);
      assert.equal(answer.verdict, pushed ? "pushed" : "committed");
      assert.equal(detail(answer, "refs"), pushed ? "On origin/side." : "No branch or tag holds it.");
      assert.equal(detail(answer, "push"), "No branch that could be pushed holds it.");
    }
  });

  describe("by what fetches write", () => {
    it("a mirror, whose branches are all the remote's", async () => {
      repo.commit("a.txt", KEY);
      const mirror = join(repo.folder, "mirror.git");
      repo.at(repo.folder, "clone", "-q", "--mirror", repo.root, mirror);
      const answer = await ask(repo, { cwd: mirror });
      assert.equal(answer.verdict, "pushed");
      assert.equal(detail(answer, "remotes"), "On main now.");
      assert.match(outcomes(answer), /push:no$/);
      // A bare repository without such a setting has branches of its own.
      repo.at(mirror, "config", "--unset-all", "remote.origin.fetch");
      const own = await ask(repo, { cwd: mirror });
      assert.equal(own.verdict, "committed");
      assert.equal(detail(own, "push"), "Pushing main uploads it.");
    });

    it("a mirror with a work tree: it cannot be told whose commits its branches have", async () => {
      repo.commit("a.txt", KEY);
      repo.git("remote", "add", "origin", join(repo.folder, "none.git"));
      repo.git("config", "remote.origin.fetch", "+refs/*:refs/*");
      const answer = await ask(repo);
      assert.equal(answer.verdict, "committed");
      assert.match(outcomes(answer), /remotes:failed push:yes$/);
      assert.match(detail(answer, "remotes"), /^Fetches write over main here/);
    });

    for (const [what, refspec, ref] of [
      ["a namespace", "+refs/heads/*:refs/upstream/*", "refs/upstream/main"],
      ["pull requests", "+refs/pull/*/head:refs/pull/*/head", "refs/pull/7/head"],
      ["one branch", "refs/heads/main:refs/theirs", "refs/theirs"],
    ] as const)
      it(what, async () => {
        repo.commit("b.txt", "nothing\n");
        repo.git("checkout", "-q", "--detach");
        repo.commit("a.txt", KEY);
        repo.git("update-ref", ref, "HEAD");
        repo.git("checkout", "-q", "main");
        repo.git("remote", "add", "origin", join(repo.folder, "none.git"));
        assert.equal((await ask(repo)).verdict, "committed");
        repo.git("config", "--add", "remote.origin.fetch", refspec);
        const answer = await ask(repo);
        assert.equal(answer.verdict, "pushed");
        assert.equal(detail(answer, "remotes"), `On ${ref} now.`);
        assert.deepEqual(
          (await gather(repo)).traces[0]?.remotes.map(({ holds }) => holds),
          [true],
        );
        repo.git("branch", "mine", ref);
        assert.match(detail(await ask(repo), "push"), /^It is there already/);
      });

    it("tags that are fetched over one's own prove nothing", async () => {
      repo.commit("b.txt", "nothing\n");
      repo.git("checkout", "-q", "--detach");
      repo.commit("a.txt", KEY);
      repo.git("tag", "v1");
      repo.git("checkout", "-q", "main");
      repo.git("remote", "add", "origin", join(repo.folder, "none.git"));
      repo.git("config", "--add", "remote.origin.fetch", "+refs/tags/*:refs/tags/*");
      const answer = await ask(repo);
      assert.match(outcomes(answer), /remotes:no push:yes$/);
      assert.equal(detail(answer, "push"), "Pushing v1 uploads it.");
    });

    it("a remote with slashes in its name, beside one whose name begins the same", async () => {
      repo.commit("a.txt", KEY);
      for (const name of ["team", "team/fork"]) repo.git("remote", "add", name, join(repo.folder, `${name}.git`));
      repo.git("update-ref", "refs/remotes/team/fork/main", "HEAD");
      assert.deepEqual(
        (await gather(repo)).traces[0]?.remotes.map(({ name, holds }) => [name, holds]),
        [
          ["team", false],
          ["team/fork", true],
        ],
      );
    });

    it("a remote that is gone from the settings", async () => {
      repo.commit("a.txt", KEY);
      repo.git("update-ref", "refs/remotes/old/main", "HEAD");
      const answer = await ask(repo);
      assert.match(detail(answer, "remotes"), /^On old\/main now; seen on old\/main on /);
      assert.equal(detail(answer, "push"), "There is no remote to push to.");
    });
  });

  describe("and says whether the next push would upload the key", () => {
    const push = async (key = KEY): Promise<string> => detail(await ask(repo, {}, key), "push");
    beforeEach(() => {
      repo.addRemote();
      repo.commit("b.txt", "nothing\n");
      repo.git("push", "-q", "origin", "main");
    });

    it("not committed, staged, committed, pushed, forced away", async () => {
      repo.write("a.txt", KEY);
      assert.equal(await push(), "No branch that could be pushed holds it.");
      repo.git("add", "a.txt");
      assert.equal(await push(), "No branch that could be pushed holds it. A commit of what is staged would.");
      repo.git("commit", "-q", "-m", "Add");
      assert.equal(await push(), "Pushing main uploads it.");
      repo.git("push", "-q", "origin", "main");
      assert.equal(await push(), "It is there already: a remote has every commit that holds it.");
      repo.git("push", "-q", "-f", "origin", "HEAD~1:main");
      assert.equal(await push(), "Pushing main uploads it.");
    });

    it("taken out in a later commit that is not pushed either", async () => {
      repo.commit("a.txt", KEY);
      repo.commit("a.txt", "gone\n");
      assert.equal(await push(), "Pushing main uploads it.");
    });

    it("on the branches that have it, and on no others", async () => {
      repo.git("branch", "clean");
      repo.git("checkout", "-q", "-b", "one");
      repo.commit("a.txt", KEY);
      repo.git("branch", "two");
      repo.git("tag", "v1");
      repo.commit("b.txt", "more\n");
      repo.git("checkout", "-q", "clean");
      repo.commit("b.txt", "other\n");
      assert.equal(await push(), "Pushing one, two, v1 uploads it.");
    });

    it("in the message of a commit, and of a tag", async () => {
      repo.git("commit", "-q", "--allow-empty", "-m", `Use ${KEY}`);
      assert.equal(await push(), "Pushing main uploads it.");
      repo.git("push", "-q", "origin", "main");
      repo.git("tag", "-a", "-m", `For ${OTHER}`, "v2");
      assert.equal(await push(OTHER), "Pushing v2 uploads it.");
    });

    it("brought back from what the remote has in its past: it need not be uploaded again", async () => {
      repo.commit("a.txt", KEY);
      repo.commit("a.txt", "gone\n");
      repo.git("push", "-q", "origin", "main");
      repo.commit("c.txt", KEY);
      assert.match(await push(), /^It is there already/);
      repo.commit("c.txt", `another ${KEY}`);
      assert.equal(await push(), "Pushing main uploads it.");
    });

    it("only in a stash: no", async () => {
      repo.write("b.txt", KEY);
      repo.git("stash", "-q");
      assert.equal(await push(), "No branch that could be pushed holds it.");
    });

    it("only at a detached HEAD", async () => {
      repo.git("checkout", "-q", "--detach");
      repo.commit("a.txt", KEY);
      assert.equal(await push(), "No branch that could be pushed holds it. HEAD, which is detached, does.");
    });

    it("from a bare repository", async () => {
      const bare = join(repo.folder, "bare.git");
      repo.commit("a.txt", KEY);
      repo.at(repo.folder, "clone", "-q", "--bare", repo.root, bare);
      assert.equal(detail(await ask(repo, { cwd: bare }), "push"), "Pushing main uploads it.");
    });

    it("not without a remote, and not known when git fails", async () => {
      repo.commit("a.txt", KEY);
      const broken = await ask(repo, { env: wrap(repo, 'case "$*" in *"remote -v") exit 3;; esac') });
      assert.match(outcomes(broken), /push:failed$/);
      assert.equal(broken.verdict, "committed");
      repo.git("remote", "remove", "origin");
      assert.equal(await push(), "There is no remote to push to.");
    });
  });
});
