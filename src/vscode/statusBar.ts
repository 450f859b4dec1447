// How many keys the Problems panel lists. There is nothing to say when there is none, so the item is hidden then.
import * as vscode from "vscode";
import { KEYS_IN_EDITOR } from "../manifest";
import type { Diagnostics } from "./diagnostics";

/** Milliseconds. */
const SOON = 50;

export function registerStatusBar(diagnostics: Diagnostics): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("keystow.count", vscode.StatusBarAlignment.Left, 0);
  item.name = "Keystow";
  item.command = "workbench.actions.view.problems";
  const show = (): void => {
    const { count } = diagnostics;
    const words = `${count} hardcoded ${count === 1 ? "key" : "keys"}`;
    item.text = `$(key) ${count}`;
    item.tooltip = `Keystow: ${words}. Show in Problems.`;
    item.accessibilityInformation = { label: `Keystow: ${words}`, role: "button" };
    if (count > 0) item.show();
    else item.hide();
  };
  show();
  // A scan changes thousands of files one by one, and to count takes all of them.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      show();
    }, SOON);
  };
  return vscode.Disposable.from(item, diagnostics.onDidChange(soon), new vscode.Disposable(() => clearTimeout(timer)));
}

/** Keeps the context key that lets the palette offer what only makes sense where there is a key. */
export function registerEditorContext(diagnostics: Diagnostics): vscode.Disposable {
  let told: boolean | undefined;
  const tell = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const keys = document !== undefined && diagnostics.underlinedIn(document).length > 0;
    if (keys !== told) void vscode.commands.executeCommand("setContext", KEYS_IN_EDITOR, keys);
    told = keys;
  };
  tell();
  return vscode.Disposable.from(diagnostics.onDidChange(tell), vscode.window.onDidChangeActiveTextEditor(tell));
}
