// A program of some commands: arguments to options, and the only place that sets the exit code.
import { fstatSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { withoutKeys } from "../core/index";
import { type ExitCode, type Io, UsageError } from "./io";
import { Output } from "./output";

/** Adds a command; what it is done with is the exit code. */
type Register = (program: Command, io: Io, end: (code: ExitCode) => void) => void;

/** Runs one command line, without the program's name in `args`. Whatever goes wrong is one sentence on `io.err`. */
async function run(commands: readonly Register[], args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const end = (ended: ExitCode): void => void (code = ended);
  const program = new Command("keystow")
    .description("Finds hardcoded AI service keys, moves them to env files, tells whether they look published.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("(keystow --help tells what there is)");
  for (const register of commands) register(program, io, end);
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

/** The real machine. The first Ctrl+C cancels, the second ends at once; a build server that gives up sends SIGTERM. */
function machine(output: Output, input: Input): Io {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  // Nobody can be told that nobody can be told.
  process.stderr.on("error", () => undefined);
  return {
    cwd: process.cwd(),
    out: output.write,
    drained: output.drained,
    get isHeard() {
      return output.isOpen;
    },
    // Arguments and names of files are texts that may hold a key.
    err: (text) => void process.stderr.write(withoutKeys(text)),
    get stdin() {
      return input.stream();
    },
    colour: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
    progress: process.stderr.isTTY,
    signal: interrupted.signal,
  };
}

/** Standard input, which is opened only for those who read it. */
class Input {
  #opened: NodeJS.ReadStream | undefined;

  stream(): NodeJS.ReadStream {
    // Node.js makes an empty stream of one.
    if (isFolder(0)) throw new UsageError("Standard input is a folder: name it in place of -.");
    return (this.#opened ??= process.stdin);
  }

  /** An input that nobody closes, or that never ends, must not keep an ended program alive. */
  close(): void {
    this.#opened?.destroy();
  }
}

function isFolder(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isDirectory();
  } catch {
    return false; // It is closed.
  }
}

/** Runs the command line of this process. */
export async function runProgram(commands: readonly Register[]): Promise<void> {
  // Until it is known how it ends: a process that runs out of things to wait for has not found out anything.
  process.exitCode = 2;
  const output = new Output(process.stdout);
  const input = new Input();
  const code = await run(commands, process.argv.slice(2), machine(output, input));
  const failure = await output.finished();
  if (failure !== undefined) process.stderr.write(`The report is cut off: ${failure}.\n`);
  // Who takes 1 for a report of keys must not take a part of it for one.
  process.exitCode = failure !== undefined && code !== 130 ? 2 : code;
  input.close();
}
