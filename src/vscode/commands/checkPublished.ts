import * as vscode from "vscode";
import { type ExposureAnswer, exposureMarkdown, ruleOf, type Verdict, VERDICTS } from "../../core/index";
import type { AnswerCache } from "../answerCache";
import { chooseQuestions, consentTo } from "../consent";
import type { Diagnostics } from "../diagnostics";
import type { CheckExposure, CheckRun, ExposureCheck, OutsideQuestion } from "../exposureCheck";
import type { Exposures } from "../exposures";
import { type Log, Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import { Pages } from "../pages";
import type { FileResult } from "../scanResult";
import type { Settings } from "../settings";
import { openChosen, openTargets, type Target, targetFor } from "./target";

export interface CheckDependencies {
  readonly diagnostics: Diagnostics;
  readonly exposures: Exposures;
  readonly settings: Settings;
  readonly log: Log;
  readonly cache: AnswerCache;
  readonly maskedTexts: MaskedTexts;
  /** The workspace's files with keys; undefined when the person stops looking. */
  readonly search: () => Promise<readonly FileResult[] | undefined>;
  /** Missing where there is no Node. */
  readonly check: CheckExposure | undefined;
}

const CHECK_SCHEME = "keystow-check";
const NO_ANSWER = "This answer was of an earlier session. Run **Keystow: Check Whether Key Is Published** again.\n";
const ASK_OTHERS = "Ask Others\u2026";

/** Tells whether keys have left this machine, on a page with the evidence: what Git knows, and what others are allowed to say. */
export class CheckPublished implements vscode.Disposable {
  readonly #pageTexts = new Map<string, string>();
  readonly #pages = new Pages(CHECK_SCHEME, (name) => this.#pageTexts.get(name) ?? NO_ANSWER);

  constructor(private readonly dependencies: CheckDependencies) {}

  dispose(): void {
    this.#pages.dispose();
  }

  /** The key that the argument names, or the one at the cursor. */
  async run(argument: unknown): Promise<void> {
    const check = this.#checker();
    const { diagnostics, maskedTexts } = this.dependencies;
    const target = await targetFor(argument, diagnostics, { suppressed: true, kept: maskedTexts });
    // By title and line, so that the answers about two keys are two tabs.
    await this.#check(check, [target], (title) => `${title}, line ${target.finding.span.start.line + 1}`);
  }

  /** Every key of the workspace, in one pass over what Git keeps. */
  async all(): Promise<void> {
    const check = this.#checker();
    const files = await this.dependencies.search();
    if (!files) return;
    const targets = await openTargets(files, this.dependencies.diagnostics);
    if (targets.length === 0) throw new Trouble("There is no key that Keystow knows in this workspace.");
    await this.#check(check, targets, () => "Keys of the workspace");
  }

  /** The keys that were chosen of a result, in one pass. */
  async chosen(files: readonly FileResult[]): Promise<void> {
    const check = this.#checker();
    const targets = await openChosen(files, this.dependencies.diagnostics, this.dependencies.maskedTexts);
    if (targets.length === 0) throw new Trouble("These keys are no longer in the text. Scan again.");
    await this.#check(check, targets, (title) =>
      targets.length === 1 ? `${title}, line ${(targets[0]?.finding.span.start.line ?? 0) + 1}` : "Chosen keys",
    );
  }

  #checker(): CheckExposure {
    const { check } = this.dependencies;
    if (!check)
      throw new Trouble("The publication check asks Git on this machine, so it needs VS Code on the desktop.");
    if (vscode.workspace.isTrusted) return check;
    throw new Trouble("The publication check runs Git, which waits until you trust this workspace.", {
      label: "Manage Trust",
      run: () => vscode.commands.executeCommand("workbench.trust.manage"),
    });
  }

  async #check(check: CheckExposure, targets: readonly Target[], nameOf: (title: string) => string): Promise<void> {
    const { cache, settings } = this.dependencies;
    const local = await withProgress((run) => check(targets, { ...run, cache }));
    if (!local) return;
    const allowed = local.questions.filter((question) => consentTo(question, settings) === "always");
    const answers = allowed.length > 0 ? await this.#ask(local, allowed) : local.answers;
    if (!answers) return;
    const name = nameOf(answers[0]?.title ?? "");
    await this.#show(name, answers);
    this.#conclude({ local, name, answers, allowed });
  }

  #ask(local: ExposureCheck, chosen: readonly OutsideQuestion[]): Thenable<readonly ExposureAnswer[] | undefined> {
    const { settings, log } = this.dependencies;
    const { endpoints } = settings.outside();
    return withProgress((run) =>
      local.ask(chosen, { ...run, endpoints, onRequest: (line) => log.info(`Publication check ${line}`) }),
    );
  }

  async #show(name: string, answers: readonly ExposureAnswer[]): Promise<void> {
    this.#pageTexts.set(name, exposureMarkdown(answers));
    this.dependencies.exposures.set(answers);
    await this.#pages.show(name);
  }

  /** Says the answer, and offers what comes next. Not awaited: the command is over, whatever becomes of the message. */
  #conclude(concluded: Concluded): void {
    const { answers } = concluded;
    const open = this.#openQuestions(concluded);
    const [answer] = answers;
    const revoke = answers.length === 1 && answer ? revocationOf(answer) : undefined;
    const buttons = [...(open.length > 0 ? [ASK_OTHERS] : []), ...(revoke ? [revoke.label] : [])];
    const calm = answers.every(({ verdict }) => verdict === "local-only");
    const show = calm ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    void show(wordsFor(answers), ...buttons).then(async (choice) => {
      if (choice === ASK_OTHERS) await this.#askMore(concluded);
      else if (choice && revoke) await vscode.env.openExternal(revoke.page);
    });
  }

  /** What has neither been asked nor been refused, as the settings are now. */
  #openQuestions({ local, allowed }: Concluded): readonly OutsideQuestion[] {
    const { settings } = this.dependencies;
    return local.questions.filter((question) => !allowed.includes(question) && consentTo(question, settings) === "ask");
  }

  async #askMore(concluded: Concluded): Promise<void> {
    const chosen = await chooseQuestions(this.#openQuestions(concluded), this.dependencies.settings);
    if (chosen.length === 0) return;
    const allowed = [...concluded.allowed, ...chosen];
    const answers = await this.#ask(concluded.local, chosen);
    if (!answers) return;
    await this.#show(concluded.name, answers);
    this.#conclude({ ...concluded, answers, allowed });
  }
}

