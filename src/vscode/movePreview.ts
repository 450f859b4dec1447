// What a move would change, masked, before it is made: the files side by side, and a list in which keys can be left out.
// VS Code's own preview shows keys in clear and starts with nothing chosen.
import * as vscode from "vscode";
import { type Finding, maskedTexts } from "../core/index";
import { keyName } from "./convert";
import { Trouble } from "./log";
import { type DocumentKeys, type FolderPlan, type PlanDependencies, planMoves } from "./planMoves";
import { allTabs } from "./tabs";

export const PREVIEW_SCHEME = "keystow-preview";

/** A key that nobody can move, or that is not looked at here. */
export interface LeftKey {
  /** The path of its file, for the person. */
  readonly name: string;
  readonly finding: Finding;
  readonly refused: string;
}

export class MovePreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #count = 0;

  constructor(private readonly dependencies: PlanDependencies) {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this);
  }

  dispose(): void {
    vscode.Disposable.from(this.#provider, this.#changed).dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Shows what a move of these keys would do. The plans that the person agrees to, or undefined. Writes nothing. */
  async ask(keys: readonly DocumentKeys[], left: readonly LeftKey[] = []): Promise<readonly FolderPlan[] | undefined> {
    const folders = await planMoves(keys, this.dependencies);
    const rows = rowsOf(folders, left);
    const movable = rows.filter((row) => row.key);
    if (movable.length === 0) {
      const reasons = new Set(rows.flatMap(({ detail }) => detail ?? []));
      throw new Trouble([...reasons].join(" ") || "There is no key to move.");
    }
    this.#count += 1;
    const title = `Preview ${this.#count}: move ${movable.length === 1 ? "1 key" : `${movable.length} keys`}`;
    const replan = (picked: readonly Row[]): Promise<readonly FolderPlan[]> =>
      planMoves(pickedOf(keys, picked), this.dependencies);
    try {
      await this.#open(title, folders);
      const picked = await this.#choose(title, rows, async (rows) => this.#show(await replan(rows)));
      if (!picked) return undefined;
      const shown = this.#shown;
      const agreed = await replan(picked);
      if (JSON.stringify(textsOf(agreed)) !== shown)
        throw new Trouble("A file changed while its preview was open, so nothing was written. Look at it again.");
      return agreed;
    } finally {
      this.#texts.clear();
      await vscode.window.tabGroups.close(allTabs().filter(({ label }) => label.startsWith(title)));
    }
  }

  /** What is shown now, as one text. */
  #shown = "";

  /** Brings the documents up to date; gives those that there are. */
  #show(folders: readonly FolderPlan[]): readonly Shown[] {
    const shown = textsOf(folders);
    this.#shown = JSON.stringify(shown);
    const now = new Map(
      shown.flatMap(({ before, after }) => [before, after].map((side) => [side.uri, side.text] as const)),
    );
    // A file that is no longer changed shows the same on both sides.
    for (const uri of this.#texts.keys()) if (!now.has(uri)) now.set(uri, this.#texts.get(twin(uri, "before")) ?? "");
    for (const [uri, text] of now) {
      if (this.#texts.get(uri) === text) continue;
      this.#texts.set(uri, text);
      this.#changed.fire(vscode.Uri.parse(uri, true));
    }
    return shown;
  }

  async #open(title: string, folders: readonly FolderPlan[]): Promise<void> {
    const shown = this.#show(folders);
    const parse = (uri: string): vscode.Uri => vscode.Uri.parse(uri, true);
    const resources = shown.map(({ file, before, after }) => [file, parse(before.uri), parse(after.uri)]);
    // A tab that is not kept would give way to the preview's.
    if (vscode.window.tabGroups.activeTabGroup.activeTab?.isPreview)
      await vscode.commands.executeCommand("workbench.action.keepEditor");
    await vscode.commands.executeCommand("vscode.changes", title, resources);
  }

  /** The rows that stay ticked; undefined when the person gives up. */
  #choose(
    title: string,
    rows: readonly Row[],
    update: (picked: readonly Row[]) => Promise<unknown>,
  ): Promise<readonly Row[] | undefined> {
    const box = vscode.window.createQuickPick<Row>();
    box.title = title.replace(/^Preview \d+: m/, "M");
    box.placeholder = "Untick what should stay. Enter moves the rest, Escape changes nothing.";
    box.canSelectMany = true;
    box.ignoreFocusOut = true;
    box.matchOnDescription = true;
    box.items = rows;
    let picked = rows.filter((row) => row.key);
    box.selectedItems = picked;
    let updating: Promise<unknown> = Promise.resolve();
    box.onDidChangeSelection((selected) => {
      const movable = selected.filter((row) => row.key);
      // A key that cannot be moved cannot be ticked.
      if (movable.length < selected.length) box.selectedItems = movable;
      if (movable.length === picked.length && movable.every((row) => picked.includes(row))) return;
      picked = rows.filter((row) => movable.includes(row));
      const wanted = picked;
      box.busy = true;
      const next = (): Promise<unknown> | undefined => (wanted === picked ? update(wanted) : undefined);
      // What went wrong before does not keep others from being tried.
      updating = updating.then(next, next).finally(() => (box.busy = wanted !== picked));
      updating.catch(() => undefined);
    });
    return new Promise((resolve, reject) => {
      box.onDidAccept(() => {
        const last = updating.then(() => (picked.length > 0 ? picked : undefined));
        last.then(resolve, reject).finally(() => box.dispose());
      });
      box.onDidHide(() => {
        resolve(undefined);
        box.dispose();
      });
      box.show();
    });
  }
}

