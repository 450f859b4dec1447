// Keeps what the last scan found true: a file that is closed, changed, deleted or moved, or judged by another policy, is
// looked at again.
import * as vscode from "vscode";
import { grouped, withoutKeys } from "../core/index";
import type { Diagnostics } from "./diagnostics";
import { guard, type Log } from "./log";
import { isThere } from "./fileEdits";
import { documentOf, folderOf, isOpenNotebook, isWithin, pathBelow, rootOf, shownIn } from "./places";
import type { NotScanned, ScanResult } from "./scanResult";
import { scopeAt, type Settings } from "./settings";
import type { FoundStep, Scan } from "./workspaceScan";

interface Dependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly log: Log;
  readonly scan: Scan;
  readonly result: ScanResult;
}

/** Milliseconds in which changes are gathered. */
const GATHERED = 100;
/** What is moved is told as something that goes and something that comes, this many milliseconds apart at most. */
const MOVING = 3_000;

/** What no scan of a workspace looks into. */
const NEVER = /\/(?:\.git|node_modules)(?:\/|$)/;

/** Files and folders by their addresses. */
class Places extends Map<string, vscode.Uri> {
  take(uris: Iterable<vscode.Uri>): void {
    for (const uri of uris) this.set(uri.toString(), uri);
  }

  /** Whether a file is one of them or in one. */
  hold(file: vscode.Uri): boolean {
    const { path } = file;
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1))
      if (this.has(file.with({ path: path.slice(0, end) }).toString())) return true;
    return false;
  }

  /** All that there are, which are gone from here. */
  empty(): Places {
    const all = new Places(this);
    this.clear();
    return all;
  }
}

/** What has come to be in the last seconds. */
class Newcomers {
  readonly #all = new Map<string, { readonly uri: vscode.Uri; readonly at: number }>();

  add(uri: vscode.Uri): void {
    this.#all.set(uri.toString(), { uri, at: performance.now() });
    this.#drop(performance.now() - MOVING);
  }

  get areThere(): boolean {
    return this.#all.size > 0;
  }

  /** All of them, which are gone from here. */
  take(): readonly vscode.Uri[] {
    this.#drop(performance.now() - MOVING);
    const uris = [...this.#all.values()].map(({ uri }) => uri);
    this.#all.clear();
    return uris;
  }

  /** The oldest come first. */
  #drop(before: number): void {
    for (const [address, { at }] of this.#all)
      if (at < before) this.#all.delete(address);
      else return;
  }
}

export class ScannedFiles implements vscode.Disposable {
  readonly #again = new Places();
  readonly #gone = new Places();
  /** Notebooks, parts of which belong to the result. */
  readonly #closed = new Places();
  /** Where a file with keys is gone, it may be there now. */
  readonly #newcomers = new Newcomers();
  /** When such a file was last seen to be gone. */
  #lostAt = -Infinity;
  readonly #lookAgain: () => Promise<void>;
  readonly #listeners: vscode.Disposable;
  #watcher: vscode.Disposable | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLooking = false;
  /** Settings or a policy file are not what they were when the scan that runs began. */
  #isOvertaken = false;
  /** Workspace folders that were closed before the scan that runs has ended. */
  readonly #removed: vscode.WorkspaceFolder[] = [];

