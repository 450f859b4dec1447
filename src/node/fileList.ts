// A list of files, as `git ls-files` and others print it, and what stands at the places that it names.
import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { NO_FILE, NOT_CHECKED_OUT, SUBMODULE, troubleOf, type Unread } from "./files";
import { type FilePath, joinPath, pathText } from "./pathText";
import { WorkTree } from "./workTree";

/** Bytes; a longer list names more files than any repository has. */
export const MAX_LIST = 256 * 1024 * 1024;

const LINE_FEED = 10;
const RETURN = 13;
const SLASH = 47;

/**
 * The paths of a list with one a line, or with a zero byte after each; empty ones are none. What programs on Windows write
 * is understood: a byte order mark, UTF-16, lines that all end with a carriage return.
 */
export function* readFileList(bytes: Buffer, isNullSeparated: boolean): Generator<FilePath> {
  const list = isNullSeparated ? bytes : withoutMark(bytes);
  const separator = isNullSeparated ? 0 : LINE_FEED;
  const returns = !isNullSeparated && list.every((byte, at) => byte !== LINE_FEED || list[at - 1] === RETURN);
  for (let from = 0; from < list.length;) {
    const at = list.indexOf(separator, from);
    const end = at < 0 ? list.length : at;
    const path = list.subarray(from, returns && list[end - 1] === RETURN ? end - 1 : end);
    if (path.length > 0) yield isUtf8(path) ? path.toString("utf8") : Buffer.from(path);
    from = end + 1;
  }
}

/** Whether a list that should have a file a line has zero bytes. */
export function hasZeros(list: Buffer): boolean {
  return withoutMark(list).includes(0);
}

/** A list as UTF-8, whatever its byte order mark says that it is in. */
function withoutMark(list: Buffer): Buffer {
  const start = list.toString("latin1", 0, 3);
  if (start === "\u00ef\u00bb\u00bf") return list.subarray(3);
  const encoding = WIDE[start.slice(0, 2)];
  return encoding === undefined ? list : Buffer.from(new TextDecoder(encoding).decode(list));
}

const WIDE: Readonly<Record<string, string>> = { "\u00ff\u00fe": "utf-16le", "\u00fe\u00ff": "utf-16be" };

/** A path as git means it, which puts one with unusual bytes into quotes (git-config, `core.quotePath`). */
export function unquoted(path: FilePath): FilePath {
  if (typeof path !== "string" || !/^"(?:[^"\\]|\\(?:[abtnvfr"\\]|(?!000)[0-3][0-7]{2}))+"$/.test(path)) return path;
  const text = Buffer.from(path.slice(1, -1))
    .toString("latin1")
    .replace(/\\([0-7]{3}|.)/g, (_, escape: string) => ESCAPES[escape] ?? String.fromCharCode(parseInt(escape, 8)));
  const bytes = Buffer.from(text, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: "\u0007", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" },
  ...{ '"': '"', "\\": "\\" },
};

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
    const isRepository = existsSync(joinPath(path, ".git"));
    if (WorkTree.isSubmodule(pathText(path)))
      return { reason: isRepository ? SUBMODULE : NOT_CHECKED_OUT, trouble: false };
    return isRepository
      ? { reason: "a repository of its own", trouble: false }
      : { reason: "it is a folder", trouble: true };
  } catch (error) {
    return { reason: troubleOf(error), trouble: true };
  }
}
