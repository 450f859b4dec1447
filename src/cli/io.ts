// The machine as a command sees it. `cli.ts` makes the real one, and alone sets the exit code.

export interface Io {
  readonly cwd: string;
  /** The report: standard output, without anything else in it. */
  readonly out: (text: string) => void;
  /** Waits until whoever reads the report has room for more. */
  readonly drained: () => Promise<void>;
  /** False when nobody takes the report any more: its reader has gone, or its disk is full. */
  readonly isHeard: boolean;
  /** Progress, notes and errors. */
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly colour: boolean;
  /** Whether standard error is a terminal, so that progress may be drawn. */
  readonly progress: boolean;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** What a command ends with; the meaning of each number is in `keystow COMMAND --help`. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Trouble in words for the person, without a stack: the command prints it and exits 2. */
export class UsageError extends Error {}
