// What a suite inside VS Code tells its runner: mocha's own lines, then one line of counts. No Node module is used here,
// since it also runs in a web worker.

/** The environment variable that names the file for a suite's output. */
export const OUTPUT_VARIABLE = "KEYSTOW_SUITE_OUTPUT";

/** What a suite in a web worker, which has only a console, puts before each line. */
export const CONSOLE_MARK = "keystow-suite| ";

const RESULT_MARK = "keystow-suite-result ";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Takes one or several lines of a suite's output, without a final line break. */
export type Print = (text: string) => void;

/**
 * Runs a mocha instance to its end, its reporter writing to `print`. `load` brings the tests in. Fails when they cannot be
 * loaded, when a test failed or when nothing ran, which is how VS Code learns it.
 */
export async function runAndPrint(
  mocha: Mocha,
  base: typeof Mocha.reporters.Base,
  print: Print,
  load: () => void | Promise<void>,
): Promise<void> {
  base.consoleLog = (template: unknown = "", ...values: unknown[]) => print(fill(String(template), values));
  let counts: Counts;
  try {
    await load();
    counts = await countsOf(mocha);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
  print(RESULT_MARK + JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
  if (counts.passed === 0) throw new Error("no test ran");
}

function countsOf(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}

/** A suite's whole output, parted into what a person reads and the counts; no counts when the suite did not end. */
export function parseOutput(text: string): { output: string; counts: Counts | undefined } {
  const lines = text.split("\n");
  const result = lines.find((line) => line.startsWith(RESULT_MARK));
  return {
    output: lines.filter((line) => line !== result).join("\n"),
    counts: result === undefined ? undefined : (JSON.parse(result.slice(RESULT_MARK.length)) as Counts),
  };
}

/** console.log's placeholders, as far as mocha's reporters use them. */
function fill(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(/%[sdj%]/g, (mark) => (mark === "%%" ? "%" : String(values[next++])));
}
