// The real command line in a process of its own, as it is shipped.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";

const PROGRAM = resolve("dist/cli.js");

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
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    env,
    input,
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

/** Starts `keystow ARGS` and leaves it running. */
export function startKeystow(args: readonly string[], { cwd, env = process.env }: Omit<Given, "input">): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, env });
}
