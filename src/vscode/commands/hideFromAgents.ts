import * as vscode from "vscode";
import { type Agent, AGENTS, hidingFrom } from "../../core/index";
import { envFilesOfWorkspace, isEnvFileHere } from "../envFiles";
import { applyTogether, type FileEdits, isThere, saveAll } from "../fileEdits";
import { readText } from "../gatherFix";
import { Trouble } from "../log";
import { folderOf, pathOf } from "../places";
import type { Settings } from "../settings";
import { isPlace } from "./target";

const TITLE = "Keep Env File from Agents";

/** Adds an env file to the ignore files of the agents that the person chooses; writes nothing without the choice. */
export async function hideFromAgents(argument: unknown, settings: Settings): Promise<void> {
  const file = await fileFor(argument, settings);
  if (!file) return;
  const folder = folderOf(file);
  if (!folder) throw new Trouble("The env file belongs to no folder of the workspace.");
  const path = pathOf(file);
  const items = await Promise.all(AGENTS.map((agent) => itemFor(agent, folder.uri)));
  const chosen = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: `Which agents may not read ${path}?`,
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) return;
  const files = await editsFor(
    chosen.map(({ agent }) => agent),
    { path, folder: folder.uri },
  );
  if (!(await applyTogether(files)))
    throw new Trouble("VS Code did not take the edit, so nothing was written. Try again.");
  const unsaved = await saveAll(files.map(({ uri }) => uri));
  if (unsaved) throw new Trouble(`${vscode.workspace.asRelativePath(unsaved)} could not be saved. Save it yourself.`);
  const names = chosen.map(({ agent }) => agent.title).join(", ");
  const what =
    files.length > 0
      ? `Told in ${files.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(", ")}.`
      : "They were told already.";
  void vscode.window.showInformationMessage(
    `${names}: not to read ${path}. ${what} A program that an agent starts can still read it.`,
  );
}

interface AgentPick extends vscode.QuickPickItem {
  readonly agent: Agent;
}

/** Chosen beforehand where the folder shows that the agent is used there. */
async function itemFor(agent: Agent, folder: vscode.Uri): Promise<AgentPick> {
  const seen = await Promise.all(agent.signs.map((sign) => isThere(vscode.Uri.joinPath(folder, sign))));
  const detail = `${agent.covers} ${agent.source}`;
  return { agent, label: agent.title, description: agent.file, detail, picked: seen.includes(true) };
}

async function editsFor(
  agents: readonly Agent[],
  { path, folder }: { readonly path: string; readonly folder: vscode.Uri },
): Promise<readonly FileEdits[]> {
  const files: FileEdits[] = [];
  for (const agent of agents) {
    const uri = vscode.Uri.joinPath(folder, agent.file);
    const found = await readText(uri);
    if (found?.blocked !== undefined) throw new Trouble(`${agent.file} ${found.blocked}, so nothing was written.`);
    const text = found && (await vscode.workspace.openTextDocument(uri)).getText();
    const edits = hidingFrom(agent, text, { path, eol: "\n" });
    if ("refused" in edits) throw new Trouble(edits.refused);
    if (edits.length > 0) files.push({ uri, create: !found, edits });
  }
  return files;
}

/** The env file of the argument or the active editor, else the only one, else one that the person picks. */
async function fileFor(argument: unknown, settings: Settings): Promise<vscode.Uri | undefined> {
  if (argument instanceof vscode.Uri) return argument;
  if (isPlace(argument)) return vscode.Uri.parse(argument.uri, true);
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && (await isEnvFileHere(active, settings))) return active;
  const all = await envFilesOfWorkspace(settings);
  if (all.length === 0) throw new Trouble("There is no env file in this workspace.");
  if (all.length === 1) return all[0];
  const items = all.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { title: TITLE, placeHolder: "Which env file?" });
  return picked?.uri;
}
