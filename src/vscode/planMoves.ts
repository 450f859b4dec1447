// Keys of open documents -> one plan for each folder, on what the editor holds of every file that changes.
import * as vscode from "vscode";
import {
  type BulkPlan,
  type Finding,
  type FixRequest,
  type Policy,
  planBulk,
  resolveFix,
  type ResolvedFile,
  type StoreId,
} from "../core/index";
import { gatherFix } from "./gatherFix";
import { Trouble } from "./log";
import type { Machine } from "./machine";
import { fileOf } from "./places";
import type { Settings } from "./settings";
import { isInTab } from "./tabs";

export const NO_FOLDER = "Save the text as a file first: it belongs to no folder that could hold an env file.";

/** Keys of one document, ascending. */
export interface DocumentKeys {
  readonly document: vscode.TextDocument;
  readonly findings: readonly Finding[];
  /** What the document is to hold, and the findings are of; what it holds, when it is not given. */
  readonly text?: string;
}

export interface PlanDependencies {
  readonly settings: Settings;
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  /** Whether git tracks a file; unknown where there is no Node. */
  readonly isTracked?: (file: vscode.Uri) => boolean;
  /** Absent in a browser. */
  readonly machine?: Machine;
}

/** A document as it was when its keys were planned. */
export interface Source {
  readonly document: vscode.TextDocument;
  readonly path: string;
  readonly version: number;
  /** Nobody sees it in a tab, and nothing in it is unsaved. */
  readonly hidden: boolean;
}

/** The plan of one folder. */
export interface FolderPlan {
  readonly root: vscode.Uri;
  readonly plan: BulkPlan;
  readonly texts: ReadonlyMap<string, string>;
  readonly policy: Policy;
  readonly sources: readonly Source[];
}

interface Gathering {
  readonly root: vscode.Uri;
  readonly policy: Policy;
  readonly sources: Source[];
  readonly requests: FixRequest[];
}

/** Plans the moves of keys, folder by folder. Writes nothing. */
export async function planMoves(
  all: readonly DocumentKeys[],
  { settings, shell, isTracked, machine }: PlanDependencies,
  without?: ReadonlyMap<StoreId, string>,
): Promise<readonly FolderPlan[]> {
  const folders = new Map<string, Gathering>();
  for (const { document: given, findings, text } of all) {
    // VS Code closes a document that nobody shows after some minutes.
    const document = given.isClosed ? await vscode.workspace.openTextDocument(given.uri) : given;
    const { version } = document;
    const file = fileOf(document);
    const hidden = file === document.uri && !document.isUntitled && !document.isDirty && !isInTab(file);
    const scope = await settings.known(file);
    const gathered = await gatherFix(document, findings, {
      ...scope,
      shell,
      hidden,
      text,
      machine,
      without: without ?? (all.length > 1 ? ONE_BY_ONE : undefined),
      ...(isTracked && { isTracked }),
    });
    if (!gathered) throw new Trouble(NO_FOLDER);
    const { root, request } = gathered;
    const folder = folders.get(root.toString()) ?? { root, policy: scope.policy, sources: [], requests: [] };
    folders.set(root.toString(), folder);
    folder.sources.push({ document, path: request.source.path, version, hidden });
    folder.requests.push(request);
  }
  return Promise.all([...folders.values()].map(planFolder));
}

const ONE_BY_ONE: ReadonlyMap<StoreId, string> = new Map([
  ["1password", "1Password needs an item for each key. Move the keys file by file."],
]);

/** The edits go to what the editor holds of a file and not to the disk, so the plan is made on that. */
async function planFolder({ root, policy, sources, requests }: Gathering): Promise<FolderPlan> {
  const around = new Map(requests.flatMap(({ files }) => [...files]));
  const opened = new Map<string, string>();
  for (;;) {
    const now = requests.map((request) => ({ ...request, files: withTexts(request.files, opened) }));
    const plan = planBulk(now);
    const closed = plan.files.filter(({ path, role, create }) => role !== "source" && !create && !opened.has(path));
    if (closed.length === 0) {
      const texts = new Map([...around, ...opened, ...now.map(({ source }) => [source.path, source.text] as const)]);
      return { root, policy, sources, plan, texts };
    }
    for (const { path } of closed)
      opened.set(path, (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path))).getText());
  }
}

function withTexts(files: ReadonlyMap<string, string>, texts: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([path, text]) => [path, texts.get(path) ?? text]));
}

/** A file of a plan and where it is. Holds keys. */
export interface PlacedFile extends ResolvedFile {
  readonly uri: vscode.Uri;
  readonly before: string;
  /** The document, where it is one whose keys are moved. */
  readonly source: Source | undefined;
}

/** The edits of all folders with the keys filled in. Fails with words when a document is not as it was. */
export function filesOf(folders: readonly FolderPlan[]): readonly PlacedFile[] {
  const files = folders.flatMap((folder) => {
    const changed = folder.sources.some(({ document, version }) => document.isClosed || document.version !== version);
    if (changed) throw new Trouble(CHANGED);
    const resolved = resolveFix(folder.plan, folder.texts);
    if ("refused" in resolved) throw new Trouble(resolved.refused);
    return resolved.map((file) => placed(file, folder));
  });
  if (new Set(files.map(({ uri }) => uri.toString())).size < files.length)
    throw new Trouble("Two folders of the workspace would change the same file. Move the keys of one after the other.");
  return files;
}

/** Whether the files beside the code are as they were when they were planned on; handing keys over takes its time. */
export async function isCurrent({ root, plan, texts }: FolderPlan): Promise<boolean> {
  const beside = plan.files.filter(({ role }) => role !== "source");
  const current = await Promise.all(
    beside.map(async ({ path, create }) => {
      const open = vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path));
      const text = await open.then(
        (document) => document.getText(),
        () => undefined,
      );
      return create ? text === undefined : text === texts.get(path);
    }),
  );
  return current.every((one) => one);
}

export const CHANGED = "The file changed while its key was being moved, so nothing was written. Try again.";

function placed(file: ResolvedFile, { root, texts, sources }: FolderPlan): PlacedFile {
  const source = file.role === "source" ? sources.find(({ path }) => path === file.path) : undefined;
  const uri = source?.document.uri ?? vscode.Uri.joinPath(root, file.path);
  return { ...file, uri, source, before: texts.get(file.path) ?? "" };
}
