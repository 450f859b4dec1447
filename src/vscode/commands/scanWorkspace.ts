import * as vscode from "vscode";
import type { Finding } from "../../core/index";
import type { Diagnostics } from "../diagnostics";
import { type Log, Trouble } from "../log";
import type { ScanResult } from "../scanResult";
import type { Settings } from "../settings";
import type { Scan } from "../workspaceScan";

export interface ScanDependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly log: Log;
  readonly scan: Scan;
  readonly result: ScanResult;
}

/** Milliseconds between two updates of the progress message. */
const REPORT_EVERY = 100;

/** Looks into every file of the workspace and lists the keys in Problems. */
export class ScanWorkspace {
  #running: Promise<Tally> | undefined;

  constructor(private readonly dependencies: ScanDependencies) {}

  /** Ends with the scan; a second call joins the one that runs. */
  async run(): Promise<void> {
    const running = this.#running;
    const tally = await this.#scanOnce();
    if (!running) this.#conclude(tally);
  }

  /** The files with keys, without a message about them; undefined when the person stops the scan. */
  async search(): Promise<readonly FileKeys[] | undefined> {
    const tally = await this.#scanOnce();
    return tally.complete ? tally.found : undefined;
  }

  #scanOnce(): Promise<Tally> {
    return (this.#running ??= this.#scan().finally(() => (this.#running = undefined)));
  }

  async #scan(): Promise<Tally> {
    const { workspaceFolders: folders = [] } = vscode.workspace;
    if (folders.length === 0) throw new Trouble("Open a folder first: there is no workspace to scan.");
    const options = { location: vscode.ProgressLocation.Notification, title: "Keystow", cancellable: true };
    return vscode.window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return this.#scanFolders(folders, controller.signal, (message) => progress.report({ message }));
    });
  }

  async #scanFolders(
    folders: readonly vscode.WorkspaceFolder[],
    signal: AbortSignal,
    report: (message: string) => void,
  ): Promise<Tally> {
    const { result } = this.dependencies;
    const tally = new Tally();
    result.begin("Workspace", true);
    try {
      await this.#lookInto(folders, tally, { signal, report });
    } finally {
      result.end(tally.complete, tally.files);
    }
    return tally;
  }

  async #lookInto(
    folders: readonly vscode.WorkspaceFolder[],
    tally: Tally,
    { signal, report }: { readonly signal: AbortSignal; readonly report: (message: string) => void },
  ): Promise<void> {
    const { diagnostics, settings, scan, result } = this.dependencies;
    let reported = 0;
    report("Looking for files\u2026");
    for (const { uri: root } of folders) {
      const { policy } = await settings.known(root);
      const onProgress = (files: number): void => {
        tally.looked(root, files);
        if (performance.now() - reported < REPORT_EVERY) return;
        reported = performance.now();
        report(tally.words());
      };
      for await (const step of scan(root, { root, policy, signal, onProgress })) {
        if (signal.aborted) break;
        if (step.kind === "skipped") {
          tally.skipped.push(step);
          result.skip(step.path, step.reason);
        } else {
          tally.add(step.file, step.findings);
          diagnostics.setScanned(step.file, step.findings);
          result.add(step.file, step.findings, step.suppressed);
        }
      }
      if (signal.aborted) break;
    }
    tally.complete = !signal.aborted;
    // What an earlier scan found counts until a whole scan has looked everywhere.
    if (tally.complete) diagnostics.keepScanned((file) => tally.hasKeys(file));
  }

  #conclude(tally: Tally): void {
    const { log } = this.dependencies;
    log.info(`Scan ${tally.complete ? "ended" : "stopped before its end"}: ${tally.words()}`);
    for (const { path, reason } of tally.skipped) log.info(`Not looked at: ${path}: ${reason}`);
    const words = `${tally.complete ? "Scanned" : "Scan stopped:"} ${tally.words()}${tally.skippedWords()}`;
    const buttons = [
      ...(tally.keys > 0 ? ["Show Findings", "Show Problems"] : []),
      ...(tally.skipped.length > 0 ? ["Show Log"] : []),
    ];
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window.showInformationMessage(`Keystow: ${words}`, ...buttons).then((choice) => {
      if (choice === "Show Findings") void vscode.commands.executeCommand("keystow.findings.focus");
      if (choice === "Show Problems") void vscode.commands.executeCommand("workbench.actions.view.problems");
      if (choice === "Show Log") log.show();
    });
  }
}

/** A file and the keys that a scan found in it. */
export interface FileKeys {
  readonly file: vscode.Uri;
  readonly findings: readonly Finding[];
}

/** What a scan has seen so far. */
class Tally {
  readonly skipped: { readonly path: string; readonly reason: string }[] = [];
  readonly #files = new Map<string, number>();
  readonly #filesWithKeys = new Map<string, FileKeys>();
  keys = 0;
  complete = false;

  /** Takes how many files of a folder have been looked at so far. */
  looked(root: vscode.Uri, files: number): void {
    this.#files.set(root.toString(), files);
  }

  add(file: vscode.Uri, findings: readonly Finding[]): void {
    this.keys += findings.length;
    if (findings.length > 0) this.#filesWithKeys.set(file.toString(), { file, findings });
  }

  get found(): readonly FileKeys[] {
    return [...this.#filesWithKeys.values()];
  }

  hasKeys(file: vscode.Uri): boolean {
    return this.#filesWithKeys.has(file.toString());
  }

  /** How many files have been looked at. */
  get files(): number {
    return [...this.#files.values()].reduce((sum, one) => sum + one, 0);
  }

  /** "1,204 files, 3 keys in 2 of them." */
  words(): string {
    const keys = this.keys === 0 ? "no key" : count(this.keys, "key");
    const where = this.keys > 0 ? ` in ${count(this.#filesWithKeys.size, "file")}` : "";
    return `${count(this.files, "file")}, ${keys}${where}.`;
  }

  skippedWords(): string {
    return this.skipped.length === 0 ? "" : ` ${count(this.skipped.length, "file")} not looked at, see the log.`;
  }
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
