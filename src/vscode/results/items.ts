// The findings of the last scan as they are now: an open document counts as it stands, and each has what was judged and
// found out about its key.
import * as vscode from "vscode";
import {
  type Finding,
  grouped,
  type Introduced,
  type SuppressedFinding,
  type Triage,
  type Verdict,
  withInlineReasons,
  withoutKeys,
} from "../../core/index";
import type { Diagnostics } from "../diagnostics";
import type { Exposures } from "../exposures";
import type { MaskedTexts } from "../maskedTexts";
import { cellAt, type CellPlace, documentOf, fileAt, folderOf, nameIn, shownPath } from "../places";
import type { FileResult, ScanResult } from "../scanResult";
import { isInTab } from "../tabs";
import type { Triages } from "../triages";

export interface ResultItem {
  /** The same for the same key while its file is edited. */
  readonly id: string;
  readonly file: vscode.Uri;
  /** For people and reports: relative to the workspace, with `/`. */
  readonly path: string;
  /** Of what is not a working file as it is: "staged", "1234abcd5678, Ann, 2026-05-04", "output of cell 2". */
  readonly where?: string;
  readonly introduced?: Introduced;
  /** Of what is in a cell of an open notebook, or in what it has printed. */
  readonly cell?: CellPlace;
  readonly finding: Finding | SuppressedFinding;
  /** Who says that it is no trouble, for those that somebody suppresses. */
  readonly suppressed?: Pick<SuppressedFinding, "by" | "reason">;
  readonly triage?: Triage;
  /** Where the key has been, once the publication check was asked. */
  readonly verdict?: Verdict;
}

type ItemPlace = Pick<ResultItem, "path" | "where" | "introduced" | "cell">;

export interface ItemSources {
  readonly result: ScanResult;
  readonly diagnostics: Diagnostics;
  readonly maskedTexts: MaskedTexts;
  readonly triages: Triages;
  readonly exposures: Exposures;
}

/**
 * Milliseconds after a change until it is told, together with those that follow; longer while a scan runs, and as many
 * times as long as it took the last time, so that a large result leaves the editor its time.
 */
const SOON = 50;
const SCANNING = 300;
const TIMES = 10;

