import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bareKey, DEFAULT_POLICY, type ExposureAnswer, type LocalStepId } from "../../src/core/index";
import { checkExposure, type KeyInText } from "../../src/node/gatherExposure";
import { Git } from "../../src/node/git";
import { findGit } from "../../src/node/git/findGit";
import { scanObjects } from "../../src/node/git/objects";
import { findRepository } from "../../src/node/git/repository";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "openai" && use === "alone");
const KEY = makeKey("one");
const OTHER = makeKey("two");

function makeKey(seed: string): string {
  assert(kind);
  return kind.make(randomFrom(seed));
}

const keyIn = (file: string | undefined, key = KEY): KeyInText => ({
  text: key,
  finding: bareKey(key, DEFAULT_POLICY),
  ...(file !== undefined && { file }),
});

interface Where {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
}

async function check(
  repo: TempRepo,
  keys: readonly KeyInText[],
  where: Where = {},
): Promise<readonly ExposureAnswer[] | undefined> {
  const { cwd = repo.root, env = repo.env, signal = new AbortController().signal } = where;
  return checkExposure(keys, { cwd, env, signal, outside: [] });
}

/** The answer about one key; in the file `a.txt` unless the repository has no work tree. */
async function ask(repo: TempRepo, where: Where = {}, key = KEY): Promise<ExposureAnswer> {
  const answers = await check(
    repo,
    [keyIn(where.cwd === undefined ? join(repo.root, "a.txt") : undefined, key)],
    where,
  );
  assert(answers?.[0]);
  return answers[0];
}

function outcomes(answer: ExposureAnswer): string {
  return answer.evidence.map(({ step, outcome }) => `${step}:${outcome}`).join(" ");
}

function detail(answer: ExposureAnswer, step: LocalStepId): string {
  return answer.evidence.find((one) => one.step === step)?.detail ?? "";
}

