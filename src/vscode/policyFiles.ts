// A team's policy file through VS Code's file system: found from a folder upward, within its repository.
import * as vscode from "vscode";
import { decodeText, encodingOf, MAX_POLICY_FILE, POLICY_FILE, type PolicySource, type Problem } from "../core/index";
import { isThere } from "./fileEdits";
import { pathBelow } from "./places";

export interface TeamsPolicy {
  /** Where it is, or would be. */
  readonly file?: vscode.Uri;
  /** What it says. */
  readonly source?: Pick<PolicySource, "file" | "prefix">;
  /** Why it could not be read. */
  readonly problem?: Problem;
}

/** A folder, and those around it in which its policy file may be. */
export type Around = readonly [folder: vscode.Uri, ...above: readonly vscode.Uri[]];

/** The policy file that holds in a folder. */
export async function readPolicyFile(around: Around): Promise<TeamsPolicy> {
  const file = await policyFileAmong(around);
  const text = await textOf(file);
  if (text === undefined) return { file };
  if (typeof text !== "string") return { file, problem: text };
  const path = pathBelow(vscode.Uri.joinPath(file, ".."), around[0]);
  return { file, source: { file: text, prefix: path === "" ? "" : `${path}/` } };
}

/** The nearest policy file from a folder up to the root of its repository; else the one that the folder would have. */
export async function policyFileFor(folder: vscode.Uri): Promise<vscode.Uri> {
  return policyFileAmong(await foldersInRepository(folder));
}

async function policyFileAmong(around: Around): Promise<vscode.Uri> {
  const files = around.map((one) => vscode.Uri.joinPath(one, POLICY_FILE));
  const there = await Promise.all(files.map(isThere));
  return files.find((_, index) => there[index]) ?? vscode.Uri.joinPath(around[0], POLICY_FILE);
}

/**
 * A folder and those around it, up to the root of its repository; outside of one, the folder alone. Where files are on no
 * disk, what is above a folder may be another server's, and has no `.git`.
 */
export async function foldersInRepository(folder: vscode.Uri): Promise<Around> {
  const above: vscode.Uri[] = [];
  if (folder.scheme !== "file") return [folder];
  for (let at = folder; !(await isThere(vscode.Uri.joinPath(at, ".git"))); above.push(at)) {
    const next = vscode.Uri.joinPath(at, "..");
    if (next.path === at.path) return [folder];
    at = next;
  }
  return [folder, ...above];
}

async function textOf(file: vscode.Uri): Promise<string | Problem | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > MAX_POLICY_FILE) return { message: "Keystow does not read its policy file: it is larger than 1 MB." };
    const bytes = await vscode.workspace.fs.readFile(file);
    const encoding = encodingOf(bytes);
    return encoding ? decodeText(bytes, encoding) : { message: "Keystow cannot read its policy file: it is no text." };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    const why = error instanceof vscode.FileSystemError ? error.code : "unknown error";
    return { message: `Keystow cannot read its policy file (${why}).` };
  }
}
