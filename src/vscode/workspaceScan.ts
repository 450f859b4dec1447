// Looking into the files of a folder, whether or not they are open. How they are read differs: on the desktop from disk,
// elsewhere through VS Code's file system; what is found does not.
import * as vscode from "vscode";
import { type Finding, isExcluded, type Policy, scanText } from "../core/index";
import { pathOf, whereabouts } from "./places";

/** What became of one file. `skipped` says why it was not looked at. */
export interface ScannedFile {
  readonly file: vscode.Uri;
  readonly findings: readonly Finding[];
  readonly skipped?: string;
}

/** Looks into all files of a folder that nobody excludes; ends early, without an error, when the signal is aborted. */
export type ScanFolder = (folder: vscode.Uri, policy: Policy, signal: AbortSignal) => AsyncIterable<ScannedFile>;

/** Folders that hold no text of the person's own. */
const NEVER = "**/{.git,.hg,.svn,node_modules}/**";

/** Files that are read at once. */
const AT_ONCE = 8;

/** Through VS Code's file system: for the browser, and for folders that are on no disk. */
export async function* scanThroughEditor(
  folder: vscode.Uri,
  policy: Policy,
  signal: AbortSignal,
): AsyncIterable<ScannedFile> {
  const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, "**/*"), NEVER);
  const wanted = files.filter((file) => !isExcluded(pathOf(file), policy));
  for (let next = 0; next < wanted.length && !signal.aborted; next += AT_ONCE) {
    yield* await Promise.all(wanted.slice(next, next + AT_ONCE).map((file) => scanFile(file, policy)));
  }
}

/** Looks into one file as it is on disk. A file that is gone has no findings. */
export async function scanFile(file: vscode.Uri, policy: Policy): Promise<ScannedFile> {
  const skip = (skipped: string): ScannedFile => ({ file, findings: [], skipped });
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return skip("is not a file");
    if (size > policy.maxFileSize) return skip("is larger than keystow.maxFileSize");
    const text = decode(await vscode.workspace.fs.readFile(file));
    return text === undefined
      ? skip("is binary")
      : { file, findings: scanText(text, whereabouts(file), policy).findings };
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return skip(`cannot be read (${error.code})`);
    throw error;
  }
}

/** The text of a file; undefined when it is binary, which a zero byte near its start gives away. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return bytes.subarray(0, 8_000).includes(0) ? undefined : new TextDecoder().decode(bytes);
}
