// A list of files, as `git ls-files` and others print it.
import { isUtf8 } from "node:buffer";
import type { FilePath } from "./pathText";

/** Bytes; a longer list names more files than any repository has. */
export const MAX_LIST = 256 * 1024 * 1024;

const LINE_FEED = 10;
const RETURN = 13;

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
