// What can be scanned in the editor: each scope says what it is called, and goes through what it stands for.
import * as vscode from "vscode";
import { grouped, type Progress, withoutKeys } from "../core/index";
import { type DocumentDependencies, scanOpenEditors, scanSelection, selectedEditor } from "./documentScan";
import {
  type GitScans,
  type GitSelector,
  originOf,
  placeOf,
  Refused,
  type StoredStep,
  whereOf,
  whyItStays,
} from "./gitScans";
import { Trouble } from "./log";
import { MASKED_SCHEME } from "./maskedTexts";
import { folderOf, isWithin, rootOf, shownIn } from "./places";
import { scopeAt, scopeIn } from "./settings";
import type { FoundStep, Scan, ScanOptions, ScanStep } from "./workspaceScan";

export interface ScanScope {
  /** Two scans with the same one are the same. */
  readonly id: string;
  /** "Workspace", "Changed files". */
  readonly title: string;
  readonly steps: (run: ScopeRun) => AsyncIterable<ScanStep>;
  /** Whether other keys of a file in which something is found may be none of the scan's. */
  readonly isOfParts?: boolean;
  /** Whether what it has found is told at its end alone, also when it is stopped. */
  readonly tellsAtEnd?: boolean;
  /** Whether what an earlier scan found in a file no longer counts once this one has ended. */
  readonly covers: (file: vscode.Uri) => boolean;
}

export type ScopeRun = Pick<ScanOptions, "signal" | "onProgress">;

export interface ScopeDependencies extends DocumentDependencies {
  readonly scan: Scan;
  /** Missing where there is no git. */
  readonly git: GitScans | undefined;
}

export class Scopes {
  constructor(private readonly dependencies: ScopeDependencies) {}

  workspace(): ScanScope {
    const folders = openFolders();
    return {
      id: "workspace",
      title: "Workspace",
      steps: (run) => this.#scanPlaces(folders, run),
      covers: () => true,
    };
  }

  /** Files and folders, also some that are in no workspace folder. */
  places(places: readonly vscode.Uri[]): ScanScope {
    const [first] = places;
    if (!first) throw new Trouble("Choose files or folders in the Explorer first.");
    const name = withoutKeys(vscode.workspace.asRelativePath(first, openFolders().length > 1));
    return {
      id: `places ${places.join(" ")}`,
      title: places.length === 1 ? name : `${name} and ${places.length - 1} more`,
      steps: (run) => this.#scanPlaces(places, run),
      covers: (file) => places.some((place) => isWithin(file, place)),
    };
  }

  selection(): ScanScope {
    const { document, selections } = selectedEditor();
    return {
      id: `selection ${document.uri.toString()} ${JSON.stringify(selections)}`,
      title: "Selection",
      steps: (run) => scanSelection({ document, selections }, this.dependencies, run),
      isOfParts: true,
      covers: () => false,
    };
  }

  openEditors(): ScanScope {
    return {
      id: "open",
      title: "Open editors",
      steps: (run) => scanOpenEditors(this.dependencies, run),
      covers: () => false,
    };
  }

  /** What git selects. Throws with the reason where git cannot be asked. */
  git(selector: GitSelector): ScanScope {
    const git = this.#gitToAsk();
    const isStored = selector.kind !== "changed";
    return {
      id: JSON.stringify(selector),
      title: titleOf(selector),
      steps: (run) => this.#scanRepositories(git, selector, run),
      isOfParts: isStored,
      tellsAtEnd: isStored,
      covers: ({ scheme }) => isStored && scheme === MASKED_SCHEME,
    };
  }

  /** Why git cannot be asked here, in words for the person. */
  whyNoGit(): string | undefined {
    if (!this.dependencies.git) return "Git runs on the desktop only, not in a browser.";
    if (!openFolders().some(({ scheme }) => scheme === "file"))
      return "Git works on files on disk, and no folder on disk is open.";
    return vscode.workspace.isTrusted ? undefined : "Git runs only in a workspace that you trust.";
  }

  #gitToAsk(): GitScans {
    const { git } = this.dependencies;
    const why = this.whyNoGit();
    if (git && why === undefined) return git;
    const trust = {
      label: "Manage Trust",
      run: () => vscode.commands.executeCommand("workbench.trust.manage"),
    };
    throw new Trouble(`This scan asks Git. ${why}`, git && !vscode.workspace.isTrusted ? trust : undefined);
  }

  /** Folder by folder, since each has a policy of its own. */
  async *#scanPlaces(places: readonly vscode.Uri[], run: ScopeRun): AsyncIterable<ScanStep> {
    const { scan, settings } = this.dependencies;
    const groups = await byRoot(places);
    const sum = new Sum(groups.length, run.onProgress);
    for (const { root, targets } of groups) {
      if (run.signal.aborted) return;
      const scope = await scopeAt(root, await settings.known(root));
      const options = { root, scope, signal: run.signal, onProgress: sum.next() };
      for await (const step of scan(targets, options)) if (!isOfAnother(step, root, groups)) yield told(step, root);
    }
  }

  async *#scanRepositories(git: GitScans, selector: GitSelector, run: ScopeRun): AsyncIterable<ScanStep> {
    const folders = onePerRepository(git);
    const sum = new Sum(folders.length, run.onProgress);
    for (const root of folders) {
      if (run.signal.aborted) return;
      const scope = await this.dependencies.settings.known(root);
      const options = { root, scope, signal: run.signal, onProgress: sum.next() };
      try {
        const shown = new StoredTexts(git, selector, { ...options, ...this.dependencies });
        for await (const step of git.scan(selector, options))
          yield told(step.kind === "stored" ? shown.take(step) : step, root);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (folders.length === 1) throw new Trouble(withoutKeys(error.message));
        yield { kind: "skipped", path: vscode.workspace.asRelativePath(root), reason: error.message };
      }
    }
  }
}

