// A fix plan becomes one WorkspaceEdit: code, env file, its example and the ignore file together, or nothing at all.
import * as vscode from "vscode";
import { editedText, type Finding, type FixPlan, planFix, type Refusal } from "../core/index";
import { toRange } from "./convert";
import { gatherFix } from "./gatherFix";
import { LineChange } from "./lineChange";
import { Trouble } from "./log";
import type { Companion, MovedCode, MoveHistory } from "./moveHistory";
import { fileOf } from "./places";
import {
  type DocumentKeys,
  filesOf,
  type FolderPlan,
  NO_FOLDER,
  type PlacedFile,
  type PlanDependencies,
  type Source,
  planMoves,
} from "./planMoves";
import { TextSwap } from "./textSwap";

export interface FixDependencies extends PlanDependencies {
  readonly history: MoveHistory;
}

/** What a fix would do, without doing anything. */
export async function previewFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { settings, shell }: PlanDependencies,
): Promise<FixPlan | Refusal> {
  const gathered = await gatherFix(document, findings, { ...(await settings.known(fileOf(document))), shell });
  return gathered ? planFix(gathered.request) : { refused: NO_FOLDER };
}

/**
 * Moves the keys of a document's current findings. Returns the plan that it carried out; fails with words for the
 * person when there is none or VS Code does not take the edit, and then nothing is written.
 */
export async function applyFix(keys: DocumentKeys, dependencies: FixDependencies): Promise<FixPlan> {
  const folders = await planMoves([keys], dependencies);
  const plan = folders[0]?.plan;
  const step = plan?.steps[0];
  if (!step) throw new Trouble(plan?.left[0]?.refused ?? "There is no key to move.");
  await carryOut(folders, dependencies.history);
  return step.plan;
}

/** Carries out plans in one step, or fails with words for the person, and then nothing is written. */
export async function carryOut(folders: readonly FolderPlan[], history: MoveHistory): Promise<void> {
  // From here to applyEdit nothing waits, so the texts are those that were planned on.
  const files = filesOf(folders);
  if (!(await vscode.workspace.applyEdit(toWorkspaceEdit(files)))) {
    await removeCreated(files);
    throw new Trouble("VS Code did not take the edit, so nothing was moved. Try again.");
  }
  remember(folders, files, { history });
  await saveAll(files.filter(({ source }) => source?.hidden ?? true).map(({ uri }) => uri));
}

/** Lets undo and redo be followed in the files beside the code; `pastedInto` is the code's text before a paste. */
export function remember(
  folders: readonly FolderPlan[],
  files: readonly PlacedFile[],
  { history, pastedInto }: { readonly history: MoveHistory; readonly pastedInto?: string },
): void {
  const left = new Set(folders.flatMap(({ plan }) => plan.left.map(({ finding }) => finding)));
  const movedFrom = ({ document }: Source): readonly Finding[] =>
    folders.flatMap(({ plan, sources }) =>
      sources
        .filter((source) => source.document === document)
        .flatMap(({ path }) => plan.keys.filter((key) => key.path === path).map(({ finding }) => finding))
        .filter((finding) => !left.has(finding)),
    );
  history.remember({
    code: files.flatMap(({ source, before, edits }): readonly MovedCode[] => {
      if (!source) return [];
      const moved = { document: source.document, findings: movedFrom(source), references: referencesOf(edits) };
      const hidden = source.hidden && { hidden: new TextSwap(before, editedText(before, edits)) };
      return [{ ...moved, ...hidden, ...(pastedInto !== undefined && { before: pastedInto }) }];
    }),
    companions: files.filter(({ source }) => !source).map(companionOf),
  });
}

function companionOf({ uri, create, before, edits }: PlacedFile): Companion {
  return { uri, created: create, change: new LineChange(before, editedText(before, edits)) };
}

/**
 * Files are made empty and then filled by text edits: undo deletes a file that was made with its contents, also when
 * somebody has added to it. All text edits come after them, so that VS Code takes them together or not at all.
 */
export function toWorkspaceEdit(files: readonly PlacedFile[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, create } of files) if (create) edit.createFile(uri, { ignoreIfExists: true });
  for (const { uri, edits } of files) for (const { span, text } of edits) edit.replace(uri, toRange(span), text);
  return edit;
}

/** What the code says instead of a key; an import that was added tells nothing. */
function referencesOf(edits: PlacedFile["edits"]): readonly string[] {
  const replaced = edits.filter(({ span }) => span.end.offset > span.start.offset);
  return [...new Set(replaced.map(({ text }) => text))];
}

/** Removes the empty files that a refused edit has made before it was refused. */
async function removeCreated(files: readonly PlacedFile[]): Promise<void> {
  for (const { uri } of files.filter(({ create }) => create)) {
    const state = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    if (state?.size === 0) await vscode.workspace.fs.delete(uri);
  }
}

/** Programs read these files from disk, and a hidden file that is not saved is half done. */
export async function saveAll(uris: readonly vscode.Uri[]): Promise<void> {
  for (const uri of uris) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (await document.save()) continue;
    throw new Trouble(
      `The keys were moved, but ${vscode.workspace.asRelativePath(uri)} could not be saved. Save it yourself.`,
    );
  }
}