/** A file as it is shown: a document for each side. */
interface Shown {
  readonly file: vscode.Uri;
  readonly before: Side;
  readonly after: Side;
}

interface Side {
  readonly uri: string;
  readonly text: string;
}

function textsOf(folders: readonly FolderPlan[]): readonly Shown[] {
  return folders.flatMap(({ root, plan, texts, policy }) =>
    maskedTexts(plan, texts, policy).map(({ path, before, after }) => {
      const file = path === "" ? root : vscode.Uri.joinPath(root, path);
      const side = (name: string, text: string): Side => ({
        uri: vscode.Uri.from({
          scheme: PREVIEW_SCHEME,
          path: `/${vscode.workspace.asRelativePath(file).replace(/^\//, "") || "untitled"}`,
          query: name,
        }).toString(),
        text,
      });
      return { file, before: side("before", before), after: side("after", after) };
    }),
  );
}

function twin(uri: string, side: "before" | "after"): string {
  return vscode.Uri.parse(uri, true).with({ query: side }).toString();
}

/** A line of the list. */
interface Row extends vscode.QuickPickItem {
  /** Absent for a key that cannot be moved. */
  readonly key?: DocumentKey;
}

interface DocumentKey {
  readonly document: vscode.TextDocument;
  readonly finding: Finding;
}

/** Keys that can be moved, then those that cannot, each with the reason. */
function rowsOf(folders: readonly FolderPlan[], left: readonly LeftKey[]): readonly Row[] {
  const movable = folders.flatMap((folder) =>
    folder.plan.steps.flatMap(({ path, plan }) =>
      plan.variables.flatMap(({ name, findings }) =>
        findings.flatMap((index): readonly (Row & { readonly finding: Finding })[] => {
          const finding = plan.findings[index];
          const document = documentOf(folder, path);
          if (!finding || !document) return [];
          const label = labelOf(nameOf(document), finding);
          return [
            {
              label,
              description: `\u2192 ${name} in ${plan.target}`,
              picked: true,
              key: { document, finding },
              finding,
            },
          ];
        }),
      ),
    ),
  );
  const unmovable = folders.flatMap((folder) =>
    folder.plan.left.flatMap(({ path, finding, refused }): readonly LeftKey[] => {
      const document = documentOf(folder, path);
      return document ? [{ name: nameOf(document), finding, refused }] : [];
    }),
  );
  const stays = [...unmovable, ...left].map(({ name, finding, refused }): Row => ({
    label: `$(circle-slash) ${labelOf(name, finding)}`,
    detail: refused,
  }));
  const separator: Row = { label: "Cannot be moved", kind: vscode.QuickPickItemKind.Separator };
  return [...movable.sort(byPlace), ...(stays.length > 0 ? [separator, ...stays] : [])];
}

function byPlace(a: { readonly label: string; readonly finding: Finding }, b: typeof a): number {
  const [one, other] = [a, b].map(({ label }) => label.replace(/:\d+ .*/, ""));
  if (one !== other) return (one ?? "") < (other ?? "") ? -1 : 1;
  return a.finding.span.start.offset - b.finding.span.start.offset;
}

function documentOf({ sources }: FolderPlan, path: string): vscode.TextDocument | undefined {
  return sources.find((source) => source.path === path)?.document;
}

function nameOf({ uri }: vscode.TextDocument): string {
  return vscode.workspace.asRelativePath(uri);
}

/** "src/app.js:12 OpenAI project key". */
function labelOf(name: string, finding: Finding): string {
  return `${name}:${finding.span.start.line + 1} ${keyName(finding)}`;
}

function pickedOf(keys: readonly DocumentKeys[], picked: readonly Row[]): readonly DocumentKeys[] {
  const findings = new Set(picked.map(({ key }) => key?.finding));
  return keys
    .map(({ document, findings: all }) => ({ document, findings: all.filter((finding) => findings.has(finding)) }))
    .filter((one) => one.findings.length > 0);
}
