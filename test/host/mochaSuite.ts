import { appendFileSync } from "node:fs";
import { takeCoverage } from "node:v8";
import { OUTPUT_VARIABLE, type Print, runAndPrint } from "./suiteOutput";

/**
 * Runs test files (absolute paths of CommonJS modules in mocha's BDD style) inside VS Code's Node extension host. For a
 * suite's `run()`. Fails when a test fails or a file cannot be loaded.
 */
export async function runMocha(files: readonly string[]): Promise<void> {
  // Imported late: mocha is an ES module, which the Node of an older VS Code cannot `require`.
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false, reporter: "spec" });
  const load = () => files.forEach((file) => mocha.addFile(file));
  try {
    await runAndPrint(mocha, Mocha.reporters.Base, printer(), load);
  } finally {
    // VS Code ends its extension host with a kill, which would lose what was covered.
    if (process.env["NODE_V8_COVERAGE"]) takeCoverage();
  }
}

/** Writes to the runner's file when there is a runner; console.log itself cannot be replaced in an extension host. */
function printer(): Print {
  const file = process.env[OUTPUT_VARIABLE];
  return file ? (text) => appendFileSync(file, `${text}\n`) : (text) => console.log(text);
}
