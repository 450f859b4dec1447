// Where a key is in a repository, in the terms in which others can be asked about it.
import type { RepositoryFacts } from "./evidence";
import { isNote, type Remote, remoteOf } from "./remotes";

export interface Trace {
  /** Ids of the file versions that hold the key itself: a pointer of Git LFS does not. */
  readonly blobs: readonly string[];
  /** The commits that brought it in, the earliest first, with the file's path; none where it is not to be named. */
  readonly commits: readonly { readonly id: string; readonly path: string }[];
  /** All remotes; `holds` when a branch of it holds the key, or did when that was last noted. */
  readonly remotes: readonly (Remote & { readonly holds: boolean })[];
  /** The text of a file version; undefined when it cannot be read. */
  readonly readFile: (id: string) => Promise<string | undefined>;
}

/** `tells` says whether a text holds a key: such a path is named to nobody. */
export function traceOf(
  key: number,
  facts: RepositoryFacts,
  tells: (text: string) => boolean,
): Omit<Trace, "readFile"> {
  const { scan, history, remotes } = facts;
  const noted = [...history.refs.map(({ name, keys }) => ({ ref: name, keys })), ...history.uploads]
    .filter(({ ref, keys }) => keys.has(key) && isNote(ref, remotes))
    .map(({ ref }) => remoteOf(ref, remotes.all));
  return {
    blobs: scan.hits
      .filter(({ keys, type, pointer }) => type === "blob" && !pointer && keys.has(key))
      .map(({ id }) => id),
    commits: history.introductions
      .filter(({ keys }) => keys.has(key))
      .sort((a, b) => Date.parse(a.committed) - Date.parse(b.committed))
      .map(({ commit, path }) => ({ id: commit, path: tells(path) ? "" : path })),
    remotes: remotes.all.map((remote) => ({ ...remote, holds: noted.includes(remote) })),
  };
}
