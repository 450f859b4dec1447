// The env files of the workspace, which hold the keys that have been moved.
import * as vscode from "vscode";
import { isEnvFileBy, placesOf } from "../core/index";
import { isThere } from "./fileEdits";
import { pathOf } from "./places";
import type { Settings } from "./settings";

const NAMES = "**/{.env,.env.*,.envrc,.dev.vars,.dev.vars.*,local.settings.json}";
const NEVER = "**/{node_modules,.git}/**";

/** All of them, by path; samples are none, and what packages bring is left out. */
export async function envFilesOfWorkspace(settings: Settings): Promise<readonly vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const { policy } = await settings.known(folder.uri);
    const { envFile } = placesOf(policy);
    const own = envFile === undefined ? [] : [vscode.Uri.joinPath(folder.uri, envFile)];
    const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, NAMES), NEVER);
    for (const uri of [...files, ...own])
      if (isEnvFileBy(pathOf(uri), policy) && (await isThere(uri))) found.set(uri.toString(), uri);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file is one, also by what settings or the policy file name. */
export async function isEnvFileHere(file: vscode.Uri, settings: Settings): Promise<boolean> {
  const { policy } = await settings.known(file);
  return isEnvFileBy(pathOf(file), policy);
}