/** Gives texts that git keeps an address, and brings together what is found in one. */
class StoredTexts {
  readonly #steps = new Map<string, FoundStep>();
  readonly #origins: string[] = [];

  constructor(
    private readonly git: GitScans,
    private readonly selector: GitSelector,
    private readonly options: Pick<ScanOptions, "root" | "scope"> & Pick<ScopeDependencies, "maskedTexts">,
  ) {}

  take(step: StoredStep): FoundStep {
    const { root, scope, maskedTexts } = this.options;
    const origin = originOf(this.selector, step);
    if (!this.#origins.includes(origin)) this.#origins.push(origin);
    const policyFolder = vscode.Uri.file(step.inPolicy.folder);
    const file = maskedTexts.add({
      file: vscode.Uri.joinPath(policyFolder, step.inPolicy.path),
      policyFolder,
      place: placeOf(this.selector, step),
      root,
      path: step.file,
      // Keys of one text may have come to different branches.
      id: `${step.id}.${this.#origins.indexOf(origin)}`,
      policy: async () => (await scopeIn(policyFolder, scope)).policy,
      read: () => this.git.read(root, step.id),
      where: whereOf(this.selector, step),
      stays: whyItStays(this.selector, step),
      ...(step.introduced && { introduced: step.introduced }),
    });
    const known = this.#steps.get(file.toString());
    const found: FoundStep = {
      kind: "found",
      file,
      findings: [...(known?.findings ?? []), ...step.findings],
      suppressed: [...(known?.suppressed ?? []), ...step.suppressed],
      origin,
    };
    this.#steps.set(file.toString(), found);
    return found;
  }
}

function titleOf(selector: GitSelector): string {
  switch (selector.kind) {
    case "changed":
      return "Changed files";
    case "staged":
      return "Staged content";
    case "diff":
      return `Added lines of ${withoutKeys(selector.range)}`;
    case "history":
      return "Git history";
  }
}

function openFolders(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

interface Group {
  readonly root: vscode.Uri;
  readonly targets: readonly vscode.Uri[];
}

/** A folder outside of the workspace is its own root. */
async function byRoot(places: readonly vscode.Uri[]): Promise<readonly Group[]> {
  const roots = await Promise.all(
    places.map(async (place) => folderOf(place)?.uri ?? ((await isFolder(place)) ? place : (rootOf(place) ?? place))),
  );
  const groups = grouped([...places.entries()], ([index]) => String(roots[index]));
  return [...groups].map(([root, own]) => ({
    root: vscode.Uri.parse(root, true),
    targets: own.map(([, place]) => place),
  }));
}

async function isFolder(place: vscode.Uri): Promise<boolean> {
  const state = await vscode.workspace.fs.stat(place).then(undefined, () => undefined);
  return state !== undefined && (state.type & vscode.FileType.Directory) !== 0;
}

/** Whether something is in a workspace folder within the one that is scanned, and is scanned there by what holds there. */
function isOfAnother(step: ScanStep, root: vscode.Uri, groups: readonly Group[]): boolean {
  if (step.kind === "ignored" || groups.length < 2) return false;
  const owner = folderOf(step.kind === "found" ? step.file : vscode.Uri.joinPath(root, step.path))?.uri.toString();
  return groups.some(
    ({ root: other, targets }) =>
      other.toString() === owner && owner !== root.toString() && targets.some((target) => target.toString() === owner),
  );
}

/** Two folders of one repository would bring everything twice; what is in none is refused by git in words. */
function onePerRepository(git: GitScans): readonly vscode.Uri[] {
  const folders = openFolders().filter(({ scheme }) => scheme === "file");
  return [...new Map(folders.map((folder) => [git.repositoryOf(folder) ?? folder.fsPath, folder])).values()];
}

/** A path as people are told of it. */
function told(step: ScanStep, root: vscode.Uri): ScanStep {
  return step.kind === "skipped" ? { ...step, path: shownIn(root, step.path) } : step;
}

/** The progress of several scans, one after the other; how much there is in all is known in the last one. */
class Sum {
  #before: Progress = { files: 0, bytes: 0, done: 0 };
  #now: Progress = { files: 0, bytes: 0 };
  #left: number;

  constructor(
    parts: number,
    private readonly report: (progress: Progress) => void,
  ) {
    this.#left = parts;
  }

  /** Takes the progress of the next one. */
  next(): (progress: Progress) => void {
    this.#before = this.#add(this.#now);
    this.#now = { files: 0, bytes: 0 };
    this.#left -= 1;
    return (progress) => {
      this.#now = progress;
      const { total } = progress;
      const known = this.#left === 0 && total !== undefined;
      this.report({ ...this.#add(progress), ...(known && { total: (this.#before.done ?? 0) + total }) });
    };
  }

  #add({ files, bytes, done = files }: Progress): Progress {
    return {
      files: this.#before.files + files,
      bytes: this.#before.bytes + bytes,
      done: (this.#before.done ?? 0) + done,
    };
  }
}
