// Looking into files, whether or not they are open. How they are read differs: on the desktop from disk, elsewhere through
// VS Code's file system; what is found does not.
import * as vscode from "vscode";
import {
  decodeText,
  encodingOf,
  type Finding,
  isExcluded,
  type Policy,
  scanText,
  type SuppressedFinding,
} from "../core/index";
import { pathOf, whereabouts } from "./places";

/** A file in which something was found, suppressed or not, or a file or folder that was not looked at. */
export type ScanStep =
  | {
      readonly kind: "found";
      readonly file: vscode.Uri;
      readonly findings: readonly Finding[];
      readonly suppressed: readonly SuppressedFinding[];
    }
  | { readonly kind: "skipped"; readonly path: string; readonly reason: string };

export interface ScanOptions {
  /** The folder that paths are relative to. */
  readonly root: vscode.Uri;
  readonly policy: Policy;
  /** Aborted, the scan ends early without an error. */
  readonly signal: AbortSignal;
  /** Called with the number of files that have been looked at, at last with all. */
  readonly onProgress: (files: number) => void;
}

/** Looks into a file, or into all files of a folder that nobody excludes. */
export type Scan = (target: vscode.Uri, options: ScanOptions) => AsyncIterable<ScanStep>;

/** Folders that hold no text of the person's own. */
const NEVER = "**/{.git,.hg,.svn,node_modules}/**";

/** Files that are read at once. */
const AT_ONCE = 8;

/** Through VS Code's file system: for the browser, and for folders that are on no disk. */
export async function* scanThroughEditor(target: vscode.Uri, options: ScanOptions): AsyncIterable<ScanStep> {
  const { policy, signal, onProgress } = options;
  const files = await filesOf(target);
  let looked = 0;
  for (let next = 0; next < files.length && !signal.aborted; next += AT_ONCE) {
    const batch = files.slice(next, next + AT_ONCE).filter((file) => !isExcluded(pathOf(file), policy));
    for (const step of await Promise.all(batch.map((file) => scanFile(file, policy)))) {
      if (step.kind === "found") looked += 1;
      if (step.kind === "skipped" || step.findings.length + step.suppressed.length > 0) yield step;
    }
    onProgress(looked);
  }
}

async function filesOf(target: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const isFolder = (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.toString() === target.toString());
  return isFolder ? vscode.workspace.findFiles(new vscode.RelativePattern(target, "**/*"), NEVER) : [target];
}

async function scanFile(file: vscode.Uri, policy: Policy): Promise<ScanStep> {
  const skip = (reason: string): ScanStep => ({ kind: "skipped", path: pathOf(file), reason });
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return skip("not a regular file");
    if (size > policy.maxFileSize) return skip("larger than keystow.maxFileSize");
    const bytes = await vscode.workspace.fs.readFile(file);
    const encoding = encodingOf(bytes);
    if (!encoding) return skip("binary");
    const { findings, suppressed } = scanText(decodeText(bytes, encoding), whereabouts(file), policy);
    return { kind: "found", file, findings, suppressed };
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return skip(`it cannot be read (${error.code})`);
    throw error;
  }
}
