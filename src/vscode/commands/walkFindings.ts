// From one finding of the result to the next, across files, and to the one that was clicked.
import * as vscode from "vscode";
import { isNotebook } from "../../core/index";
import { toRange } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { keyName } from "../convert";
import { Trouble } from "../log";
import { fileAt } from "../places";
import type { ResultItem } from "../results/items";
import type { FindingNode } from "../results/nodes";
import type { ResultsView } from "../results/view";

/** Milliseconds for which the status bar says how many there are. */
const SAID = 5000;

export class WalkFindings {
  /** The id of the finding that was gone to last. */
  #last: string | undefined;

  constructor(
    private readonly view: ResultsView,
    private readonly diagnostics: Diagnostics,
  ) {}

  next(): Promise<void> {
    return this.#walk(1);
  }

  previous(): Promise<void> {
    return this.#walk(-1);
  }

  /** The finding at a place. */
  async show(argument: unknown): Promise<void> {
    const [item] = this.view.chosen(argument, undefined);
    if (item) await this.#open(item);
  }

  async #walk(step: 1 | -1): Promise<void> {
    const { shown } = this.view;
    if (shown.length === 0)
      throw new Trouble("There is no finding to go to.", {
        label: "Scan Workspace",
        run: () => vscode.commands.executeCommand("keystow.scanWorkspace"),
      });
    // Round at both ends.
    const index = (this.#from(shown, step) + step + shown.length) % shown.length;
    const node = shown[index];
    if (!node) return;
    await this.#open(node.item);
    await this.view.select(node);
    const words = `Keystow: ${keyName(node.item.finding)}, ${index + 1} of ${shown.length}`;
    vscode.window.setStatusBarMessage(words, SAID);
  }

  /**
   * Where the walk goes on: at the finding under the cursor, else between those around it in its file, else at the last
   * one that was gone to.
   */
  #from(shown: readonly FindingNode[], step: 1 | -1): number {
    const editor = vscode.window.activeTextEditor;
    const uri = editor?.document.uri.toString();
    const cursor = editor?.selection.active;
    const own = shown.flatMap((node, index) => (cursor && node.uri === uri ? [{ index, range: rangeOf(node) }] : []));
    const here = own.find(({ range }) => cursor && range.contains(cursor));
    if (here) return here.index;
    if (cursor && own.length > 0) {
      const before = own.filter(({ range }) => range.end.isBefore(cursor)).at(-1);
      const after = own.find(({ range }) => range.start.isAfter(cursor));
      if (step === 1) return after ? after.index - 1 : (before?.index ?? -1);
      return before ? before.index + 1 : (after?.index ?? 0);
    }
    const last = shown.findIndex(({ item }) => item.id === this.#last);
    return last >= 0 || step === 1 ? last : 0;
  }

  async #open(item: ResultItem): Promise<void> {
    this.#last = item.id;
    if (isNotebook(item.file.path) && (await this.#openCell(item))) return;
    const selection = toRange(item.finding.span);
    const document = await vscode.workspace.openTextDocument(item.file).then(undefined, () => undefined);
    if (!document) throw new Trouble(`VS Code does not open ${item.path} as a text.`);
    const editor = await vscode.window.showTextDocument(document, { selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Opens the cell of a notebook that holds the key; a key in an output is in none, and the notebook's text is shown. */
  async #openCell({ file, finding }: ResultItem): Promise<boolean> {
    const notebook = await vscode.workspace.openNotebookDocument(fileAt(file)).then(undefined, () => undefined);
    for (const { document } of notebook?.getCells() ?? []) {
      await this.diagnostics.known(document);
      const same = this.diagnostics.findingsOf(document).find((one) => one.fingerprint === finding.fingerprint);
      if (!same) continue;
      await vscode.commands.executeCommand("vscode.open", document.uri, { selection: toRange(same.span) });
      return true;
    }
    return false;
  }
}

function rangeOf({ item }: FindingNode): vscode.Range {
  return toRange(item.finding.span);
}
