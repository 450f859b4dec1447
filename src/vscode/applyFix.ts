// A fix plan becomes one WorkspaceEdit: code, env file, its example and the ignore file together, or nothing at all.
import * as vscode from "vscode";
import {
  editedText,
  type Finding,
  type FixPlan,
  planFix,
  type Refusal,
  resolveFix,
  type ResolvedFile,
} from "../core/index";
import { toRange } from "./convert";
import { type Gathered, gatherFix } from "./gatherFix";
import { handOver } from "./handOver";
import { LineChange } from "./lineChange";
import { Trouble } from "./log";
import type { Machine } from "./machine";
import type { Companion, MoveHistory } from "./moveHistory";
import { fileOf } from "./places";
import type { Settings } from "./settings";

const NO_FOLDER = "Save the text as a file first: it belongs to no folder that could hold an env file.";

export interface FixDependencies {
  readonly settings: Settings;
  readonly history: MoveHistory;
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  /** Absent in a browser. */
  readonly machine?: Machine | undefined;
}

/** What a fix would do, without doing anything. */
export async function previewFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  dependencies: FixDependencies,
): Promise<FixPlan | Refusal> {
  const gathered = await gather(document, findings, dependencies);
  return gathered ? planFix(gathered.request) : { refused: NO_FOLDER };
}

/**
 * Moves the keys of a document's current findings. Returns the plan that it carried out; fails with words for the
 * person when there is none or VS Code does not take the edit, and then nothing is written.
 */
export async function applyFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  dependencies: FixDependencies,
): Promise<FixPlan> {
  const { version } = document;
  const gathered = await gather(document, findings, dependencies);
  if (!gathered) throw new Trouble(NO_FOLDER);
  const { plan, texts } = await planOnDocuments(gathered);
  if (document.version !== version) throw new Trouble(CHANGED);
  const takeBack = await handOver(plan, { root: gathered.root, texts, machine: dependencies.machine });
  const companions = await (async () => {
    if (plan.handover && !(await isCurrent(plan, document, dependencies))) throw new Trouble(CHANGED);
    // From here to applyEdit nothing waits, so the texts are those that were planned on.
    if (document.version !== version) throw new Trouble(CHANGED);
    return applyPlan(plan, texts, { document, root: gathered.root, history: dependencies.history });
  })().catch(async (error: unknown) => {
    await takeBack();
    throw error;
  });
  await saveAll(companions);
  return plan;
}

/** Whether the same would be planned now: handing keys over takes its time. */
async function isCurrent(
  plan: FixPlan,
  document: vscode.TextDocument,
  dependencies: FixDependencies,
): Promise<boolean> {
  const gathered = await gather(document, plan.findings, dependencies);
  const now = gathered && (await planOnDocuments(gathered)).plan;
  return JSON.stringify(now?.files) === JSON.stringify(plan.files);
}

interface Applying {
  readonly document: vscode.TextDocument;
  readonly root: vscode.Uri;
  readonly history: MoveHistory;
}

/** Makes the one edit; returns the files beside the code that it has changed. */
async function applyPlan(
  plan: FixPlan,
  texts: ReadonlyMap<string, string>,
  { document, root, history }: Applying,
): Promise<readonly vscode.Uri[]> {
  const files = resolveFix(plan, texts);
  if ("refused" in files) throw new Trouble(files.refused);
  const uriOf = ({ path, role }: ResolvedFile): vscode.Uri =>
    role === "source" ? document.uri : vscode.Uri.joinPath(root, path);
  if (!(await vscode.workspace.applyEdit(toWorkspaceEdit(files, uriOf)))) {
    await removeCreated(files, uriOf);
    throw new Trouble("VS Code did not take the edit, so nothing was moved. Try again.");
  }
  const companions = files.filter(({ role }) => role !== "source");
  history.remember({
    document,
    findings: plan.findings.filter((finding) => !plan.left.some((left) => left.finding === finding)),
    references: referencesOf(files),
    companions: companions.map((file): Companion => {
      const before = texts.get(file.path) ?? "";
      return {
        uri: uriOf(file),
        created: file.create,
        change: new LineChange(before, editedText(before, file.edits)),
      };
    }),
  });
  return companions.map(uriOf);
}

async function gather(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { settings, shell, machine }: FixDependencies,
): Promise<Gathered | undefined> {
  return gatherFix(document, findings, { ...(await settings.known(fileOf(document))), shell, machine });
}

const CHANGED = "The file changed while its key was being moved, so nothing was written. Try again.";

/** Plans on what the editor holds of the files that the plan changes, since its edits go there and not to the disk. */
async function planOnDocuments({ root, request }: Gathered): Promise<{ plan: FixPlan; texts: Map<string, string> }> {
  const texts = new Map(request.files).set(request.source.path, request.source.text);
  const opened = new Set<string>();
  for (;;) {
    const plan = planFix({ ...request, files: texts });
    if ("refused" in plan) throw new Trouble(plan.refused);
    const closed = plan.files.filter(({ path, role, create }) => role !== "source" && !create && !opened.has(path));
    if (closed.length === 0) return { plan, texts };
    for (const { path } of closed) {
      texts.set(path, (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path))).getText());
      opened.add(path);
    }
  }
}

/**
 * Files are made empty and then filled by text edits: undo deletes a file that was made with its contents, also when
 * somebody has added to it. All text edits come after them, so that VS Code takes them together or not at all.
 */
function toWorkspaceEdit(
  files: readonly ResolvedFile[],
  uriOf: (file: ResolvedFile) => vscode.Uri,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const file of files) if (file.create) edit.createFile(uriOf(file), { ignoreIfExists: true });
  for (const file of files) for (const { span, text } of file.edits) edit.replace(uriOf(file), toRange(span), text);
  return edit;
}

/** What the code says instead of a key; an import that was added tells nothing. */
function referencesOf(files: readonly ResolvedFile[]): readonly string[] {
  const source = files.find(({ role }) => role === "source");
  const replaced = (source?.edits ?? []).filter(({ span }) => span.end.offset > span.start.offset);
  return [...new Set(replaced.map(({ text }) => text))].filter((text) => text !== "");
}

/** Removes the empty files that a refused edit has made before it was refused. */
async function removeCreated(files: readonly ResolvedFile[], uriOf: (file: ResolvedFile) => vscode.Uri): Promise<void> {
  for (const file of files.filter(({ create }) => create)) {
    const uri = uriOf(file);
    const state = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    if (state?.size === 0) await vscode.workspace.fs.delete(uri);
  }
}

/** Programs read these files from disk. */
async function saveAll(uris: readonly vscode.Uri[]): Promise<void> {
  for (const uri of uris) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (await document.save()) continue;
    throw new Trouble(
      `The key was moved, but ${vscode.workspace.asRelativePath(uri)} could not be saved. Save it yourself.`,
    );
  }
}
