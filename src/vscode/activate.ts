// The editor layer, wired: objects, then one list of registrations. Nothing here is slow, asks the network, starts a
// process or writes a file.
import type * as vscode from "vscode";
import { ExplainRule } from "./commands/explainRule";
import { registerCommands } from "./commands/index";
import { ScanWorkspace } from "./commands/scanWorkspace";
import { Diagnostics } from "./diagnostics";
import { registerHover } from "./hover";
import { createLog } from "./log";
import { registerScannedFiles } from "./scannedFiles";
import { Settings } from "./settings";
import { registerEditorContext, registerStatusBar } from "./statusBar";
import type { ScanFolder } from "./workspaceScan";

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly scanFolder: ScanFolder;
}

export function activateOn(platform: Platform, context: vscode.ExtensionContext): void {
  const log = createLog();
  const settings = new Settings(log);
  const diagnostics = new Diagnostics(settings);
  const explainRule = new ExplainRule(diagnostics);
  const scanWorkspace = new ScanWorkspace({ diagnostics, settings, log, scanFolder: platform.scanFolder });
  context.subscriptions.push(
    log,
    settings,
    diagnostics,
    explainRule,
    registerHover(diagnostics),
    registerStatusBar(diagnostics),
    registerEditorContext(diagnostics),
    registerScannedFiles({ diagnostics, settings, log }),
    registerCommands(log, {
      "keystow.scanWorkspace": () => scanWorkspace.run(),
      "keystow.moveToEnv": () => undefined,
      "keystow.moveAllInFile": () => undefined,
      "keystow.checkPublished": () => undefined,
      "keystow.explainRule": (argument) => explainRule.run(argument),
      "keystow.showLog": () => log.show(),
    }),
  );
}
