// Which key a command is about: the one that its argument names, or the one at the cursor.
import * as vscode from "vscode";
import type { Finding } from "../../core/index";
import { toRange } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import type { MaskedText, MaskedTexts } from "../maskedTexts";
import type { Place } from "../places";
import { sameKeys } from "../sameKeys";
import type { FileResult } from "../scanResult";

export interface Target {
  readonly document: vscode.TextDocument;
  readonly finding: Finding;
  /** Where the document is a copy with the keys hidden, of a text that is in no working file. */
  readonly kept?: MaskedText;
}

/** The document of a command: its argument's, or the active editor's. Fails with words when there is none. */
export async function documentFor(argument: unknown): Promise<vscode.TextDocument> {
  if (isPlace(argument)) return vscode.workspace.openTextDocument(vscode.Uri.parse(argument.uri, true));
  const document = vscode.window.activeTextEditor?.document;
  if (!document) throw new Trouble("Open the file with the key first.");
  return document;
}

/**
 * The key of a command: at the argument's place or the cursor, else the only one of that line, else the only one of the
 * file. `suppressed` also counts those that are where they belong, `kept` those of texts that are in no working file.
 * Fails with words when it is not clear which.
 */
export async function targetFor(
  argument: unknown,
  diagnostics: Diagnostics,
  options: { readonly suppressed?: boolean; readonly kept?: MaskedTexts } = {},
): Promise<Target> {
  const document = await documentFor(argument);
  const origin = diagnostics.originOf(document.uri);
  if (origin !== undefined && !options.kept)
    throw new Trouble(`This cannot be done here: the key is in no working file. ${origin}`);
  const kept = options.kept?.get(document.uri);
  await diagnostics.known(document);
  const findings = [
    ...diagnostics.findingsOf(document),
    ...(options.suppressed ? diagnostics.suppressedOf(document) : []),
    ...(kept ? diagnostics.scannedIn(document.uri) : []),
  ];
  const position = isPlace(argument)
    ? new vscode.Position(argument.line, argument.character)
    : (vscode.window.activeTextEditor?.selection.active ?? new vscode.Position(0, 0));
  const finding =
    findings.find(({ span }) => toRange(span).contains(position)) ??
    only(findings.filter(({ span }) => span.start.line === position.line)) ??
    only(findings);
  if (finding) return { document, finding, ...(kept && { kept }) };
  throw new Trouble(
    findings.length === 0
      ? "There is no key that Keystow knows in this file."
      : "Put the cursor into an underlined key first.",
  );
}

/** The keys of files that a scan has found, as their documents hold them now. */
export async function openTargets(files: readonly FileResult[], diagnostics: Diagnostics): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const { file, findings } of files) {
    const document = await vscode.workspace.openTextDocument(file).then(undefined, () => undefined);
    if (!document) continue;
    const text = document.getText();
    // A notebook's file is looked at as the text that it is.
    await diagnostics.known(document);
    for (const finding of diagnostics.watches(document) ? diagnostics.findingsOf(document) : findings)
      if (finding.span.end.offset <= text.length) targets.push({ document, finding });
  }
  return targets;
}

/** The same, of keys that were chosen of a result, suppressed ones included. */
export async function openChosen(
  files: readonly FileResult[],
  diagnostics: Diagnostics,
  maskedTexts: MaskedTexts,
): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const { file, findings } of files) {
    const document = await vscode.workspace.openTextDocument(file).then(undefined, () => undefined);
    if (!document) continue;
    const kept = maskedTexts.get(file);
    if (kept) {
      for (const finding of findings) targets.push({ document, finding, kept });
      continue;
    }
    await diagnostics.known(document);
    const live = [...diagnostics.findingsOf(document), ...diagnostics.suppressedOf(document)];
    // A file that is too large to be watched is as the scan has read it.
    const now = diagnostics.watches(document) ? sameKeys(findings, live) : findings;
    const { length } = document.getText();
    for (const finding of now) if (finding.span.end.offset <= length) targets.push({ document, finding });
  }
  return targets;
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

export function isPlace(argument: unknown): argument is Place {
  const place = argument as Partial<Place> | null | undefined;
  return typeof place?.uri === "string" && typeof place.line === "number" && typeof place.character === "number";
}

/** Keys of one document that a command is about together. */
export interface Targets {
  readonly document: vscode.TextDocument;
  readonly findings: readonly Finding[];
}

/** The keys at the argument's places, or those that the editor's selections touch; else as `targetFor` says. */
export async function targetsFor(argument: unknown, diagnostics: Diagnostics): Promise<Targets> {
  const places: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const ranges = places
    .filter(isPlace)
    .map(({ line, character }) => new vscode.Range(line, character, line, character));
  const selections = vscode.window.activeTextEditor?.selections.filter(({ isEmpty }) => !isEmpty) ?? [];
  const chosen = ranges.length > 0 ? ranges : argument === undefined ? selections : [];
  const document = await documentFor(places.find(isPlace) ?? argument);
  await diagnostics.known(document);
  const findings = diagnostics
    .findingsOf(document)
    .filter(({ span }) => chosen.some((range) => toRange(span).intersection(range)));
  if (findings.length > 0) return { document, findings };
  const target = await targetFor(places.find(isPlace) ?? argument, diagnostics);
  return { document: target.document, findings: [target.finding] };
}

/** A finding as a place, for an argument or a link. */
export function placeOf(document: vscode.TextDocument, { span }: Finding): Place {
  return { uri: document.uri.toString(), line: span.start.line, character: span.start.column };
}

/** The same key in its document as it is now; fails with words when it is gone. */
export async function stillThere({ document, finding, kept }: Target, diagnostics: Diagnostics): Promise<Finding> {
  // What Git keeps does not change.
  if (kept) return finding;
  await diagnostics.known(document);
  const all = [...diagnostics.findingsOf(document), ...diagnostics.suppressedOf(document)];
  const same = all.filter(
    ({ fingerprint, ruleId }) => fingerprint === finding.fingerprint && ruleId === finding.ruleId,
  );
  const far = (one: Finding): number => Math.abs(one.span.start.offset - finding.span.start.offset);
  const nearest = [...same].sort((a, b) => far(a) - far(b))[0];
  if (nearest) return nearest;
  throw new Trouble("The key is no longer in the text, so nothing was changed.");
}
