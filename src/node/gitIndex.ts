// Reads `.git/index`, so that what is tracked is known without running git.
// Format: Documentation/gitformat-index.txt of git, versions 2, 3 and 4.

import { join } from "node:path";
import { readRegular } from "./smallFiles";
import { pathText } from "./pathText";

export interface IndexFile {
  /** Tracked paths, relative to the work tree, as `pathText` writes them. */
  readonly paths: readonly string[];
  /** The name of the index that this one is split from, in hex. */
  readonly sharedName?: string;
}

/** Bytes of an entry before its object name: ten numbers of the file's state. */
const STAT = 40;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0xfff;

/**
 * The tracked paths of a repository, or undefined when its index is broken. A repository without an index tracks
 * nothing. `idLength` is that of its object names in bytes.
 */
export function readTracked(gitFolder: string, idLength: number): ReadonlySet<string> | undefined {
  try {
    const index = parseIndex(readIfThere(join(gitFolder, "index")), idLength);
    const shared =
      index.sharedName && parseIndex(readIfThere(join(gitFolder, `sharedindex.${index.sharedName}`)), idLength);
    return new Set([...index.paths, ...(shared ? shared.paths : [])]);
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readRegular(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** Parses an index; an empty file is an empty index. Throws on anything that is not one. */
export function parseIndex(bytes: Buffer, idLength: number): IndexFile {
  if (bytes.length === 0) return { paths: [] };
  const version = bytes.readUInt32BE(4);
  if (bytes.toString("latin1", 0, 4) !== "DIRC" || version < 2 || version > 4) throw new Error("not an index");
  const paths: string[] = [];
  let at = 12;
  let path = ""; // Its bytes in Latin-1: version 4 shortens paths by bytes.
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const start = at;
    const flags = bytes.readUInt16BE(at + STAT + idLength);
    at += STAT + idLength + ((flags & EXTENDED) === 0 ? 2 : 4);
    if (version === 4) {
      const [strip, after] = readOffset(bytes, at);
      const end = endOfText(bytes, after);
      path = path.slice(0, path.length - strip) + bytes.toString("latin1", after, end);
      at = end + 1;
    } else {
      const length = flags & NAME_LENGTH;
      const end = length < NAME_LENGTH ? at + length : endOfText(bytes, at);
      path = bytes.toString("latin1", at, end);
      at = start + (Math.floor((end - start) / 8) + 1) * 8; // One to eight zero bytes.
    }
    // A split index names a replaced entry of the shared one by an empty path.
    if (path !== "") paths.push(pathText(Buffer.from(path, "latin1")));
  }
  return { paths, ...splitFrom(bytes, at, idLength) };
}

/** The variable-length number of pack offsets: each further byte adds one before it shifts. */
function readOffset(bytes: Buffer, start: number): readonly [value: number, after: number] {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 127;
  while (byte & 128) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return [value, at];
}

function endOfText(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(0, from);
  if (end < 0) throw new Error("a path without an end");
  return end;
}

/** Looks for the extension "link" among those after the entries; a checksum as long as an object name is last. */
function splitFrom(bytes: Buffer, start: number, idLength: number): Pick<IndexFile, "sharedName"> {
  for (let at = start; at + 8 + idLength <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString("latin1", at, at + 4) !== "link") continue;
    const name = bytes.toString("hex", at + 8, at + 8 + idLength);
    return /^0+$/.test(name) ? {} : { sharedName: name };
  }
  return {};
}
