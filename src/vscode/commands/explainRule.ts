import type * as vscode from "vscode";
import type { Diagnostics } from "../diagnostics";
import { Pages } from "../pages";
import { RULE_SCHEME, ruleMarkdown } from "../rulePage";
import { targetFor } from "./target";

/** Opens the page of the rule that the argument names, or of the one that found the key at the cursor. */
export class ExplainRule implements vscode.Disposable {
  readonly #pages = new Pages(RULE_SCHEME, ruleMarkdown);

  constructor(private readonly diagnostics: Diagnostics) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(argument: unknown): Promise<void> {
    const named = typeof argument === "string" && /^[a-z0-9-]+$/.test(argument);
    await this.#pages.show(named ? argument : (await targetFor(argument, this.diagnostics)).finding.ruleId);
  }
}
