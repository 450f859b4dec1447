// Findings of notebooks as their files have them: what the editor shows cell by cell is one text to everybody else.
import * as vscode from "vscode";
import {
  asSaved,
  cellsAt,
  decodeText,
  encodingOf,
  grouped,
  type InCell,
  isNotebook,
  scanText,
  withInlineReasons,
} from "../../core/index";
import type { MaskedTexts } from "../maskedTexts";
import { whereabouts } from "../places";
import type { Settings } from "../settings";
import type { ResultItem } from "./items";

export interface NotebookSources {
  readonly maskedTexts: MaskedTexts;
  readonly settings: Settings;
}

/** The findings of notebooks, by the item's id. What is in a cell has the place that it has in the saved file. */
export async function inNotebooks(
  items: readonly ResultItem[],
  { maskedTexts, settings }: NotebookSources,
): Promise<ReadonlyMap<string, InCell>> {
  const told = new Map<string, InCell>();
  const tell = (own: readonly ResultItem[], all: readonly InCell[]): void =>
    all.forEach((one, index) => own[index] && told.set(own[index].id, one));
  const inCells = items.filter(({ cell }) => cell);
  for (const [address, own] of grouped(inCells, ({ cell }) => String(cell?.notebook))) {
    const file = vscode.Uri.parse(address, true);
    const found = own.map(({ finding, cell }): InCell => ({ finding, ...(cell && { cell: cell.index }) }));
    const text = await savedText(file);
    const { policy } = await settings.known(file);
    const saved = text === undefined ? undefined : scanText(text, whereabouts(file), policy);
    tell(own, text !== undefined && saved ? asSaved(text, withInlineReasons(text, saved), found) : found);
  }
  const inTexts = items.filter(({ file, cell }) => !cell && isNotebook(maskedTexts.get(file)?.path ?? file.path));
  for (const [address, own] of grouped(inTexts, ({ file }) => file.toString())) {
    const file = vscode.Uri.parse(address, true);
    const masked = maskedTexts.get(file);
    const text = await (masked ? masked.read() : savedText(file));
    if (text !== undefined) tell(own, withCells(own, text));
  }
  return told;
}

function withCells(items: readonly ResultItem[], text: string): readonly InCell[] {
  const offsets = items.map(({ finding }) => finding.span.start.offset);
  const cells = cellsAt(text, offsets);
  return items.map(({ finding }) => {
    const cell = cells.get(finding.span.start.offset);
    return { finding, ...(cell !== undefined && { cell }) };
  });
}

/** The text of a file as it is on disk; undefined when it is not there, or no text. */
async function savedText(file: vscode.Uri): Promise<string | undefined> {
  const bytes = await vscode.workspace.fs.readFile(file).then(undefined, () => undefined);
  const encoding = bytes && encodingOf(bytes);
  return encoding && decodeText(bytes, encoding);
}
