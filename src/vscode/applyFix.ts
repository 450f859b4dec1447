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
} from "../core/index";
import { applyTogether, saveAll } from "./fileEdits";
import { type Gathered, gatherFix } from "./gatherFix";
import { handOver } from "./handOver";
import { LineChange } from "./lineChange";
import { Trouble } from "./log";
import type { Companion, MovedCode, MoveHistory } from "./moveHistory";
import { fileOf } from "./places";
import {
  type DocumentKeys,
  CHANGED,
  filesOf,
  type FolderPlan,
  isCurrent,
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
  dependencies: PlanDependencies,
): Promise<FixPlan | Refusal> {
  const gathered = await gatherFor(document, findings, dependencies);
  return gathered ? planFix(gathered.request) : { refused: NO_FOLDER };
}

/** The reference that a move of this finding would leave behind, without moving anything. */
export async function previewReference(
  document: vscode.TextDocument,
  finding: Finding,
  dependencies: PlanDependencies,
): Promise<Reference | Refusal> {
  const gathered = await gatherFor(document, [finding], dependencies);
  return gathered ? referenceFor(gathered.request) : { refused: NO_FOLDER };
}

/** Whether git tracks the env file changes nothing that is shown before, so it is not asked. */
async function gatherFor(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { settings, shell, machine }: PlanDependencies,
): Promise<Gathered | undefined> {
  return gatherFix(document, findings, { ...(await settings.known(fileOf(document))), shell, machine });
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
  await carryOut(folders, dependencies);
  return step.plan;
}

/** Carries out plans in one step, or fails with words for the person, and then nothing is written. */
export async function carryOut(folders: readonly FolderPlan[], { history, machine }: FixDependencies): Promise<void> {
  const takeBack = await handOver(folders, machine);
  const files = await edited(folders).catch(async (error: unknown) => {
    await takeBack?.();
    throw error;
  });
  remember(folders, files, { history });
  await saveMoved(files.filter(({ source }) => source?.hidden ?? true));
}

/** Makes the one edit; returns its files. */
async function edited(folders: readonly FolderPlan[]): Promise<readonly PlacedFile[]> {
  for (const folder of folders) {
    const handsOver = folder.plan.steps.some(({ plan }) => plan.handover);
    if (handsOver && !(await isCurrent(folder))) throw new Trouble(CHANGED);
  }
  // From here to applyEdit nothing waits, so the texts are those that were planned on.
  const files = filesOf(folders);
  if (!(await applyTogether(files)))
    throw new Trouble("VS Code did not take the edit, so nothing was moved. Try again.");
  return files;
}

/** Programs read these files from disk, and a hidden file that is not saved is half done. */
export async function saveMoved(files: readonly PlacedFile[]): Promise<void> {
  const unsaved = await saveAll(files.map(({ uri }) => uri));
  if (!unsaved) return;
  const name = vscode.workspace.asRelativePath(unsaved);
  throw new Trouble(`The keys were moved, but ${name} could not be saved. Save it yourself.`);
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

/** What the code says instead of a key; an import that was added tells nothing. */
function referencesOf(edits: PlacedFile["edits"]): readonly string[] {
  const replaced = edits.filter(({ span }) => span.end.offset > span.start.offset);
  return [...new Set(replaced.map(({ text }) => text))].filter((text) => text !== "");
}
