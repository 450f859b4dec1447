import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ask, detail, KEY, OTHER } from "../../support/askExposure";
import { TempRepo } from "../../support/tempRepo";

const COMMITS = 50_000;
const DEEP = 20_000;
/** Seconds that nobody would wait for; a quiet machine needs a few. */
const LIMIT = 30;

describe("the publication check of a long history", () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    const commits = [...Array(COMMITS).keys()].map((index) => {
      const text = `version ${index}\n${index === DEEP ? `key = ${KEY}\n` : ""}`;
      const head = `commit refs/heads/main\ncommitter Ann <ann@example.com> ${1_600_000_000 + index * 60} +0000\ndata 1\nx\n`;
      return `${head}M 100644 inline ${index % 10}/${index % 97}.txt\ndata ${text.length}\n${text}\n`;
    });
    execFileSync("git", ["fast-import", "--quiet"], { cwd: repo.root, env: repo.env, input: commits.join("") });
  });
  after(() => repo.dispose());

  it(`of ${COMMITS} commits: one of them is found, and an absent key is not`, async () => {
    const started = performance.now();
    const answer = await ask(repo);
    assert.equal(answer.verdict, "committed");
    const commit = repo.git("rev-parse", "--short=12", `main~${COMMITS - 1 - DEEP}`);
    assert.ok(detail(answer, "history").startsWith(`First in commit ${commit} of 2020-09-27 by Ann`));
    assert.equal(detail(answer, "refs"), "On main.");
    assert.equal((await ask(repo, {}, OTHER)).verdict, "local-only");
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < LIMIT, `${seconds} s`);
  });
});
