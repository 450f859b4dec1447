// The command line: arguments to options, and the only place that sets the exit code.
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { registerCheck } from "./cli/check";
import { registerExplain } from "./cli/explain";
import { registerFix } from "./cli/fix";
import { type ExitCode, type Io, UsageError } from "./cli/io";
import { registerMerge } from "./cli/merge";
import { registerRevoke } from "./cli/revoke";
import { registerRules } from "./cli/rules";
import { registerScan } from "./cli/scan";

const COMMANDS = [
  registerScan,
  registerMerge,
  registerFix,
  registerCheck,
  registerRevoke,
  registerRules,
  registerExplain,
];

/** Runs one command line, without the program's name in `args`. Whatever goes wrong is one sentence on `io.err`. */
async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const end = (ended: ExitCode): void => void (code = ended);
  const program = new Command("keystow")
    .description("Finds hardcoded AI service keys, moves them to env files, tells whether they look published.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("(keystow --help tells what there is)");
  for (const register of COMMANDS) register(program, io, end);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) return 130;
    io.err(`${error instanceof UsageError ? error.message : `Keystow failed: ${failure(error)}.`}\n`);
    return 2;
  }
}

/** An unexpected error in words. Other than the system's, its own message might quote the text that it came from. */
function failure(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "syscall" in error ? error.message : `an internal ${error.name}, which should be reported as a bug`;
}

/** The real machine. The first Ctrl+C cancels, the second ends at once. */
function machine(): Io {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on("error", quietWhenClosed);
  return {
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    get stdin() {
      return process.stdin;
    },
    colour: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
    progress: process.stderr.isTTY,
    signal: interrupted.signal,
  };
}

/** A reader such as `head` may stop reading; that is no failure. */
function quietWhenClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

// Until it is known how it ends: a process that runs out of things to wait for has not found out anything.
process.exitCode = 2;
void run(process.argv.slice(2), machine()).then((code) => {
  process.exitCode = code;
  // An input that nobody closes must not keep an interrupted program alive.
  if (code === 130) process.stdin.destroy();
});
