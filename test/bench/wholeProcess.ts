// A program from its start to its end, as a person waits for it.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Command = readonly [program: string, args: readonly string[], cwd?: string];

export interface Cost {
  readonly seconds: number;
  /** The most memory that its processes had at a time, in megabytes; unknown where there is no /proc. */
  readonly megabytes: number;
}

/** Milliseconds between two looks at its memory, of which the kernel keeps the most. */
const LOOK_EVERY = 10;

/** Without what makes every Node of a machine start more slowly, so that figures do not depend on it. */
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...ENVIRONMENT } = process.env;

/** Runs a command to its end. An exit code says what was found, and does not matter. */
export async function costOf([program, args, cwd]: Command): Promise<Cost> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, env: ENVIRONMENT, stdio: "ignore" });
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, peakOf(child.pid))), LOOK_EVERY);
  await new Promise<void>((resolve, reject) => child.on("error", reject).on("close", () => resolve()));
  clearInterval(timer);
  return { seconds: (performance.now() - start) / 1000, megabytes: most / 1024 };
}

/** Kilobytes. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0; // It has ended.
  }
}

/** The best of so many runs of each, in turns, so that all meet the same machine; the first ones only warm up. */
export async function costsOf(commands: readonly Command[], runs: number): Promise<readonly Cost[]> {
  const best: Cost[] = commands.map(() => ({ seconds: Infinity, megabytes: 0 }));
  for (let run = -1; run < runs; run++) {
    for (const [index, command] of commands.entries()) {
      const cost = await costOf(command);
      const known = best[index];
      if (run >= 0 && known)
        best[index] = {
          seconds: Math.min(known.seconds, cost.seconds),
          megabytes: Math.max(known.megabytes, cost.megabytes),
        };
    }
  }
  return best;
}

/** The same on so many processor cores; undefined where nothing can bind a process to them. */
export function onCores(cores: number, [program, args, cwd]: Command): Command | undefined {
  if (spawnSync("taskset", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  const bound = ["-c", `0-${cores - 1}`, program, ...args];
  return cwd === undefined ? ["taskset", bound] : ["taskset", bound, cwd];
}

/** Whether a program can be started. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
}
