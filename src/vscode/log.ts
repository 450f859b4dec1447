// The log, and the one place where an exception ends. A log line may travel in a bug report, so keys are masked in it.
import * as vscode from "vscode";
import { DEFAULT_POLICY, type Policy, scanText } from "../core/index";

/** What the layer writes to. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** With the name, the message and the stack of what was thrown. */
  error(line: string, cause?: unknown): void;
  show(): void;
}

export function createLog(): Log & { dispose(): void } {
  const channel = vscode.window.createOutputChannel("Keystow", { log: true });
  return {
    info: (line) => channel.info(withoutKeys(line)),
    warn: (line) => channel.warn(withoutKeys(line)),
    error: (line, cause) => channel.error(withoutKeys(cause === undefined ? line : `${line}\n${wordsOf(cause)}`)),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}

/** What a message offers to do. */
export interface Action {
  readonly label: string;
  readonly run: () => unknown;
}

/** Trouble in words for the person: what happened, where, what to do next. Shown as it is, without a stack. */
export class Trouble extends Error {
  constructor(
    message: string,
    readonly action?: Action,
  ) {
    super(message);
  }
}

/**
 * Makes a handler that never throws: cancelling is silent, trouble is shown in its own words, anything else is logged
 * and shown as one sentence. `task` completes "Keystow could not …".
 */
export function guard<Args extends unknown[]>(
  log: Log,
  task: string,
  run: (...args: Args) => unknown,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      if (error instanceof vscode.CancellationError || (error instanceof Error && error.name === "AbortError")) return;
      tell(log, task, error);
    }
  };
}

function tell(log: Log, task: string, error: unknown): void {
  const expected = error instanceof Trouble;
  if (expected) log.warn(error.message);
  else log.error(`could not ${task}`, error);
  const action = expected ? error.action : { label: "Show Log", run: () => log.show() };
  const words = withoutKeys(expected ? error.message : `Keystow could not ${task}.`);
  const show = expected ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
  // Not awaited: a command is over once it has failed, whatever becomes of the message.
  void show(words, ...(action ? [action.label] : [])).then((choice) => choice && action?.run());
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? `${cause.name}: ${cause.message}`) : typeof cause;
}

/** Every shape counts, also a guess. */
const MASKED: Policy = { ...DEFAULT_POLICY, severity: { high: "error", medium: "error", low: "error" } };

/** Masks what a library's error may quote. */
function withoutKeys(line: string): string {
  const { findings, suppressed } = scanText(line, { path: "log" }, MASKED);
  return [...findings, ...suppressed]
    .sort((a, b) => b.span.start.offset - a.span.start.offset)
    .reduce((text, { span, mask }) => text.slice(0, span.start.offset) + mask + text.slice(span.end.offset), line);
}
