// Keeps what the last workspace scan found true: a file that is closed, changed or deleted is looked at again.
import * as vscode from "vscode";
import type { Finding, SuppressedFinding } from "../core/index";
import type { Diagnostics } from "./diagnostics";
import { guard, type Log } from "./log";
import { rootOf } from "./places";
import type { ScanResult } from "./scanResult";
import type { Settings } from "./settings";
import type { Scan } from "./workspaceScan";

interface Dependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly log: Log;
  readonly scan: Scan;
  readonly result: ScanResult;
}

export function registerScannedFiles({ diagnostics, settings, log, scan, result }: Dependencies): vscode.Disposable {
  const scanAgain = guard(log, "look at a changed file again", async (file: vscode.Uri): Promise<void> => {
    const scope = await settings.known(file);
    const root = rootOf(file) ?? file;
    const options = { root, scope, signal: new AbortController().signal, onProgress: () => {} };
    let findings: readonly Finding[] = [];
    let suppressed: readonly SuppressedFinding[] = [];
    for await (const step of scan([file], options)) if (step.kind === "found") ({ findings, suppressed } = step);
    diagnostics.setScanned(file, findings);
    result.renew(file, findings, suppressed);
  });
  const known = (file: vscode.Uri): unknown => (diagnostics.hasScanned(file) || result.has(file)) && scanAgain(file);
  const files = (): readonly vscode.Uri[] => [...diagnostics.scannedFiles, ...result.files.map(({ file }) => file)];
  // VS Code watches the workspace anyway; before a first scan has found something there is nothing to be told.
  let watcher: vscode.Disposable | undefined;
  const watch = (): void => {
    if (watcher || files().length === 0) return;
    const changes = vscode.workspace.createFileSystemWatcher("**/*");
    // A folder is deleted as one.
    const below = (folder: vscode.Uri): void => {
      const gone = files().filter((file) => isWithin(file, folder));
      for (const key of new Set(gone.map(String))) void scanAgain(vscode.Uri.parse(key, true));
    };
    watcher = vscode.Disposable.from(
      changes,
      changes.onDidCreate(known), // A file that is replaced is created again.
      changes.onDidChange(known),
      changes.onDidDelete(below),
    );
  };
  return vscode.Disposable.from(
    diagnostics.onDidChange(watch),
    result.onDidChange(watch),
    diagnostics.onDidCloseScanned(known),
    new vscode.Disposable(() => void watcher?.dispose()),
  );
}

function isWithin(file: vscode.Uri, folder: vscode.Uri): boolean {
  return file.toString() === folder.toString() || file.toString().startsWith(`${folder.toString()}/`);
}
