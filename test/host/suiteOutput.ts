// What a suite inside VS Code tells its runner: mocha's own lines, then one line of its outcome. No Node module is used here,
// since it also runs in a web worker.

/** The environment variable that names the file for a suite's output. */
export const OUTPUT_VARIABLE = "KEYSTOW_SUITE_OUTPUT";

/** What a suite in a web worker, which has only a console, puts before each line. */
export const CONSOLE_MARK = "keystow-suite| ";

const RESULT_MARK = "keystow-suite-result ";

export interface Outcome {
  /** How many tests passed. */
  readonly passed: number;
  /** The full title of each test and hook that failed, with the first line of its error. */
  readonly failures: readonly string[];
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
  let outcome: Outcome;
  try {
    await load();
    outcome = await runToEnd(mocha);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
  print(RESULT_MARK + JSON.stringify(outcome));
  if (outcome.failures.length > 0) throw new Error(`${outcome.failures.length} tests failed`);
  if (outcome.passed === 0) throw new Error("no test ran");
}

/** Runs mocha's tests, which are loaded. */
export function runToEnd(mocha: Mocha): Promise<Outcome> {
  const failures: string[] = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ passed: runner.stats?.passes ?? 0, failures }));
    runner.on("fail", (test, error: Error) => failures.push(`${test.fullTitle()}: ${error.message.split("\n", 1)[0]}`));
  });
}

/** A suite's whole output, parted into what a person reads and the outcome; no outcome when the suite did not end. */
export function parseOutput(text: string): { output: string; outcome: Outcome | undefined } {
  const lines = text.split("\n");
  const result = lines.find((line) => line.startsWith(RESULT_MARK));
  return {
    output: lines.filter((line) => line !== result).join("\n"),
    outcome: result === undefined ? undefined : (JSON.parse(result.slice(RESULT_MARK.length)) as Outcome),
  };
}

/** console.log's placeholders, as far as mocha's reporters use them. */
function fill(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(/%[sdj%]/g, (mark) => (mark === "%%" ? "%" : String(values[next++])));
}
