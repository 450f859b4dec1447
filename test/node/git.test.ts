import assert from "node:assert/strict";
import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { explain, Git } from "../../src/node/git";
import { findGit, gitCandidates } from "../../src/node/git/findGit";
import { TempRepo } from "../support/tempRepo";

describe("finding git", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  function program(...path: readonly string[]): string {
    const file = join(repo.folder, ...path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "#!/bin/sh\n", { mode: 0o755 });
    return file;
  }

  it("takes the first on PATH that lies outside the workspace", () => {
    const evil = program("work/bin/git");
    const good = program("tools/git");
    const PATH = [join(evil, ".."), join(good, "..")].join(delimiter);
    assert.equal(findGit({ PATH }, [repo.root]), good);
    assert.equal(findGit({ PATH }, []), evil);
  });

  it("passes over a link that leads into the workspace", () => {
    const evil = program("work/bin/git");
    mkdirSync(join(repo.folder, "links"));
    symlinkSync(evil, join(repo.folder, "links/git"));
    assert.equal(findGit({ PATH: join(repo.folder, "links") }, [repo.root]), undefined);
  });

  it("passes over relative entries, folders of that name and files that cannot run", () => {
    const file = program("plain/git");
    chmodSync(file, 0o644);
    mkdirSync(join(repo.folder, "folder/git"), { recursive: true });
    const PATH = ["", ".", "bin", join(repo.folder, "plain"), join(repo.folder, "folder")].join(delimiter);
    assert.equal(findGit({ PATH }, []), undefined);
    assert.equal(findGit({}, []), undefined);
  });

  it("on Windows: programs alone, no scripts, whatever PATH is called", () => {
    assert.deepEqual(gitCandidates({ Path: '.;bin;"C:\\Program Files\\Git\\cmd";D:\\x' }, "win32"), [
      "C:\\Program Files\\Git\\cmd\\git.exe",
      "C:\\Program Files\\Git\\cmd\\git.com",
      "D:\\x\\git.exe",
      "D:\\x\\git.com",
    ]);
  });
});

describe("running git", () => {
  let repo: TempRepo;
  const signal = new AbortController().signal;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  const real = (env: Readonly<Record<string, string>> = {}): Git =>
    new Git(findGit(repo.env, []), { ...repo.env, ...env });

  function script(body: string): Git {
    const file = join(repo.folder, "fake");
    writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return new Git(file, repo.env);
  }

  it("gives its output, or its first complaint", async () => {
    repo.commit("a.txt", "x\n");
    assert.deepEqual(await real().run(["rev-parse", "--show-toplevel"], { cwd: repo.root, signal }), {
      kind: "ok",
      stdout: `${realpathSync(repo.root)}\n`,
    });
    const failed = await real().run(["rev-parse", "--verify", "nowhere"], { cwd: repo.root, signal });
    assert.deepEqual(failed, { kind: "failed", code: 128, reason: "fatal: Needed a single revision" });
  });

  it("is not steered by variables of a hook that it was started from", async () => {
    const elsewhere = { GIT_DIR: "/nowhere", GIT_WORK_TREE: "/", GIT_INDEX_FILE: "/nowhere", GIT_CONFIG_COUNT: "x" };
    const asked = await real(elsewhere).run(["rev-parse", "--show-toplevel"], { cwd: repo.root, signal });
    assert.equal(asked.kind, "ok");
  });

  it("takes arguments as they are, without a shell", async () => {
    const asked = await real().run(["rev-parse", "--sq-quote", "$(touch pwned); *"], { cwd: repo.root, signal });
    assert.equal(asked.kind === "ok" && asked.stdout.trim(), "'$(touch pwned); *'");
  });

  it("reads records across chunks, in UTF-8, with a last one that has no end", async () => {
    const records: string[] = [];
    const input = Buffer.from("eins\nzw\u00f6lf\n" + "x".repeat(200_000) + "\nend");
    const git = script("cat");
    const end = await git.records(
      [],
      { cwd: repo.root, signal, input: [input.subarray(0, 8), input.subarray(8)] },
      (one) => records.push(one),
    );
    assert.equal(end.kind, "ok");
    assert.deepEqual(
      records.map((one) => one.slice(0, 9)),
      ["eins", "zw\u00f6lf", "xxxxxxxxx", "end"],
    );
  });

  it("survives a git that reads nothing", async () => {
    const end = await script("exit 3").run([], { cwd: repo.root, signal, input: "x".repeat(1_000_000) });
    assert.deepEqual(end, { kind: "failed", code: 3, reason: "it ended without a word" });
  });

  it("ends at the time limit", async () => {
    const end = await script("exec sleep 30").run([], { cwd: repo.root, signal, timeout: 100 });
    assert.equal(end.kind, "timeout");
  });

  it("ends at once when cancelled, also before it began", async () => {
    const controller = new AbortController();
    let pid = 0;
    const end = await script("echo $$; exec sleep 30").stream(
      [],
      { cwd: repo.root, signal: controller.signal },
      (chunk) => {
        pid = Number(chunk.toString());
        controller.abort();
      },
    );
    assert.deepEqual(end, { kind: "cancelled" });
    await setTimeout(100);
    assert.throws(() => process.kill(pid, 0), /ESRCH/);
    assert.deepEqual(await real().run(["version"], { cwd: repo.root, signal: controller.signal }), {
      kind: "cancelled",
    });
  });

  it("stops taking in what never ends", async () => {
    const end = await script("exec yes").run([], { cwd: repo.root, signal });
    assert(end.kind === "failed");
    assert.match(end.reason, /more than/);
  });

  it("is missing where there is none, and says so in words", async () => {
    const none = await new Git(undefined, {}).run(["version"], { cwd: repo.root, signal });
    assert.deepEqual(none, { kind: "missing" });
    const gone = await new Git(join(repo.folder, "gone"), {}).run(["version"], { cwd: repo.root, signal });
    assert.deepEqual(gone, { kind: "missing" });
    assert.match(explain({ kind: "missing" }), /^Git was not found on PATH/);
    assert.match(explain({ kind: "timeout", seconds: 5 }), /5 seconds/);
  });
});
