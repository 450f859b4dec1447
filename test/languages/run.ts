// A program that is run before the fix and after it, started by the very command that the fix's message gives, with the
// variable nowhere in its environment: it has to print the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { TempFolder } from "../node/fixFolder";
import { isThere, toolbox } from "./toolbox";

export interface Run {
  readonly title: string;
  /** The title of the accessor that it shows. */
  readonly accessor: string;
  /** The file whose keys are moved, and others that are there; `«rule»` stands for a key. */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
  /** How it is started before. */
  readonly before: string;
  /** How it is started after, given the start command of the plan; default: by that command. */
  readonly after?: (command: string | undefined) => string;
  /** The programs that it takes. One that neither every machine nor the toolbox has skips the run. */
  readonly needs: readonly string[];
  /** Makes what the commands run, before and after. */
  readonly build?: (root: string) => void;
}

/** Lines of a file. */
export const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

/** Programs that are wherever the suite runs. */
export const EVERYWHERE: ReadonlySet<string> = new Set([
  ...["node", "sh", "bash", "git"],
  ...["deno", "bun", "python3", "perl", "php", "ruby", "lua", "Rscript"],
]);

/** Describes one test for a run. */
export function itRuns(run: Run): void {
  it(`${run.accessor}: ${run.title}`, function () {
    if (!run.needs.every(isThere)) this.skip();
    const folder = new TempFolder(run.files);
    try {
      run.build?.(folder.root);
      const first = printed(run.before, folder.root);
      const plan = folder.fix(run.path);
      assert.deepEqual(plan.left, []);
      run.build?.(folder.root);
      const command = run.after ? run.after(plan.start?.command) : plan.start?.command;
      assert.ok(command !== undefined, "no start command");
      assert.equal(printed(command, join(folder.root, plan.start?.folder ?? "")), first, "it prints something else");
      assert.throws(() => folder.plan(run.path), /there is no key/);
    } finally {
      folder.dispose();
    }
  }).timeout(180_000);
}

/** What a command prints, as a hash, so that no key shows in a failure. */
function printed(command: string, cwd: string): string {
  const { stdout, status, stderr } = spawnSync("sh", ["-c", command], { cwd, env: toolbox().env, encoding: "utf8" });
  assert.equal(status, 0, `${stderr}${stdout}`.replaceAll(/[\w-]{30,}/g, "…"));
  assert.notEqual(stdout, "", "it prints nothing");
  return createHash("sha256").update(stdout).digest("hex");
}
