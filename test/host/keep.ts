import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { plainEnvironment, root } from "./machine";

export interface KeepOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Folders to remove once the program is gone. */
  readonly remove?: readonly string[];
}

/** A program that lives at most as long as this process. */
export interface Kept {
  /** Settles when the program ends by itself: its exit code, null after a signal; fails when it could not be started. */
  readonly exited: Promise<number | null>;
  /** The end of what it printed so far on both streams. */
  output(): string;
  /** Calls back with everything it prints from now on. */
  onOutput(listener: (text: string) => void): void;
  /** Kills it with all its children, removes the folders, and returns when that is done. May be called twice. */
  stop(): Promise<void>;
}

/** As much of a program's output as an error message can use, in characters. */
const TAIL = 64_000;

/** Starts a program under a keeper (served/keeper.mjs), which ends it even when this process is killed. */
export function keep(command: string, args: readonly string[], options: KeepOptions = {}): Kept {
  const { cwd = root, env, remove = [] } = options;
  const keeper = fork(join(root, "test/host/served/keeper.mjs"), [JSON.stringify({ command, args, cwd, remove })], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A session of its own: a kill of this process's whole group must not take the keeper along.
    detached: true,
    execArgv: [],
    env: plainEnvironment(env),
  });
  const gone = once(keeper, "exit");
  const listeners: ((text: string) => void)[] = [];
  let tail = "";
  listen(keeper, (text) => {
    tail = (tail + text).slice(-TAIL);
    for (const listener of listeners) listener(text);
  });
  return {
    exited: programExit(keeper),
    output: () => tail,
    onOutput: (listener) => void listeners.push(listener),
    stop: async () => {
      if (keeper.connected) keeper.disconnect();
      await gone;
    },
  };
}

function listen(keeper: ChildProcess, onText: (text: string) => void): void {
  for (const stream of [keeper.stdout, keeper.stderr]) stream?.setEncoding("utf8").on("data", onText);
}

function programExit(keeper: ChildProcess): Promise<number | null> {
  const exited = new Promise<number | null>((resolve, reject) => {
    keeper.on("message", (message: { code: number | null } | { error: string }) => {
      if ("error" in message) reject(new Error(message.error));
      else resolve(message.code);
    });
    keeper.on("exit", () => resolve(null));
  });
  exited.catch(() => {}); // not every caller waits for it
  return exited;
}