/** An answer that has been shown, and what may still be asked. */
interface Concluded {
  readonly local: ExposureCheck;
  readonly name: string;
  readonly answers: readonly ExposureAnswer[];
  readonly allowed: readonly OutsideQuestion[];
}

function withProgress<Result>(work: (run: CheckRun) => Promise<Result | undefined>): Thenable<Result | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Keystow", cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    const cancelled = new Promise<undefined>((resolve) =>
      token.onCancellationRequested(() => {
        controller.abort();
        resolve(undefined);
      }),
    );
    const onProgress: CheckRun["onProgress"] = ({ message, done, total }) =>
      progress.report({ message: done === undefined || !total ? message : `${message} (${percent(done, total)})` });
    return Promise.race([work({ signal: controller.signal, onProgress }), cancelled]);
  });
}

function percent(done: number, total: number): string {
  return `${Math.floor((100 * done) / total)} %`;
}

function wordsFor(answers: readonly ExposureAnswer[]): string {
  const [answer, ...others] = answers;
  if (answer && others.length === 0) {
    const { name, meaning } = VERDICTS[answer.verdict];
    return `${answer.title}: ${name}. ${meaning}`;
  }
  const counts = (Object.keys(VERDICTS) as Verdict[]).flatMap((verdict) => {
    const count = answers.filter((one) => one.verdict === verdict).length;
    return count > 0 ? `${count} ${VERDICTS[verdict].name}` : [];
  });
  return `${answers.length} keys: ${counts.join(", ")}.`;
}

function revocationOf({
  verdict,
  ruleId,
}: ExposureAnswer): { readonly label: string; readonly page: vscode.Uri } | undefined {
  const rule = ruleOf(ruleId);
  if (verdict === "local-only" || !rule?.revokeUrl) return undefined;
  return { label: `Revoke at ${rule.vendor}`, page: vscode.Uri.parse(rule.revokeUrl, true) };
}
