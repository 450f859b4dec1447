import * as vscode from "vscode";
import type { Finding, FixPlan } from "../../core/index";
import { applyFix, type FixDependencies } from "../applyFix";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import { fileOf, rootOf } from "../places";
import type { AfterMove } from "./afterMove";
import { documentFor, targetFor } from "./target";

/** Moves keys out of the code into the env file. */
export class MoveKeys {
  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly dependencies: FixDependencies,
    private readonly afterMove: AfterMove,
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

  #stopTracking(document: vscode.TextDocument, { envPath }: FixPlan): Thenable<unknown> {
    const root = rootOf(fileOf(document));
    return vscode.commands.executeCommand("keystow.stopTracking", root && vscode.Uri.joinPath(root, envPath));
  }

  async #move(document: vscode.TextDocument, findings: readonly Finding[]): Promise<void> {
    const plan = await applyFix(document, findings, this.dependencies);
    const { start } = plan;
    // A start command ends its sentence without a full stop, so it comes last.
    const advice = start ? plan.advice.toReversed() : plan.advice;
    const buttons = [...(start ? [COPY] : []), ...(plan.envTracked ? [STOP_TRACKING] : []), WHAT_NOW];
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window
      .showInformationMessage([moved(plan), ...left(plan), ...advice].join(" "), ...buttons)
      .then((choice) => {
        if (choice === COPY && start) void vscode.env.clipboard.writeText(start.command);
        if (choice === STOP_TRACKING) void this.#stopTracking(document, plan);
        if (choice === WHAT_NOW) void this.afterMove.show(document, plan);
      });
  }
}

const COPY = "Copy Command";
const STOP_TRACKING = "Stop Tracking";
const WHAT_NOW = "What Now?";

/** "Moved OpenAI project key to .env as OPENAI_API_KEY." */
function moved({ findings, variables, envPath }: FixPlan): string {
  const names = variables.map(({ name }) => name).join(", ");
  const [first, ...others] = variables.flatMap((variable) =>
    variable.findings.flatMap((index) => findings[index] ?? []),
  );
  const what = first && others.length === 0 ? keyName(first) : `${others.length + 1} keys`;
  return `Moved ${what} to ${envPath} as ${names}.`;
}

function left({ left }: FixPlan): readonly string[] {
  const [first, ...others] = left;
  if (!first) return [];
  const many = others.length > 0 ? `${left.length} keys are left` : `${keyName(first.finding)} is left`;
  return [`${many} in line ${first.finding.span.start.line + 1}: ${first.refused}`];
}
