import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./machine";
import type { Browser, Page, Playwright, ContextOptions } from "./playwright";
import type { Installation } from "./provision";
import type { Served } from "./served";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A headless Chromium: CHROME_PATH's, else an installed one, else the packaged one. It ends with this process. */
export async function launchBrowser(installation: Installation): Promise<Browser> {
  const { chromium } = installation.require("playwright-core") as Playwright;
  const installed = [process.env["CHROME_PATH"], ...INSTALLED].find((path) => path && existsSync(path));
  return chromium.launch(installed ? { executablePath: installed } : await packaged(installation));
}

/** A page with a context of its own that may use the clipboard of the served VS Code. */
export async function newPage(browser: Browser, server: Served, options: ContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: `http://${server.authority}` });
  return context.newPage();
}

async function packaged({ chromium }: Installation): Promise<{ executablePath: string; env: NodeJS.ProcessEnv }> {
  const executablePath = join(chromium, "chromium");
  if (!existsSync(executablePath)) {
    throw new Error("There is no packaged Chromium for this platform: install Chrome, or name one in CHROME_PATH.");
  }
  const env = { ...process.env };
  // A machine without fonts, or without the security libraries that a desktop brings, gets the package's own.
  if (!existsSync("/etc/fonts/fonts.conf")) env["FONTCONFIG_PATH"] = join(chromium, "fonts");
  if (!(await starts(executablePath, env))) env["LD_LIBRARY_PATH"] = join(chromium, "al2023/lib");
  return { executablePath, env };
}

function starts(executable: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return run(executable, ["--version"], { env }).then(
    () => true,
    () => false,
  );
}
