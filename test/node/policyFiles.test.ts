import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { loadPolicyFile } from "../../src/node/policyFiles";
import { TempRepo } from "../support/tempRepo";

describe("the policy file of a folder", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const policy = (envFile: string): string => JSON.stringify({ version: 1, envFile });

  it("is the nearest one up to the root of the repository, and none above it", () => {
    repo.write("../.keystow.json", policy("outside"));
    repo.write("a/b/c.txt", "");
    const from = (path: string): string | undefined => loadPolicyFile(join(repo.root, path)).value.envFile;
    assert.equal(from("a/b"), undefined);
    repo.write(".keystow.json", policy("root"));
    assert.equal(from("a/b"), "root");
    repo.write("a/.keystow.json", policy("nearer"));
    assert.equal(from("a/b"), "nearer");
    assert.equal(from(""), "root");
    assert.equal(loadPolicyFile(join(repo.root, "a/b")).file, join(repo.root, "a", ".keystow.json"));
  });

  it("outside of a repository is only the folder's own", () => {
    repo.write("../.keystow.json", policy("own"));
    repo.write("../sub/file", "");
    assert.equal(loadPolicyFile(repo.folder).value.envFile, "own");
    assert.equal(loadPolicyFile(join(repo.folder, "sub")).value.envFile, undefined);
  });

  it("may have a byte order mark, comments and UTF-16", () => {
    const text = '// ours\n{"version": 1, "envFile": "é.env",}';
    for (const bytes of [`\ufeff${text}`, text, Buffer.from(`\ufeff${text}`, "utf16le")]) {
      repo.write(".keystow.json", bytes);
      assert.deepEqual([loadPolicyFile(repo.root).value.envFile, loadPolicyFile(repo.root).problems], ["é.env", []]);
    }
  });

  it("names what is broken in it with its place", () => {
    repo.write(".keystow.json", '{"version": 1,\n  "rules": {"no-such-rule": "off"}}');
    const { problems } = loadPolicyFile(repo.root);
    assert.deepEqual(
      problems.map(({ at }) => [at?.line, at?.column]),
      [[1, 12]],
    );
  });

  it("that cannot be read is a problem, and no policy", () => {
    const problem = (): string => {
      const { value, problems } = loadPolicyFile(repo.root);
      assert.deepEqual(value.allow, []);
      return problems.map(({ message }) => message).join();
    };
    mkdirSync(join(repo.root, ".keystow.json"));
    assert.match(problem(), /not a regular file/);
    repo.git("rm", "-rfq", "--ignore-unmatch", ".");
    symlinkSync("nowhere", join(repo.write("other/x", ""), "..", ".keystow.json"));
    assert.match(loadPolicyFile(join(repo.root, "other")).problems[0]?.message ?? "", /does not exist/);
    repo.write("third/.keystow.json", Buffer.from([0, 1, 2, 3]));
    assert.match(loadPolicyFile(join(repo.root, "third")).problems[0]?.message ?? "", /no text/);
  });
});
