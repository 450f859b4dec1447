// A list of files, as `git ls-files` and others print it, and what stands at the places that it names.
import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { NO_FILE, troubleOf, type Unread } from "./files";
import { type FilePath, joinPath, pathText } from "./pathText";

/** Bytes; a longer list names more files than any repository has. */
export const MAX_LIST = 256 * 1024 * 1024;

const LINE_FEED = 10;
const RETURN = 13;
const SLASH = 47;

/** The paths of a list with one a line, or with a zero byte after each; empty ones are none. */
export function* readFileList(list: Buffer, isNullSeparated: boolean): Generator<FilePath> {
  const separator = isNullSeparated ? 0 : LINE_FEED;
  for (let from = 0; from < list.length;) {
    const at = list.indexOf(separator, from);
    const end = at < 0 ? list.length : at;
    // A program on Windows ends lines with both.
    const isWindowsLine = !isNullSeparated && process.platform === "win32" && list[end - 1] === RETURN;
    const path = list.subarray(from, isWindowsLine ? end - 1 : end);
    if (path.length > 0) yield isUtf8(path) ? path.toString("utf8") : Buffer.from(path);
    from = end + 1;
  }
}

/** A listed file: the folder to look from, which text can name, and the file's name from there. */
export function placeOf(
  listed: FilePath,
  cwd: string,
): { readonly path: FilePath; readonly folder: string; readonly name: string } {
  const path = typeof listed === "string" ? resolve(cwd, listed) : listed[0] === SLASH ? listed : joinPath(cwd, listed);
  if (typeof path === "string") return { path, folder: dirname(path), name: basename(path) };
  const text = path.toString("utf8");
  const lossless = text.slice(0, text.lastIndexOf("/", text.indexOf("\ufffd")));
  const rest = path.subarray(Buffer.byteLength(lossless) + 1);
  return { path, folder: lossless || "/", name: pathText(rest) };
}

/** Why a listed path is none to read. A folder may be a submodule, which `git ls-files` lists like a file. */
export function unlistable(path: FilePath): Unread | undefined {
  try {
    const state = lstatSync(path);
    if (state.isSymbolicLink()) return { reason: "symbolic link, not followed", trouble: false };
    if (!state.isDirectory()) return state.isFile() ? undefined : NO_FILE;
    const own = existsSync(joinPath(path, ".git"));
    return own ? { reason: "a repository of its own", trouble: false } : { reason: "it is a folder", trouble: true };
  } catch (error) {
    return { reason: troubleOf(error), trouble: true };
  }
}
