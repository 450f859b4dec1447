import type * as vscode from "vscode";
import type { Diagnostics } from "../diagnostics";
import type { MaskedTexts } from "../maskedTexts";
import { Pages } from "../pages";
import { RULE_SCHEME, ruleMarkdown } from "../rulePage";
import { targetFor } from "./target";

/** Opens the page of the rule that the argument names, or of the one that found the key at the cursor. */
export class ExplainRule implements vscode.Disposable {
  readonly #pages = new Pages(RULE_SCHEME, ruleMarkdown);

  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly maskedTexts: MaskedTexts,
  ) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(argument: unknown): Promise<void> {
    const named = typeof argument === "string" && /^[a-z0-9-]+$/.test(argument);
    const target = named ? undefined : await targetFor(argument, this.diagnostics, { kept: this.maskedTexts });
    await this.#pages.show(target ? target.finding.ruleId : String(argument));
  }
}
