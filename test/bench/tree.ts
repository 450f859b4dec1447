// The files of the benchmarks of a scan: real code, made from npm packages.
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_PREFERENCES } from "../../src/core/index";
import { npm } from "../support/secretlint";

const HOME = resolve(".vscode-test/bench");
export const TREE = join(HOME, "tree");
const COPIES = join(HOME, "copies");

/** Large packages of different kinds. */
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

/** A folder with the tree so many times. */
export function provideCopies(times: number): string {
  const folder = join(COPIES, `${times}`);
  for (let copy = 0; copy < times; copy++) {
    const to = join(folder, `${copy}`);
    if (!existsSync(to)) cpSync(TREE, to, { recursive: true });
  }
  return folder;
}

/** The paths of all files below a folder. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files of the tree that are small enough for a scan by default. */
export function measureTree(): { readonly files: number; readonly megabytes: number } {
  const sizes = filesIn(TREE)
    .map((path) => statSync(path).size)
    .filter((size) => size <= DEFAULT_PREFERENCES.maxFileSize);
  return { files: sizes.length, megabytes: Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6) };
}
