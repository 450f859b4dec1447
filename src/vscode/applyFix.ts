// A fix plan becomes one WorkspaceEdit: code, env file, its example and the ignore file together, or nothing at all.
import * as vscode from "vscode";
import {
  editedText,
  type Finding,
  type FixPlan,
  planFix,
  type Reference,
  referenceFor,
  type Refusal,
  resolveFix,
  type ResolvedFile,
} from "../core/index";
import { applyTogether, saveAll } from "./fileEdits";
import { type Gathered, gatherFix } from "./gatherFix";
import { LineChange } from "./lineChange";
import { Trouble } from "./log";
import type { Companion, MoveHistory } from "./moveHistory";
import { fileOf } from "./places";
import type { Settings } from "./settings";

const NO_FOLDER = "Save the text as a file first: it belongs to no folder that could hold an env file.";

export interface FixDependencies {
  readonly settings: Settings;
  readonly history: MoveHistory;
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  /** Whether git tracks a file; unknown where there is no Node. */
  readonly isTracked?: (file: vscode.Uri) => boolean;
}

/** What a fix would do, without doing anything. */
export async function previewFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  dependencies: FixDependencies,
): Promise<FixPlan | Refusal> {
  // Whether git tracks the env file changes nothing that is shown before.
  const gathered = await gatherFrom(document, findings, { settings: dependencies.settings, shell: dependencies.shell });
  return gathered ? planFix(gathered.request) : { refused: NO_FOLDER };
}

/** The reference that a move of this finding would leave behind, without moving anything. */
export async function previewReference(
  document: vscode.TextDocument,
  finding: Finding,
  dependencies: FixDependencies,
): Promise<Reference | Refusal> {
  const gathered = await gatherFrom(document, [finding], {
    settings: dependencies.settings,
    shell: dependencies.shell,
  });
  return gathered ? referenceFor(gathered.request) : { refused: NO_FOLDER };
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
  const gathered = await gatherFrom(document, findings, dependencies);
  if (!gathered) throw new Trouble(NO_FOLDER);
  const { plan, texts } = await planOnDocuments(gathered);
  // From here to applyEdit nothing waits, so the text is the one that was planned on.
  if (document.version !== version) throw new Trouble(CHANGED);
  const files = resolveFix(plan, texts);
  if ("refused" in files) throw new Trouble(files.refused);
  const uriOf = ({ path, role }: ResolvedFile): vscode.Uri =>
    role === "source" ? document.uri : vscode.Uri.joinPath(gathered.root, path);
  if (!(await applyTogether(files.map((file) => ({ ...file, uri: uriOf(file) })))))
    throw new Trouble("VS Code did not take the edit, so nothing was moved. Try again.");
  const companions = files.filter(({ role }) => role !== "source");
  dependencies.history.remember({
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
  const unsaved = await saveAll(companions.map(uriOf));
  if (unsaved)
    throw new Trouble(
      `The key was moved, but ${vscode.workspace.asRelativePath(unsaved)} could not be saved. Save it yourself.`,
    );
  return plan;
}

async function gatherFrom(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { settings, shell, isTracked }: Pick<FixDependencies, "settings" | "shell" | "isTracked">,
): Promise<Gathered | undefined> {
  const scope = await settings.known(fileOf(document));
  return gatherFix(document, findings, { ...scope, shell, ...(isTracked && { isTracked }) });
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

/** What the code says instead of a key; an import that was added tells nothing. */
function referencesOf(files: readonly ResolvedFile[]): readonly string[] {
  const source = files.find(({ role }) => role === "source");
  const replaced = (source?.edits ?? []).filter(({ span }) => span.end.offset > span.start.offset);
  return [...new Set(replaced.map(({ text }) => text))];
}
