import * as vscode from "vscode";
import { type ExposureAnswer, exposureMarkdown, ruleOf, VERDICTS } from "../../core/index";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import { Pages } from "../pages";
import { type Target, targetFor } from "./target";

/** How far a check is. */
export interface CheckProgress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

/** Gathers and judges the evidence about one key; undefined when the signal was aborted. */
export type CheckKey = (
  target: Target,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void,
) => Promise<ExposureAnswer | undefined>;

const CHECK_SCHEME = "keystow-check";
const NO_ANSWER = "This answer was of an earlier session. Run **Keystow: Check Whether Key Is Published** again.\n";

/** Tells whether a key has left this machine, as far as this machine can tell, on a page with the evidence. */
export class CheckPublished implements vscode.Disposable {
  readonly #answers = new Map<string, string>();
  readonly #pages = new Pages(CHECK_SCHEME, (name) => this.#answers.get(name) ?? NO_ANSWER);

  /** `checkKey` is missing where there is no Node. */
  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly checkKey: CheckKey | undefined,
  ) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(argument: unknown): Promise<void> {
    if (!this.checkKey) {
      throw new Trouble("The publication check asks Git on this machine, so it needs VS Code on the desktop.");
    }
    if (!vscode.workspace.isTrusted) {
      const manage = () => vscode.commands.executeCommand("workbench.trust.manage");
      throw new Trouble("The publication check runs Git, which waits until you trust this workspace.", {
        label: "Manage Trust",
        run: manage,
      });
    }
    const target = await targetFor(argument, this.diagnostics, { suppressed: true });
    const answer = await withProgress(this.checkKey, target);
    if (!answer) return;
    // By title and line, so that the answers about two keys are two tabs.
    const name = `${answer.title}, line ${target.finding.span.start.line + 1}`;
    this.#answers.set(name, exposureMarkdown([answer]));
    await this.#pages.show(name);
    conclude(answer, target);
  }
}

function withProgress(checkKey: CheckKey, target: Target): Thenable<ExposureAnswer | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Keystow", cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    const cancelled = new Promise<undefined>((resolve) =>
      token.onCancellationRequested(() => {
        controller.abort();
        resolve(undefined);
      }),
    );
    const check = checkKey(target, controller.signal, ({ message, done, total }) =>
      progress.report({ message: done === undefined || !total ? message : `${message} (${percent(done, total)})` }),
    );
    return Promise.race([check, cancelled]);
  });
}

function percent(done: number, total: number): string {
  return `${Math.floor((100 * done) / total)} %`;
}

function conclude({ title, verdict }: ExposureAnswer, { finding }: Target): void {
  const { name, meaning } = VERDICTS[verdict];
  const words = `${title}: ${name}. ${meaning}`;
  if (verdict === "local-only") return void vscode.window.showInformationMessage(words);
  const revokeUrl = ruleOf(finding.ruleId)?.revokeUrl;
  const revoke = `Revoke at ${finding.vendor}`;
  void vscode.window.showWarningMessage(words, ...(revokeUrl ? [revoke] : [])).then((choice) => {
    if (choice && revokeUrl) void vscode.env.openExternal(vscode.Uri.parse(revokeUrl, true));
  });
}
