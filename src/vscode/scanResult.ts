// What the last scan has found, file by file, for those who go through it: the keys, those that somebody says are no
// trouble, and what was not looked at. Whoever scans feeds it; it asks nobody.
import * as vscode from "vscode";
import type { Finding, SuppressedFinding } from "../core/index";

/** What a scan has found in one file. */
export interface FileResult {
  readonly file: vscode.Uri;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** A file or folder that was not looked at; the path is for people. */
export interface NotScanned {
  readonly path: string;
  readonly reason: string;
}

/** `stopped`: what was found until then. */
export type ScanState = "none" | "running" | "complete" | "stopped";

export class ScanResult implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files = new Map<string, FileResult>();
  #skipped: NotScanned[] = [];
  #title = "";
  #isWhole = false;
  #state: ScanState = "none";
  #looked = { files: 0, bytes: 0 };

  /** Fires after anything has changed; while a scan runs, once for each file. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  /**
   * Starts anew. `title` says what is looked at: "Workspace", "Changed files". `isWhole` when it is all that the person
   * works on, so that a key that is written later belongs to the result.
   */
  begin(title: string, isWhole = false): void {
    this.#files.clear();
    this.#skipped = [];
    this.#title = title;
    this.#isWhole = isWhole;
    this.#state = "running";
    this.#looked = { files: 0, bytes: 0 };
    this.#changed.fire();
  }

  /** Takes what a file holds; what was known of it before is replaced. */
  add(file: vscode.Uri, findings: readonly Finding[], suppressed: readonly SuppressedFinding[]): void {
    const key = file.toString();
    if (findings.length + suppressed.length > 0) this.#files.set(key, { file, findings, suppressed });
    else if (!this.#files.delete(key)) return;
    this.#changed.fire();
  }

  skip(path: string, reason: string): void {
    this.#skipped.push({ path, reason });
    this.#changed.fire();
  }

  /** With how many files and bytes were looked at, where that is known. */
  end(complete: boolean, files = 0, bytes = 0): void {
    this.#state = complete ? "complete" : "stopped";
    this.#looked = { files, bytes };
    this.#changed.fire();
  }

  get state(): ScanState {
    return this.#state;
  }

  get title(): string {
    return this.#title;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** How much was looked at, with and without keys; 0 where that is not known. */
  get looked(): { readonly files: number; readonly bytes: number } {
    return this.#looked;
  }

  /** The files in which something was found. */
  get files(): readonly FileResult[] {
    return [...this.#files.values()];
  }

  get skipped(): readonly NotScanned[] {
    return this.#skipped;
  }

  has(file: vscode.Uri): boolean {
    return this.#files.has(file.toString());
  }
}
