// What every part of the host needs from the machine: where the repository is, scratch folders, running a program.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The repository's root. Bundles of this file live at different depths under out/, so it is searched upwards. */
export const root = findRoot(__dirname);

/** What the host downloads or installs, outside git: see .gitignore. */
export const cacheFolder = join(root, ".vscode-test");

/** A new empty folder, links resolved (macOS's temporary folder is one), for the caller to remove. */
export function scratchFolder(purpose: string): string {
  return mkdtempSync(join(realpathSync(tmpdir()), `keystow-${purpose}-`));
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end with closed standard input. Returns its standard output; fails with all that it printed. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { ...options, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(" ")}: ${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end();
  });
}

/** The environment without what a VS Code around us (its terminal, its debugger) would tell a VS Code that we start. */
export function plainEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, "esbuild.js"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no Keystow repository above ${__dirname}`);
  return findRoot(parent);
}
