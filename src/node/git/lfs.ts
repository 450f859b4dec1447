// The files that Git LFS keeps beside the repository's objects: a commit holds only a pointer to each.
// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
import { constants, type Dirent } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Matcher } from "./matcher";
import type { Repository } from "./repository";

const POINTER = Buffer.from("version https://git-lfs.github.com/spec/");
/** Bytes above which such a file is not read: they are large by design, but a disk must not be read for hours. */
const MAX_FILE = 2 * 1024 ** 3;
const CHUNK = 1 << 20;

/** The id of the file that a pointer names, or undefined where a content is no pointer. */
export function lfsFileOf(content: Buffer): string | undefined {
  if (!content.subarray(0, POINTER.length).equals(POINTER)) return undefined;
  return /^oid sha256:([0-9a-f]{64})$/m.exec(content.toString("latin1"))?.[1];
}

export interface LfsSearch {
  /** The keys that the files hold, by the files' ids. */
  readonly holders: ReadonlyMap<string, ReadonlySet<number>>;
  /** The files that were read to their end. */
  readonly read: ReadonlySet<string>;
  /** How many are here and could not be read, or are too large to be. */
  readonly failed: number;
}

export interface LfsOptions {
  readonly repository: Repository;
  readonly signal: AbortSignal;
  /** Only these files; all unless given. */
  readonly only?: ReadonlySet<string>;
  readonly maxFile?: number;
}

/** Searches the files that are here; none is fetched. */
export async function searchLfs(matcher: Matcher, options: LfsOptions): Promise<LfsSearch> {
  const { repository, signal, only, maxFile = MAX_FILE } = options;
  const folder = join(repository.commonDir, "lfs/objects");
  const holders = new Map<string, Set<number>>();
  const read = new Set<string>();
  let failed = 0;
  for await (const id of only ?? idsIn(folder)) {
    if (signal.aborted) break;
    const keys = new Set<number>();
    const found = await searchFile(join(folder, id.slice(0, 2), id.slice(2, 4), id), matcher, keys, maxFile, signal);
    if (keys.size > 0) holders.set(id, keys);
    if (found === "read") read.add(id);
    else if (found === "failed") failed += 1;
  }
  return { holders, read, failed };
}

/** The ids of the regular files that lie where Git LFS puts them. */
async function* idsIn(folder: string): AsyncGenerator<string> {
  for (const first of await list(folder))
    if (first.isDirectory() && /^[0-9a-f]{2}$/.test(first.name))
      for (const second of await list(join(folder, first.name)))
        if (second.isDirectory() && /^[0-9a-f]{2}$/.test(second.name))
          for (const file of await list(join(folder, first.name, second.name)))
            if (file.isFile() && /^[0-9a-f]{64}$/.test(file.name) && file.name.startsWith(first.name + second.name))
              yield file.name;
}

async function list(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** No link is followed, and nothing is waited for: what lies there may be a pipe. Windows has neither flag. */
const READ_PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function searchFile(
  path: string,
  matcher: Matcher,
  keys: Set<number>,
  maxFile: number,
  signal: AbortSignal,
): Promise<"read" | "absent" | "failed"> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, READ_PLAIN);
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > maxFile) return "failed";
    const buffer = Buffer.alloc(matcher.overlap + CHUNK);
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, CHUNK);
      if (bytesRead === 0) return "read";
      if (signal.aborted) return "failed";
      const end = kept + bytesRead;
      matcher.search(buffer.subarray(0, end), (key) => keys.add(key));
      kept = Math.min(end, matcher.overlap);
      buffer.copyWithin(0, end - kept, end);
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "failed";
  } finally {
    await file?.close();
  }
}