  constructor(private readonly dependencies: Dependencies) {
    const { diagnostics, settings, log, result } = dependencies;
    this.#lookAgain = guard(log, "look at changed files again", () => this.#look());
    this.#listeners = vscode.Disposable.from(
      diagnostics.onDidChange(() => this.#watch()),
      diagnostics.onDidCloseScanned((file) => this.#changed(file)),
      settings.onDidChange((changed) => {
        this.#isOvertaken ||= result.state === "running" && changed.size > 0;
        const isJudgedAnew = (file: vscode.Uri): boolean => {
          const scope = settings.of(file);
          return scope !== undefined && changed.has(scope);
        };
        this.#soon(this.#again, this.#files().filter(isJudgedAnew));
      }),
      result.onDidChange(() => {
        this.#watch();
        if (result.state === "running") return;
        this.#dropRemoved();
        if (!this.#isOvertaken) return;
        this.#isOvertaken = false;
        this.#soon(this.#again, this.#files());
      }),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
        if (result.partsOf(uri).length > 0) this.#soon(this.#closed, [uri]);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        this.#removed.push(...removed);
        this.#dropRemoved();
        // What is within another folder belongs to that from now on, or has one of its own.
        const isIn = (file: vscode.Uri): boolean => [...added, ...removed].some(({ uri }) => isWithin(file, uri));
        this.#soon(this.#again, this.#files().filter(isIn));
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watcher?.dispose();
    this.#listeners.dispose();
  }

  /** VS Code watches the workspace anyway; before a first scan has found something there is nothing to be told. */
  #watch(): void {
    const { result } = this.dependencies;
    if (this.#watcher || this.#files().length === 0) return;
    const changes = vscode.workspace.createFileSystemWatcher("**/*");
    this.#watcher = vscode.Disposable.from(
      changes,
      changes.onDidChange((file) => this.#changed(file)),
      changes.onDidCreate((file) => {
        if (this.#isKnown(file)) this.#changed(file);
        else if (result.isWhole && !NEVER.test(file.path)) {
          this.#newcomers.add(file);
          if (this.#mayHaveMoved) this.#start();
        }
      }),
      // A folder is deleted as one.
      changes.onDidDelete((place) => this.#soon(this.#gone, [place])),
    );
  }

  #changed(file: vscode.Uri): void {
    if (this.#isKnown(file)) this.#soon(this.#again, [file]);
  }

  #isKnown(file: vscode.Uri): boolean {
    const { diagnostics, result } = this.dependencies;
    return diagnostics.hasScanned(file) || result.hasHad(file);
  }

  /** Those that have or had keys and are in a file system. */
  #files(): readonly vscode.Uri[] {
    const { diagnostics, result } = this.dependencies;
    const all = new Places();
    all.take(diagnostics.scannedFiles);
    all.take(result.had);
    return [...all.values()].filter(isInFileSystem);
  }

  #soon(places: Places, uris: readonly vscode.Uri[]): void {
    places.take(uris);
    if (uris.length > 0) this.#start();
  }

  #start(): void {
    if (!this.#isLooking) this.#timer ??= setTimeout(() => void this.#lookAgain(), GATHERED);
  }

  get #mayHaveMoved(): boolean {
    return performance.now() - this.#lostAt < MOVING;
  }

  get #isPending(): boolean {
    const waiting = this.#again.size + this.#gone.size + this.#closed.size;
    return waiting > 0 || (this.#mayHaveMoved && this.#newcomers.areThere);
  }

  /** One look after the other, so that none is overtaken by a later one. */
  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#timer = undefined;
    try {
      do await this.#lookAtAll();
      while (this.#isPending);
    } finally {
      this.#isLooking = false;
      if (this.#isPending) this.#start();
    }
  }

  async #lookAtAll(): Promise<void> {
    const again = this.#again.empty();
    const gone = this.#gone.empty();
    const lost = gone.size > 0 ? this.#files().filter((file) => gone.hold(file)) : [];
    if (lost.length > 0) this.#lostAt = performance.now();
    again.take(lost);
    const { run } = this.dependencies.result;
    const added = new Places();
    added.take(this.#closedNotebooks());
    if (this.#mayHaveMoved) added.take(this.#newcomers.take());
    const all = new Places(added);
    // A document without a file that is open again is as it was.
    for (const [address, uri] of again)
      if (isInFileSystem(uri)) all.set(address, uri);
      else if (!documentOf(uri)) this.#forget(uri);
    // A folder comes as one. What was found of an earlier scan is none of a later one's result.
    const isAdded = (file: vscode.Uri): boolean => added.hold(file) && this.dependencies.result.run === run;
    for (const [address, own] of grouped([...all.values()], (file) => String(rootOf(file) ?? file)))
      await this.#lookInto(vscode.Uri.parse(address, true), own, isAdded);
  }

  /** The notebooks that were closed with keys in their cells and outputs, which are in the notebooks' files from now on. */
  #closedNotebooks(): readonly vscode.Uri[] {
    const { result } = this.dependencies;
    return [...this.#closed.empty().values()].filter((notebook) => {
      if (isOpenNotebook(notebook)) return false;
      const parts = result.partsOf(notebook);
      for (const { file } of parts) this.#forget(file);
      return parts.length > 0;
    });
  }

  /** Looks into files of one folder; some of them are added to the result. */
  async #lookInto(root: vscode.Uri, own: readonly vscode.Uri[], isAdded: (file: vscode.Uri) => boolean): Promise<void> {
    const { diagnostics, settings, scan, result } = this.dependencies;
    const known = await settings.known(root);
    const found = new Map<string, FoundStep>();
    const skipped: NotScanned[] = [];
    const scope = await scopeAt(root, known);
    const options = { root, scope, signal: new AbortController().signal, onProgress: () => {} };
    for await (const step of scan(own, options)) {
      if (step.kind === "found") found.set(step.file.toString(), step);
      if (step.kind === "skipped" && (await isThere(vscode.Uri.joinPath(root, step.path)))) skipped.push(step);
    }
    if ((await settings.known(root)) !== known) this.#again.take(own);
    for (const file of own) {
      if (!found.has(file.toString())) this.#forget(file);
      result.unskip(withoutKeys(shownIn(root, pathBelow(root, file))));
    }
    for (const { file, findings, suppressed } of found.values()) {
      // Its folder may have been closed meanwhile.
      if (!isAdded(file) && !this.#isKnown(file)) continue;
      diagnostics.setScanned(file, findings);
      if (isAdded(file)) result.add({ file, findings, suppressed });
      else result.renew(file, findings, suppressed);
    }
    for (const one of skipped) result.skip({ ...one, path: withoutKeys(shownIn(root, one.path)) });
  }

  /** What was found in folders that are closed now; a scan that runs may find more there. */
  #dropRemoved(): void {
    const { diagnostics, result } = this.dependencies;
    const isOut = (file: vscode.Uri): boolean =>
      !folderOf(file) && this.#removed.some(({ uri }) => isWithin(file, uri));
    for (const file of this.#removed.length > 0 ? this.#files().filter(isOut) : []) {
      diagnostics.setScanned(file, []);
      result.drop(file);
    }
    if (result.state !== "running") this.#removed.length = 0;
  }

  #forget(file: vscode.Uri): void {
    const { diagnostics, result } = this.dependencies;
    diagnostics.setScanned(file, []);
    result.renew(file, [], []);
  }
}

/** What is untitled, in a cell or kept by Git is not. */
function isInFileSystem({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
