// The real command line in a process of its own, built from the sources as it is shipped.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
}

/** Runs `keystow ARGS` to its end. */
export function keystow(args: readonly string[], { cwd, env = process.env, input = "" }: Given): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(), ...args], {
    cwd,
    env,
    input,
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

/** Starts `keystow ARGS` and leaves it running. */
export function startKeystow(args: readonly string[], { cwd, env = process.env }: Omit<Given, "input">): ChildProcess {
  return spawn(process.execPath, [program(), ...args], { cwd, env });
}

let built: string | undefined;

function program(): string {
  if (built !== undefined) return built;
  const folder = mkdtempSync(join(tmpdir(), "keystow-cli-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  built = join(folder, "cli.js");
  buildSync({
    entryPoints: ["src/cli.ts"],
    outfile: built,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    target: "es2023",
    mainFields: ["module", "main"],
  });
  return built;
}
