// Edits of several files as one step, which VS Code takes together or not at all, and saving them.
import * as vscode from "vscode";
import type { ResolvedEdit } from "../core/index";
import { toRange } from "./convert";

/** The edits of one file; `create` for one that is made. */
export interface FileEdits {
  readonly uri: vscode.Uri;
  readonly create: boolean;
  readonly edits: readonly ResolvedEdit[];
}

/** Applies all of them or none; false when VS Code does not take them. */
export async function applyTogether(files: readonly FileEdits[]): Promise<boolean> {
  if (await vscode.workspace.applyEdit(oneEdit(files))) return true;
  await removeCreated(files);
  return false;
}

/**
 * Files are made empty and then filled by text edits: undo deletes a file that was made with its contents, also when
 * somebody has added to it. All text edits come after them, so that VS Code takes them together or not at all.
 */
export function oneEdit(files: readonly FileEdits[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, create } of files) if (create) edit.createFile(uri, { ignoreIfExists: true });
  for (const { uri, edits } of files) for (const { span, text } of edits) edit.replace(uri, toRange(span), text);
  return edit;
}

/** Removes the empty files that a refused edit has made before it was refused. */
async function removeCreated(files: readonly FileEdits[]): Promise<void> {
  for (const { uri } of files.filter(({ create }) => create)) {
    const state = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    if (state?.size === 0) await vscode.workspace.fs.delete(uri);
  }
}

/**
 * Saves files that programs read from disk; returns the first that could not be saved. All at once: VS Code opens a tab
 * for a file that stays unsaved for a moment.
 */
export async function saveAll(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const saved = await Promise.all(
    uris.map(async (uri) => {
      const document = await vscode.workspace.openTextDocument(uri);
      return document.save();
    }),
  );
  return uris.find((_, index) => !saved[index]);
}

/** Whether a file or folder is there. */
export function isThere(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
