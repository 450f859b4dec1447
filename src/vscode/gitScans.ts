// Scans of what only git can name: where they run, and how what they find is told.
import type * as vscode from "vscode";
import { type Finding, type InRepository, type Introduced, type SuppressedFinding, withoutKeys } from "../core/index";
import { folderOf, nameIn } from "./places";
import type { ScanOptions, ScanStep } from "./workspaceScan";

export type GitSelector =
  { readonly kind: "staged" | "changed" | "history" } | { readonly kind: "diff"; readonly range: string };

/** A text that git keeps and no working file has in that way. */
export interface StoredStep {
  readonly kind: "stored";
  /** Relative to the workspace folder. */
  readonly file: string;
  readonly id: string;
  readonly introduced?: Introduced;
  /** The scan was stopped before it had found out what brought it in. */
  readonly untraced?: true;
  /** The folder of the policy file that holds for it, absolute, and its path there. */
  readonly inPolicy: { readonly folder: string; readonly path: string };
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** What the desktop can do with git; it starts a process only when it scans or reads. */
export interface GitScans {
  /** The root of the repository that a folder lies in. */
  readonly repositoryOf: (folder: vscode.Uri) => string | undefined;
  /** Tells the repository of a file where that is another one than the folder's. */
  readonly repositoriesIn: (folder: vscode.Uri) => RepositoryOf;
  /** Throws `Refused` when git cannot say what is selected. */
  readonly scan: (selector: GitSelector, options: ScanOptions) => AsyncIterable<ScanStep | StoredStep>;
  /** The text of an object of the repository that a folder lies in; of a commit or tag, its message. */
  readonly read: (folder: vscode.Uri, id: string) => Promise<string>;
}

export type RepositoryOf = (file: vscode.Uri) => InRepository | undefined;

/** The same for files of all workspace folders, as reports name it. What it has found out holds for as long as it is used. */
export function repositoriesOf(git: GitScans | undefined): RepositoryOf {
  const known = new Map<string, RepositoryOf>();
  return (file) => {
    const folder = folderOf(file)?.uri;
    if (!git || folder?.scheme !== "file") return undefined;
    const inFolder = known.get(folder.toString()) ?? git.repositoriesIn(folder);
    known.set(folder.toString(), inFolder);
    const repository = inFolder(file);
    return repository && { ...repository, path: nameIn(folder, repository.path) };
  };
}

/** Why git cannot say what is selected, in words for the person. */
export class Refused extends Error {}

/** Before the path of such a text: where it is. */
export function placeOf(selector: GitSelector, { introduced }: StoredStep): string {
  if (introduced) return introduced.commit.slice(0, SHORT);
  if (selector.kind === "diff") return headOf(selector.range);
  return selector.kind;
}

/** What follows "Hardcoded … key." for such a text. */
export function originOf(selector: GitSelector, { introduced, untraced }: StoredStep): string {
  if (introduced) {
    const { commit, author, date, refs } = introduced;
    const since = `In Git's history since ${commit.slice(0, SHORT)}, ${author}, ${date.slice(0, 10)}`;
    return `${since}, ${whereIn(refs)}. Revoke it: deleting it from the files does not take it out of there.`;
  }
  if (untraced) return "Git keeps it; the scan was stopped before it had found out what brought it in.";
  switch (selector.kind) {
    case "staged":
      return "It is staged, and the working file is another: a commit would take it along until the file is staged anew.";
    case "diff":
      return `It stands in ${headOf(selector.range)}, and the working file is another.`;
    default:
      return "Git keeps it, though no commit has brought it in: it is staged, or left over from something undone.";
  }
}

/** Where such a text is, after its path. */
export function whereOf(selector: GitSelector, { introduced, untraced }: StoredStep): string {
  if (introduced) return `${introduced.commit.slice(0, SHORT)}, ${introduced.author}, ${introduced.date.slice(0, 10)}`;
  if (untraced) return "in Git";
  if (selector.kind === "diff") return headOf(selector.range);
  return selector.kind === "staged" ? "staged" : "in Git, in no commit";
}

/** Why no key can be moved out of such a text, and what to do instead. */
export function whyItStays(selector: GitSelector, { introduced, untraced }: StoredStep): string {
  if (introduced)
    return "It is in Git's history and not in a working file, so it cannot be moved. Rotate it: whoever has the history has the key.";
  if (untraced)
    return "Git keeps it, so it cannot be moved from here. Scan the history to its end to learn which file it is in.";
  switch (selector.kind) {
    case "staged":
      return "It is in the staged content and not in a working file, so it cannot be moved from here. Move it in the working file if it is there, and stage the file again.";
    case "diff":
      return `It is in ${headOf(selector.range)} and not in a working file, so it cannot be moved from here. Switch to that revision and move it there, and rotate it.`;
    default:
      return "Only Git keeps it, no working file has it, so it cannot be moved. Stage the file again if it is staged, and rotate the key.";
  }
}

/** Digits by which people name a commit. */
const SHORT = 12;
/** Refs that a message names. */
const MAX_NAMED = 3;

function whereIn(refs: readonly string[]): string {
  const names = refs.map((ref) => ref.replace(/^refs\/(?:heads|remotes|tags)\//, "").replace(/^refs\//, ""));
  const more = names.length - MAX_NAMED;
  if (names.length === 0) return "in no branch or tag";
  return `in ${names.slice(0, MAX_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function headOf(range: string): string {
  return withoutKeys(/\.\.\.?(.+)$/.exec(range)?.[1] ?? "HEAD");
}
