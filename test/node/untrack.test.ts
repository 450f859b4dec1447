// Taking a file out of git's index: the file stays, and nothing else changes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isTracked } from "../../src/node/files";
import { stopTracking } from "../../src/node/untrack";

describe("stopping to track a file", () => {
  let folder = "";
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    });
  const stop = (path: string): Promise<string | undefined> =>
    stopTracking(join(folder, path), { env: process.env, outside: [folder], signal: new AbortController().signal });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "keystow-untrack-"));
    git("init", "--quiet", "--initial-branch=main");
    mkdirSync(join(folder, "api"));
    for (const path of [".env", "api/.env", "api/a*", "api/ab"]) writeFileSync(join(folder, path), "A=1\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "All");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("leaves the file and every other one, and takes a name as it is", async () => {
    assert.equal(await stop("api/.env"), undefined);
    assert.equal(await stop("api/a*"), undefined);
    assert.equal(git("ls-files"), ".env\napi/ab\n");
    assert.equal(readFileSync(join(folder, "api/.env"), "utf8"), "A=1\n");
    assert.ok(isTracked(join(folder, ".env")));
    assert.ok(!isTracked(join(folder, "api/.env")));
  });

  it("works where the file has changed since it was staged, and runs no filter on it", async () => {
    git("config", "filter.x.clean", `touch ${join(folder, "ran")}; cat`);
    writeFileSync(join(folder, ".gitattributes"), "/.env filter=x\n");
    writeFileSync(join(folder, ".env"), "A=2\n");
    git("-c", "filter.x.clean=cat", "add", ".env");
    writeFileSync(join(folder, ".env"), "A=3\n");
    assert.equal(await stop(".env"), undefined);
    assert.ok(!git("ls-files").split("\n").includes(".env"));
    assert.equal(readFileSync(join(folder, ".env"), "utf8"), "A=3\n");
    assert.throws(() => readFileSync(join(folder, "ran")));
  });

  it("says why it failed", async () => {
    rmSync(join(folder, ".git"), { recursive: true });
    assert.match((await stop(".env")) ?? "", /^Git failed: .*not a git repository/i);
  });
});
