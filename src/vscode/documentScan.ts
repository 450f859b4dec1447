// Looking into documents as they are in the editor, saved or not.
import * as vscode from "vscode";
import { isExcluded, LiveText, type ScanResult, scanText } from "../core/index";
import { toLineView } from "./convert";
import type { Diagnostics } from "./diagnostics";
import { Trouble } from "./log";
import type { MaskedTexts } from "./maskedTexts";
import { fileOf, folderOf, isWritten, pathOf, shownPath, whereabouts } from "./places";
import type { FolderScope, Settings } from "./settings";
import { allTabs } from "./tabs";
import { cappedIn, type ScanOptions, type ScanStep } from "./workspaceScan";

export interface DocumentDependencies {
  readonly diagnostics: Diagnostics;
  readonly settings: Settings;
  readonly maskedTexts: MaskedTexts;
}

type DocumentRun = Pick<ScanOptions, "signal" | "onProgress">;

/** The documents of all tabs; of a notebook its cells, and what they have printed. */
export async function* scanOpenEditors(
  dependencies: DocumentDependencies,
  { signal, onProgress }: DocumentRun,
): AsyncIterable<ScanStep> {
  const inputs = inputsOfTabs();
  const total = inputs.length;
  let bytes = 0;
  for (const [index, input] of inputs.entries()) {
    if (signal.aborted) return;
    for await (const step of scanInput(input, dependencies, signal)) {
      if (step.kind === "looked") bytes += step.length;
      else yield step;
    }
    onProgress({ files: index + 1, bytes, total });
  }
}

/** The keys that stand, at least in part, in a selection. */
export async function* scanSelection(
  { document, selections }: Pick<vscode.TextEditor, "document" | "selections">,
  dependencies: DocumentDependencies,
  { signal, onProgress }: DocumentRun,
): AsyncIterable<ScanStep> {
  const looked = await lookIntoDocument(document, dependencies, signal);
  if (typeof looked === "string") {
    yield { kind: "skipped", path: shownPath(document.uri), reason: looked };
    return;
  }
  // What stands around a key tells of it, so all of the text is looked at.
  const isIn = ({ span: { start, end } }: ScanResult["findings"][number]): boolean =>
    selections.some(
      (one) =>
        one.start.isBefore(new vscode.Position(end.line, end.column)) &&
        one.end.isAfter(new vscode.Position(start.line, start.column)),
    );
  const [findings, suppressed] = [looked.findings.filter(isIn), looked.suppressed.filter(isIn)];
  yield { kind: "found", file: document.uri, findings, suppressed };
  onProgress({ files: 1, bytes: 0, total: 1 });
}

/** The editor whose selection is meant. Throws when nothing is selected. */
export function selectedEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selections.every(({ isEmpty }) => isEmpty))
    throw new Trouble("Select some text first: only keys in the selection are listed.");
  return editor;
}

interface OpenInput {
  readonly uri: vscode.Uri;
  readonly isNotebook: boolean;
}

/** Each once, however many tabs show it; of a diff the side that is edited. */
function inputsOfTabs(): readonly OpenInput[] {
  const inputs = allTabs().flatMap(({ input }): readonly OpenInput[] => {
    if (input instanceof vscode.TabInputText) return [{ uri: input.uri, isNotebook: false }];
    if (input instanceof vscode.TabInputTextDiff) return [{ uri: input.modified, isNotebook: false }];
    if (input instanceof vscode.TabInputNotebook) return [{ uri: input.uri, isNotebook: true }];
    if (input instanceof vscode.TabInputNotebookDiff) return [{ uri: input.modified, isNotebook: true }];
    return [];
  });
  return [...new Map(inputs.map((input) => [input.uri.toString(), input])).values()];
}

type InputStep = ScanStep | { readonly kind: "looked"; readonly length: number };

