// What the last scan has found, file by file, for those who go through it: the keys, those that somebody says are no
// trouble, and what was not looked at. Whoever scans feeds it; it asks nobody.
import * as vscode from "vscode";
import type { Finding, SuppressedFinding } from "../core/index";
import { sameKeys } from "./sameKeys";

/** What a scan has found in one file. */
export interface FileResult {
  readonly file: vscode.Uri;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Of a cell, or what it has printed, in an open notebook. */
  readonly notebook?: vscode.Uri;
}

/** A file or folder that was not looked at; the path is for people. */
export interface NotScanned {
  readonly path: string;
  readonly reason: string;
  /** It should have been. */
  readonly trouble?: boolean;
}

/** `stopped`: what was found until then. */
export type ScanState = "none" | "running" | "complete" | "stopped";

/** How much was looked at, with and without keys, and how many files and folders Git ignores; 0 where that is not known. */
export interface Looked {
  readonly files: number;
  readonly bytes: number;
  readonly ignored: number;
}

const NOTHING: Looked = { files: 0, bytes: 0, ignored: 0 };

/** What was looked into: all that the person works on, whole files, or parts of files. */
export type Extent = "workspace" | "files" | "parts";

export class ScanResult implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files = new Map<string, FileResult>();
  /** Files in which something was found, whatever they hold by now. */
  readonly #had = new Map<string, vscode.Uri>();
  /** By path, and then by reason. */
  readonly #skipped = new Map<string, Map<string, NotScanned>>();
  #run = 0;
  #title = "";
  #extent: Extent = "files";
  #state: ScanState = "none";
  #looked = NOTHING;

  /** Fires after anything has changed; while a scan runs, once for each file. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  /** Starts anew. `title` says what is looked at: "Workspace", "Changed files". */
  begin(title: string, extent: Extent): void {
    this.#files.clear();
    this.#had.clear();
    this.#skipped.clear();
    this.#run++;
    this.#title = title;
    this.#extent = extent;
    this.#state = "running";
    this.#looked = NOTHING;
    this.#changed.fire();
  }

  /** Takes what a file holds; what was known of it before is replaced. */
  add(one: FileResult): void {
    const { file, findings, suppressed } = one;
    const key = file.toString();
    if (findings.length + suppressed.length > 0) {
      this.#files.set(key, one);
      this.#had.set(key, file);
    } else if (!this.#files.delete(key)) return;
    this.#changed.fire();
  }

  /** Takes what a file in which something was found holds by now. */
  renew(file: vscode.Uri, findings: readonly Finding[], suppressed: readonly SuppressedFinding[]): void {
    if (!this.hasHad(file)) return;
    const known = this.#files.get(file.toString()) ?? { file, findings: [], suppressed: [] };
    this.add(this.nowOf(known, { findings, suppressed }));
  }

  /** Of what a file holds by now, that which belongs to the result. */
  nowOf(known: FileResult, now: Pick<FileResult, "findings" | "suppressed">): FileResult {
    const { findings, suppressed } = now;
    if (this.#extent !== "parts") return { ...known, findings, suppressed };
    const before = [...known.findings, ...known.suppressed];
    const still = new Set<Finding>(sameKeys(before, [...findings, ...suppressed]));
    const isStill = (one: Finding): boolean => still.has(one);
    return { ...known, findings: findings.filter(isStill), suppressed: suppressed.filter(isStill) };
  }

  /** Somebody says from now on that a key of a file is no trouble. */
  suppress(file: vscode.Uri, fingerprint: string, why: Pick<SuppressedFinding, "by" | "reason">): void {
    const known = this.#files.get(file.toString());
    if (!known) return;
    const isIt = (finding: Finding): boolean => finding.fingerprint === fingerprint;
    const gone = known.findings.filter(isIt).map((finding) => ({ ...finding, ...why }));
    const left = known.findings.filter((finding) => !isIt(finding));
    if (gone.length > 0) this.add({ ...known, findings: left, suppressed: [...known.suppressed, ...gone] });
  }

  /** A file does not belong to the result any more, whatever it will hold. */
  drop(file: vscode.Uri): void {
    const key = file.toString();
    this.#had.delete(key);
    if (this.#files.delete(key)) this.#changed.fire();
  }

  skip(one: NotScanned): void {
    const { path, reason } = one;
    const reasons = this.#skipped.get(path) ?? new Map<string, NotScanned>();
    this.#skipped.set(path, reasons.set(reason, one));
    this.#changed.fire();
  }

  /** What was not looked at, or not wholly, has been by now. */
  unskip(path: string): void {
    if (this.#skipped.delete(path)) this.#changed.fire();
  }

  /** With how much was looked at, where that is known. */
  end(complete: boolean, looked: Looked): void {
    this.#state = complete ? "complete" : "stopped";
    this.#looked = looked;
    this.#changed.fire();
  }

  get state(): ScanState {
    return this.#state;
  }

  /** Another number for each scan. */
  get run(): number {
    return this.#run;
  }

  get title(): string {
    return this.#title;
  }

  /** Whether it is all that the person works on, so that a key that is written later belongs to it. */
  get isWhole(): boolean {
    return this.#extent === "workspace";
  }

  get looked(): Looked {
    return this.#looked;
  }

  /** The files in which something was found. */
  get files(): readonly FileResult[] {
    return [...this.#files.values()];
  }

  get skipped(): readonly NotScanned[] {
    return [...this.#skipped.values()].flatMap((reasons) => [...reasons.values()]);
  }

  has(file: vscode.Uri): boolean {
    return this.#files.has(file.toString());
  }

  /** What was found in parts of an open notebook: in its cells, and in what they have printed. */
  partsOf(notebook: vscode.Uri): readonly FileResult[] {
    const address = notebook.toString();
    return this.files.filter((one) => one.notebook?.toString() === address);
  }

  /** The files in which something was found, and may be again. */
  get had(): readonly vscode.Uri[] {
    return [...this.#had.values()];
  }

  /** Whether something was found in a file, and may be there again. */
  hasHad(file: vscode.Uri): boolean {
    return this.#had.has(file.toString());
  }
}
