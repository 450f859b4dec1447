// Runs scans, one at a time: what they find goes to the result and to Problems, how far they are is shown, and what was
// found until then stays when they are stopped.
import * as vscode from "vscode";
import { type InRepository, type Progress, progressWords, withoutKeys } from "../../core/index";
import type { Diagnostics } from "../diagnostics";
import { type GitScans, type RepositoryOf, repositoriesOf } from "../gitScans";
import { type Log, Trouble } from "../log";
import type { FileResult, ScanResult } from "../scanResult";
import type { Scopes, ScanScope } from "../scopes";
import { untilStopped } from "../untilStopped";
import type { FoundStep, ScanStep } from "../workspaceScan";

export interface ScanDependencies {
  readonly diagnostics: Diagnostics;
  readonly log: Log;
  readonly scopes: Scopes;
  readonly result: ScanResult;
  /** Missing where there is no git. */
  readonly git: GitScans | undefined;
}

/** Milliseconds between two updates of the progress message: nobody reads faster, and each has the window drawn anew. */
const REPORT_EVERY = 500;

/** Milliseconds in which a scan that is stopped may tell what it has found. */
const LAST_WORDS = 600;

interface Running {
  readonly scope: ScanScope;
  readonly tally: Promise<Tally>;
  readonly stop: () => void;
}

/** Looks for keys in a scope, and lists them. */
export class ScanWorkspace {
  #running: Running | undefined;

  constructor(private readonly dependencies: ScanDependencies) {}

  /** Scans the whole workspace. */
  run(): Promise<void> {
    return this.scan(this.#workspace());
  }

  /**
   * Ends with the scan. A call for what is being scanned joins that scan; for anything else the person is asked which of
   * the two is to go on.
   */
  async scan(scope: ScanScope): Promise<void> {
    const joins = this.#running?.scope.id === scope.id;
    const tally = await this.#scanOnce(scope);
    if (!joins) this.#conclude(scope, tally);
  }

  /** The files of the workspace with keys, without a message about them; undefined when the person stops the scan. */
  async search(): Promise<readonly FileResult[] | undefined> {
    const tally = await this.#scanOnce(this.#workspace());
    return tally.complete ? tally.found : undefined;
  }

  #workspace(): ScanScope {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0)
      throw new Trouble("Open a folder first: there is no workspace to scan.");
    return this.dependencies.scopes.workspace();
  }

  async #scanOnce(scope: ScanScope): Promise<Tally> {
    for (let running = this.#running; running; running = this.#running) {
      if (running.scope.id === scope.id) return running.tally;
      const stop = `Stop It and Scan ${scope.title}`;
      const words = `Keystow is still scanning: ${running.scope.title}.`;
      if ((await vscode.window.showWarningMessage(words, stop)) !== stop) throw new vscode.CancellationError();
      running.stop();
      await running.tally.catch(() => undefined);
    }
    const controller = new AbortController();
    const tally = Promise.resolve(this.#scan(scope, controller)).finally(() => (this.#running = undefined));
    this.#running = { scope, tally, stop: () => controller.abort() };
    return tally;
  }

  #scan(scope: ScanScope, controller: AbortController): Thenable<Tally> {
    const title = `Keystow: ${scope.title}`;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      const { result } = this.dependencies;
      const tally = new Tally();
      result.begin(scope.title, scope.id === "workspace" ? "workspace" : scope.isOfParts ? "parts" : "files");
      try {
        await this.#lookInto(scope, tally, { controller, report: (message) => progress.report({ message }) });
      } finally {
        const { files, bytes } = tally.progress;
        result.end(tally.complete, { files, bytes, ignored: tally.ignored });
      }
      return tally;
    });
  }

  async #lookInto(
    scope: ScanScope,
    tally: Tally,
    { controller, report }: { readonly controller: AbortController; readonly report: (message: string) => void },
  ): Promise<void> {
    const { diagnostics } = this.dependencies;
    const { signal } = controller;
    const start = performance.now();
    let reported = 0;
    report("Looking for files\u2026");
    const onProgress = (progress: Progress): void => {
      tally.progress = progress;
      const now = performance.now();
      if (now - reported < REPORT_EVERY || signal.aborted) return;
      reported = now;
      report(`${progressWords(progress, now - start)}; ${tally.keyWords()}`);
    };
    try {
      const steps = untilStopped(scope.steps({ signal, onProgress }), signal, scope.tellsAtEnd ? LAST_WORDS : 0);
      for await (const step of steps) this.#take(step, tally, scope.isOfParts === true);
    } catch (error) {
      // Whatever was being done then was told to stop.
      if (!signal.aborted) throw error;
    }
    tally.complete = !signal.aborted;
    // What an earlier scan found counts until a whole one has looked there.
    if (tally.complete) diagnostics.keepScanned((file) => tally.hasKeys(file) || !scope.covers(file));
  }

  #take(taken: ScanStep, tally: Tally, isOfParts: boolean): void {
    const { diagnostics, result } = this.dependencies;
    const step =
      taken.kind === "skipped" ? { ...taken, path: withoutKeys(taken.path), reason: withoutKeys(taken.reason) } : taken;
    tally.take(step);
    if (step.kind === "skipped") result.skip(step);
    if (step.kind !== "found") return;
    // Of a file that is known as a whole, a part says nothing new.
    if (!isOfParts || step.origin !== undefined || !diagnostics.hasScanned(step.file))
      diagnostics.setScanned(step.file, step.findings, step.origin);
    result.add(step);
  }

  #conclude(scope: ScanScope, tally: Tally): void {
    const { log, git } = this.dependencies;
    const what = scope.id === "workspace" ? "" : `${scope.title}: `;
    const looked = `${tally.words()}${tally.leftWords()}`;
    log.info(`Scan of ${scope.title} ${tally.complete ? "ended" : "stopped before its end"}: ${looked}`);
    for (const line of tally.details(repositoriesOf(git))) log.info(line);
    const words = tally.complete
      ? `Scanned ${what}${looked}`
      : `Scan stopped, what it found until then: ${what}${looked}`;
    const buttons = [
      ...(tally.keys > 0 ? ["Show Findings", "Show Problems"] : []),
      ...(tally.left > 0 ? ["Show Log"] : []),
    ];
    // Not awaited: the command is over, whatever becomes of the message.
    void vscode.window.showInformationMessage(`Keystow: ${words}`, ...buttons).then((choice) => {
      if (choice === "Show Findings") void vscode.commands.executeCommand("keystow.findings.focus");
      if (choice === "Show Problems") void vscode.commands.executeCommand("workbench.actions.view.problems");
      if (choice === "Show Log") log.show();
    });
  }
}

