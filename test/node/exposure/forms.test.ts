import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KEY, OTHER, ask, check, detail, gather, keyIn, makeKey, outcomes } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

describe("the publication check finds every form, for many keys at once", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

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

  it("a file that is not to be compared", async () => {
    repo.commit(".gitattributes", "*.lock -diff\n");
    repo.commit("a.lock", KEY);
    assert.equal((await ask(repo)).verdict, "committed");
  });

  it("a note, also of a namespace of its own", async () => {
    repo.commit("b.txt", "nothing\n");
    repo.git("notes", "add", "-m", KEY, "HEAD");
    repo.git("notes", "--ref=review", "add", "-m", OTHER, "HEAD");
    for (const [key, ref] of [
      [KEY, "refs/notes/commits"],
      [OTHER, "refs/notes/review"],
    ] as const) {
      const answer = await ask(repo, {}, key);
      assert.match(detail(answer, "history"), /^First in commit/);
      assert.equal(detail(answer, "refs"), `On ${ref}.`);
    }
  });

  describe("the names of files and folders", () => {
    const encoded = Buffer.from(`abc${KEY}xy`).toString("base64url");
    for (const [what, path] of [
      ["a file", `${KEY}.txt`],
      ["a folder", `in/${KEY}/deep/c.txt`],
      ["base64", `${encoded}.txt`],
    ] as const)
      it(`${what}: staged, committed and gone, and never shown`, async () => {
        repo.addRemote();
        repo.commit("b.txt", "nothing\n");
        repo.git("push", "-q", "origin", "main");
        repo.write(path, "plain\n");
        repo.git("add", ".");
        const staged = await ask(repo);
        assert.match(outcomes(staged), /index:yes head:no history:no/);
        assert.match(detail(staged, "index"), /^Staged in a file whose name holds a key/);
        repo.git("commit", "-q", "-m", "Add");
        const commit = repo.git("rev-parse", "--short=12", "HEAD");
        const current = await ask(repo);
        assert.match(outcomes(current), /index:yes head:yes history:yes refs:yes remotes:no push:yes$/);
        assert.ok(detail(current, "history").startsWith(`First in commit ${commit} of `), detail(current, "history"));
        assert.match(detail(current, "history"), /by Ann, in the name of a file; no content holds it\.$/);
        assert.equal(detail(current, "push"), "Pushing main uploads it.");
        repo.git("rm", "-q", "-r", ".");
        repo.git("commit", "-q", "-m", "Remove");
        repo.git("push", "-q", "origin", "main");
        const gone = await ask(repo);
        assert.match(outcomes(gone), /index:no head:no history:yes refs:yes remotes:yes push:no$/);
        assert.equal(gone.verdict, "pushed");
        for (const answer of [staged, current, gone])
          for (const hidden of [KEY, encoded]) assert.ok(!JSON.stringify(answer).includes(hidden));
        assert.deepEqual((await gather(repo)).traces[0]?.blobs, []);
      });

    it("no git is asked about a file whose own name holds a key", async () => {
      repo.commit("b.txt", "nothing\n");
      const [answer] = (await check(repo, [keyIn(join(repo.root, `${KEY}.txt`))])) ?? [];
      assert(answer);
      assert.match(outcomes(answer), /^ignored:failed index:no/);
    });
  });

  describe("files that Git LFS keeps", () => {
    const content = Buffer.from(`${"x".repeat(1_500_000)}${KEY}${"y".repeat(1000)}`);
    const id = createHash("sha256").update(content).digest("hex");
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${id}\nsize ${content.length}\n`;
    const path = `.git/lfs/objects/${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`;

    it("by the pointer to it, which does not hold the key itself", async () => {
      repo.commit("data.bin", pointer);
      repo.write(path, content);
      const answer = await ask(repo);
      assert.match(outcomes(answer), /index:yes head:yes history:yes refs:yes/);
      assert.match(detail(answer, "history"), /in data\.bin, a file kept by Git LFS; 1 stored object holds it\.$/);
      const [trace] = (await gather(repo)).traces;
      assert(trace);
      assert.deepEqual(trace.blobs, []);
      assert.deepEqual(trace.commits, [{ id: repo.git("rev-parse", "HEAD"), path: "data.bin" }]);
      const other = await ask(repo, {}, OTHER);
      assert.equal(other.verdict, "local-only");
    });

    it("that nothing points at", async () => {
      repo.commit("b.txt", "nothing\n");
      repo.write(path, content);
      const answer = await ask(repo);
      assert.equal(detail(answer, "history"), "In a file kept by Git LFS that nothing in the history points at.");
      assert.equal(answer.verdict, "committed");
    });

    it("that is not here, is a link, or is too large: cannot be told", async () => {
      repo.commit("data.bin", pointer);
      const absent = await ask(repo);
      assert.equal(absent.verdict, "unknown");
      assert.match(detail(absent, "history"), /1 file that Git LFS keeps could not be read/);
      assert.match(outcomes(absent), /index:failed head:failed history:failed/);
      const elsewhere = join(repo.folder, "elsewhere");
      writeFileSync(elsewhere, content);
      mkdirSync(join(repo.root, path, ".."), { recursive: true });
      symlinkSync(elsewhere, join(repo.root, path));
      assert.equal((await ask(repo)).verdict, "unknown");
      unlinkSync(join(repo.root, path));
      execFileSync("mkfifo", [join(repo.root, path)]);
      assert.equal((await ask(repo)).verdict, "unknown");
      unlinkSync(join(repo.root, path));
      repo.write(path, content);
      assert.equal((await ask(repo)).verdict, "committed");
      assert.deepEqual((await gather(repo, KEY, { maxBlob: content.length - 1 })).traces[0]?.commits, []);
      assert.equal((await gather(repo, KEY, { maxBlob: content.length })).traces[0]?.commits.length, 1);
    });
  });
});
