// The walls of .dependency-cruiser.cjs stand, and each of them is seen to catch a breach.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

function cruise(folder: string): Cruise["summary"] {
  const bin = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [bin, "src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(stdout.startsWith("{"), stderr);
  return (JSON.parse(stdout) as Cruise).summary;
}

/** By rule: a file to write, and the import that breaks the rule. */
const BREACHES: readonly (readonly [rule: string, file: string, text: string])[] = [
  ["core-is-pure", "src/core/scan.ts", 'export type { PathLike } from "node:fs";'],
  ["core-is-pure", "src/core/model.ts", 'export const later = import("node:os");'],
  ["core-has-one-door", "src/manifest.ts", 'export { scanText } from "./core/scan";'],
  ["reveal-is-rare", "src/core/scan.ts", 'export { reveal } from "./reveal";'],
  ["vscode-only-in-vscode", "src/node/files.ts", 'export type { Uri } from "vscode";'],
  ["web-has-no-machine", "src/extension.web.ts", 'export * from "./node/files";'],
  ["node-is-below", "src/node/files.ts", 'export { COMMANDS } from "../manifest";'],
  ["no-cycles", "src/core/points.ts", 'export { scanText } from "./scan";'],
  ["no-dead-modules", "src/core/lonely.ts", "export const lonely = 1;"],
  ["not-to-unresolvable", "src/manifest.ts", 'export * from "./nowhere";'],
];

describe("architecture", () => {
  it("is kept, over every module there is", () => {
    const { violations, totalCruised } = cruise(".");
    assert.deepEqual(
      violations.map(({ rule, from }) => `${rule.name}: ${from}`),
      [],
    );
    const modules = readdirSync("src", { recursive: true }).filter((name) => String(name).endsWith(".ts"));
    assert.ok(totalCruised >= modules.length, `only ${totalCruised} of ${modules.length} modules were looked at`);
  }).timeout(60_000);

  for (const [name, file, text] of BREACHES) {
    it(`catches a breach of ${name} in ${file}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "keystow-walls-"));
      try {
        for (const part of ["src", "package.json", "tsconfig.json", ".dependency-cruiser.cjs"])
          cpSync(part, join(folder, part), { recursive: true });
        symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
        writeFileSync(join(folder, file), `${text}\n`, { flag: "a" });
        const caught = cruise(folder).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
        assert.ok(caught.length > 0, "not caught");
        for (const one of caught) assert.match(one, new RegExp(`^${name}: `));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }).timeout(60_000);
  }
});
