// What the fix planner wants to know of the files around the code, through VS Code's file system and open documents.
import * as vscode from "vscode";
import {
  decodeText,
  encodingOf,
  filesForFix,
  type Finding,
  type FixRequest,
  foldersForFix,
  isProjectFile,
  placesOf,
} from "../core/index";
import type { Machine } from "./machine";
import { fileOf, pathOf, rootOf } from "./places";
import type { Scope } from "./settings";

/** A request and the folder that its paths are relative to. */
export interface Gathered {
  readonly root: vscode.Uri;
  readonly request: FixRequest;
}

export interface GatherOptions extends Scope {
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  readonly machine: Machine | undefined;
}

/** Reads what a fix of these findings depends on; undefined when the text belongs to no folder. Writes nothing. */
export async function gatherFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { policy, shell, machine }: GatherOptions,
): Promise<Gathered | undefined> {
  const file = fileOf(document);
  const root = rootOf(file);
  if (!root) return undefined;
  const places = placesOf(policy);
  const source = { path: pathOf(file), languageId: document.languageId, text: document.getText() };
  const files = new Map<string, string>();
  const blocked = new Map<string, string>();
  const projects = await Promise.all(foldersForFix(source.path, places.store).map((path) => projectsIn(root, path)));
  const wanted = [...filesForFix(source.path, places.envFile), ...projects.flat()];
  await Promise.all(
    wanted.map(async (path) => {
      const found = await readText(vscode.Uri.joinPath(root, path), machine);
      if (found?.text !== undefined) files.set(path, found.text);
      if (found?.blocked !== undefined) blocked.set(path, found.blocked);
    }),
  );
  const above = root.scheme === "file" ? machine?.repositoryAbove(root) : undefined;
  const eol = newFileEol(root, shell);
  return { root, request: { findings, source, files, blocked, eol, shell, ...places, ...(above && { above }) } };
}

/** The line ending that VS Code gives to files that are made. */
function newFileEol(root: vscode.Uri, shell: GatherOptions["shell"]): "\n" | "\r\n" {
  const eol = vscode.workspace.getConfiguration("files", root).get<string>("eol");
  if (eol === "\n" || eol === "\r\n") return eol;
  return shell === "powershell" ? "\r\n" : "\n";
}

async function projectsIn(root: vscode.Uri, path: string): Promise<readonly string[]> {
  const folder = vscode.Uri.joinPath(root, path);
  const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
  const names = entries.map(([name]) => name).filter(isProjectFile);
  return names.map((name) => (path === "" ? name : `${path}/${name}`));
}

interface Read {
  readonly text?: string;
  /** Why the file cannot be written. */
  readonly blocked?: string;
}

/** A file's text as an editor would show it now; undefined when there is no such file. */
async function readText(uri: vscode.Uri, machine: Machine | undefined): Promise<Read | undefined> {
  const { fs, textDocuments } = vscode.workspace;
  try {
    const { type, permissions = 0 } = await fs.stat(uri);
    if (type & vscode.FileType.Directory) return { blocked: "is a folder" };
    if (type & vscode.FileType.SymbolicLink) return { blocked: "is a symbolic link" };
    const readOnly = permissions & vscode.FilePermission.Readonly ? "is read-only" : undefined;
    const why = readOnly ?? (uri.scheme === "file" ? machine?.whyBlocked(uri) : undefined);
    const blocked = why === undefined ? {} : { blocked: why };
    const open = textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri.toString());
    const bytes = await fs.readFile(uri);
    // What loads these files reads them as UTF-8, and an entry in another encoding would spoil them.
    if (!isUtf8(bytes)) return { blocked: "is not UTF-8 text" };
    return { ...blocked, text: open ? open.getText() : decodeText(bytes, "utf-8") };
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    return error.code === "FileNotFound" ? undefined : { blocked: `cannot be read (${error.code})` };
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return encodingOf(bytes) === "utf-8";
  } catch {
    return false;
  }
}