/** Files that the log names of those that were left out for one reason. */
const MAX_NAMED = 20;
/** Reasons that a message names. */
const MAX_REASONS = 3;

/** What a scan has seen so far. */
class Tally {
  readonly #skipped = new Map<string, string[]>();
  readonly #filesWithKeys = new Map<string, FoundStep>();
  progress: Progress = { files: 0, bytes: 0 };
  keys = 0;
  complete = false;
  /** Files and folders that Git ignores. */
  ignored = 0;

  take(step: ScanStep): void {
    if (step.kind === "ignored") this.ignored += step.count;
    else if (step.kind === "found") this.#add(step);
    else {
      const paths = this.#skipped.get(step.reason);
      if (paths) paths.push(step.path);
      else this.#skipped.set(step.reason, [step.path]);
    }
  }

  #add(step: FoundStep): void {
    const key = step.file.toString();
    this.keys += step.findings.length - (this.#filesWithKeys.get(key)?.findings.length ?? 0);
    if (step.findings.length > 0) this.#filesWithKeys.set(key, step);
    else this.#filesWithKeys.delete(key);
  }

  get found(): readonly FileResult[] {
    return [...this.#filesWithKeys.values()];
  }

  hasKeys(file: vscode.Uri): boolean {
    return this.#filesWithKeys.has(file.toString());
  }

  /** How many files and folders were not looked at. */
  get left(): number {
    return [...this.#skipped.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** "3 keys in 2 files". */
  keyWords(): string {
    const keys = this.keys === 0 ? "no key" : count(this.keys, "key");
    return this.keys > 0 ? `${keys} in ${count(this.#filesWithKeys.size, "file")}` : keys;
  }

  /** "1,204 files, 3 keys in 2 files." */
  words(): string {
    return `${count(this.progress.files, "file")}, ${this.keyWords()}.`;
  }

  /** " Not looked at: 12 (binary file: 9; larger than 10 MB: 3); 4 that Git ignores." */
  leftWords(): string {
    const reasons = [...this.#skipped].sort(([, one], [, other]) => other.length - one.length);
    const named = reasons
      .slice(0, MAX_REASONS)
      .map(([reason, paths]) => `${reason}: ${paths.length.toLocaleString("en")}`);
    const more = reasons.length > MAX_REASONS ? ["\u2026"] : [];
    const parts = [
      ...(this.left > 0 ? [`${this.left.toLocaleString("en")} (${[...named, ...more].join("; ")})`] : []),
      ...(this.ignored > 0 ? [`${this.ignored.toLocaleString("en")} that Git ignores`] : []),
    ];
    return parts.length > 0 ? ` Not looked at: ${parts.join("; ")}.` : "";
  }

  /** What was left out, by reason, and the keys of other repositories, a line each for the log. */
  details(repositoryOf: RepositoryOf): readonly string[] {
    const left = [...this.#skipped].map(([reason, paths]) => {
      const more = paths.length - MAX_NAMED;
      const names = [...paths.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more.toLocaleString("en")} more`] : [])];
      return `Not looked at, ${reason}: ${names.join(", ")}`;
    });
    const repositories = new Map<string, number>();
    for (const { file, findings } of this.#filesWithKeys.values()) {
      const repository = repositoryOf(file);
      const name = repository && repositoryName(repository);
      if (name !== undefined) repositories.set(name, (repositories.get(name) ?? 0) + findings.length);
    }
    return [...left, ...[...repositories].map(([name, keys]) => `In the ${name}: ${count(keys, "key")}`)];
  }
}

function repositoryName({ path, submodule }: InRepository): string {
  return `${submodule ? "submodule" : "repository of its own"} ${path}`;
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
