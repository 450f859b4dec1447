// npm test: every suite, one after the other, and what failed and one line of counts at the end.
//   npm test                     all of them
//   npm test -- core vscode      the suites named
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Mocha from "mocha";
import { runSuite, type SuiteOptions } from "./host/suite";
import { type Outcome, runToEnd } from "./host/suiteOutput";
import { packageVsix } from "./host/vsix";

/** Folders whose compiled tests run in plain Node, and whether their files may run beside each other. */
const PLAIN: Readonly<Record<string, boolean>> = {
  support: true,
  core: true,
  node: true,
  cli: true,
  project: false, // It plants faults in copies of everything.
  page: false, // A browser that waits for a processor is one that a test waits for.
  accuracy: false,
  languages: false,
};

interface Hosted extends Omit<SuiteOptions, "workspace"> {
  /** Of a workspace of several folders. */
  readonly folders?: readonly string[];
}

/** Suites that run inside a real VS Code, on an empty workspace of their own. */
const HOSTED: Readonly<Record<string, () => Hosted | Promise<Hosted>>> = {
  vscode: () => ({ extension: ".", suite: resolve("out/vscode/suite.main.js") }),
  untrusted: () => ({ extension: ".", suite: resolve("out/vscode/untrusted.main.js"), trusted: false }),
  folders: () => ({
    extension: ".",
    suite: resolve("out/vscode/folders.main.js"),
    // Two of one name, and one within another.
    folders: ["one/api", "two/api", "one/api/nested"],
  }),
  web: () => ({ extension: ".", suite: resolve("test/vscode/web/suite.ts"), web: true }),
  vsix: async () => ({ extension: await packageVsix(scratch), suite: resolve("out/vscode/vsix.main.js") }),
};

/** More test files at once would make each slower than its patience. */
const MAX_JOBS = 4;

const scratch = mkdtempSync(join(tmpdir(), "keystow-tests-"));

async function main(): Promise<void> {
  const all = [...Object.keys(PLAIN), ...Object.keys(HOSTED)];
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(", ")}; there are ${all.join(", ")}.`);
  let passed = 0;
  const failures: string[] = [];
  for (const name of all) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n=== ${name}`);
    const outcome = await (HOSTED[name]
      ? runHosted(HOSTED[name])
      : runPlain(join(__dirname, name), PLAIN[name] === true));
    passed += outcome.passed;
    failures.push(...outcome.failures.map((failure) => `${name}: ${failure}`));
  }
  // Once more together: a build server may keep only the end of what was printed.
  for (const failure of failures) console.log(`\nfailed: ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
}

/** The tests of a folder. */
function runPlain(folder: string, parallel: boolean): Promise<Outcome> {
  const jobs = Math.min(availableParallelism(), MAX_JOBS);
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "dot", parallel: parallel && jobs > 1, jobs });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.js"));
  for (const file of files.sort()) mocha.addFile(join(folder, file));
  return runToEnd(mocha);
}

/** A suite inside VS Code. One that could not run to its end counts as one failure, and says why. */
async function runHosted(make: (typeof HOSTED)[string]): Promise<Outcome> {
  const workspace = mkdtempSync(join(scratch, "workspace-"));
  try {
    const { folders, ...options } = await make();
    const opened = folders ? workspaceOf(folders, workspace) : workspace;
    const { output, host, ...outcome } = await runSuite({ ...options, workspace: opened });
    console.log(`${output}\n  (${host} VS Code)`);
    return outcome;
  } catch (error) {
    console.error(error);
    return { passed: 0, failures: ["did not run to its end"] };
  }
}

/** Makes folders, and the file of a workspace that has them; returns that. */
function workspaceOf(folders: readonly string[], root: string): string {
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  const file = join(root, "tests.code-workspace");
  writeFileSync(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
  return file;
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(scratch, { recursive: true, force: true });
    // A library that leaves a timer or a socket behind must not keep a build server waiting.
    process.exit();
  });
