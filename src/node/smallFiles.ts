// The small files of git and of its ignore rules, which anybody may have put there: a pipe must not be waited for, nor a
// device or a file without end be read.
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Windows has no such flag, and no such pipes. */
export const NO_WAITING = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** The bytes of a regular file of at most `limit` bytes, links followed. Throws where there is none. */
export function readRegular(path: string, limit = Infinity): Buffer {
  const file = openSync(path, constants.O_RDONLY | NO_WAITING);
  try {
    const state = fstatSync(file);
    if (!state.isFile() || state.size > limit) throw new Error("no file of that size");
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes; nobody writes as many rules or settings. */
const MOST_OF_TEXT = 16 * 1024 * 1024;

/** The text (UTF-8) of such a file; undefined where there is none. */
export function readSmallText(path: string): string | undefined {
  try {
    return readRegular(path, MOST_OF_TEXT).toString("utf8");
  } catch {
    return undefined;
  }
}
