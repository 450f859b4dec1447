import * as vscode from "vscode";
import type { Finding, FixPlan } from "../../core/index";
import { applyFix, type FixDependencies } from "../applyFix";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import { documentFor, targetFor } from "./target";

/** Moves keys out of the code into the env file. */
export class MoveKeys {
  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly dependencies: FixDependencies,
  ) {}

  /** The key at the argument's place, or at the cursor. */
  async one(argument: unknown): Promise<void> {
    const { document, finding } = await targetFor(argument, this.diagnostics);
    await this.#move(document, [finding]);
  }

  /** Every key of the argument's document, or of the active editor's. */
  async all(argument: unknown): Promise<void> {
    const document = await documentFor(argument);
    await this.diagnostics.known(document);
    const findings = this.diagnostics.findingsOf(document);
    if (findings.length === 0) throw new Trouble("There is no key that Keystow knows in this file.");
    await this.#move(document, findings);
  }

  async #move(document: vscode.TextDocument, findings: readonly Finding[]): Promise<void> {
    const plan = await applyFix(document, findings, this.dependencies);
    const { start } = plan;
    // A start command ends its sentence without a full stop, so it comes last.
    const advice = start ? plan.advice.toReversed() : plan.advice;
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window
      .showInformationMessage([moved(plan), ...left(plan), ...advice].join(" "), ...(start ? ["Copy Command"] : []))
      .then((choice) => {
        if (choice && start) void vscode.env.clipboard.writeText(start.command);
      });
  }
}

/** "Moved OpenAI project key to .env as OPENAI_API_KEY." */
function moved({ findings, variables, target }: FixPlan): string {
  const names = variables.map(({ name }) => name).join(", ");
  const [first, ...others] = variables.flatMap((variable) =>
    variable.findings.flatMap((index) => findings[index] ?? []),
  );
  const what = first && others.length === 0 ? keyName(first) : `${others.length + 1} keys`;
  return `Moved ${what} to ${target} as ${names}.`;
}

function left({ left }: FixPlan): readonly string[] {
  const [first, ...others] = left;
  if (!first) return [];
  const many = others.length > 0 ? `${left.length} keys are left` : `${keyName(first.finding)} is left`;
  return [`${many} in line ${first.finding.span.start.line + 1}: ${first.refused}`];
}
