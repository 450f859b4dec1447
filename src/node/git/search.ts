// Finds keys in a repository: first in the history of their own files, where that alone settles what git can tell, and
// else in everything that git keeps.
import { Graph } from "./graph";
import {
  EVERYTHING,
  type Failure,
  followHistory,
  type History,
  type HistoryOptions,
  readFileHistory,
  readGraph,
} from "./history";
import { Matcher } from "./matcher";
import { type ObjectScan, scanIds, scanObjects, type ScanOptions } from "./objects";
import { listUnpushed } from "./push";
import { isNote } from "./remotes";
import { listFiles } from "./snapshot";

/** What is being done, and how much of how much where that is known. */
export interface Progress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

export interface Search {
  readonly scan: ObjectScan;
  readonly history: History;
  /** Only the keys' own files were looked at, and what is staged, current or not yet pushed. */
  readonly ownFiles: boolean;
}

export interface SearchOptions extends Omit<ScanOptions, "onProgress">, Omit<HistoryOptions, "changes"> {
  readonly onProgress?: (progress: Progress) => void;
}

/** Files whose histories are walked one by one; for more, one pass over everything is sooner done. */
const MAX_FILES = 3;

/** `files` are the paths of the keys' files, undefined where the file of one is not known. */
export async function searchRepository(
  keys: readonly string[],
  files: ReadonlySet<string> | undefined,
  options: SearchOptions,
): Promise<Search> {
  const { onProgress } = options;
  const own = files && (await searchOwnFiles(keys, files, options));
  if (own && !(own instanceof Graph)) return own;
  onProgress?.({ message: "Listing what Git keeps" });
  const scan = await scanObjects(keys, {
    ...options,
    ...(own && { graph: own }),
    onProgress: (done, total) =>
      onProgress?.({ message: "Reading what Git keeps", done, ...(total !== undefined && { total }) }),
  });
  onProgress?.({ message: "Following commits to branches and pushes" });
  return { scan, history: await followHistory(scan, options), ownFiles: false };
}

/**
 * The history of the keys' own files, when it proves of every key that a remote has or had it: no other file could
 * prove more. What must be complete to be a no - the index, the current commit, the next push - is read whole.
 * Otherwise the commits, if they were listed.
 */
async function searchOwnFiles(
  keys: readonly string[],
  files: ReadonlySet<string>,
  options: SearchOptions,
): Promise<Search | Graph | undefined> {
  const { repository, remotes, onProgress } = options;
  const quiet = { ...options, onProgress: () => undefined };
  if (files.size === 0 || files.size > MAX_FILES || repository.gaps.length > 0 || remotes.all.length === 0) return;
  onProgress?.({ message: "Reading the history of the file" });
  const matcher = new Matcher(keys);
  if ([...files].some((file) => matcher.keysIn(file).size > 0)) return;
  const failures: Failure[] = [];
  const [graph, ...changed] = await Promise.all([
    readGraph(EVERYTHING, options, failures),
    ...[...files].map((file) => readFileHistory(file, options, failures)),
  ]);
  if (failures.length > 0) return;
  const changes = changed.flat();
  const versions = versionsIn(changes);
  const past = { ...(await scanIds(keys, versions, quiet)), graph };
  const history = await followHistory(past, { ...options, changes });
  const proven = new Set(
    [...history.refs.filter(({ name }) => isNote(name, remotes)), ...history.uploads].flatMap((one) => [...one.keys]),
  );
  if (history.failure || past.gaps.length > 0 || keys.some((_, key) => !proven.has(key))) return graph;
  const [unpushed, listed] = await Promise.all([listUnpushed(options), listFiles(options)]);
  if (!unpushed || matcher.keysIn(unpushed.paths.join("\n")).size > 0) return graph;
  const now = [...listed, ...unpushed.ids].filter((id) => !versions.has(id));
  const present = await scanIds(keys, new Set(now), quiet);
  const elsewhere = new Set(unpushed.ids);
  if (present.gaps.length > 0 || present.hits.some(({ id }) => elsewhere.has(id))) return graph;
  return { scan: { ...past, hits: [...past.hits, ...present.hits] }, history, ownFiles: true };
}

/** The ids of the file versions in lines of `git log --raw`. */
function versionsIn(changes: readonly string[]): ReadonlySet<string> {
  return new Set(changes.flatMap((line) => /^:\S+ \S+ \S+ (\S*[1-9a-f]\S*) /.exec(line)?.[1] ?? []));
}
