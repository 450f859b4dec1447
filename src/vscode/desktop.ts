// What the extension can do where there is Node: git, and files read from disk.
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { whyBlocked } from "../node/applyFix";
import { isExposed, isTracked, startFolder } from "../node/files";
import { checkExposure } from "../node/gatherExposure";
import { repositoryAbove } from "../node/repositoryAbove";
import { type ScannedFile, scanPaths } from "../node/scanWorkspace";
import { stopTracking } from "../node/untrack";
import { keepUserSecrets } from "../node/userSecrets";
import type { Platform } from "./activate";
import type { CheckKey } from "./commands/checkPublished";
import { Trouble } from "./log";
import { fileOf, whereabouts } from "./places";
import { type Scan, type ScanStep, scanThroughEditor } from "./workspaceScan";

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

const scanFromDisk: Scan = async function* (target, options) {
  if (target.scheme !== "file") {
    yield* scanThroughEditor(target, options);
    return;
  }
  const { policy, signal, onProgress } = options;
  const root = options.root.fsPath;
  const { today } = whereabouts(target);
  const events = scanPaths([target.fsPath], {
    cwd: root,
    given: { policy, root },
    signal,
    sifter: __filename,
    onProgress: ({ files }) => onProgress(files),
    ...(today !== undefined && { today }),
  });
  for await (const event of events) {
    if (event.kind === "summary") onProgress(event.files);
    else if (event.kind === "skipped") yield { kind: "skipped", path: event.file, reason: event.reason };
    else if (event.kind === "file") yield stepOf(event);
  }
};

function stepOf({ path, file, result: { findings } }: ScannedFile): ScanStep {
  if (typeof path === "string") return { kind: "found", file: vscode.Uri.file(path), findings };
  return {
    kind: "skipped",
    path: file,
    reason: `its name is no text, so it cannot be opened; keys in it: ${findings.length}`,
  };
}

/** The folders whose programs are not run. */
const openFolders = (): readonly string[] =>
  (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);

export const DESKTOP: Platform = {
  scan: scanFromDisk,
  checkKey,
  isExposed: ({ scheme, fsPath }) =>
    scheme === "file" && isExposed({ folder: startFolder(dirname(fsPath)), name: basename(fsPath) }),
  machine: {
    repositoryAbove: ({ fsPath }) => repositoryAbove(fsPath),
    whyBlocked: ({ fsPath }) => whyBlocked(fsPath),
    keepUserSecrets: ({ fsPath }, keys, init) =>
      keepUserSecrets({ project: fsPath, init, keys, env: process.env, outside: openFolders() }),
  },
  tracking: {
    isTracked: ({ scheme, fsPath }) => scheme === "file" && isTracked(fsPath),
    stop: ({ fsPath }) => {
      const outside = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      return stopTracking(fsPath, { env: process.env, outside, signal: new AbortController().signal });
    },
  },
  shell: process.platform === "win32" ? "powershell" : "posix",
};
