// File names are bytes; on the screen and in reports they are text.
import { isUtf8 } from "node:buffer";
import { isAbsolute, relative } from "node:path";

/** A path as the file system takes it: bytes where text could not name the file. */
export type FilePath = string | Buffer;

/** A path as text, with each byte that is not UTF-8 as `%XX`. */
export function pathText(path: FilePath): string {
  if (typeof path === "string") return path;
  if (isUtf8(path)) return path.toString("utf8");
  let text = "";
  for (let at = 0; at < path.length;) {
    const length = [1, 2, 3, 4].find((length) => isUtf8(path.subarray(at, at + length)));
    text += length ? path.toString("utf8", at, at + length) : `%${path.toString("hex", at, at + 1).toUpperCase()}`;
    at += length ?? 1;
  }
  return text;
}

/** The path of an entry of a folder. */
export function joinPath(folder: FilePath, name: FilePath): FilePath {
  if (typeof folder === "string" && typeof name === "string")
    return `${folder}${folder.endsWith("/") ? "" : "/"}${name}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from("/"), Buffer.from(name)]);
}

/** A path relative to a folder, with `/` on every system; the path itself when no relative one leads there. */
export function relativePath(folder: string, path: string): string {
  const found = relative(folder, path);
  return slashes(isAbsolute(found) ? path : found);
}

/** A path with `/` between its parts; on Windows alone is `\` a separator. */
export function slashes(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}
