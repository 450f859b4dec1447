// Runs a mocha suite inside a real VS Code: the desktop one where it can be had, else the served one.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launchBrowser, newPage } from "./browser";
import { downloadedDesktop, installedDesktop, namedDesktop, startDesktop } from "./desktop";
import { scratchFolder } from "./machine";
import type { Page } from "./playwright";
import { type Served, serve } from "./served";
import type { Settings } from "./settings";
import { CONSOLE_MARK, type Counts, OUTPUT_VARIABLE, parseOutput } from "./suiteOutput";
import { browserOnly, bundleWebSuite } from "./webSuite";

export interface SuiteOptions {
  /** The folder of the extension under test, or the file of a packaged one (.vsix), which is then installed as users do. */
  readonly extension: string;
  /** The suite: a compiled CommonJS module that exports `run(): Promise<void>`; for `web` its source, which is bundled. */
  readonly suite: string;
  /** The folder to open. Without one VS Code has no workspace folder. */
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

export interface SuiteResult extends Counts {
  readonly host: HostName;
  /** What mocha printed. */
  readonly output: string;
}

/** What a host needs to know, made from the options. All paths are absolute. */
interface Job {
  readonly extension: string;
  readonly vsix: string | undefined;
  readonly suite: string;
  readonly options: SuiteOptions;
  /** Where a suite in Node writes its output. */
  readonly outputFile: string;
}

interface Ran {
  /** What the suite wrote. */
  readonly text: string;
  /** What VS Code said, to explain a suite that did not end. */
  readonly host: string;
}

/** Runs a suite. Failed tests are counted, not thrown; it fails when the suite could not run to its end. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const scratch = scratchFolder("suite");
  try {
    const job = await prepare(options, scratch);
    const desktop = options.web ? undefined : await desktopFor(options.host);
    const ran = await (desktop ? runOnDesktop(desktop, job) : runServed(job));
    const { output, counts } = parseOutput(ran.text);
    if (!counts) throw new Error(`The suite ${options.suite} did not run to its end.\n${output}\n${ran.host}`);
    return { host: desktop ? "desktop" : "served", output, ...counts };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function prepare(options: SuiteOptions, scratch: string): Promise<Job> {
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

let desktopOfTests: Promise<string | undefined> | undefined;

/** The desktop VS Code to use, if it is one. Fails when the desktop is demanded and cannot be had. */
async function desktopFor(wanted = process.env["KEYSTOW_TEST_HOST"]): Promise<string | undefined> {
  if (wanted === "served") return undefined;
  // Downloaded before installed: tests want the same VS Code everywhere.
  desktopOfTests ??= (async () => namedDesktop() ?? (await downloadedDesktop()) ?? installedDesktop())();
  const found = await desktopOfTests;
  if (!found && wanted === "desktop")
    throw new Error("No desktop VS Code is installed or can be downloaded and shown here.");
  return found;
}

async function runOnDesktop(executable: string, { extension, vsix, suite, options, outputFile }: Job): Promise<Ran> {
  const { workspace, trusted = true, settings = {} } = options;
  const program = await startDesktop(executable, {
    ...(workspace ? { folder: resolve(workspace) } : {}),
    ...(vsix ? { vsix } : {}),
    ...{ extension, suite, trusted, settings, env: { [OUTPUT_VARIABLE]: outputFile } },
  });
  try {
    const late = await atMost(options.limit, program.exited);
    return { text: readOutput(outputFile), host: program.output() + late };
  } finally {
    await program.stop();
  }
}

async function runServed({ extension, vsix, suite, options, outputFile }: Job): Promise<Ran> {
  const { workspace, trusted = true, settings = {} } = options;
  const env = { [OUTPUT_VARIABLE]: outputFile };
  const server = await serve({ ...(vsix ? { vsix } : {}), trusted, settings, env, driver: true });
  try {
    const address = server.address(workspace, [
      ["extensionDevelopmentPath", server.uri(extension)],
      ["extensionTestsPath", server.uri(suite)],
      ["skipWelcome", "true"],
    ]);
    const { messages, late } = await drive(server, address, options.limit);
    const text = options.web ? suiteLines(messages) : readOutput(outputFile);
    return { text, host: explanation(messages) + late };
  } finally {
    await server.stop();
  }
}

/** Opens the page and waits for the suite's end. Returns the console's messages, and why there was no end if so. */
async function drive(server: Served, address: string, limit?: number): Promise<{ messages: string[]; late: string }> {
  const browser = await launchBrowser(server.installation);
  try {
    const page = await newPage(browser, server);
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    const ended = suiteEnd(page, server);
    await page.goto(address);
    return { messages, late: await atMost(limit, ended) };
  } finally {
    await browser.close();
  }
}

async function suiteEnd(page: Page, server: Served): Promise<void> {
  const end = new Promise<void>((resolve) => {
    // VS Code's test driver calls the first when run() settles, and wants the second.
    void page.exposeFunction("codeAutomationExit", () => resolve());
    void page.exposeFunction("codeAutomationLog", () => {});
    page.on("crash", () => resolve());
  });
  await Promise.race([end, server.exited]);
}

/** Waits for the end. Returns nothing, or after the limit (milliseconds) a line that says so. */
async function atMost(limit = 300_000, end: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`\nno end after ${limit / 1000} s`), limit);
  });
  try {
    return await Promise.race([end.then(() => ""), late]);
  } finally {
    clearTimeout(timer);
  }
}

function readOutput(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** The end of the page's console, less what a VS Code without its native modules always says. */
function explanation(messages: readonly string[]): string {
  return messages
    .filter((message) => !/^%c INFO|spdlog|watchdog|Failed to load resource/.test(message))
    .map((message) => message.slice(0, 1_000))
    .slice(-20)
    .join("\n");
}

/** The suite's lines among a page's console messages. */
function suiteLines(messages: readonly string[]): string {
  return messages
    .flatMap((message) => message.split(CONSOLE_MARK).slice(1))
    .map((line) => line.trimEnd())
    .join("\n");
}
