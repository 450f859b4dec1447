// Whether an ignore file covers an env file: asked of git itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ignoreLineFor, isIgnored } from "../../src/core/fix/env/ignoreFile";
import { DEFAULT_POLICY } from "../../src/core/index";
import { applyPlan, FixFolder, planFile } from "../../src/node/applyFix";
import { filled } from "../core/fix/cases";
import { TempRepo } from "../support/tempRepo";

const PATTERNS = [
  ".env",
  ".env*",
  "*.env",
  "/.env",
  "!.env",
  "!/.env",
  "!.env*",
  "*",
  "!*",
  "!*/",
  "a",
  "a/",
  "/a/",
  "!a/",
  "a/b",
  "a/*",
  "a/.env",
  "**/.env",
  "b/.env",
  "# .env",
  "\\.env",
  ".ENV",
  " .env",
  ".env ",
  ".env/",
  "**",
  "a/**",
  "!a/b",
  "?env",
  "[.]env",
  "",
];
const lines = fc
  .array(fc.constantFrom(...PATTERNS), { maxLength: 3 })
  .map((all) => all.map((one) => `${one}\n`).join(""));
const FOLDERS = ["", "a/", "a/b/"];

describe("ignore files", () => {
  it("cover a path when git says so, and after the line that is added", function () {
    const repo = new TempRepo();
    try {
      repo.write("a/b/x", "");
      const asks = (path: string): boolean =>
        spawnSync("git", ["check-ignore", "-q", "--no-index", path], { cwd: repo.root, env: repo.env }).status === 0;
      fc.assert(
        fc.property(
          fc.tuple(fc.option(lines), fc.option(lines), fc.option(lines)),
          fc.constantFrom(...FOLDERS),
          (texts, folder) => {
            const files = new Map([[".git/HEAD", ""]]);
            texts.forEach((text, index) => {
              const path = `${FOLDERS[index] ?? ""}.gitignore`;
              rmSync(join(repo.root, path), { force: true });
              if (text === null) return;
              repo.write(path, text);
              files.set(path, text);
            });
            const path = `${folder}.env`;
            assert.equal(isIgnored(path, files), asks(path));
            const line = ignoreLineFor(path, files, "\n");
            if (!line) return;
            repo.write(line.path, (files.get(line.path) ?? "") + line.text);
            assert.ok(asks(path), `${line.text.trim()} in ${line.path} does not cover it`);
          },
        ),
        { numRuns: 150, examples: [[["a/b\n", "!*/\n", null], "a/b/"]] },
      );
    } finally {
      repo.dispose();
    }
  }).timeout(30_000);

  it("of a repository that starts further up count, and the line stays in the owning folder", () => {
    const repo = new TempRepo();
    try {
      repo.write("packages/app/src/a.py", filled('key = "«openai-project-key»"\n'));
      const root = join(repo.root, "packages/app");
      const plan = () => {
        const planned = planFile(new FixFolder(root), { path: "src/a.py", policy: DEFAULT_POLICY });
        assert.ok(planned && !("refused" in planned));
        return planned.plan;
      };
      const ignoreFiles = () => plan().files.filter(({ role }) => role === "ignore");
      assert.deepEqual(
        ignoreFiles().map(({ path }) => path),
        [".gitignore"],
      );
      repo.write("packages/.gitignore", "*.log\n.env\n");
      assert.deepEqual(ignoreFiles(), []);
      repo.write("packages/app/.gitignore", "!.env\n");
      assert.equal(applyPlan(new FixFolder(root), plan()), undefined);
      const asked = spawnSync("git", ["check-ignore", "-q", "packages/app/.env"], { cwd: repo.root, env: repo.env });
      assert.equal(asked.status, 0);
      assert.ok(!existsSync(join(repo.root, ".gitignore")));
    } finally {
      repo.dispose();
    }
  });

  it("of a folder around the repository do not count", () => {
    const files = new Map([
      [".gitignore", ".env\n"],
      ["app/.git/HEAD", ""],
    ]);
    assert.deepEqual(ignoreLineFor("app/.env", files, "\n"), { path: "app/.gitignore", text: ".env\n" });
  });

  it("count with the repository's own excludes", () => {
    const files = new Map([
      [".git/HEAD", ""],
      [".git/info/exclude", ".env\n"],
    ]);
    assert.equal(ignoreLineFor("a/.env", files, "\n"), undefined);
  });

  it("get a line with their own line ending, after a last line without one", () => {
    assert.deepEqual(ignoreLineFor(".env", new Map([[".gitignore", "a\r\nb"]]), "\n"), {
      path: ".gitignore",
      text: "\r\n.env\r\n",
    });
  });

  it("name an unusual env file by its place", () => {
    assert.equal(ignoreLineFor("config/[x] keys", new Map([[".gitignore", ""]]), "\n")?.text, "/config/\\[x\\] keys\n");
  });
});
