import { launchBrowser, newPage } from "./browser";
import type { Browser, ContextOptions } from "./playwright";
import { serve } from "./served";
import type { Settings } from "./settings";
import { Vscode } from "./workbench";

export type { MenuRow, Vscode } from "./workbench";

export interface PageOptions extends ContextOptions {
  readonly folder: string;
  /** The packaged extension to install; see packageVsix. */
  readonly vsix?: string;
  readonly trusted?: boolean;
  /** User settings, over the quiet ones; `pictureSettings` for pictures. */
  readonly settings?: Settings;
}

/** Opens a folder in a new VS Code of its own, ready to be used. `close` it, also after a failure. */
export async function openVscode(options: PageOptions): Promise<Vscode> {
  const { folder, vsix, trusted = true, settings = {}, ...context } = options;
  const server = await serve({ folder, ...(vsix ? { vsix } : {}), trusted, settings });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await launchBrowser(server.installation);
    const page = await newPage(browser, server, context);
    await page.goto(server.address());
    await page.locator(".explorer-folders-view .monaco-list").waitFor();
    return new Vscode(page, close);
  } catch (error) {
    await close();
    throw error;
  }
}
