// For tests that run inside VS Code, in a browser too: documents, files, and waiting for what VS Code shows.
import * as vscode from "vscode";

/** Waits until the check gives something, and returns it; says what was missing after `limit` milliseconds. */
export async function until<Result>(
  what: string,
  check: () => Result | undefined | false | Promise<Result | undefined | false>,
  limit = 20_000,
): Promise<Result> {
  const end = Date.now() + limit;
  for (;;) {
    const result = await check();
    if (result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Keystow's diagnostics of a document. */
export function shown(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Keystow");
}

/** Waits until as many diagnostics are shown. */
export function untilShown(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return until(`${count} diagnostics are shown`, () => {
    const diagnostics = shown(uri);
    return diagnostics.length === count && diagnostics;
  });
}

export async function openText(content: string, language = "plaintext"): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (!first) throw new Error("no folder is open");
  return first.uri;
}

/** Writes a file of the folder from outside of the editor. */
export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(), path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** The file's text on disk; undefined when there is none. */
export async function readFile(path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), path)));
  } catch {
    return undefined;
  }
}

export async function openFile(path: string, text: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await writeFile(path, text), { viewColumn: vscode.ViewColumn.One });
}

/** Writes a file from outside of the editor, and waits until its document, if it is open, has been read again. */
export async function writeOpenFile(path: string, text: string): Promise<void> {
  const uri = await writeFile(path, text);
  await until(`the editor has read ${path} again`, () =>
    vscode.workspace.textDocuments
      .filter((document) => document.uri.toString() === uri.toString())
      .every((document) => document.getText() === text),
  );
}

export function untilText(document: vscode.TextDocument, text: string): Promise<boolean> {
  return until(`${document.uri.path} is as expected`, () => document.getText() === text);
}

export function untilFile(path: string, text: string | undefined): Promise<boolean> {
  return until(`${path} on disk is as expected`, async () => (await readFile(path)) === text);
}

/** The actions at a place, as the light bulb gets them. */
export function actionsAt(uri: vscode.Uri, place: vscode.Position | vscode.Range): Promise<vscode.CodeAction[]> {
  const range = place instanceof vscode.Range ? place : new vscode.Range(place, place);
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, range, "quickfix");
  // VS Code drops the request when another language service reports something about the document meanwhile.
  return until("VS Code answers", () => Promise.resolve(ask()).catch(() => undefined));
}

/** As a person looks before the next step: VS Code hears late of a saved file, and loses its place in it meanwhile. */
export function look(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1200));
}

/** Undoes all that is unsaved and closes every editor. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    // VS Code's own settings file is dirty while it writes them.
    const isOurs = document.isUntitled || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
    if (!isOurs || !document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
