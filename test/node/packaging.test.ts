import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareKey, DEFAULT_POLICY, type ExposureAnswer, type ExposureEvidence } from "../../src/core/index";
import { packagingEvidence } from "../../src/node/exposure/packaging";
import { checkExposure } from "../support/askExposure";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const KEY = KEY_KINDS.find(({ provider, use }) => provider === "openai" && use === "alone")?.make(randomFrom("one"));
const MANIFEST = '{"name":"a","version":"1.0.0"}';

describe("whether a package made here takes the file along", () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
  });
  afterEach(() => repo.dispose());

  const about = (file: string, ignored?: boolean): ExposureEvidence => packagingEvidence()(file, ignored);

  async function check(file: string): Promise<ExposureAnswer> {
    assert(KEY);
    const keys = [{ text: KEY, finding: bareKey(KEY, DEFAULT_POLICY), file }];
    const signal = new AbortController().signal;
    const answers = await checkExposure(keys, { cwd: repo.folder, env: repo.env, signal, outside: [] });
    assert(answers?.[0]);
    return answers[0];
  }

  it("yes, with the tool and a step against it", async () => {
    repo.write("package.json", MANIFEST);
    const answer = await check(repo.write("src/.env", "x"));
    assert.deepEqual(
      answer.evidence.slice(0, 2).map(({ step, outcome }) => `${step}:${outcome}`),
      ["ignored:no", "package:yes"],
    );
    assert.deepEqual(answer.evidence[1]?.packagers, ["npm"]);
    assert.match(answer.nextSteps.at(-1) ?? "", /^Keep the file out of the package: for npm, add it to \.npmignore/);
    assert.equal(answer.verdict, "local-only");
  });

  it("no, where it is kept out or nothing is declared", async () => {
    const file = repo.write("src/.env", "x");
    assert.equal(about(file).detail, "No package or image is declared here.");
    repo.write("package.json", MANIFEST);
    repo.write(".npmignore", ".env\n");
    const answer = await check(file);
    assert.equal(answer.evidence[1]?.outcome, "no");
    assert.equal(answer.evidence[1].detail, "npm pack leaves src/.env out: `.env` in .npmignore.");
    assert(!answer.nextSteps.some((step) => step.includes("package")));
  });

  it("failed, where a manifest cannot be read", () => {
    const file = repo.write(".env", "x");
    repo.write("package.json", "{");
    assert.deepEqual(about(file), { step: "package", outcome: "failed", detail: "package.json is no valid JSON." });
    repo.write("package.json", MANIFEST);
    repo.write(".npmignore", ".env\n".repeat(300_000));
    assert.equal(about(file).detail, ".npmignore was not read: larger than 1 MB.");
    repo.write(".npmignore", ".env\n");
    repo.write("Dockerfile", `#${" ".repeat(2_000_000)}`);
    assert.equal(about(file).detail, "Dockerfile was not read: larger than 1 MB.");
  });

  it("does not follow links out of the folder", () => {
    const file = repo.write(".env", "x");
    writeFileSync(join(repo.folder, "package.json"), MANIFEST);
    symlinkSync(join(repo.folder, "package.json"), join(repo.root, "package.json"));
    assert.deepEqual(about(file), {
      step: "package",
      outcome: "failed",
      detail: "package.json was not read: it leads out of the folder.",
    });
  });

  it("asks git's own answer where a tool goes by it", () => {
    repo.write("Cargo.toml", '[package]\nname = "a"\n');
    const file = repo.write(".env", "x");
    assert.equal(about(file, true).outcome, "no");
    assert.equal(about(file, false).outcome, "yes");
  });

  it("without git, looks as far up as a manifest is", () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "keystow-packaging-")));
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/package.json"), MANIFEST);
    writeFileSync(join(folder, "a/b/.env"), "");
    assert.match(about(join(folder, "a/b/.env")).detail, /^npm pack would take b\/\.env: /);
    rmSync(folder, { recursive: true });
  });

  it("never says a key that stands in a name", async () => {
    assert(KEY);
    repo.write("package.json", MANIFEST);
    const answer = await check(repo.write(`${KEY}.txt`, "x"));
    assert(!JSON.stringify(answer.evidence).includes(KEY));
  });
});
