import * as vscode from "vscode";
import { type BulkPlan, type Finding, type FixPlan, isNotebook, STILL_PUBLIC } from "../../core/index";
import { applyFix, carryOut, type FixDependencies } from "../applyFix";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import type { LeftKey, MovePreview } from "../movePreview";
import { maskedName, type MaskedTexts } from "../maskedTexts";
import { fileOf, pathOf, rootOf } from "../places";
import type { DocumentKeys, FolderPlan } from "../planMoves";
import { sameKeys } from "../sameKeys";
import type { FileResult } from "../scanResult";
import type { TakeOffer } from "../startOffer";
import type { AfterMove } from "./afterMove";
import { documentFor, targetFor } from "./target";

export interface MoveDependencies extends FixDependencies {
  readonly diagnostics: Diagnostics;
  readonly maskedTexts: MaskedTexts;
  readonly preview: MovePreview;
  readonly afterMove: AfterMove;
  readonly takeOffer: TakeOffer;
  /** The files of the workspace that have keys; undefined when the person stops the search. */
  readonly search: () => Promise<readonly FileResult[] | undefined>;
}

/** Moves keys out of the code into the env file. */
export class MoveKeys {
  constructor(private readonly dependencies: MoveDependencies) {}

  /** The key at the argument's place, or at the cursor. */
  async one(argument: unknown): Promise<void> {
    await this.#move(await this.#keyFor(argument));
  }

  async oneWithPreview(argument: unknown): Promise<void> {
    await this.#preview([await this.#keyFor(argument)]);
  }

  /** Every key of the argument's document, or of the active editor's. */
  async all(argument: unknown): Promise<void> {
    await this.#move(await this.#keysOf(await documentFor(argument)));
  }

  async allWithPreview(argument: unknown): Promise<void> {
    await this.#preview([await this.#keysOf(await documentFor(argument))]);
  }

  /** Every key of the workspace; always with a preview. */
  async inWorkspace(): Promise<void> {
    const files = await this.dependencies.search();
    if (!files) return;
    if (files.length === 0) throw new Trouble("There is no key that Keystow knows in this workspace.");
    await this.#previewFiles(files, ({ findings }) => findings);
  }

  /** The keys that were chosen of a result; always with a preview. */
  async chosen(files: readonly FileResult[]): Promise<void> {
    await this.#previewFiles(files, ({ findings }, wanted) => sameKeys(wanted, findings));
  }

