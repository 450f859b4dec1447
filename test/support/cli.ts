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
  /** For Node itself. */
  readonly flags?: readonly string[];
}

/** Runs `keystow ARGS` to its end. */
export function keystow(args: readonly string[], { cwd, env = process.env, input = "", flags = [] }: Given): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, PROGRAM, ...args], {
    cwd,
    env,
    input,
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

/** The same, while this process goes on: it may be the server that is asked. */
export function runKeystow(args: readonly string[], { cwd, env = process.env, input = "" }: Given): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = startKeystow(args, { cwd, env });
    let out = "";
    let err = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
    child.stdin?.end(input);
  });
}

/** Starts `keystow ARGS` and leaves it running. */
export function startKeystow(args: readonly string[], { cwd, env = process.env }: Omit<Given, "input">): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, env });
}
