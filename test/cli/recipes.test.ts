// The recipes of docs/recipes.md, run as they stand there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Log } from "sarif";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";
import { elements, parseXml } from "../support/xml";

const KIND = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const line = (seed: string): string => `const value = "${KIND?.make(randomFrom(seed)) ?? ""}";\n`;
const PAGE = readFileSync("docs/recipes.md", "utf8");
const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

// What mocha reads its own configuration with; it brings no types.
const { load } = createRequire(resolve("package.json"))("js-yaml") as { readonly load: (text: string) => unknown };

/** The text of a fenced block, by its language and name. */
function block(language: string, name: string): string {
  const [, text] = new RegExp(`^\`\`\`${language} ${name}\n([^]*?)^\`\`\`$`, "m").exec(PAGE) ?? [];
  assert(text !== undefined, `docs/recipes.md has no ${language} block ${name}`);
  return text;
}

interface Job {
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
  readonly steps?: readonly { readonly run?: string }[];
  readonly parallel?: number;
  readonly script?: readonly string[];
}

describe("docs/recipes.md", () => {
  let repo: TempRepo;
  let env: NodeJS.ProcessEnv;
  const KEYS = 6;
  before(() => {
    repo = new TempRepo();
    for (let i = 0; i < KEYS; i++) repo.write(`src/${i}.ts`, line(`${i}`));
    repo.git("add", ".");
    repo.git("commit", "-qm", "Keys");
    const keystow = repo.write(
      "../bin/keystow",
      `#!/bin/sh\nexec '${process.execPath}' '${resolve("dist/cli.js")}' "$@"\n`,
    );
    chmodSync(keystow, 0o755);
    env = { ...repo.env, PATH: `${join(repo.folder, "bin")}:${repo.env["PATH"] ?? ""}` };
    for (const name of ["one", "two"]) repo.at(repo.folder, "clone", "-q", "--bare", repo.root, `hosts/${name}.git`);
    const addresses = ["one", "two"].map((name) => `file://${join(repo.folder, `hosts/${name}.git`)}\n`);
    repo.write("../many/repositories.txt", addresses.join(""));
  });
  after(() => repo.dispose());

  /** What a shell makes of a recipe: it must end as expected, and say nothing on standard error. */
  function shell(script: string, cwd: string, more: NodeJS.ProcessEnv = {}, expected = 0): string {
    const ran = spawnSync("bash", ["-e", "-c", script], { cwd, env: { ...env, ...more } });
    assert.deepEqual([ran.status, ran.stderr.toString()], [expected, ""], script);
    return ran.stdout.toString();
  }

  const copy = (name: string): string => {
    cpSync(repo.root, join(repo.folder, name), { recursive: true });
    return join(repo.folder, name);
  };

  it("GitHub Actions: every step that runs a command, once for each shard", () => {
    const cwd = copy("github");
    const { jobs } = load(block("yaml", "github")) as { readonly jobs: Readonly<Record<"scan" | "report", Job>> };
    const commands = ({ steps = [] }: Job): readonly string[] =>
      steps.flatMap(({ run }) => (run === undefined || run.startsWith("npm install") ? [] : [run]));
    for (const shard of jobs.scan.strategy?.matrix.shard ?? [])
      for (const command of commands(jobs.scan)) shell(command.replaceAll("${{ matrix.shard }}", `${shard}`), cwd);
    const [merge = "", decide = ""] = commands(jobs.report);
    shell(merge, cwd);
    const log = JSON.parse(readFileSync(join(cwd, "keys.sarif"), "utf8")) as Log;
    assert.deepEqual([log.runs[0]?.results?.length, log.runs[0]?.automationDetails], [KEYS, undefined]);
    assert.match(shell(decide, cwd, {}, 1), /6 keys found in 6 files/);
  });

  it("GitLab: parallel jobs and a JUnit report", () => {
    const cwd = copy("gitlab");
    const { keys, "keys-report": report } = load(block("yaml", "gitlab")) as Readonly<Record<string, Job>>;
    const total = keys?.parallel ?? 0;
    assert.equal(total, 4);
    for (let index = 1; index <= total; index++)
      for (const command of keys?.script ?? [])
        shell(command, cwd, { CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${total}` });
    for (const command of report?.script ?? []) shell(command, cwd, {}, 1);
    assert.equal(elements(parseXml(readFileSync(join(cwd, "keys.xml"), "utf8")), "failure").length, KEYS);
  });

  it("a baseline", () => {
    const cwd = copy("baseline");
    assert.match(shell(block("sh", "baseline"), cwd), /accepts 6 keys in 6 entries, 6 new\.\n[^]*6 suppressed/);
  });

  it("many repositories, in parallel, to one table", () => {
    const cwd = join(repo.folder, "many");
    shell(block("sh", "many"), cwd);
    shell(block("sh", "xargs"), cwd);
    if (has("parallel")) shell(block("sh", "parallel"), cwd);
    // The same words to what runs them.
    else assert.match(block("sh", "parallel"), /\.\/scan-one\.sh \{\} < repositories\.txt\n$/);
    assert.deepEqual(readdirSync(join(cwd, "work")), []);
    shell(block("sh", "join"), cwd);
    shell(block("sh", "excel"), cwd);
    const table = readFileSync(join(cwd, "keys-excel.csv"), "utf8");
    assert.ok(table.startsWith("\ufeff"));
    assert.equal(table.trim().split("\r\n").length, 2 * KEYS + 1);
    assert.ok(table.includes('"work/one/src/0.ts"') && table.includes('"work/two/src/0.ts"'));
  });

  const STUBS: Readonly<Record<string, string>> = {
    "pyspark/__init__.py": "",
    "pyspark/sql.py": `
class RDD:
    def __init__(self, parts): self.parts = parts
    def mapPartitions(self, f): return RDD([list(f(iter(part))) for part in self.parts])
    def map(self, f): return RDD([[f(one) for one in part] for part in self.parts])
    def saveAsTextFile(self, path): open(path, "w").write("".join(one + "\\n" for part in self.parts for one in part))
class Context:
    def parallelize(self, items, parts): return RDD([items[at::parts] for at in range(parts)])
class Session:
    sparkContext = Context()
    def getOrCreate(self): return self
class SparkSession:
    builder = Session()
`,
    "ray.py": `
class Remote:
    def __init__(self, f): self.remote = f
def remote(f): return Remote(f)
def get(all): return all
`,
  };

  for (const [engine, end] of [
    ["spark", "print(open('keys').read().count('\\n'))"],
    ["ray", "print(len(found))"],
  ] as const)
    it(`${engine}, with a stand-in for it`, function () {
      if (!has("python3")) this.skip();
      const cwd = join(repo.folder, "many");
      for (const [name, text] of Object.entries(STUBS)) repo.write(`../stubs/${name}`, text);
      const program = [block("python", "scan"), block("python", engine), end, ""].join("\n");
      writeFileSync(join(cwd, `run-${engine}.py`), program);
      const out = shell(`python3 run-${engine}.py`, cwd, { PYTHONPATH: join(repo.folder, "stubs") });
      assert.equal(out, `${2 * KEYS}\n`);
      assert.ok(engine === "ray" || existsSync(join(cwd, "keys")));
    });
});