async function* scanInput(
  { uri, isNotebook }: OpenInput,
  dependencies: DocumentDependencies,
  signal: AbortSignal,
): AsyncIterable<InputStep> {
  const skip = (reason: string): ScanStep => ({ kind: "skipped", path: shownPath(uri), reason });
  const opened = await open(uri, isNotebook);
  if (!opened) {
    yield skip("VS Code gives no text of it");
    return;
  }
  const cells = "getCells" in opened ? opened.getCells() : [];
  const inNotebook = isNotebook && { notebook: uri };
  const documents = "getCells" in opened ? cells.map(({ document }) => document) : [opened];
  for (const document of documents) {
    const looked = isWritten(document)
      ? await lookIntoDocument(document, dependencies, signal)
      : "an old version or an output, which nobody edits";
    if (signal.aborted) return;
    if (typeof looked === "string") {
      yield skip(looked);
      return;
    }
    yield { kind: "looked", length: looked.length };
    yield* cappedIn(shownPath(uri), looked);
    const { findings, suppressed } = looked;
    if (isAnything(looked)) yield { kind: "found", file: document.uri, findings, suppressed, ...inNotebook };
  }
  for (const cell of cells) yield* scanOutputs(cell, dependencies);
}

async function open(
  uri: vscode.Uri,
  isNotebook: boolean,
): Promise<vscode.TextDocument | vscode.NotebookDocument | undefined> {
  try {
    return await (isNotebook ? vscode.workspace.openNotebookDocument(uri) : vscode.workspace.openTextDocument(uri));
  } catch {
    return undefined; // It has gone, is binary, or too large for an extension.
  }
}

/** What a cell has printed is not its text, so it is shown on a page of its own. */
async function* scanOutputs(
  { notebook, index, outputs }: vscode.NotebookCell,
  { maskedTexts, settings }: DocumentDependencies,
): AsyncIterable<ScanStep> {
  const { policy } = await settings.known(notebook.uri);
  for (const [place, text] of textsOf(outputs).entries()) {
    const { findings, suppressed, capped } = scanText(text, whereabouts(notebook.uri), policy);
    yield* cappedIn(shownPath(notebook.uri), { capped });
    if (findings.length + suppressed.length === 0) continue;
    const file = maskedTexts.add({
      place: `output of cell ${index + 1}`,
      file: notebook.uri,
      policyFolder: folderOf(notebook.uri)?.uri,
      root: folderOf(notebook.uri)?.uri,
      path: pathOf(notebook.uri) || shownPath(notebook.uri),
      extension: ".txt",
      id: String(place),
      policy: () => Promise.resolve(policy),
      read: () => Promise.resolve(textsOf(notebook.cellAt(index).outputs)[place] ?? ""),
      where: `output of cell ${index + 1}`,
      stays: "It is in what a cell has printed, not in code. Clear the output, and move the key that the cell reads.",
      cell: { notebook: notebook.uri, index },
    });
    const origin = "It is in what the cell has printed: clear the output, or run the cell anew without printing it.";
    yield { kind: "found", file, findings, suppressed, origin, notebook: notebook.uri };
  }
}

const PICTURE = /^(?:image|audio|video|font)\//;

function textsOf(outputs: readonly vscode.NotebookCellOutput[]): readonly string[] {
  return outputs.flatMap(({ items }) =>
    items.filter(({ mime }) => !PICTURE.test(mime)).map(({ data }) => new TextDecoder().decode(data)),
  );
}

/** What a document holds now, and its length in UTF-16 code units; else why it is not looked at. */
async function lookIntoDocument(
  document: vscode.TextDocument,
  { diagnostics, settings }: DocumentDependencies,
  signal: AbortSignal,
): Promise<(ScanResult & { readonly length: number }) | string> {
  const file = fileOf(document);
  const scope = await settings.known(file);
  if (isExcluded(pathOf(file), scope.policy)) return "excluded by settings or policy file";
  await diagnostics.known(document);
  const length = document.offsetAt(new vscode.Position(document.lineCount, 0));
  const live = diagnostics.liveOf(document.uri);
  if (live) return { ...live, length };
  if (length > scope.policy.maxFileSize) return "larger than keystow.maxFileSize";
  return { ...(await scanInTurns(document, scope, signal)), length };
}

/** UTF-16 code units between two looks at the clock, and the milliseconds after which others get their turn. */
const STEP = 128_000;
const TURN = 8;

async function scanInTurns(
  document: vscode.TextDocument,
  scope: FolderScope,
  signal: AbortSignal,
): Promise<ScanResult> {
  const live = new LiveText(toLineView(document), scope.policy);
  let end = performance.now() + TURN;
  while (!live.advance(STEP) && !signal.aborted) {
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    end = performance.now() + TURN;
  }
  return live.result(whereabouts(fileOf(document)));
}

function isAnything({ findings, suppressed }: Pick<ScanResult, "findings" | "suppressed">): boolean {
  return findings.length + suppressed.length > 0;
}
