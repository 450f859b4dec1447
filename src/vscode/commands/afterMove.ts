import * as vscode from "vscode";
import { afterMoveMarkdown, CONSUMER_GLOB, type FixPlan } from "../../core/index";
import { Pages } from "../pages";
import { fileOf, pathOf, rootOf } from "../places";

const NEXT_SCHEME = "keystow-next";
const NO_PAGE = "This page was of an earlier session. Move a key to see what is left to do.\n";
const NEVER = "**/{node_modules,.git}/**";
/** Files that the page lists. */
const MANY = 100;

/** The page that says what a move leaves to do. It looks for files only when it is asked for. */
export class AfterMove implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #pages = new Pages(NEXT_SCHEME, (name) => this.#texts.get(name) ?? NO_PAGE);

  dispose(): void {
    this.#pages.dispose();
  }

  async show(document: vscode.TextDocument, plan: FixPlan): Promise<void> {
    const root = rootOf(fileOf(document));
    if (!root) return;
    const pattern = new vscode.RelativePattern(root, CONSUMER_GLOB);
    const found = await vscode.workspace.findFiles(pattern, NEVER, MANY);
    const names = plan.variables.map(({ name }) => name);
    const examplePath = plan.files.find(({ role }) => role === "example")?.path;
    const name = `After moving ${names.join(", ")}`;
    const text = afterMoveMarkdown({
      names,
      envPath: plan.envPath,
      ...(examplePath !== undefined && { examplePath }),
      paths: found.map(pathOf).sort(),
      // The preview resolves them in the first folder.
      linked: vscode.workspace.workspaceFolders?.[0]?.uri.toString() === root.toString(),
      tracked: plan.envTracked === true,
    });
    this.#texts.set(name, text);
    await this.#pages.show(name);
    this.#offer(vscode.Uri.joinPath(root, plan.envPath));
  }

  /** Not awaited: the page is shown, whatever becomes of the message. */
  #offer(envFile: vscode.Uri): void {
    const hide = "Choose Agents";
    const words = `Keep agents from reading ${vscode.workspace.asRelativePath(envFile)}?`;
    void vscode.window.showInformationMessage(words, hide).then((choice) => {
      if (choice) void vscode.commands.executeCommand("keystow.hideFromAgents", envFile);
    });
  }
}
