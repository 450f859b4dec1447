// What the extension can do where there is Node: git, and files read from disk.
import * as vscode from "vscode";
import { checkExposure } from "../node/gatherExposure";
import type { Platform } from "./activate";
import type { CheckKey } from "./commands/checkPublished";
import { Trouble } from "./log";
import { fileOf } from "./places";
import { scanThroughEditor } from "./workspaceScan";

const checkKey: CheckKey = async ({ document, finding }, signal, onProgress) => {
  const file = fileOf(document);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const cwd = folders[0]?.uri.fsPath;
  const onDisk = file.scheme === "file";
  if (!onDisk && file.scheme !== "untitled") throw new Trouble("The publication check needs the file on disk.");
  if (!onDisk && !cwd)
    throw new Trouble("The text is in no file and no folder is open: there is no repository to ask.");
  const answers = await checkExposure(
    [
      {
        text: document.getText(),
        finding,
        ...(onDisk && { file: file.fsPath, shownAs: vscode.workspace.asRelativePath(file) }),
      },
    ],
    { cwd: cwd ?? "", env: process.env, outside: folders.map(({ uri }) => uri.fsPath), signal, onProgress },
  );
  return answers?.[0];
};

export const DESKTOP: Platform = {
  scanFolder: scanThroughEditor,
  checkKey,
  shell: process.platform === "win32" ? "powershell" : "posix",
};
