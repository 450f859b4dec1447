// One open document, scanned as it is edited. A small edit is answered within its own event; the rest of a large one
// goes on in slices, so that the extension host stays free. A result always belongs to the document's current version.
import type * as vscode from "vscode";
import { type Change, type Finding, isEnvFileBy, LiveText, LONG_LINE, type ScanResult } from "../core/index";
import { eolOf, toChange, toLineView } from "./convert";
import { fileOf, pathOf, whereabouts } from "./places";
import type { Scope } from "./settings";

/** UTF-16 code units that are looked at before an event's handler returns: a fraction of a millisecond. */
const AT_ONCE = 32_000;
/** UTF-16 code units between two looks at the clock, and the milliseconds after which others get their turn. */
const STEP = 128_000;
const TURN = 8;
/** Each change of an event moves every place that is remembered; beyond this many it is cheaper to start over. */
const MANY_CHANGES = 200;
/** Milliseconds without an edit after which a document that is not watched is measured again. */
const QUIET = 500;

const NOTHING: ScanResult = { findings: [], suppressed: [], capped: [] };

export interface LiveOptions {
  readonly scope: Scope;
  /** Whether Git would publish a file; asked of env files, when they are opened. */
  readonly isExposed: (file: vscode.Uri) => boolean;
  /** Called whenever there is a new result, also while the document is being made. */
  readonly onResult: (live: LiveDocument) => void;
}

export class LiveDocument implements vscode.Disposable {
  readonly #file: vscode.Uri;
  readonly #exposed: boolean;
  #live: LiveText | undefined;
  #eol: "\n" | "\r\n" = "\n";
  #lineCount = 0;
  #length = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #known: { readonly version: number; readonly result: ScanResult } | undefined;
  #notice: string | undefined;

  constructor(
    readonly document: vscode.TextDocument,
    private readonly options: LiveOptions,
  ) {
    this.#file = fileOf(document);
    const { policy } = options.scope;
    const inEnvFile = isEnvFileBy(pathOf(this.#file), policy);
    this.#exposed = inEnvFile && options.isExposed(this.#file);
    this.#start();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#live = undefined;
  }

  get scope(): Scope {
    return this.options.scope;
  }

  /** The findings of the text as it is now; undefined while they are being looked for. */
  get result(): ScanResult | undefined {
    return this.#known?.version === this.document.version ? this.#known.result : undefined;
  }

  /** The last complete result, perhaps of an older version. */
  get lastFindings(): readonly Finding[] {
    return this.#known?.result.findings ?? [];
  }

  /** The last complete result, perhaps of an older version; undefined while the first is being looked for. */
  get lastResult(): ScanResult | undefined {
    return this.#known?.result;
  }

  /** Why this document is not watched, in words for the person. */
  get notice(): string | undefined {
    return this.#notice;
  }

  edit(changes: readonly Change[]): void {
    clearTimeout(this.#timer);
    for (const { removed, text } of changes) {
      this.#length += text.length - (removed.end.offset - removed.start.offset);
    }
    if (!this.#live) {
      this.#timer = setTimeout(() => this.#start(), QUIET);
      return;
    }
    if (!this.#follows(changes)) {
      this.#start();
      return;
    }
    this.#lineCount = this.document.lineCount;
    const tooMuch = this.#tooLarge() ?? this.#longLineIn(changes);
    if (tooMuch !== undefined) {
      this.#stopWatching(tooMuch);
      return;
    }
    this.#live.edit(changes);
    this.#advance(AT_ONCE);
  }

  /** Whether the changes lead from the text that was seen last to the one that the document holds. */
  #follows(changes: readonly Change[]): boolean {
    if (changes.length > MANY_CHANGES || eolOf(this.document) !== this.#eol) return false;
    const lines = changes.reduce(
      (count, { removed, text }) => count + breaksIn(text) - (removed.end.line - removed.start.line),
      this.#lineCount,
    );
    return lines === this.document.lineCount;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#eol = eolOf(this.document);
    this.#lineCount = this.document.lineCount;
    const longest = this.#measure();
    const tooMuch = this.#tooLarge() ?? (longest > LONG_LINE ? LONG_LINE_NOTICE : undefined);
    if (tooMuch !== undefined) {
      this.#stopWatching(tooMuch);
      return;
    }
    this.#notice = undefined;
    this.#live = new LiveText(toLineView(this.document), this.scope.policy);
    this.#advance(AT_ONCE);
  }

  /** Counts the characters; returns the length of the longest line. */
  #measure(): number {
    let longest = 0;
    this.#length = (this.#lineCount - 1) * this.#eol.length;
    for (let line = 0; line < this.#lineCount; line++) {
      const { length } = this.document.lineAt(line).text;
      this.#length += length;
      if (length > longest) longest = length;
    }
    return longest;
  }

  /** The size is counted in UTF-16 code units, of which a file has at most as many as bytes. */
  #tooLarge(): string | undefined {
    const { maxFileSize } = this.scope.policy;
    if (this.#length <= maxFileSize) return undefined;
    return (
      `Keystow does not look for keys in this file: it is larger than ${maxFileSize.toLocaleString("en")} bytes. ` +
      "Raise the setting keystow.maxFileSize to have it looked at."
    );
  }

  #longLineIn(changes: readonly Change[]): string | undefined {
    for (const { removed, text } of changes) {
      const last = Math.min(removed.start.line + breaksIn(text), this.document.lineCount - 1);
      for (let line = removed.start.line; line <= last; line++) {
        if (this.document.lineAt(line).text.length > LONG_LINE) return LONG_LINE_NOTICE;
      }
    }
    return undefined;
  }

  #stopWatching(notice: string): void {
    this.#live = undefined;
    this.#notice = notice;
    this.#settle(NOTHING);
  }

  #advance(budget: number): void {
    if (!this.#live) return;
    const end = performance.now() + TURN;
    let done = this.#live.advance(budget);
    while (!done && budget > AT_ONCE && performance.now() < end) done = this.#live.advance(budget);
    if (done) this.#settle(this.#live.result({ ...whereabouts(this.#file), envFileExposed: this.#exposed }));
    else this.#timer = setTimeout(() => this.#advance(STEP), 0);
  }

  #settle(result: ScanResult): void {
    this.#known = { version: this.document.version, result };
    this.options.onResult(this);
  }
}

const LONG_LINE_NOTICE =
  `Keystow does not look for keys in this file: it has a line of more than ${LONG_LINE.toLocaleString("en")} ` +
  'characters. Break the line, or run "Keystow: Scan Workspace" to have the saved file looked at once.';

/** The changes of an event, in the order in which they were made. */
export function changesOf({ contentChanges }: vscode.TextDocumentChangeEvent): readonly Change[] {
  return contentChanges.map(toChange);
}

function breaksIn(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/\r\n|\n|\r/g)) count += 1;
  return count;
}