  /** Previews the keys of files as their documents hold them now; `choose` says which. */
  async #previewFiles(
    files: readonly FileResult[],
    choose: (now: DocumentKeys, found: readonly Finding[]) => readonly Finding[],
  ): Promise<void> {
    const keys: DocumentKeys[] = [];
    const left: LeftKey[] = [];
    const leave = ({ file, findings }: FileResult, refused: string): void => {
      const masked = this.dependencies.maskedTexts.get(file);
      const name = masked ? maskedName(masked) : vscode.workspace.asRelativePath(file);
      left.push(...findings.map((finding) => ({ name, finding, refused })));
    };
    for (const found of files) {
      const opened = await this.#opened(found);
      const findings = typeof opened === "string" ? [] : choose(opened, found.findings);
      if (typeof opened === "string") leave(found, opened);
      else if (findings.length === 0) leave(found, CHANGED_MEANWHILE);
      else keys.push({ ...opened, findings });
    }
    await this.#preview(keys, left);
  }

  async #keyFor(argument: unknown): Promise<DocumentKeys> {
    const { diagnostics, maskedTexts } = this.dependencies;
    const { document, finding, kept } = await targetFor(argument, diagnostics, { kept: maskedTexts });
    if (kept) throw new Trouble(kept.stays);
    return { document, findings: [finding] };
  }

  async #keysOf(document: vscode.TextDocument): Promise<DocumentKeys> {
    const { diagnostics } = this.dependencies;
    const stays = this.dependencies.maskedTexts.get(document.uri)?.stays;
    if (stays !== undefined) throw new Trouble(stays);
    await diagnostics.known(document);
    const findings = diagnostics.findingsOf(document);
    if (findings.length === 0) throw new Trouble("There is no key that Keystow knows in this file.");
    return { document, findings };
  }

  /** The keys of a file as an editor holds it, or why they cannot be moved from here. */
  async #opened({ file }: FileResult): Promise<DocumentKeys | string> {
    const masked = this.dependencies.maskedTexts.get(file);
    if (masked) return masked.stays;
    if (isNotebook(file.path)) return "Open the notebook and move the key from its cell.";
    const document = await vscode.workspace.openTextDocument(file).then(undefined, () => undefined);
    if (!document) return "VS Code does not open this file as a text. Move the key by hand.";
    const { diagnostics } = this.dependencies;
    await diagnostics.known(document);
    const findings = diagnostics.findingsOf(document);
    if (findings.length > 0) return { document, findings };
    return diagnostics.watches(document) ? CHANGED_MEANWHILE : NOT_WATCHED;
  }

  async #move(keys: DocumentKeys): Promise<void> {
    this.#tell(keys.document, await applyFix(keys, this.dependencies));
  }

  async #preview(keys: readonly DocumentKeys[], left: readonly LeftKey[] = []): Promise<void> {
    const folders = await this.dependencies.preview.ask(keys, left);
    if (!folders) return;
    await carryOut(folders, this.dependencies);
    const steps = folders.flatMap(({ plan }) => plan.steps);
    const [first] = steps;
    const document = keys.find((one) => pathOf(fileOf(one.document)) === first?.path)?.document;
    if (first && document && steps.length === 1) this.#tell(document, first.plan);
    else void vscode.window.showInformationMessage(movedMany(folders));
  }

  #tell(document: vscode.TextDocument, plan: FixPlan): void {
    const { start } = plan;
    const offers = start?.offers ?? [];
    const buttons = [
      ...(start ? [COPY] : []),
      ...offers.map(({ title }) => title),
      ...(plan.envTracked ? [STOP_TRACKING] : []),
      WHAT_NOW,
    ];
    const root = rootOf(fileOf(document));
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window
      .showInformationMessage([moved(plan), ...left(plan), STILL_PUBLIC, ...plan.advice].join(" "), ...buttons)
      .then((choice) => {
        if (choice === COPY && start) void vscode.env.clipboard.writeText(start.command);
        if (choice === STOP_TRACKING) void this.#stopTracking(document, plan);
        if (choice === WHAT_NOW) void this.dependencies.afterMove.show(document, plan);
        const offer = offers.find(({ title }) => title === choice);
        if (offer && root) void this.dependencies.takeOffer(root, offer);
      });
  }

  #stopTracking(document: vscode.TextDocument, { envPath }: FixPlan): Thenable<unknown> {
    const root = rootOf(fileOf(document));
    return vscode.commands.executeCommand("keystow.stopTracking", root && vscode.Uri.joinPath(root, envPath));
  }
}

/** "Moved 5 keys out of 3 files to .env and api/.env." */
function movedMany(folders: readonly FolderPlan[]): string {
  const plans: readonly BulkPlan[] = folders.map(({ plan }) => plan);
  const steps = plans.flatMap((plan) => plan.steps);
  const keys = steps.reduce((sum, { plan }) => sum + plan.findings.length - plan.left.length, 0);
  const targets = [...new Set(steps.map(({ plan }) => plan.target))];
  const where = targets.length > 3 ? `${targets.length} env files` : targets.join(" and ");
  return `Moved ${keys} keys out of ${steps.length} files to ${where}. ${STILL_PUBLIC}`;
}

const CHANGED_MEANWHILE = "The file has changed meanwhile. Scan again.";
const NOT_WATCHED =
  "Keystow does not look at this file as it is edited: it is too large, or excluded. Move the key by hand.";
const COPY = "Copy";
const STOP_TRACKING = "Stop Tracking";
const WHAT_NOW = "What Now?";

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