describe("the publication check on real repositories", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  describe("says where the key is", () => {
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

    it("in a submodule, which is a repository of its own", async () => {
      const sub = new TempRepo();
      try {
        sub.commit("s.txt", KEY);
        repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", sub.root, "sub");
        repo.git("commit", "-q", "-m", "Add sub");
        const [inSub, above] =
          (await check(repo, [keyIn(join(repo.root, "sub/s.txt")), keyIn(join(repo.root, "a.txt"))])) ?? [];
        assert.equal(inSub?.verdict, "pushed");
        assert.equal(above?.verdict, "local-only");
      } finally {
        sub.dispose();
      }
    });

    it("outside any repository: local only", async () => {
      const answer = await ask(repo, { cwd: repo.folder });
      assert.equal(answer.verdict, "local-only");
      assert.match(detail(answer, "history"), /no Git repository/);
    });
  });

  describe("knows pushes", () => {
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
  });

  describe("finds every form, for many keys at once", () => {
    it("two keys in different places", async () => {
      repo.addRemote();
      repo.commit("a.txt", KEY);
      repo.git("push", "-q", "origin", "main");
      repo.commit("b.txt", OTHER);
      const answers = await check(repo, [
        keyIn(join(repo.root, "a.txt")),
        keyIn(join(repo.root, "b.txt"), OTHER),
        keyIn(join(repo.root, "c.txt"), makeKey("none")),
      ]);
      assert.deepEqual(
        answers?.map(({ verdict }) => verdict),
        ["pushed", "committed", "local-only"],
      );
    });

    it("two keys that were gone before a merge brought their histories together", async () => {
      repo.addRemote();
      repo.commit("c.txt", "nothing\n");
      repo.git("checkout", "-q", "-b", "side");
      for (const content of [OTHER, "gone\n"]) repo.commit("b.txt", content);
      repo.git("checkout", "-q", "main");
      for (const content of [KEY, "gone\n"]) repo.commit("a.txt", content);
      repo.git("merge", "-q", "--no-edit", "side");
      repo.git("push", "-q", "origin", "main");
      for (const key of [KEY, OTHER]) assert.equal((await ask(repo, {}, key)).verdict, "pushed");
      const both = await check(repo, [keyIn(undefined), keyIn(undefined, OTHER)]);
      assert.deepEqual(
        both?.map((answer) => detail(answer, "refs")),
        ["On main, origin/main.", "On main, side, origin/main."],
      );
    });

    for (const [name, encode] of Object.entries<(key: string) => Buffer>({
      "a binary file": (key) => Buffer.concat([Buffer.from([0, 255, 0, 1]), Buffer.from(key), Buffer.from([0])]),
      "UTF-16": (key) => Buffer.from(`\ufeffkey = "${key}"\r\n`, "utf16le"),
      "base64, first shift": (key) => Buffer.from(Buffer.from(`abc${key}xy`).toString("base64")),
      "base64, second shift": (key) => Buffer.from(Buffer.from(`abcd${key}xy`).toString("base64")),
      "base64, third shift": (key) => Buffer.from(Buffer.from(`abcde${key}xy`).toString("base64")),
      "a file of many chunks": (key) => Buffer.from("x".repeat(1_000_003) + key + "y".repeat(500_000)),
    }))
      it(name, async () => {
        repo.commit("f.bin", encode(KEY));
        assert.equal((await ask(repo)).verdict, "committed");
      });

    it("many versions of one file: the first is named", async () => {
      for (let version = 0; version < 12; version += 1) repo.commit("a.txt", `${KEY} ${version}`);
      const answer = await ask(repo);
      assert.match(detail(answer, "history"), /of 2025-01-03 .*12 stored objects hold it/);
    });
  });

  describe("says what it cannot know", () => {
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

  describe("works in", () => {
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
        assert.equal(
          outcomes(await ask(sha256)),
          "ignored:no index:no head:no history:yes refs:yes remotes:no push:no",
        );
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

  it("stops at once when cancelled", async () => {
    repo.commit("a.txt", KEY);
    const slow = wrap(repo, 'case "$*" in *rev-list*) exec sleep 60;; esac');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const started = Date.now();
    assert.equal(await check(repo, [keyIn(undefined)], { env: slow, signal: controller.signal }), undefined);
    assert.ok(Date.now() - started < 10_000);
  });

  it("runs no program that the repository's settings name", async () => {
    repo.commit(".gitattributes", "* diff=evil filter=evil\n");
    repo.commit("a.txt", KEY);
    repo.commit("lost.txt", "lost\n");
    const lost = repo.git("rev-parse", "HEAD:lost.txt");
    sign(repo);
    repo.write("a.txt", "changed\n");
    const proof = join(repo.folder, "was-run");
    const evil = join(repo.folder, "evil.sh");
    writeFileSync(evil, `#!/bin/sh\necho "$0 $@" >> "${proof}"\nexit 1\n`, { mode: 0o755 });
    const hooks = join(repo.folder, "hooks");
    mkdirSync(hooks);
    for (const hook of ["post-index-change", "reference-transaction", "post-checkout"])
      writeFileSync(join(hooks, hook), `#!/bin/sh\necho hook >> "${proof}"\n`, { mode: 0o755 });
    for (const [name, value] of Object.entries({
      "core.fsmonitor": evil,
      "core.hooksPath": hooks,
      "core.pager": evil,
      "core.sshCommand": evil,
      "core.alternateRefsCommand": evil,
      "diff.external": evil,
      "diff.evil.textconv": evil,
      "diff.evil.command": evil,
      "filter.evil.clean": evil,
      "filter.evil.smudge": evil,
      "log.showSignature": "true",
      "gpg.program": evil,
      "pager.log": evil,
      "credential.helper": `!${evil}`,
      "protocol.allow": "always",
      "protocol.ext.allow": "always",
      "extensions.partialClone": "bad",
      "remote.bad.promisor": "true",
      "remote.bad.url": `ext::${evil}`,
    }))
      repo.git("config", name, value);
    // A lost object makes git ask the promisor for it.
    rmSync(join(repo.root, ".git/objects", lost.slice(0, 2), lost.slice(2)));
    const ran = (...args: readonly string[]): boolean => {
      assert.ok(spawnSync("git", args, { cwd: repo.root, env: { ...repo.env, GIT_ALLOW_PROTOCOL: "ext" } }));
      const was = existsSync(proof);
      rmSync(proof, { force: true });
      return was;
    };
    for (const args of [
      ["status"],
      ["log", "-1", "--format=%H"],
      ["log", "-p"],
      ["cat-file", "-p", lost],
      ["add", "a.txt"],
    ])
      assert.ok(ran(...args), `the trap of git ${args[0]} is not set`);
    const answer = await ask(repo);
    assert.equal(answer.verdict, "committed");
    assert.equal(existsSync(proof), false, existsSync(proof) ? readFileSync(proof, "utf8") : "");
  });

  it("gives git no key: not in arguments, environment, input or any answer", async () => {
    repo.addRemote();
    repo.commit(`dir-${OTHER}/a.txt`, KEY);
    repo.git("push", "-q", "origin", `main:with-${OTHER}`);
    repo.git("fetch", "-q");
    const log = join(repo.folder, "calls.log");
    const recorder = wrap(
      repo,
      `printf '%s\\n' "$@" >> '${log}'; env >> '${log}'; tee -a '${log}' | exec "$REAL" "$@"; exit $?`,
    );
    const answers = await check(repo, [keyIn(join(repo.root, "a.txt")), keyIn(join(repo.root, "b.txt"), OTHER)], {
      env: recorder,
    });
    assert.equal(answers?.[0]?.verdict, "pushed");
    const calls = readFileSync(log, "utf8");
    assert.match(calls, /rev-list/);
    assert.match(calls, /GIT_NO_LAZY_FETCH=1/);
    for (const text of [calls, JSON.stringify(answers)])
      for (const key of [KEY, OTHER]) for (const part of pieces(key)) assert.equal(text.includes(part), false);
  });
});

/** Gives the last commit a signature, which makes git run the program that checks one, and a key to be found in it. */
function sign(repo: TempRepo): void {
  repo.commit("signed.txt", KEY);
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n bm9uZQ==\n -----END PGP SIGNATURE-----\n\n";
  const commit = repo.write("commit.tmp", repo.git("cat-file", "commit", "HEAD").replace("\n\n", `\n${signature}`));
  repo.git("reset", "-q", "--soft", repo.git("hash-object", "-t", "commit", "-w", commit));
}

/** Runs of 8 characters of a key's random part. */
function pieces(key: string): readonly string[] {
  const random = key.slice(kind?.prefix.length ?? 0);
  return [...Array(random.length - 7).keys()].map((at) => random.slice(at, at + 8));
}

/** An environment whose git is a script that does something first. */
function wrap(repo: TempRepo, first: string): Record<string, string> {
  const real = realpathSync(execFileSync("which", ["git"], { encoding: "utf8" }).trim());
  const folder = join(repo.folder, "bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "git"), `#!/bin/sh\nREAL='${real}'\n${first}\nexec "$REAL" "$@"\n`, { mode: 0o755 });
  return { ...repo.env, PATH: `${folder}:${repo.env["PATH"]}` };
}
