import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { ScanOrder, ScanTold } from "../../src/node/scanOrder";
import { scanInThread } from "../../src/node/scanThread";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone")!;
const line = (seed: string): string => `const value = "${kind.make(randomFrom(seed))}";\n`;

describe("a scan in a thread", () => {
  const repo = new TempRepo();
  before(() => {
    repo.commit("a.ts", line("a"));
    repo.write("b.ts", line("b"));
    repo.write("hidden/c.ts", line("c"));
    repo.git("add", "b.ts");
    repo.write("b.ts", line("b").replaceAll("\n", "\r\n"));
  });
  after(() => repo.dispose());

  async function told(
    what: ScanOrder["what"],
    script = resolve("dist/extension.js"),
    signal = new AbortController().signal,
    onTyping?: Parameters<typeof scanInThread>[3],
  ): Promise<readonly ScanTold[]> {
    const policy = { settings: {}, ownPatterns: true };
    const hidden = [{ glob: "hidden" }];
    const order = { what, root: repo.root, policy, hidden, today: "2025-01-01", outside: [] };
    const all: ScanTold[] = [];
    for await (const one of scanInThread(order, script, signal, onTyping)) if (one.kind !== "progress") all.push(one);
    return all;
  }
  const short = (all: readonly ScanTold[]): readonly string[] =>
    all.map((one) => [one.kind, "path" in one ? one.path : "", "file" in one ? one.file : ""].join(" ").trim()).sort();

  for (const script of ["dist/extension.js", "dist/nothing.js"])
    it(`tells what it finds and what it leaves out, by ${script}`, async () => {
      const all = await told({ kind: "paths", paths: [repo.root] }, resolve(script));
      const [a, b] = ["a.ts", "b.ts"].map((name) => `file ${repo.root}/${name}`);
      assert.deepEqual(short(all), [a, b, "skipped  hidden/", "summary"]);
      assert.ok(all.some((one) => one.kind === "skipped" && one.reason === "hidden by files.exclude: hidden"));
    });

  it("gives way to whoever types, and listens no longer than it works", async () => {
    const what: ScanOrder["what"] = { kind: "paths", paths: [repo.root] };
    let listening = 0;
    const all = await told(what, undefined, undefined, (listener) => {
      listening += 1;
      const timer = setInterval(listener, 1);
      return () => {
        listening -= 1;
        clearInterval(timer);
      };
    });
    assert.deepEqual(short(all), short(await told(what)));
    assert.equal(listening, 0);
  });

  it("takes a working file for what is staged where only its line ends differ", async () => {
    assert.deepEqual(short(await told({ kind: "staged" })), [`file ${repo.root}/b.ts`, "summary"]);
    repo.write("b.ts", `\n${line("b")}`);
    assert.deepEqual(short(await told({ kind: "staged" })), ["stored  b.ts", "summary"]);
  });

  it("says why git cannot say what is selected", async () => {
    const [refused, ...others] = await told({ kind: "diff", range: "nowhere...HEAD" });
    assert.equal(others.length, 0);
    assert.ok(
      refused?.kind === "refused" && refused.reason.includes("has no revision nowhere"),
      JSON.stringify(refused),
    );
  });

  it("ends at once when it is stopped, also before it has started", async () => {
    const controller = new AbortController();
    const running = told({ kind: "history" }, undefined, controller.signal);
    controller.abort();
    assert.deepEqual(await running, []);
    assert.deepEqual(await told({ kind: "history" }, undefined, controller.signal), []);
  });
});
