// Every step of the publication check, through the command line as it is shipped, with every host on loopback.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ASKABLE, type ExposureAnswer, type Outcome, type StepId, STEPS } from "../../src/core/index";
import { runKeystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { HOSTS, Loopback } from "../support/loopback";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";
import { CASES, type Scene, TROUBLE } from "./steps";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "anthropic" && use === "alone");
assert(kind);
const KEY = kind.make(randomFrom("steps"));

describe("a step of the publication check", () => {
  let scene: Scene;
  beforeEach(async () => {
    const repo = new TempRepo();
    mkdirSync(join(repo.folder, "empty"));
    repo.write("app.py", `key = "${KEY}"\n`);
    const { GITHUB_TOKEN: _, GH_TOKEN: __, ...inherited } = process.env;
    scene = { repo, key: KEY, loopback: await Loopback.start(), env: { ...inherited, ...repo.env } };
  });
  afterEach(() => {
    scene.loopback.stop();
    scene.repo.dispose();
  });

  async function check(...args: readonly string[]): Promise<ExposureAnswer & { readonly log: string }> {
    const all = ["check", "app.py:1", "--format", "json", ...args, ...scene.loopback.arguments(...HOSTS)];
    const { out, err } = await runKeystow(all, { cwd: scene.repo.root, env: scene.env });
    assert.equal(out.includes(KEY), false, "the answer holds the key");
    assert.equal(err.includes(KEY), false, "the log holds the key");
    const [answer] = (JSON.parse(out) as { checks: ExposureAnswer[] }).checks;
    assert(answer, err);
    return { ...answer, log: err };
  }

  const rowsOf = (answer: ExposureAnswer, step: StepId) => answer.evidence.filter((one) => one.step === step);

  for (const { id } of STEPS)
    for (const outcome of ["yes", "no", "failed"] as const satisfies readonly Outcome[]) {
      it(`${id}: ${outcome}`, async () => {
        const { make, says } = CASES[id][outcome];
        make(scene);
        const answer = await check(...(isAskable(id) ? ["--ask", id] : []));
        const [row, ...others] = rowsOf(answer, id);
        assert.deepEqual(others, []);
        assert.equal(row?.outcome, outcome, JSON.stringify(answer.evidence, undefined, 1));
        assert.match(row.detail, says);
        if (outcome === "failed") assert.equal(answer.complete, false);
      });
    }

  it("that was not asked says so, and nothing leaves the machine", async () => {
    CASES.served.yes.make(scene);
    const answer = await check();
    for (const step of ASKABLE)
      assert.deepEqual(rowsOf(answer, step), [{ step, outcome: "not-asked", detail: "Not asked." }]);
    assert.deepEqual(scene.loopback.seen, []);
    assert.equal(answer.log, "");
  });

  for (const step of ["archive", "hmsl", "visibility", "served", "liveness"] as const)
    for (const [name, [play, says]] of Object.entries(TROUBLE)) {
      // An issuer's status says it all.
      if (step === "liveness" && (name === "sends the wrong JSON" || name === "wants a pause")) continue;
      it(`${step}: the host ${name}`, async () => {
        CASES[step].yes.make(scene);
        for (const host of HOSTS) scene.loopback.play(host, play);
        const [row] = rowsOf(await check("--ask", step, "--timeout", "1"), step);
        assert.equal(row?.outcome, "failed", JSON.stringify(row));
        if (step !== "visibility" && step !== "served" && step !== "liveness") assert.match(row.detail, says);
      }).timeout(20_000);
    }
});

function isAskable(id: StepId): boolean {
  return ASKABLE.some((step) => step === id);
}
