// The two hosts of a suite. Each runs it to its end, or to the end of VS Code, and returns what it printed.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { launchBrowser, newPage } from "./browser";
import { startDesktop } from "./desktop";
import { type Served, serve } from "./served";
import type { Job } from "./suiteJob";
import { CONSOLE_MARK, OUTPUT_VARIABLE } from "./suiteOutput";

export interface Ran {
  /** What the suite wrote. */
  readonly text: string;
  /** What VS Code said, to explain a suite that did not end. */
  readonly host: string;
}

export async function runOnDesktop(
  executable: string,
  { extension, vsix, suite, options, outputFile }: Job,
): Promise<Ran> {
  const { workspace, trusted = true, settings = {} } = options;
  const program = await startDesktop(executable, {
    paths: workspace ? [resolve(workspace)] : [],
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

export async function runServed({ extension, vsix, suite, options, outputFile }: Job): Promise<Ran> {
  const { workspace, trusted = true, settings = {} } = options;
  const server = await serve({
    ...(workspace ? { folder: workspace } : {}),
    ...(vsix ? { vsix } : {}),
    ...{ trusted, settings, env: { [OUTPUT_VARIABLE]: outputFile }, driver: true },
  });
  try {
    const address = server.address([
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
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    // VS Code's test driver calls the first when run() settles, and wants the second.
    await page.exposeFunction("codeAutomationExit", end);
    await page.exposeFunction("codeAutomationLog", () => {});
    page.on("crash", end);
    await page.goto(address);
    return { messages, late: await atMost(limit, Promise.race([ended, server.exited])) };
  } finally {
    await browser.close();
  }
}

/** Waits for the end. Returns nothing, or after the limit (milliseconds) a line that says so. */
async function atMost(limit = 600_000, end: Promise<unknown>): Promise<string> {
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
