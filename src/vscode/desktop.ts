// What the extension can do where there is Node: git, and files read from disk.
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { ExposureAnswer } from "../core/index";
import { whyBlocked } from "../node/applyFix";
import { isExposed, isTracked, startFolder } from "../node/files";
import { type Asked, askOthers, outsideEvidence, questionsFor } from "../node/exposure/askOthers";
import { Outside, requestLine } from "../node/exposure/outside";
import { revoke } from "../node/exposure/revocation";
import { answerOf, gatherKeys, gatherSecret, holdsOneOf, type KeyInText } from "../node/gatherExposure";
import { repositoryAbove } from "../node/repositoryAbove";
import { type ScannedFile, scanPaths } from "../node/scanWorkspace";
import { stopTracking } from "../node/untrack";
import { keepUserSecrets } from "../node/userSecrets";
import type { Platform } from "./activate";
import type { Revoke } from "./commands/revokeKey";
import type { Target } from "./commands/target";
import type { CheckExposure } from "./exposureCheck";
import { Trouble } from "./log";
import { fileOf, whereabouts } from "./places";
import { type Scan, type ScanStep, scanThroughEditor } from "./workspaceScan";

const checkExposure: CheckExposure = async (targets, { cache, signal, onProgress }) => {
  const folders = openFolders();
  const gathered = await gatherKeys(
    targets.map((target) => keyIn(target, folders)),
    {
      cwd: folders[0] ?? "",
      env: process.env,
      outside: folders,
      signal,
      onProgress,
    },
  );
  if (!gathered) return undefined;
  const questions = questionsFor(gathered, { cache, signIn: signInToGitHub });
  const asked: Asked = new Map();
  const answers = (): readonly ExposureAnswer[] =>
    gathered.map((key) => answerOf(key, [...key.evidence, ...outsideEvidence(key, questions, asked)]));
  return {
    answers: answers(),
    questions,
    ask: async (chosen, run) => {
      const wanted = questions.filter((question) => chosen.includes(question));
      // VS Code has put its proxies and certificates behind Node's own requests.
      const outside = new Outside({
        signal: run.signal,
        endpoints: run.endpoints,
        holdsKey: holdsOneOf(gathered),
        onRequest: (record) => run.onRequest(requestLine(record)),
      });
      return (await askOthers(wanted, asked, { outside, onProgress: run.onProgress })) ? answers() : undefined;
    },
  };
};

const revokeAtIssuer: Revoke = async ({ document, finding }, url, { signal, endpoints, onRequest }) => {
  const secret = gatherSecret({ text: document.getText(), finding });
  if (!secret) return "the text has changed: try again.";
  const outside = new Outside({ signal, endpoints, onRequest: (record) => onRequest(requestLine(record)) });
  return revoke(secret, url, outside);
};

function keyIn({ document, finding }: Target, folders: readonly string[]): KeyInText {
  const file = fileOf(document);
  const onDisk = file.scheme === "file";
  if (!onDisk && file.scheme !== "untitled") throw new Trouble("The publication check needs the file on disk.");
  if (!onDisk && folders.length === 0)
    throw new Trouble("The text is in no file and no folder is open: there is no repository to ask.");
  return {
    text: document.getText(),
    finding,
    ...(onDisk && { file: file.fsPath, shownAs: vscode.workspace.asRelativePath(file) }),
  };
}

/** VS Code's own sign-in, which asks the person; undefined when they say no. */
async function signInToGitHub(): Promise<string | undefined> {
  try {
    return (await vscode.authentication.getSession("github", ["security_events"], { createIfNone: true })).accessToken;
  } catch {
    return undefined;
  }
}

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

function stepOf({ path, file, result: { findings, suppressed } }: ScannedFile): ScanStep {
  if (typeof path === "string") return { kind: "found", file: vscode.Uri.file(path), findings, suppressed };
  return {
    kind: "skipped",
    path: file,
    reason: `its name is no text, so it cannot be opened; keys in it: ${findings.length}`,
  };
}

/** The folders whose programs are not run. */
function openFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
}

export const DESKTOP: Platform = {
  scan: scanFromDisk,
  checkExposure,
  revoke: revokeAtIssuer,
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
