// Keeps what the last workspace scan found true: a file that is closed, changed or deleted is looked at again.
import * as vscode from "vscode";
import type { Finding } from "../core/index";
import type { Diagnostics } from "./diagnostics";
import { guard, type Log } from "./log";
import { rootOf } from "./places";
import type { Settings } from "./settings";
import type { Scan } from "./workspaceScan";

interface Dependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly log: Log;
  readonly scan: Scan;
}

export function registerScannedFiles({ diagnostics, settings, log, scan }: Dependencies): vscode.Disposable {
  const scanAgain = guard(log, "look at a changed file again", async (file: vscode.Uri): Promise<void> => {
    const { policy } = await settings.known(file);
    const root = rootOf(file) ?? file;
    const options = { root, policy, signal: new AbortController().signal, onProgress: () => {} };
    let findings: readonly Finding[] = [];
    for await (const step of scan(file, options)) if (step.kind === "found") findings = step.findings;
    diagnostics.setScanned(file, findings);
  });
  const known = (file: vscode.Uri): unknown => diagnostics.hasScanned(file) && scanAgain(file);
  // VS Code watches the workspace anyway; before a first scan has found something there is nothing to be told.
  let watcher: vscode.Disposable | undefined;
  const watch = (): void => {
    if (watcher || diagnostics.scannedFiles.length === 0) return;
    const files = vscode.workspace.createFileSystemWatcher("**/*");
    // A folder is deleted as one.
    const below = (folder: vscode.Uri): void => {
      for (const file of diagnostics.scannedFiles) if (isWithin(file, folder)) void scanAgain(file);
    };
    watcher = vscode.Disposable.from(
      files,
      files.onDidCreate(known), // A file that is replaced is created again.
      files.onDidChange(known),
      files.onDidDelete(below),
    );
  };
  return vscode.Disposable.from(
    diagnostics.onDidChange(watch),
    diagnostics.onDidCloseScanned(known),
    new vscode.Disposable(() => void watcher?.dispose()),
  );
}

function isWithin(file: vscode.Uri, folder: vscode.Uri): boolean {
  return file.toString() === folder.toString() || file.toString().startsWith(`${folder.toString()}/`);
}
