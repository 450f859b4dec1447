// What is to be scanned: asked of the person, or named by a key binding.
import * as vscode from "vscode";
import { Trouble } from "../log";
import type { Scopes, ScanScope } from "../scopes";

type ScopeName = "workspace" | "places" | "open" | "selection" | "changed" | "staged" | "diff" | "history";

interface Choice extends vscode.QuickPickItem {
  readonly scope: ScopeName;
}

/** The scope that an argument names (`{"scope": "changed"}`), else what the person chooses; undefined when they do not. */
export async function chooseScope(argument: unknown, scopes: Scopes): Promise<ScanScope | undefined> {
  const named = nameIn(argument);
  const scope = named ?? (await choose(scopes))?.scope;
  switch (scope) {
    case "workspace":
      return scopes.workspace();
    case "places":
      return choosePlaces(scopes);
    case "open":
      return scopes.openEditors();
    case "selection":
      return scopes.selection();
    case "changed":
    case "staged":
    case "history":
      return scopes.git({ kind: scope });
    case "diff":
      return chooseRange(rangeIn(argument), scopes);
    case undefined:
      return undefined;
  }
}

/** What the Explorer hands over: the entry under the mouse, then all that are selected. Without any, the person is asked. */
export async function scopeOfEntries(
  entry: unknown,
  selected: unknown,
  scopes: Scopes,
): Promise<ScanScope | undefined> {
  const all = Array.isArray(selected) ? selected.filter(isUri) : [];
  const places = all.length > 0 ? all : isUri(entry) ? [entry] : [];
  return places.length > 0 ? scopes.places(places) : choosePlaces(scopes);
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}

function choose(scopes: Scopes): Thenable<Choice | undefined> {
  const why = scopes.whyNoGit();
  const git = (choice: Choice): Choice => (why === undefined ? choice : { ...choice, description: why });
  const choices: readonly Choice[] = [
    { scope: "workspace", label: "Workspace", detail: "Every file that Git does not ignore or that it tracks." },
    { scope: "places", label: "Files or Folders\u2026", detail: "Also those that Git ignores." },
    { scope: "open", label: "Open Editors", detail: "Texts and notebooks as they are in the editor, saved or not." },
    { scope: "selection", label: "Selection", detail: "What is selected in the active editor." },
    git({ scope: "changed", label: "Changed Files", detail: "What differs from HEAD, and untracked files." }),
    git({ scope: "staged", label: "Staged Content", detail: "What a commit would take, which may not be on disk." }),
    git({ scope: "diff", label: "Added Lines Between Revisions\u2026", detail: "Such as main...HEAD, for a review." }),
    git({ scope: "history", label: "Git History", detail: "Everything Git keeps, each key with its first commit." }),
  ];
  return vscode.window.showQuickPick(choices, { title: "Scan for Keys", placeHolder: "What is to be looked at?" });
}

async function choosePlaces(scopes: Scopes): Promise<ScanScope | undefined> {
  const places = await vscode.window.showOpenDialog({
    title: "Scan Files or Folders",
    openLabel: "Scan",
    canSelectFiles: true,
    canSelectFolders: true,
    canSelectMany: true,
  });
  return places && scopes.places(places);
}

async function chooseRange(given: string | undefined, scopes: Scopes): Promise<ScanScope | undefined> {
  // Before the person types for nothing.
  scopes.git({ kind: "changed" });
  const range =
    given ??
    (await vscode.window.showInputBox({
      title: "Scan Added Lines Between Revisions",
      prompt: "A...B: what B has added since it left A. A..B: since A. A alone: what the work tree has added to A.",
      value: "main...HEAD",
      ignoreFocusOut: true,
    }));
  if (range === undefined) return undefined;
  if (range.trim() === "") throw new Trouble("Name two revisions, such as main...HEAD.");
  return scopes.git({ kind: "diff", range: range.trim() });
}

const NAMES: readonly string[] = [
  "workspace",
  "places",
  "open",
  "selection",
  "changed",
  "staged",
  "diff",
  "history",
] satisfies readonly ScopeName[];

function nameIn(argument: unknown): ScopeName | undefined {
  const name = memberOf(argument, "scope");
  if (name === undefined) return undefined;
  if (NAMES.includes(name)) return name as ScopeName;
  throw new Trouble(`There is no scope "${name}" to scan; there are ${NAMES.join(", ")}.`);
}

function rangeIn(argument: unknown): string | undefined {
  return memberOf(argument, "range");
}

function memberOf(argument: unknown, name: string): string | undefined {
  const value =
    typeof argument === "object" && argument !== null ? (argument as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
