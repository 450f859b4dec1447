import * as vscode from "vscode";
import { type FileEdit, filesForFix, ignoreEdit, untrackMarkdown } from "../../core/index";
import { type FixDependencies, previewFix } from "../applyFix";
import { eolOf } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { isEnvFileHere } from "../envFiles";
import { applyTogether, saveAll } from "../fileEdits";
import { readText } from "../gatherFix";
import { Trouble } from "../log";
import { Pages } from "../pages";
import { fileOf, pathOf, rootOf } from "../places";
import { documentFor, targetFor } from "./target";

/** What git says of a file, and the one change that it is asked for. Missing where there is no Node. */
export interface Tracking {
  readonly isTracked: (file: vscode.Uri) => boolean;
  /** Takes a file out of the index; returns why that failed. */
  readonly stop: (file: vscode.Uri) => Promise<string | undefined>;
}

const UNTRACK_SCHEME = "keystow-untrack";
const NO_PAGE = "This page was of an earlier session. Run **Keystow: Stop Tracking Env File and Ignore It** again.\n";

/** Shows how git stops to track an env file, and does it when the person says so. */
export class StopTracking implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #pages = new Pages(UNTRACK_SCHEME, (name) => this.#texts.get(name) ?? NO_PAGE);

  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly fixes: FixDependencies,
    private readonly tracking: Tracking | undefined,
  ) {}

  dispose(): void {
    this.#pages.dispose();
  }

  async run(argument: unknown): Promise<void> {
    const { tracking } = this;
    if (!tracking) throw new Trouble("Git runs on this machine, so this needs VS Code on the desktop.");
    if (!vscode.workspace.isTrusted) {
      const manage = () => vscode.commands.executeCommand("workbench.trust.manage");
      const action = { label: "Manage Trust", run: manage };
      throw new Trouble("Keystow runs Git only in a workspace that you trust.", action);
    }
    const file = await this.#fileFor(argument);
    const name = vscode.workspace.asRelativePath(file);
    if (!tracking.isTracked(file)) throw new Trouble(`Git does not track ${name}.`);
    const ignoring = await ignoreEditFor(file);
    await this.#show(file, ignoring === undefined);
    const stop = "Stop Tracking";
    const words = `Stop tracking ${name}? The file stays on your disk. Keystow takes it out of the index and adds the ignore line; you commit.`;
    if ((await vscode.window.showWarningMessage(words, { modal: true }, stop)) !== stop) return;
    const reason = await tracking.stop(file);
    if (reason !== undefined) throw new Trouble(`Git still tracks ${name}. ${reason}`);
    if (ignoring) await write(file, ignoring);
    void vscode.window.showInformationMessage(
      `Git no longer tracks ${name}. Commit that. The history still holds its keys, so rotate them.`,
    );
  }

  /** The env file of the argument or the active editor; for code the one that its key would go to. */
  async #fileFor(argument: unknown): Promise<vscode.Uri> {
    if (argument instanceof vscode.Uri) return argument;
    const document = await documentFor(argument);
    const file = fileOf(document);
    if (await isEnvFileHere(file, this.fixes.settings)) return file;
    const { finding } = await targetFor(argument, this.diagnostics);
    const plan = await previewFix(document, [finding], this.fixes);
    const root = rootOf(file);
    if ("refused" in plan || !root) throw new Trouble("Open the env file first.");
    return vscode.Uri.joinPath(root, plan.envPath);
  }

  async #show(file: vscode.Uri, ignored: boolean): Promise<void> {
    const page = `Stop tracking ${vscode.workspace.asRelativePath(file).replaceAll("/", " › ")}`;
    this.#texts.set(page, untrackMarkdown(pathOf(file), ignored));
    await this.#pages.show(page);
  }
}

/** The ignore line that a file lacks. */
async function ignoreEditFor(file: vscode.Uri): Promise<FileEdit | undefined> {
  const root = rootOf(file);
  if (!root) return undefined;
  const path = pathOf(file);
  const files = new Map<string, string>();
  for (const one of filesForFix(path, path)) {
    const found = await readText(vscode.Uri.joinPath(root, one));
    if (found?.text !== undefined) files.set(one, found.text);
  }
  const document = await vscode.workspace.openTextDocument(file);
  return ignoreEdit({ envPath: path, files, eol: eolOf(document) });
}

async function write(file: vscode.Uri, edit: FileEdit): Promise<void> {
  const root = rootOf(file);
  if (!root) return;
  const uri = vscode.Uri.joinPath(root, edit.path);
  if (!edit.create) await vscode.workspace.openTextDocument(uri);
  // An ignore line has no key in it.
  const textOf = (pieces: FileEdit["edits"][number]["pieces"]): string =>
    pieces.filter((piece) => typeof piece === "string").join("");
  const edits = edit.edits.map(({ span, pieces }) => ({ span, text: textOf(pieces) }));
  const done = await applyTogether([{ uri, create: edit.create, edits }]);
  if (!done || (await saveAll([uri])))
    throw new Trouble(`Git no longer tracks the file, but ${edit.path} could not be changed. Add the line yourself.`);
}
