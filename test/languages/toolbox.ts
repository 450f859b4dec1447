// Interpreters, compilers and parsers that show what the fix leaves is right. All come from the npm registry, pinned by
// toolbox/package-lock.json, and are kept in .vscode-test/toolbox; what the machine has itself goes before them.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { cacheFolder, root } from "../host/machine";

const recipe = join(root, "test/languages/toolbox");
const FILES = ["package.json", "package-lock.json"];

export interface Toolbox {
  /** Loads a package of the toolbox. */
  readonly require: NodeJS.Require;
  /** A file of it, by its path below node_modules. */
  readonly file: (path: string) => string;
  /** The environment of a person's terminal without any key: this Node, the machine's programs, then the toolbox's. */
  readonly env: NodeJS.ProcessEnv;
}

let opened: Toolbox | undefined;

/** The toolbox, installed first when it is not there (about 40 s and 1 GB). */
export function toolbox(): Toolbox {
  return (opened ??= open());
}

/** Whether a program is on the path of the toolbox's environment. */
export function isThere(program: string): boolean {
  if (process.platform === "win32") return false;
  return spawnSync("sh", ["-c", `command -v ${program}`], { env: toolbox().env }).status === 0;
}

function open(): Toolbox {
  const lock = createHash("sha256");
  for (const name of FILES) lock.update(readFileSync(join(recipe, name)));
  const place = join(cacheFolder, "toolbox", `${process.platform}-${process.arch}-${lock.digest("hex").slice(0, 12)}`);
  if (!existsSync(place)) install(place);
  const manifest = join(place, "package.json");
  const path = [dirname(process.execPath), process.env["PATH"], shims(manifest)].join(delimiter);
  return {
    require: createRequire(manifest),
    file: (name) => join(place, "node_modules", name),
    env: { PATH: path, HOME: process.env["HOME"], KEYSTOW_TOOLBOX: manifest, NODE_NO_WARNINGS: "1", LC_ALL: "C.UTF-8" },
  };
}

/** Into a draft folder that is renamed when complete, so that a folder under its final name is a whole one. */
function install(place: string): void {
  console.error("Installing interpreters and parsers for tests from the npm registry (once, about 1 GB) ...");
  const draft = `${place}.draft-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const name of FILES) copyFileSync(join(recipe, name), join(draft, name));
  const npm = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", npm, { cwd: draft, stdio: "inherit" });
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A folder of programs: those of packages, and one for each interpreter that is WebAssembly. */
function shims(manifest: string): string {
  const folder = join(dirname(manifest), "bin");
  mkdirSync(folder, { recursive: true });
  const put = (name: string, command: string): void => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(file, 0o755);
  };
  const scripts = join(recipe, "bin");
  for (const file of readdirSync(scripts)) put(file.replace(/\.mjs$/, ""), `node "${join(scripts, file)}"`);
  const modules = join(dirname(manifest), "node_modules");
  for (const [name, scope] of [
    ["deno", "@deno"],
    ["bun", "@oven"],
  ] as const)
    for (const one of existsSync(join(modules, scope)) ? readdirSync(join(modules, scope)) : []) {
      const program = [join(modules, scope, one, name), join(modules, scope, one, "bin", name)].find(existsSync);
      if (program !== undefined) put(name, `"${program}"`);
    }
  return folder;
}
