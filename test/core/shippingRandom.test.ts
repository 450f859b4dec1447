// The tools themselves say what they would take along of small random trees.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listFiles, PackageManager } from "@vscode/vsce";
import { type Packager, shippedBy } from "../../src/core/index";
import { randomList, randomTree, surroundings, type Tree, writeTree } from "../support/packageTrees";
import { type Random, randomFrom } from "../support/random";

const NPM_TREES = 10;
const VSCE_TREES = 60;
const GIT_TREES = 30;

describe("what packages take along, beside the tools' own answers", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "keystow-shipping-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function written(name: string, tree: Tree): string {
    const root = join(folder, name);
    mkdirSync(root);
    writeTree(root, tree);
    return root;
  }

  it("npm", async function () {
    this.timeout(60_000);
    for (let i = 0; i < NPM_TREES; i += 2) await Promise.all([compareNpm(i), compareNpm(i + 1)]);
  });

  async function compareNpm(i: number): Promise<void> {
    const tree = npmTree(randomFrom(`npm pack ${i}`));
    const cwd = written(`npm-${i}`, tree);
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"];
    const { stdout } = await promisify(execFile)("npm", args, { cwd, shell: process.platform === "win32" });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    compare(tree, "npm", new Set(packed.files.map(({ path }) => path)));
  }

  it("vsce", async function () {
    this.timeout(60_000);
    for (let i = 0; i < VSCE_TREES; i++) {
      const tree = vsceTree(randomFrom(`vsce ls ${i}`));
      const cwd = written(`vsce-${i}`, tree);
      compare(tree, "vsce", new Set(await listFiles({ cwd, packageManager: PackageManager.None })));
    }
  });

  it("cargo, in the words of git's ignore files", function () {
    this.timeout(60_000);
    for (let i = 0; i < GIT_TREES; i++) {
      const random = randomFrom(`check-ignore ${i}`);
      const tree = randomTree(random);
      tree.set("Cargo.toml", "[package]\n");
      tree.set(".gitignore", randomList(random).join("\n"));
      if (random.int(2)) tree.set("src/.gitignore", randomList(random).join("\n"));
      const cwd = written(`git-${i}`, tree);
      execFileSync("git", ["init", "-q", cwd]);
      const untracked = execFileSync("git", ["ls-files", "-o", "-z", "--exclude-standard"], { cwd, encoding: "utf8" });
      const real = new Set([...untracked.split("\0"), "Cargo.toml", "README.md"]);
      compare(new Map(tree).set(".git/HEAD", ""), "cargo", real);
    }
  });
});

function compare(tree: Tree, wanted: Packager, real: ReadonlySet<string>): void {
  const files = surroundings(tree);
  for (const path of tree.keys()) {
    if (path.startsWith(".git/")) continue;
    const shipping = shippedBy(path, files).find(({ tool }) => tool === wanted);
    const context = `${path}: ${shipping?.why ?? ""}\n${JSON.stringify([...tree].filter(([, text]) => text !== "x\n"))}`;
    assert.equal(shipping?.verdict, real.has(path) ? "ships" : "kept out", context);
  }
}

function npmTree(random: Random): Tree {
  const tree = randomTree(random);
  const lists = [".gitignore", ".npmignore", "src/.npmignore", "dist/.gitignore"];
  for (const list of lists) if (random.int(2)) tree.set(list, randomList(random).join("\n"));
  const manifest = {
    name: "a",
    version: "1.0.0",
    ...(random.int(3) === 0 && { files: randomList(random) }),
    ...(random.int(4) === 0 && { main: random.pick(["src/a.js", "./dist/index.ts", ".env"]) }),
    ...(random.int(6) === 0 && { bin: random.pick(["src/a.js", "./dist/b.json"]) }),
    ...(random.int(6) === 0 && { workspaces: ["docs/*"] }),
  };
  return tree.set("package.json", JSON.stringify(manifest));
}

function vsceTree(random: Random): Tree {
  const tree = randomTree(random);
  const files = random.int(3) === 0;
  if (!files && random.int(6)) tree.set(".vscodeignore", randomList(random).join("\n"));
  const manifest = {
    ...{ name: "a", version: "1.0.0", publisher: "p", engines: { vscode: "^1.97.0" } },
    ...(files && { files: randomList(random) }),
  };
  return tree.set("package.json", JSON.stringify(manifest));
}
