import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, check, KEY, keyIn, kind, OTHER, wrap } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check is safe", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

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
