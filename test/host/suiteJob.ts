import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Settings } from "./settings";
import { browserOnly, bundleWebSuite } from "./webSuite";

export interface SuiteOptions {
  /** The folder of the extension under test, or the file of a packaged one (.vsix), which is then installed as users do. */
  readonly extension: string;
  /** The suite: a compiled CommonJS module that exports `run(): Promise<void>`; for `web` its source, which is bundled. */
  readonly suite: string;
  /** The folder to open, or a `.code-workspace` that names several. Without one VS Code has no workspace folder. */
  readonly workspace?: string;
  /** Whether the workspace is trusted; it is unless said otherwise. */
  readonly trusted?: boolean;
  readonly settings?: Settings;
  /** Run in the web worker extension host, from the extension's browser entry. */
  readonly web?: boolean;
  /** The host to use; KEYSTOW_TEST_HOST when not given, else the desktop if it can be had. Web suites are always served. */
  readonly host?: HostName;
  /** After how many milliseconds the suite has failed; 5 minutes. */
  readonly limit?: number;
}

export type HostName = "desktop" | "served";

/** What a host needs to know, made from the options. All paths are absolute. */
export interface Job {
  readonly extension: string;
  readonly vsix: string | undefined;
  readonly suite: string;
  readonly options: SuiteOptions;
  /** Where a suite in Node writes its output. */
  readonly outputFile: string;
}

/** Makes ready in the scratch folder what the options ask for. */
export async function prepare(options: SuiteOptions, scratch: string): Promise<Job> {
  const packaged = options.extension.endsWith(".vsix");
  if (packaged && options.web) throw new Error("a web suite needs the extension's folder, not its package");
  const given = { extension: packaged ? emptyExtension(join(scratch, "empty")) : resolve(options.extension) };
  const suite = resolve(options.suite);
  return {
    ...(options.web ? await webParts(given.extension, suite, join(scratch, "web")) : { ...given, suite }),
    vsix: packaged ? resolve(options.extension) : undefined,
    options,
    outputFile: join(scratch, "output.txt"),
  };
}

/** The suite goes into the extension's folder: VS Code runs one from elsewhere in its Node extension host. */
async function webParts(source: string, suite: string, folder: string): Promise<Pick<Job, "extension" | "suite">> {
  const extension = browserOnly(source, folder);
  return { extension, suite: await bundleWebSuite(suite, join(extension, "keystow-suite.js")) };
}

/** VS Code runs a suite only beside an extension under development. */
function emptyExtension(folder: string): string {
  mkdirSync(folder);
  const manifest = { name: "suite", publisher: "keystow-tests", version: "0.0.0", engines: { vscode: "*" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}
