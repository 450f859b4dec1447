// What the extension can do where there is Node: git, and files read from disk.
import { statSync } from "node:fs";
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
import { openRepository } from "../node/git/open";
import { NestedRepositories } from "../node/nestedRepositories";
import { readStored } from "../node/readStored";
import { type ScanOrder, type ScanTold, tellScan } from "../node/scanOrder";
import { scanInThread } from "../node/scanThread";
import { stopTracking } from "../node/untrack";
import { keepUserSecrets } from "../node/userSecrets";
import { WorkTree } from "../node/workTree";
import type { Platform } from "./activate";
import type { Revoke } from "./commands/revokeKey";
import type { Target } from "./commands/target";
import type { CheckExposure } from "./exposureCheck";
import { type GitScans, Refused, type StoredStep } from "./gitScans";
import { Trouble } from "./log";
import { maskedName } from "./maskedTexts";
import { fileOf, whereabouts } from "./places";
import { type Scan, type ScanOptions, type ScanStep, scanThroughEditor } from "./workspaceScan";

const checkExposure: CheckExposure = async (targets, { cache, signal, onProgress }) => {
  const folders = openFolders();
  const gathered = await gatherKeys(await Promise.all(targets.map((target) => keyIn(target, folders))), {
    cwd: folders[0] ?? "",
    env: process.env,
    outside: folders,
    signal,
    onProgress,
  });
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

const revokeAtIssuer: Revoke = async (target, url, { signal, endpoints, onRequest }) => {
  const secret = gatherSecret({ text: await textOf(target), finding: target.finding });
  if (!secret) return "the text has changed: try again.";
  const outside = new Outside({ signal, endpoints, onRequest: (record) => onRequest(requestLine(record)) });
  return revoke(secret, url, outside);
};

/** What is shown of a text that Git keeps has its keys hidden. */
async function textOf({ document, kept }: Target): Promise<string> {
  return kept ? kept.read().catch(() => "") : document.getText();
}

async function keyIn(target: Target, folders: readonly string[]): Promise<KeyInText> {
  const { document, finding, kept } = target;
  const text = await textOf(target);
  if (kept) {
    const folder = kept.root?.fsPath;
    return { text, finding, shownAs: maskedName(kept), ...(folder !== undefined && { folder }) };
  }
  const file = fileOf(document);
  const onDisk = file.scheme === "file";
  if (!onDisk && file.scheme !== "untitled") throw new Trouble("The publication check needs the file on disk.");
  if (!onDisk && folders.length === 0)
    throw new Trouble("The text is in no file and no folder is open: there is no repository to ask.");
  return {
    text,
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

const scanFromDisk: Scan = async function* (targets, options) {
  if (targets.some(({ scheme }) => scheme !== "file")) {
    yield* scanThroughEditor(targets, options);
    return;
  }
  const order = orderFor({ kind: "paths", paths: targets.map(({ fsPath }) => fsPath) }, options);
  for await (const told of isOneFile(targets) ? scanHere(order, options) : toldInThread(order, options)) {
    const step = stepOf(told, options);
    if (step && step.kind !== "stored") yield step;
  }
};

/** A thread costs more than one file. */
function isOneFile([target, ...others]: readonly vscode.Uri[]): boolean {
  try {
    return others.length === 0 && statSync(target?.fsPath ?? "").isFile();
  } catch {
    return false; // The scan says why it cannot be read.
  }
}

function scanHere(order: ScanOrder, { signal }: ScanOptions): AsyncIterable<ScanTold> {
  return tellScan(order, { signal, sifter: __filename, onProgress: () => undefined });
}

/** This very file is what the thread runs. */
function toldInThread(order: ScanOrder, { signal }: ScanOptions): AsyncIterable<ScanTold> {
  return scanInThread(order, __filename, signal, onTyping);
}

function onTyping(listener: () => void): () => void {
  const listening = vscode.workspace.onDidChangeTextDocument(listener);
  return () => void listening.dispose();
}

function orderFor(what: ScanOrder["what"], { root, scope }: ScanOptions): ScanOrder {
  const { today = "" } = whereabouts(root);
  return { what, root: root.fsPath, policy: scope.source, hidden: scope.hiding, today, outside: openFolders() };
}

/** What the editor makes of what is told; progress goes to whoever asked. */
function stepOf(told: ScanTold, { onProgress }: ScanOptions): ScanStep | StoredStep | undefined {
  switch (told.kind) {
    case "file": {
      const { path, ...rest } = told;
      return { ...rest, kind: "found", file: vscode.Uri.file(path) };
    }
    case "stored":
      return told;
    case "skipped": {
      const { file: path, ...why } = told;
      return { path, ...why };
    }
    case "progress":
      onProgress(told.progress);
      return undefined;
    case "summary":
      onProgress(told.progress);
      return told.ignored > 0 ? { kind: "ignored", count: told.ignored } : undefined;
    case "refused":
      throw new Refused(told.reason);
  }
}

const git: GitScans = {
  repositoryOf: ({ fsPath }) => WorkTree.around(fsPath)?.root,
  repositoriesIn: (folder) => {
    const repositories = new NestedRepositories(folder.fsPath);
    return ({ fsPath }) => repositories.of(fsPath);
  },
  scan: async function* (selector, options) {
    for await (const told of toldInThread(orderFor(selector, options), options)) {
      const step = stepOf(told, options);
      if (step) yield step;
    }
  },
  read: async ({ fsPath }, id) => {
    const signal = new AbortController().signal;
    const open = await openRepository(fsPath, { env: process.env, signal, outside: openFolders() });
    return typeof open === "string" ? open : readStored(id, open);
  },
};

/** The folders whose programs are not run. */
function openFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
}

export const DESKTOP: Platform = {
  scan: scanFromDisk,
  git,
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
    stop: ({ fsPath }) =>
      stopTracking(fsPath, { env: process.env, outside: openFolders(), signal: new AbortController().signal }),
  },
  shell: process.platform === "win32" ? "powershell" : "posix",
};
