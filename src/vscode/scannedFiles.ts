// Keeps what the last workspace scan found true: a file that is closed, changed or deleted, or judged by
// another policy, is looked at again.
import * as vscode from "vscode";
import { grouped } from "../core/index";
import type { Diagnostics } from "./diagnostics";
import { guard, type Log } from "./log";
import { rootOf } from "./places";
import type { ScanResult } from "./scanResult";
import type { Settings } from "./settings";
import type { FoundStep, Scan } from "./workspaceScan";

interface Dependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly log: Log;
  readonly scan: Scan;
  readonly result: ScanResult;
}

/** Nobody waits for it, so nobody cancels it. */
const NEVER = new AbortController().signal;

export function registerScannedFiles({ diagnostics, settings, log, scan, result }: Dependencies): vscode.Disposable {
  const scanAgain = guard(log, "look at changed files again", async (files: readonly vscode.Uri[]): Promise<void> => {
    for (const [address, own] of grouped(files, (file) => String(rootOf(file) ?? file))) {
      const root = vscode.Uri.parse(address, true);
      const options = { root, scope: await settings.known(root), signal: NEVER, onProgress: () => {} };
      const found = new Map<string, FoundStep>();
      for await (const step of scan(own, options)) if (step.kind === "found") found.set(step.file.toString(), step);
      for (const file of own) {
        const { findings = [], suppressed = [] } = found.get(file.toString()) ?? {};
        diagnostics.setScanned(file, findings);
        result.renew(file, findings, suppressed);
      }
    }
  });
  const known = (file: vscode.Uri): unknown => (diagnostics.hasScanned(file) || result.has(file)) && scanAgain([file]);
  const files = (): readonly vscode.Uri[] => {
    const all = [...diagnostics.scannedFiles, ...result.files.map(({ file }) => file)];
    return [...new Map(all.map((file) => [file.toString(), file])).values()];
  };
  // VS Code watches the workspace anyway; before a first scan has found something there is nothing to be told.
  let watcher: vscode.Disposable | undefined;
  const watch = (): void => {
    if (watcher || files().length === 0) return;
    const changes = vscode.workspace.createFileSystemWatcher("**/*");
    // A folder is deleted as one.
    const below = (folder: vscode.Uri): void => {
      void scanAgain(files().filter((file) => isWithin(file, folder)));
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
    settings.onDidChange((changed) => {
      const isJudgedAnew = (file: vscode.Uri): boolean => {
        const scope = settings.of(file);
        return scope !== undefined && changed.has(scope) && isInFileSystem(file);
      };
      void scanAgain(files().filter(isJudgedAnew));
    }),
    new vscode.Disposable(() => void watcher?.dispose()),
  );
}

/** What is untitled, in a cell or kept by Git is not. */
function isInFileSystem({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

function isWithin(file: vscode.Uri, folder: vscode.Uri): boolean {
  return file.toString() === folder.toString() || file.toString().startsWith(`${folder.toString()}/`);
}
