// Where a document is: its file, its folder, its path there; and whether it is one that people write.
import * as vscode from "vscode";
import type { Whereabouts } from "../core/index";

/** A place in a document that survives as data: in a hover's link, in a command's argument. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The file that a document is or is a part of: the notebook's for a cell. */
export function fileOf(document: vscode.TextDocument): vscode.Uri {
  if (document.uri.scheme !== "vscode-notebook-cell") return document.uri;
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  return notebook?.uri ?? document.uri;
}

/** The document of an address while it is open, in whatever tab or none. */
export function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => !one.isClosed && one.uri.toString() === uri.toString());
}

/** Whether a file is open as a notebook, in whatever tab or none. */
export function isOpenNotebook(file: vscode.Uri): boolean {
  return vscode.workspace.notebookDocuments.some((one) => !one.isClosed && one.uri.toString() === file.toString());
}

/** The notebook of a cell's address while it is open; every other address is a file's own. */
export function fileAt(uri: vscode.Uri): vscode.Uri {
  return cellAt(uri)?.notebook.uri ?? uri;
}

/** A cell of a notebook. */
export interface CellPlace {
  readonly notebook: vscode.Uri;
  readonly index: number;
}

/** The cell of an open notebook that an address is of. */
export function cellAt(uri: vscode.Uri): vscode.NotebookCell | undefined {
  if (uri.scheme !== "vscode-notebook-cell") return undefined;
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  return cells.find(({ document }) => document.uri.toString() === uri.toString());
}

/** A path in a folder as people read it: with the folder's name where there are several. */
export function nameIn(root: vscode.Uri | undefined, path: string): string {
  const folder = root && vscode.workspace.getWorkspaceFolder(root);
  const name = folder ? nameOfFolder(folder) : "";
  return name === "" ? path : `${name}/${path}`;
}

/** What paths in a workspace folder begin with: nothing where it is the only one, and the number of a name's namesake. */
export function nameOfFolder({ name, index }: vscode.WorkspaceFolder): string {
  const { workspaceFolders = [] } = vscode.workspace;
  if (workspaceFolders.length < 2) return "";
  const before = workspaceFolders.slice(0, index).filter((other) => other.name === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}

/** A file as people and reports are told of it: by its path in its workspace folder, else by all of its path; with `/`. */
export function shownPath(file: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder) return nameIn(folder.uri, pathBelow(folder.uri, file));
  return file.scheme === "file" && file.path !== file.fsPath ? file.fsPath.replaceAll("\\", "/") : file.path;
}

/** The workspace folder that a file belongs to. A text without a file belongs to the only folder, if there is just one. */
export function folderOf(file: vscode.Uri): vscode.WorkspaceFolder | undefined {
  const { workspaceFolders = [] } = vscode.workspace;
  if (file.scheme === "untitled") return workspaceFolders.length === 1 ? workspaceFolders[0] : undefined;
  return vscode.workspace.getWorkspaceFolder(file);
}

/** The folder that an env file for a file belongs to; outside of the workspace, the one that the file is in. */
export function rootOf(file: vscode.Uri): vscode.Uri | undefined {
  return folderOf(file)?.uri ?? (file.scheme === "untitled" ? undefined : vscode.Uri.joinPath(file, ".."));
}

/** A file's path in its folder, with `/`; just its name when it is in none, and empty when it has no file. */
export function pathOf(file: vscode.Uri): string {
  if (file.scheme === "untitled") return "";
  const root = rootOf(file);
  return root ? pathBelow(root, file) : file.path;
}

/** A file's path from a folder that it is in, with `/`; empty for the folder itself. */
export function pathBelow(root: vscode.Uri, file: vscode.Uri): string {
  return file.path.slice(root.path.replace(/\/$/, "").length + 1);
}

/** The same of what is in a scanned folder, `.` for itself. */
export function shownIn(root: vscode.Uri, path: string): string {
  return path === "." ? nameIn(root, path) : shownPath(vscode.Uri.joinPath(root, path));
}

/** Whether a file is a place or in it. */
export function isWithin(file: vscode.Uri, place: vscode.Uri): boolean {
  const [inner, outer] = [file.toString(), place.toString().replace(/\/$/, "")];
  return inner === outer || inner.startsWith(`${outer}/`);
}

export function whereabouts(file: vscode.Uri): Whereabouts {
  return { path: pathOf(file), today: today() };
}

/** The person's day, as `yyyy-mm-dd`. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Texts that VS Code or an extension shows, and nobody writes: outputs, results, code in an answer. */
const SHOWN_ONLY: ReadonlySet<string> = new Set([
  ...["output", "debug", "search-editor", "vscode", "walkThroughSnippet", "vscode-chat-code-block", "comment"],
  ...["git", "gitfs", "gitlens", "gitlens-git", "svn", "hg", "pr", "review", "merge-conflict.conflict-diff"],
  ...["keystow-rule", "keystow-check", "keystow-line", "keystow-keyless", "keystow-next", "keystow-untrack"],
  ...["keystow-preview", "keystow-masked"],
]);

/** Whether a document is a person's text. Old versions and other copies are not, by scheme or as read-only file systems. */
export function isWritten(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  if (SHOWN_ONLY.has(scheme)) return false;
  const copy = vscode.workspace.fs.isWritableFileSystem(scheme) === false;
  return !copy || folderOf(fileOf(document)) !== undefined;
}