export class ResultItems implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly { dispose(): unknown }[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that it took to tell of the last change. */
  #took = 0;
  /** By file. Only what has changed is made again: a key press must not cost the size of the result. */
  #made = new Map<string, Made>();
  #all: readonly ResultItem[] | undefined;

  /** Fires some time after anything has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly sources: ItemSources) {
    const { result, diagnostics, triages, exposures } = sources;
    const anew = (): void => {
      this.#made.clear();
      this.#tell();
    };
    const tell = (): void => this.#tell();
    this.#disposables = [
      this.#changed,
      result.onDidChange(tell),
      diagnostics.onDidChange(tell),
      triages.onDidChange(anew),
      exposures.onDidChange(anew),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Findings and suppressed ones, by file and then by place. */
  get all(): readonly ResultItem[] {
    return (this.#all ??= this.#make());
  }

  #tell(): void {
    this.#all = undefined;
    const least = this.sources.result.state === "running" ? SCANNING : SOON;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        const start = performance.now();
        this.#changed.fire();
        this.#took = performance.now() - start;
      },
      Math.max(least, TIMES * this.#took),
    );
  }

  #make(): readonly ResultItem[] {
    const made = new Map(this.#files().map((given) => [given.file.toString(), this.#madeOf(given)]));
    this.#made = made;
    return [...made.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1)).flatMap(({ items }) => items);
  }

  /**
   * Files of the result, and those in tabs with keys where the result is of all that the person works on. VS Code keeps
   * documents that nobody sees for minutes, also of files that are gone.
   */
  #files(): readonly FileResult[] {
    const { result, diagnostics } = this.sources;
    const files = result.files.map((given): FileResult => {
      const live = diagnostics.liveOf(given.file);
      return live ? result.nowOf(given, live) : given;
    });
    if (!result.isWhole) return files;
    const others = vscode.workspace.textDocuments.flatMap(({ uri }): readonly FileResult[] => {
      const live = result.has(uri) || uri.scheme === CELL || !folderOf(uri) ? undefined : diagnostics.liveOf(uri);
      return live && live.findings.length > 0 && isInTab(uri)
        ? [{ file: uri, findings: live.findings, suppressed: live.suppressed }]
        : [];
    });
    return [...files, ...others];
  }

  #madeOf({ file, findings, suppressed }: FileResult): Made {
    const known = this.#made.get(file.toString());
    // A cell has another number once there is another one above it.
    const cell = cellAt(file)?.index;
    if (known?.findings === findings && known.suppressed === suppressed && known.cell === cell) return known;
    const ids = new Map<string, number>();
    const at = this.#placeOf(file);
    const items = [...findings, ...withWords(file, { findings, suppressed })]
      .map((finding) => this.#itemOf(file, finding, { at, ids }))
      .sort((a, b) => a.finding.span.start.offset - b.finding.span.start.offset);
    // What Git keeps of a file stands after that file, the oldest first.
    const masked = this.sources.maskedTexts.get(file);
    const own = masked?.file ?? fileAt(file);
    const rank = `${own.toString()} ${at.introduced?.date ?? ""} ${file.toString()}`;
    return { findings, suppressed, cell, items, rank };
  }

  #placeOf(file: vscode.Uri): ItemPlace {
    const masked = this.sources.maskedTexts.get(file);
    if (masked) {
      const { root, path, where, introduced, cell } = masked;
      return { path: withoutKeys(nameIn(root, path)), where, ...(introduced && { introduced }), ...(cell && { cell }) };
    }
    const cell = cellAt(file);
    const inCell = cell && {
      where: `cell ${cell.index + 1}`,
      cell: { notebook: cell.notebook.uri, index: cell.index },
    };
    return { path: withoutKeys(shownPath(fileAt(file))), ...inCell };
  }

  #itemOf(
    file: vscode.Uri,
    finding: Finding | SuppressedFinding,
    { at, ids }: { readonly at: ItemPlace; readonly ids: Map<string, number> },
  ): ResultItem {
    const { triages, exposures } = this.sources;
    const key = `${file.toString()} ${finding.ruleId} ${finding.fingerprint} `;
    const ordinal = ids.get(key) ?? 0;
    ids.set(key, ordinal + 1);
    const triage = triages.get(finding.fingerprint);
    const verdict = exposures.get(finding.fingerprint)?.verdict;
    return {
      id: `${key}${ordinal}`,
      file,
      ...at,
      finding,
      ...("by" in finding && { suppressed: { by: finding.by, reason: withoutKeys(finding.reason) } }),
      ...(triage && { triage }),
      ...(verdict && { verdict }),
    };
  }
}

/** What is suppressed in a file; beside a key in an open one, in the words that stand there. */
function withWords(file: vscode.Uri, found: Omit<FileResult, "file">): FileResult["suppressed"] {
  if (!found.suppressed.some(({ by }) => by === "inline")) return found.suppressed;
  const document = documentOf(file);
  return document ? withInlineReasons(document.getText(), found).suppressed : found.suppressed;
}

/** Findings file by file, as those who open the files take them. */
export function filesOf(items: readonly ResultItem[]): readonly FileResult[] {
  return [...grouped(items, ({ file }) => file.toString())].map(([file, own]) => ({
    file: vscode.Uri.parse(file, true),
    findings: own.map(({ finding }) => finding),
    suppressed: [],
  }));
}

/** The documents of a notebook's cells; the notebook counts as its file. */
const CELL = "vscode-notebook-cell";

/** What was made of a file, and from what. */
interface Made {
  /** By what files are ordered. */
  readonly rank: string;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly cell: number | undefined;
  readonly items: readonly ResultItem[];
}
