// Which files a person sees in tabs.
import * as vscode from "vscode";

/** Whether a tab shows a document, as text, in a diff or as a notebook. */
export function isInTab(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return allTabs().some((tab) => urisOf(tab.input).some((one) => one.toString() === wanted));
}

export function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function urisOf(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook) return [input.uri];
  return [];
}
