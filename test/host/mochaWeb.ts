import "mocha/mocha.js"; // the browser build; it defines the globals `mocha` and `Mocha`
import { CONSOLE_MARK, type Print, runAndPrint } from "./suiteOutput";

/**
 * Runs tests (mocha's BDD style) inside VS Code's web worker extension host, which has neither files nor processes. For
 * the `run()` of a suite that `runSuite` bundles:
 *
 *     export const run = () => runMochaWeb(() => import("./first.webtest"), () => import("./second.webtest"));
 *
 * Fails when a test fails or a module cannot be loaded.
 */
export async function runMochaWeb(...modules: readonly (() => Promise<unknown>)[]): Promise<void> {
  mocha.setup({ ui: "bdd", timeout: 30_000, color: false, reporter: Mocha.reporters.Spec });
  await runAndPrint(mocha, Mocha.reporters.Base, print, async () => {
    for (const load of modules) await load();
  });
}

/** The page's console is the only way out of the worker; it takes a line at a time. */
const print: Print = (text) => {
  for (const line of text.split("\n")) console.log(CONSOLE_MARK + line);
};
