import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { npm, PEERS, provideSecretlint, SECRETLINT, secretlintCommand } from "../support/secretlint";
import type { Row } from "./bench.main";

const HOME = resolve(".vscode-test/bench");
export const TREE = join(HOME, "tree");
const RUNS = 3;

/** Real code for the tree: large packages of different kinds. */
const SOURCES = [
  "typescript@6.0.3",
  "@babel/standalone@7.29.13",
  "next@16.4.6",
  "monaco-editor@0.57.0",
  "three@0.187.0",
  "aws-sdk@2.1693.0",
  "googleapis@178.0.0",
  "@angular/core@21.2.26",
  "d3@7.9.2",
  "date-fns@4.4.0",
  "rxjs@7.8.2",
  "lodash@4.18.1",
];

/** `keystow scan` of a large real tree against `secretlint` with its recommended preset, which has its AI rules. */
export function benchScan(): readonly Row[] {
  provideSecretlint();
  provideTree();
  const keystow = (): number => seconds(process.execPath, [resolve("dist/cli.js"), "scan", "--format", "json", TREE]);
  const secretlint = (): number => seconds(...secretlintCommand(`${TREE}/**/*`), PEERS);
  keystow();
  const ours: number[] = [];
  const peers: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(keystow());
    peers.push(secretlint());
  }
  const [us, them] = [Math.min(...ours), Math.min(...peers)];
  const { files, bytes } = measure(TREE);
  return [
    {
      what: `scan of ${files} files, ${(bytes / 1e6).toFixed(0)} MB, against ${SECRETLINT}`,
      ours: `${us.toFixed(2)} s`,
      peer: `${them.toFixed(2)} s`,
      ratio: them / us,
      goal: "at least 20",
    },
  ];
}

/** Installs the tree once. */
export function provideTree(): void {
  if (existsSync(TREE)) return;
  const packed = join(HOME, "packed");
  mkdirSync(packed, { recursive: true });
  writeFileSync(join(packed, "package.json"), JSON.stringify({ private: true }));
  npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", ...SOURCES], packed);
  // Under another name, since a scan leaves installed packages alone.
  cpSync(join(packed, "node_modules"), TREE, { recursive: true });
}

function seconds(program: string, args: readonly string[], cwd?: string): number {
  const start = performance.now();
  const { error } = spawnSync(program, args, { cwd, stdio: "ignore", maxBuffer: 1 << 30 });
  if (error) throw error;
  return (performance.now() - start) / 1000;
}

function measure(folder: string): { files: number; bytes: number } {
  const files = filesIn(folder);
  return { files: files.length, bytes: files.reduce((bytes, path) => bytes + statSync(path).size, 0) };
}

/** The paths of all files below a folder. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
