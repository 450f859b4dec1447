// What a scan looks at that only git can name: changed files, staged contents, added lines, the history.
import {
  headTree,
  rangeChanges,
  resolveRange,
  stagedChanges,
  untrackedFiles,
  workingChanges,
  type WorkingChange,
} from "./git/changes";
import type { OpenRepository } from "./git/open";
import type { FilePath } from "./pathText";
import { scanHistory } from "./scanHistory";
import { scanAdded, scanChanges, type StoredEvent } from "./scanStored";
import { type ScanEvent, scanFiles, type ScanOptions } from "./scanWorkspace";

export type GitSelector =
  | { readonly kind: "staged" | "changed" | "history" }
  /** As `git diff` understands it: `A...B`, `A..B` or `A`. */
  | { readonly kind: "diff"; readonly range: string };

/** The scan of what is selected, which starts when it is asked for its first event; else why there is none. */
export async function selectFromGit(
  selector: GitSelector,
  open: OpenRepository,
  scan: ScanOptions,
): Promise<AsyncIterable<ScanEvent | StoredEvent> | string> {
  if (selector.kind === "history") return scanHistory(open, scan);
  if (selector.kind === "diff") return selectRange(selector.range, open, scan);
  const head = await headTree(open);
  if (typeof head === "string") return head;
  if (selector.kind === "staged") {
    const staged = await stagedChanges(head.tree, open);
    return typeof staged === "string" ? staged : scanChanges(staged, open, { ...scan, onlyAdded: false });
  }
  const changed = await workingChanges(head.tree, open);
  if (typeof changed === "string") return changed;
  const untracked = await untrackedFiles(open);
  return typeof untracked === "string" ? untracked : scanFiles([...changed, ...untracked].map(pathOf), scan);
}

async function selectRange(
  text: string,
  open: OpenRepository,
  scan: ScanOptions,
): Promise<AsyncIterable<ScanEvent | StoredEvent> | string> {
  const range = await resolveRange(text, open);
  if (typeof range === "string") return range;
  const { base, head } = range;
  if (head === undefined) {
    const changed = await workingChanges(base, open);
    return typeof changed === "string" ? changed : scanAdded(changed, open, scan);
  }
  const changes = await rangeChanges(base, head, open);
  return typeof changes === "string"
    ? changes
    : scanChanges({ changes, intended: [] }, open, { ...scan, onlyAdded: true });
}

function pathOf({ path }: WorkingChange): FilePath {
  return path;
}
