// What a scan of the history says when it is stopped.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { openRepository } from "../../src/node/git/open";
import { scanHistory } from "../../src/node/scanHistory";
import type { ScanTold } from "../../src/node/scanOrder";
import type { StoredFile } from "../../src/node/scanStored";
import { scanInThread } from "../../src/node/scanThread";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone")!;
const FILES = 4000;

describe("a scan of the history that is stopped", () => {
  const repo = new TempRepo();
  before(() => {
    const random = randomFrom("stopped");
    for (let i = 0; i < FILES; i++) repo.write(`f${i}.ts`, `const value = "${kind.make(random)}";\n`.repeat(3));
    const key = kind.make(random);
    for (let i = 0; i < FILES; i++) repo.write(`g${i}.ts`, `const n = ${i};\nconst value = "${key}";\n`);
    repo.git("add", ".");
    repo.git("commit", "-qm", "many");
  });
  after(() => repo.dispose());

  it("tells what it has found by its object where its file is not known yet", async () => {
    const controller = new AbortController();
    const open = await openRepository(repo.root, { env: repo.env, signal: controller.signal });
    assert.ok(typeof open !== "string");
    const stored: StoredFile[] = [];
    let complete: boolean | undefined;
    const scan = { cwd: repo.root, signal: controller.signal, onProgress: () => controller.abort() };
    for await (const event of scanHistory(open, scan)) {
      if (event.kind === "stored") stored.push(event);
      if (event.kind === "summary") ({ complete } = event);
    }
    assert.equal(complete, false);
    assert.ok(stored.length > 0 && stored.length < FILES, `${stored.length}`);
    for (const { file, id, untraced, introduced } of stored)
      assert.deepEqual([file, untraced, introduced], [`blob:${id}`, true, undefined]);
    // A key that many texts have is told once.
    assert.equal(new Set(stored.map(({ result }) => result.findings[0]?.fingerprint)).size, stored.length);
  });

  it("tells it also from a thread", async () => {
    const controller = new AbortController();
    const policy = { settings: {}, ownPatterns: true };
    const order = { root: repo.root, policy, hidden: [], today: "2025-01-01", outside: [] };
    const told: ScanTold[] = [];
    const script = resolve("dist/extension.js");
    const events = scanInThread({ what: { kind: "history" }, ...order }, script, controller.signal);
    for await (const one of events)
      if (one.kind === "progress") controller.abort();
      else told.push(one);
    assert.ok(told.some((one) => one.kind === "stored" && one.untraced === true));
  });
});
