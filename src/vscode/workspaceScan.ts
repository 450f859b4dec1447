// Looking into files, whether or not they are open. How they are read differs: on the desktop from disk, elsewhere through
// VS Code's file system; what is found does not.
import * as vscode from "vscode";
import {
  decodeText,
  encodingOf,
  mayHoldKey,
  type Policy,
  probesOf,
  type Progress,
  type ScanResult,
  scanText,
  tooManyOf,
  withInlineReasons,
} from "../core/index";
import { Errands } from "./errands";
import { pathBelow, whereabouts } from "./places";
import type { FileResult, NotScanned } from "./scanResult";
import type { FolderScope } from "./settings";
import { filesBelow } from "./walkThroughEditor";

/** A file in which something is found. */
export interface FoundStep extends FileResult {
  readonly kind: "found";
  /** Of a text that is in no working file: where it is, to follow "Hardcoded … key". */
  readonly origin?: string;
}

/** A file with what is found in it, or a file or folder that was not looked at, or how many of these git ignores. */
export type ScanStep =
  FoundStep | (NotScanned & { readonly kind: "skipped" }) | { readonly kind: "ignored"; readonly count: number };

export interface ScanOptions {
  /** The folder that paths are relative to. */
  readonly root: vscode.Uri;
  readonly scope: FolderScope;
  /** Aborted, the scan ends early without an error. */
  readonly signal: AbortSignal;
  /** Told how much has been looked at, at last everything. */
  readonly onProgress: (progress: Progress) => void;
}

/** Looks into files, and into all files of folders that nobody excludes. */
export type Scan = (targets: readonly vscode.Uri[], options: ScanOptions) => AsyncIterable<ScanStep>;

/** Files that are read at once: behind a file system may be a network. */
const AT_ONCE = 16;

/** Through VS Code's file system: for the browser, and for folders that are on no disk. */
export async function* scanThroughEditor(
  targets: readonly vscode.Uri[],
  { root, scope, signal, onProgress }: ScanOptions,
): AsyncIterable<ScanStep> {
  const errands = new Errands<Looked>(AT_ONCE);
  const seen = new Set<string>();
  let files = 0;
  let bytes = 0;
  let done = 0;
  let waiting = 0;
  let walking = true;
  // The signal changes while this waits.
  const isAborted = (): boolean => signal.aborted;
  const take = ({ step, size, capped = [] }: Looked): readonly ScanStep[] => {
    done += 1;
    waiting -= 1;
    if (step.kind === "found") {
      files += 1;
      bytes += size;
    }
    onProgress({ files, bytes, done, ...(!walking && { total: done + waiting }) });
    const isAnything = step.kind !== "found" || step.findings.length + step.suppressed.length > 0;
    return [...capped, ...(isAnything ? [step] : [])];
  };
  for await (const step of filesBelow(targets, { root, scope })) {
    if (isAborted()) return;
    if (step.kind !== "file") {
      yield step;
      continue;
    }
    if (seen.has(step.file.toString())) continue;
    seen.add(step.file.toString());
    waiting += 1;
    errands.add(() => scanFile(step.file, pathBelow(root, step.file), scope.policy));
    if (errands.areMany) yield* take(await errands.next());
  }
  walking = false;
  while (waiting > 0) {
    if (isAborted()) return;
    yield* take(await errands.next());
  }
  onProgress({ files, bytes, done, total: done });
}

interface Looked {
  readonly step: ScanStep;
  readonly size: number;
  /** What is not listed of it. */
  readonly capped?: readonly ScanStep[];
}

async function scanFile(file: vscode.Uri, path: string, policy: Policy): Promise<Looked> {
  const skip = (reason: string, trouble = false): Looked => ({
    step: { kind: "skipped", path, reason, trouble },
    size: 0,
  });
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return skip("not a regular file");
    if (size > policy.maxFileSize) return skip("larger than keystow.maxFileSize");
    const bytes = await vscode.workspace.fs.readFile(file);
    // Not every file system knows a size before it has read the file.
    if (bytes.length > policy.maxFileSize) return skip("larger than keystow.maxFileSize");
    const encoding = encodingOf(bytes);
    if (!encoding) return skip("binary file");
    const found = mayHoldKey(bytes, probesOf(policy), encoding)
      ? findingsIn(decodeText(bytes, encoding), file, policy)
      : { findings: [], suppressed: [], capped: [] };
    return {
      step: { kind: "found", file, findings: found.findings, suppressed: found.suppressed },
      size: bytes.length,
      capped: cappedIn(path, found),
    };
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return skip(`it cannot be read (${error.code})`, true);
    throw error;
  }
}

/** That a text has more keys than are listed. */
export function cappedIn(path: string, { capped }: Pick<ScanResult, "capped">): readonly ScanStep[] {
  return capped.map((rule) => ({ kind: "skipped", path, reason: tooManyOf(rule) }));
}

function findingsIn(text: string, file: vscode.Uri, policy: Policy): ScanResult {
  return withInlineReasons(text, scanText(text, whereabouts(file), policy));
}
