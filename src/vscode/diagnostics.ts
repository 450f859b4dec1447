// The findings that the editor knows, and the Problems panel that shows them: live ones for open documents, those of
// the last workspace scan for files that are not open.
import * as vscode from "vscode";
import {
  type Finding,
  isEnvFile,
  isEnvFileBy,
  isExcluded,
  isOpen,
  type ScanResult,
  type SuppressedFinding,
} from "../core/index";
import { toRange } from "./convert";
import { diagnosticsOf, type KnownOfKeys, type Published } from "./findingDiagnostics";
import { changesOf, LiveDocument } from "./liveDocument";
import { fileAt, fileOf, isOpenNotebook, isWritten, pathOf } from "./places";
import type { Settings } from "./settings";

export class Diagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("keystow");
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #live = new Map<string, LiveDocument>();
  /** What the last scan found in a file, whether or not it is open by now. */
  readonly #scanned = new Map<string, readonly Finding[]>();
  /** Where the text of a scanned one is that is in no file. */
  readonly #origins = new Map<string, string>();
  readonly #published = new Map<string, Published>();
  readonly #closed = new vscode.EventEmitter<vscode.Uri>();
  /** Fires whenever a document has a new result or is no longer watched. */
  readonly #settled = new vscode.EventEmitter<void>();
  readonly #disposables: readonly { dispose(): unknown }[];

  /** Fires after the findings of a document or file have changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a file of the last scan is no longer open, so that what is on disk counts again. */
  readonly onDidCloseScanned = this.#closed.event;

  /** `isExposed` says whether Git would publish an env file. */
  constructor(
    private readonly settings: Settings,
    private readonly told: KnownOfKeys,
    private readonly isExposed: (file: vscode.Uri) => boolean = () => false,
  ) {
    const { workspace } = vscode;
    this.#disposables = [
      this.#collection,
      this.#changed,
      this.#closed,
      this.#settled,
      workspace.onDidOpenTextDocument((document) => this.#watch(document)),
      workspace.onDidCloseTextDocument((document) => this.#unwatch(document)),
      workspace.onDidChangeTextDocument((event) => {
        if (event.contentChanges.length > 0) this.#live.get(keyOf(event.document))?.edit(changesOf(event));
      }),
      // While a notebook is open, its cells tell of its keys.
      workspace.onDidOpenNotebookDocument(({ uri }) => this.#publish(uri)),
      workspace.onDidCloseNotebookDocument(({ uri }) => {
        this.#publish(uri);
        if (this.hasScanned(uri)) this.#closed.fire(uri);
      }),
      settings.onDidChange(() => this.#watchAll()),
      told.exposures.onDidChange((fingerprints) => this.#tellAnew(fingerprints)),
      told.triages.onDidChange((fingerprints) => this.#tellAnew(fingerprints)),
    ];
    this.#watchAll();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables, ...this.#live.values()).dispose();
  }

  /** The findings of an open document as it is now; none while they are being looked for. */
  findingsOf(document: vscode.TextDocument): readonly Finding[] {
    return this.#live.get(keyOf(document))?.result?.findings ?? [];
  }

  /** Findings that somebody says are no trouble, such as the keys of an env file. */
  suppressedOf(document: vscode.TextDocument): readonly SuppressedFinding[] {
    return this.#live.get(keyOf(document))?.result?.suppressed ?? [];
  }

  /** What the open document of a file holds, by its last complete look; undefined when what is on disk counts. */
  liveOf(file: vscode.Uri): ScanResult | undefined {
    const live = this.#live.get(file.toString());
    return live && live.notice === undefined ? live.lastResult : undefined;
  }

  /** The files, open or of the last scan, that hold a key and are no env files. */
  filesInCode(fingerprint: string): readonly vscode.Uri[] {
    const keys = new Set([...this.#live.keys(), ...this.#scanned.keys()]);
    const findingsIn = (key: string): readonly Finding[] =>
      this.#live.get(key)?.lastFindings ?? this.#scanned.get(key) ?? [];
    return [...keys]
      .filter(
        (key) => !this.#origins.has(key) && findingsIn(key).some((finding) => finding.fingerprint === fingerprint),
      )
      .map((key) => vscode.Uri.parse(key, true))
      .filter((file) => !this.isEnvFile(file));
  }

  /** Returns when the findings of the document as it is now are known, or nobody looks for them. */
  async known(document: vscode.TextDocument): Promise<void> {
    for (let live = this.#live.get(keyOf(document)); live && !live.result; live = this.#live.get(keyOf(document))) {
      await new Promise<void>((resolve) => {
        const listener = this.#settled.event(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  }

  /** How many findings the Problems panel shows. */
  get count(): number {
    const isCounted = ({ fingerprint }: Finding): boolean => isOpen(this.told.triages.get(fingerprint));
    let count = 0;
    for (const { findings } of this.#published.values()) count += findings.filter(isCounted).length;
    return count;
  }

  get scannedFiles(): readonly vscode.Uri[] {
    return [...this.#scanned.keys()].map((key) => vscode.Uri.parse(key, true));
  }

  /** What the last scan found in a file, as it was then. */
  scannedIn(file: vscode.Uri): readonly Finding[] {
    return this.#scanned.get(file.toString()) ?? [];
  }

  /** Of a text that is in no working file, where it is; what follows "Hardcoded … key.". */
  originOf(file: vscode.Uri): string | undefined {
    return this.#origins.get(file.toString());
  }

  /** What is underlined in a document: of a text that nobody can edit, what the scan found; else what is in it now. */
  underlinedIn(document: vscode.TextDocument): readonly Finding[] {
    return this.originOf(document.uri) === undefined ? this.findingsOf(document) : this.scannedIn(document.uri);
  }

  hasScanned(file: vscode.Uri): boolean {
    return this.#scanned.has(file.toString());
  }

  /** Whether a file is one that is meant to hold keys, by its name, or by what settings or policy file call it. */
  isEnvFile(uri: vscode.Uri): boolean {
    const file = fileAt(uri);
    const scope = this.settings.of(file);
    return scope ? isEnvFileBy(pathOf(file), scope.policy) : isEnvFile(file.path);
  }

  /** Whether somebody looks for keys in a document as it is edited. */
  watches(document: vscode.TextDocument): boolean {
    const live = this.#live.get(keyOf(document));
    return live !== undefined && live.notice === undefined;
  }

  /**
   * Takes what a scan found in a file. It is shown while the file is not open; none forgets the file. `origin` says where
   * a text is that is in no file.
   */
  setScanned(file: vscode.Uri, findings: readonly Finding[], origin?: string): void {
    const key = file.toString();
    if (origin !== undefined) this.#origins.set(key, origin);
    if (findings.length > 0) this.#scanned.set(key, findings);
    else this.#scanned.delete(key);
    this.#publish(file);
  }

  /** Drops what the last scan found, save in the files that still have it. */
  keepScanned(keep: (file: vscode.Uri) => boolean): void {
    for (const file of this.scannedFiles) if (!keep(file)) this.setScanned(file, []);
  }

  #watchAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#watch(document);
  }

  #watch(document: vscode.TextDocument): void {
    if (document.isClosed || !isWritten(document)) return;
    const key = keyOf(document);
    const file = fileOf(document);
    const scope = this.settings.of(file);
    const known = this.#live.get(key);
    if (!scope || (known?.document === document && known.scope === scope)) return;
    known?.dispose();
    this.#live.delete(key);
    if (scope.enabled && !isExcluded(pathOf(file), scope.policy)) {
      // A result that is there at once comes before the map has the document.
      const publish = (live: LiveDocument): void => {
        this.#live.set(key, live);
        this.#publish(document.uri);
      };
      this.#live.set(key, new LiveDocument(document, { scope, isExposed: this.isExposed, onResult: publish }));
    } else this.#publish(document.uri);
  }

  #unwatch(document: vscode.TextDocument): void {
    const key = keyOf(document);
    const known = this.#live.get(key);
    if (known?.document !== document) return;
    known.dispose();
    this.#live.delete(key);
    this.#publish(document.uri);
    if (this.#scanned.has(key)) this.#closed.fire(document.uri);
  }

  #publish(uri: vscode.Uri): void {
    this.#settled.fire();
    const key = uri.toString();
    const live = this.#live.get(key);
    const scanned = isOpenNotebook(uri) ? [] : (this.#scanned.get(key) ?? []);
    const next: Published = {
      findings: live && !live.notice ? live.lastFindings : scanned,
      suppressed: live?.lastResult?.suppressed ?? [],
      notice: live?.notice,
      isEnvFile: this.isEnvFile(uri),
      origin: this.#origins.get(key),
    };
    const { isEnvFile, origin } = next;
    if (same(this.#published.get(key) ?? { ...NOTHING, isEnvFile, origin }, next)) return;
    if (next.findings.length + next.suppressed.length > 0 || next.notice) this.#published.set(key, next);
    else this.#published.delete(key);
    this.#collection.set(uri, diagnosticsOf(uri, next, this.told));
    this.#changed.fire(uri);
  }

  /** The same findings, with what has been found out about their keys, and what these were judged to be. */
  #tellAnew(fingerprints: ReadonlySet<string>): void {
    for (const [key, published] of this.#published) {
      if (!published.findings.some(({ fingerprint }) => fingerprints.has(fingerprint))) continue;
      const uri = vscode.Uri.parse(key, true);
      this.#collection.set(uri, diagnosticsOf(uri, published, this.told));
      this.#changed.fire(uri);
    }
  }
}

const NOTHING = { findings: [], suppressed: [], notice: undefined };

function keyOf(document: vscode.TextDocument): string {
  return document.uri.toString();
}

function same(one: Published, other: Published): boolean {
  return (
    one.notice === other.notice &&
    one.isEnvFile === other.isEnvFile &&
    one.origin === other.origin &&
    areAlike(one.findings, other.findings) &&
    areAlike(one.suppressed, other.suppressed)
  );
}

function areAlike(some: readonly Finding[], others: readonly Finding[]): boolean {
  return some.length === others.length && some.every((finding, index) => shownAlike(finding, others[index]));
}

function shownAlike(one: Finding, other: Finding | undefined): boolean {
  return (
    one === other ||
    (other !== undefined &&
      one.ruleId === other.ruleId &&
      one.severity === other.severity &&
      one.confidence === other.confidence &&
      toRange(one.span).isEqual(toRange(other.span)))
  );
}
