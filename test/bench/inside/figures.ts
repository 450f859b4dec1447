// What the bench inside VS Code tells the one outside.

/** The environment variable that names the file for the figures. */
export const FIGURES_VARIABLE = "KEYSTOW_BENCH_FIGURES";

export interface TypingFigure {
  readonly lines: number;
  /** Median milliseconds that Keystow spends in one key press. */
  readonly press: number;
  /** Median milliseconds from asking for the edit to its event: VS Code's own share, for scale. */
  readonly edit: number;
}

export interface BesideFigure {
  /** Milliseconds that 95 of 100 key presses do not exceed while nothing else happens, and while a folder is scanned. */
  readonly idle: number;
  readonly scanning: number;
  /** Presses while it was scanned. */
  readonly presses: number;
}
