import * as vscode from "vscode";
import { explainLine, type Explanation, isExcluded } from "../../core/index";
import { plainText } from "../links";
import { Trouble } from "../log";
import { Pages } from "../pages";
import { fileOf, isWritten, pathOf, whereabouts } from "../places";
import type { Settings } from "../settings";

const LINE_SCHEME = "keystow-line";
const NO_PAGE = "This page was of an earlier session. Run **Keystow: Explain This Line** again.\n";

/** Tells, on a page, why there is a finding on the line of the cursor, or which check what is there has failed. */
export class ExplainLine implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #pages = new Pages(LINE_SCHEME, (name) => this.#texts.get(name) ?? NO_PAGE);

  constructor(private readonly settings: Settings) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Trouble("Open a text and put the cursor on the line to explain.");
    const { document, selection } = editor;
    const { line } = selection.active;
    const name = `${vscode.workspace.asRelativePath(document.uri).replaceAll("/", " › ")}, line ${line + 1}`;
    this.#texts.set(name, `# ${plainText(name)}\n\n${await this.#explain(document, line)}`);
    await this.#pages.show(name);
  }

  async #explain(document: vscode.TextDocument, line: number): Promise<string> {
    const file = fileOf(document);
    const { enabled, policy } = await this.settings.known(file);
    const text = document.getText();
    if (!enabled) return "Keystow is switched off here, by the setting `keystow.enable`.\n";
    if (!isWritten(document))
      return "Keystow does not look here: this is a text that is shown, not one that is written.\n";
    if (isExcluded(pathOf(file), policy))
      return "Keystow does not look into this file: `keystow.exclude` or the policy file leaves it out.\n";
    if (text.length > policy.maxFileSize)
      return "Keystow does not look into this file: it is larger than `keystow.maxFileSize` says.\n";
    const explanations = explainLine(text, line, whereabouts(file), policy);
    if (explanations.length === 0) return "Nothing on this line begins like a key that Keystow knows.\n";
    return explanations.map(sectionOf).join("\n");
  }
}

function sectionOf({ verdict, ruleId, name, column, reason }: Explanation): string {
  const title = `${plainText(name)}: ${verdict}`;
  return `## ${title}\n\nColumn ${column + 1}, rule \`${ruleId}\`. ${plainText(reason)}\n`;
}
