// Runs a mocha suite inside a real VS Code: the desktop one where it can be had, else the served one.
import { rmSync } from "node:fs";
import { NO_DESKTOP, downloadedDesktop, installedDesktop, namedDesktop } from "./desktop";
import { scratchFolder } from "./machine";
import { runOnDesktop, runServed } from "./suiteHosts";
import { type HostName, type SuiteOptions, prepare } from "./suiteJob";
import { type Outcome, parseOutput } from "./suiteOutput";

export type { HostName, SuiteOptions } from "./suiteJob";

export interface SuiteResult extends Outcome {
  readonly host: HostName;
  /** What mocha printed. */
  readonly output: string;
}

/** Runs a suite. Failed tests are named, not thrown; it fails when the suite ran none or did not end. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const scratch = scratchFolder("suite");
  try {
    const job = await prepare(options, scratch);
    const desktop = options.web ? undefined : await desktopFor(options.host);
    const ran = await (desktop ? runOnDesktop(desktop, job) : runServed(job));
    const { output, outcome } = parseOutput(ran.text);
    if (!outcome) throw new Error(`The suite ${options.suite} did not run to its end.\n${output}\n${ran.host}`);
    if (outcome.passed + outcome.failures.length === 0)
      throw new Error(`The suite ${options.suite} ran no test.\n${output}`);
    return { host: desktop ? "desktop" : "served", output, ...outcome };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

let desktopOfTests: Promise<string | undefined> | undefined;

/** The desktop VS Code to use, if it is one. Fails when the desktop is demanded and cannot be had. */
async function desktopFor(wanted = process.env["KEYSTOW_TEST_HOST"]): Promise<string | undefined> {
  if (wanted === "served") return undefined;
  // Downloaded before installed: tests want the same VS Code everywhere.
  desktopOfTests ??= (async () => namedDesktop() ?? (await downloadedDesktop()) ?? installedDesktop())();
  const found = await desktopOfTests;
  if (!found && wanted === "desktop") throw new Error(NO_DESKTOP);
  return found;
}
