// What the fix planner wants to know of the files around the code, through VS Code's file system and open documents.
import * as vscode from "vscode";
import {
  decodeText,
  encodingOf,
  filesForFix,
  type Finding,
  type FixRequest,
  type Neighbours,
  neighboursForFix,
  placesOf,
  type StoreId,
} from "../core/index";
import { Listing } from "./listing";
import { type Machine, storesWithout } from "./machine";
import { documentOf, fileOf, pathOf, rootOf } from "./places";
import type { Scope } from "./settings";

/** A request and the folder that its paths are relative to. */
export interface Gathered {
  readonly root: vscode.Uri;
  readonly request: FixRequest;
}

export interface GatherOptions extends Pick<Scope, "policy"> {
  /** The shell that a start command is for. */
  readonly shell: "posix" | "powershell";
  /** Nobody sees the document, so whoever changes it has to save it too. */
  readonly hidden?: boolean;
  /** What the document is to hold; what it holds, when it is not given. */
  readonly text?: string | undefined;
  /** Whether git tracks a file; unknown where there is no Node, and not asked for a look. */
  readonly isTracked?: (file: vscode.Uri) => boolean;
  /** Absent in a browser. */
  readonly machine?: Machine | undefined;
  /** Stores that this move cannot use, each with the reason. */
  readonly without?: ReadonlyMap<StoreId, string> | undefined;
}

/** Reads what a fix of these findings depends on; undefined when the text belongs to no folder. Writes nothing. */
export async function gatherFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { policy, shell, isTracked, machine, without = new Map(), hidden = false, text = document.getText() }: GatherOptions,
): Promise<Gathered | undefined> {
  const file = fileOf(document);
  const root = rootOf(file);
  if (!root) return undefined;
  const places = placesOf(policy);
  const source = { path: pathOf(file), languageId: document.languageId, text };
  const files = new Map<string, string>();
  const blocked = new Map<string, string>();
  const listing = new Listing(root);
  const neighbours = neighboursForFix(source.path, places.store).map((one) => thoseIn(listing, one));
  const wanted = [...filesForFix(source.path, places.envFile), ...(await Promise.all(neighbours)).flat()];
  await Promise.all(
    wanted.map(async (path) => {
      if (!(await listing.mayHave(path))) return;
      const found = await readPlain(vscode.Uri.joinPath(root, path), machine);
      if (found?.text !== undefined) files.set(path, found.text);
      if (found?.blocked !== undefined) blocked.set(path, found.blocked);
    }),
  );
  const own = hidden ? await readText(file) : undefined;
  if (own?.blocked !== undefined) blocked.set(source.path, own.blocked);
  const above = root.scheme === "file" ? machine?.repositoryAbove(root) : undefined;
  const request = {
    ...{ findings, source, files, blocked, eol: newFileEol(root, shell), shell },
    ...{ ...places, without: new Map([...storesWithout(root, machine), ...without]) },
    ...(above && { above }),
    ...(isTracked && { isTracked: (path: string) => isTracked(vscode.Uri.joinPath(root, path)) }),
  };
  return { root, request };
}

/** The line ending that VS Code gives to files that are made. */
function newFileEol(root: vscode.Uri, shell: GatherOptions["shell"]): "\n" | "\r\n" {
  const eol = vscode.workspace.getConfiguration("files", root).get<string>("eol");
  if (eol === "\n" || eol === "\r\n") return eol;
  return shell === "powershell" ? "\r\n" : "\n";
}

async function thoseIn(listing: Listing, { folder, names }: Neighbours): Promise<readonly string[]> {
  const found = (await listing.names(folder)).filter((name) => names.test(name));
  return found.map((name) => (folder === "" ? name : `${folder}/${name}`));
}

/** A file that others read as UTF-8: an entry in another encoding would spoil it. */
async function readPlain(uri: vscode.Uri, machine: Machine | undefined): Promise<Read | undefined> {
  const read = await readText(uri);
  if (read?.text === undefined) return read;
  if (!read.isUtf8) return { blocked: "is not UTF-8 text" };
  const blocked = read.blocked ?? (uri.scheme === "file" ? machine?.whyBlocked(uri) : undefined);
  return { text: read.text, ...(blocked !== undefined && { blocked }) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return encodingOf(bytes) === "utf-8";
  } catch {
    return false;
  }
}

export interface Read {
  readonly text?: string;
  /** Of the bytes on disk. */
  readonly isUtf8?: boolean;
  /** Why the file cannot be written. */
  readonly blocked?: string;
}

/** A file's text as an editor would show it now; undefined when there is no such file. */
export async function readText(uri: vscode.Uri): Promise<Read | undefined> {
  const { fs } = vscode.workspace;
  try {
    const { type, permissions = 0 } = await fs.stat(uri);
    if (type & vscode.FileType.Directory) return { blocked: "is a folder" };
    if (type & vscode.FileType.SymbolicLink) return { blocked: "is a symbolic link" };
    const blocked = permissions & vscode.FilePermission.Readonly ? { blocked: "is read-only" } : {};
    const bytes = await fs.readFile(uri);
    const encoding = encodingOf(bytes);
    const text = documentOf(uri)?.getText() ?? (encoding && decodeText(bytes, encoding));
    return text === undefined ? { blocked: "is not a text" } : { ...blocked, text, isUtf8: isUtf8(bytes) };
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    return error.code === "FileNotFound" ? undefined : { blocked: `cannot be read (${error.code})` };
  }
}
