// The masked preview of a bulk move, and a person who takes it or gives it up.
import * as vscode from "vscode";
import { until } from "./editor";

export function isPreview({ label }: vscode.Tab): boolean {
  return label.startsWith("Preview ");
}

export const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

/** Starts a command and waits until its preview is shown. */
export async function previewOf(
  command: string,
  ...args: readonly unknown[]
): Promise<{ readonly ended: Thenable<unknown> }> {
  const ended = vscode.commands.executeCommand(command, ...args);
  await until("the preview is shown", () => tabs().some(isPreview));
  await until("its texts are shown", () => previewed().length > 0);
  return { ended };
}

export function previewed(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "keystow-preview");
}

/** Presses Enter or Escape, as a person does once the list has come, and waits until the command has ended. */
export async function press(key: "Enter" | "Escape", { ended }: { readonly ended: Thenable<unknown> }): Promise<void> {
  const state = { over: false };
  void ended.then(() => (state.over = true));
  const command = key === "Enter" ? "workbench.action.acceptSelectedQuickOpenItem" : "workbench.action.closeQuickOpen";
  await until(
    `${key} ends the preview`,
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (!state.over) await vscode.commands.executeCommand(command);
      return state.over;
    },
    60_000,
  );
}
