import type * as vscode from "vscode";
import { keylessMarkdown } from "../../core/index";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import { Pages } from "../pages";
import { targetFor } from "./target";

const KEYLESS_SCHEME = "keystow-keyless";

/** Shows how a program does without an Azure key, in the language of its file. */
export class GoKeyless implements vscode.Disposable {
  readonly #pages = new Pages(KEYLESS_SCHEME, render);

  constructor(private readonly diagnostics: Diagnostics) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(argument: unknown): Promise<void> {
    const { document, finding } = await targetFor(argument, this.diagnostics, { suppressed: true });
    if (keylessMarkdown(finding.ruleId, document.languageId) === undefined)
      throw new Trouble(
        `Keystow knows no way to do without this ${keyName(finding)}: only Azure's own services have one.`,
      );
    await this.#pages.show(`${finding.ruleId} keyless, ${document.languageId}`);
  }
}

function render(name: string): string {
  const [ruleId = "", languageId = ""] = name.split(" keyless, ");
  return keylessMarkdown(ruleId, languageId) ?? "There is no such page any more.\n";
}
