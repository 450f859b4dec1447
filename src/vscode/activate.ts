// The editor layer, wired: objects, then one list of registrations. Nothing here is slow, asks the network, starts a
// process or writes a file.
import type * as vscode from "vscode";
import { type CheckKey, CheckPublished } from "./commands/checkPublished";
import { ExplainLine } from "./commands/explainLine";
import { ExplainRule } from "./commands/explainRule";
import { registerCommands } from "./commands/index";
import { MoveKeys } from "./commands/moveKeys";
import { ScanWorkspace } from "./commands/scanWorkspace";
import { Diagnostics } from "./diagnostics";
import { registerHover } from "./hover";
import { createLog } from "./log";
import type { Machine } from "./machine";
import { MoveHistory } from "./moveHistory";
import { registerQuickFixes } from "./quickFixes";
import { registerScannedFiles } from "./scannedFiles";
import { Settings } from "./settings";
import { registerEditorContext, registerStatusBar } from "./statusBar";
import type { Scan } from "./workspaceScan";

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly scan: Scan;
  readonly checkKey?: CheckKey;
  /** Whether Git would publish an env file; unknown where there is no Node. */
  readonly isExposed?: (file: vscode.Uri) => boolean;
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  /** What a fix wants beyond VS Code's file system. */
  readonly machine?: Machine;
}

export function activateOn(platform: Platform, context: vscode.ExtensionContext): void {
  const log = createLog();
  const settings = new Settings(log);
  const diagnostics = new Diagnostics(settings, platform.isExposed);
  const history = new MoveHistory(settings, log);
  const fixes = { settings, history, shell: platform.shell, machine: platform.machine };
  const moveKeys = new MoveKeys(diagnostics, fixes);
  const explainRule = new ExplainRule(diagnostics);
  const explainLine = new ExplainLine(settings);
  const checkPublished = new CheckPublished(diagnostics, platform.checkKey);
  const scanWorkspace = new ScanWorkspace({ diagnostics, settings, log, scan: platform.scan });
  context.subscriptions.push(
    log,
    settings,
    diagnostics,
    history,
    explainRule,
    explainLine,
    checkPublished,
    registerHover(diagnostics),
    registerQuickFixes(diagnostics, fixes),
    registerStatusBar(diagnostics),
    registerEditorContext(diagnostics),
    registerScannedFiles({ diagnostics, settings, log, scan: platform.scan }),
    registerCommands(log, {
      "keystow.scanWorkspace": () => scanWorkspace.run(),
      "keystow.moveToEnv": (argument) => moveKeys.one(argument),
      "keystow.moveAllInFile": (argument) => moveKeys.all(argument),
      "keystow.checkPublished": (argument) => checkPublished.run(argument),
      "keystow.explainRule": (argument) => explainRule.run(argument),
      "keystow.explainLine": () => explainLine.run(),
      "keystow.showLog": () => log.show(),
    }),
  );
}
