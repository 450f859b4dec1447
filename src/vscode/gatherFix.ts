// What the fix planner wants to know of the files around the code, through VS Code's file system and open documents.
import * as vscode from "vscode";
import { decodeText, encodingOf, filesForFix, type Finding, type FixRequest } from "../core/index";
import { eolOf } from "./convert";
import { fileOf, pathOf, rootOf } from "./places";
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
}

/** Reads what a fix of these findings depends on; undefined when the text belongs to no folder. Writes nothing. */
export async function gatherFix(
  document: vscode.TextDocument,
  findings: readonly Finding[],
  { policy, shell, isTracked, hidden = false, text = document.getText() }: GatherOptions,
): Promise<Gathered | undefined> {
  const file = fileOf(document);
  const root = rootOf(file);
  if (!root) return undefined;
  const envFile = policy.file.envFile ?? policy.envFile;
  const source = { path: pathOf(file), languageId: document.languageId, text };
  const files = new Map<string, string>();
  const blocked = new Map<string, string>();
  const wanted = filesForFix(source.path, envFile);
  await Promise.all(
    wanted.map(async (path) => {
      const found = await readText(vscode.Uri.joinPath(root, path));
      if (found?.text !== undefined) files.set(path, found.text);
      if (found?.blocked !== undefined) blocked.set(path, found.blocked);
    }),
  );
  const own = hidden ? await readText(file) : undefined;
  if (own?.blocked !== undefined) blocked.set(source.path, own.blocked);
  const eol = eolOf(document);
  const request = {
    ...{ findings, source, files, blocked, eol, shell },
    ...(envFile !== undefined && { envFile }),
    ...(isTracked && { isTracked: (path: string) => isTracked(vscode.Uri.joinPath(root, path)) }),
  };
  return { root, request };
}

export interface Read {
  readonly text?: string;
  /** Why the file cannot be written. */
  readonly blocked?: string;
}

/** A file's text as an editor would show it now; undefined when there is no such file. */
export async function readText(uri: vscode.Uri): Promise<Read | undefined> {
  const { fs, textDocuments } = vscode.workspace;
  try {
    const { type, permissions = 0 } = await fs.stat(uri);
    if (type & vscode.FileType.Directory) return { blocked: "is a folder" };
    if (type & vscode.FileType.SymbolicLink) return { blocked: "is a symbolic link" };
    const blocked = permissions & vscode.FilePermission.Readonly ? { blocked: "is read-only" } : {};
    const open = textDocuments.find((document) => !document.isClosed && document.uri.toString() === uri.toString());
    if (open) return { ...blocked, text: open.getText() };
    const bytes = await fs.readFile(uri);
    const encoding = encodingOf(bytes);
    return encoding ? { ...blocked, text: decodeText(bytes, encoding) } : { blocked: "is not a text" };
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    return error.code === "FileNotFound" ? undefined : { blocked: `cannot be read (${error.code})` };
  }
}
