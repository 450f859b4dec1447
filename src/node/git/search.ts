// Finds keys in a repository: first in the history of their own files, where that alone settles what git can tell, and
// else in everything that git keeps.
import {
  EVERYTHING,
  type Failure,
  followHistory,
  type History,
  type HistoryOptions,
  readFileHistory,
  readGraph,
} from "./history";
import { Matcher, type Sought } from "./matcher";
import { type ObjectScan, scanIds, scanObjects, type ScanOptions } from "./objects";
import { listUnpushed } from "./push";
import { isNote, noteOptions } from "./remotes";
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
  keys: readonly Sought[],
  files: ReadonlySet<string> | undefined,
  options: SearchOptions,
): Promise<Search> {
  const { onProgress } = options;
  const own = files && (await searchOwnFiles(keys, files, options));
  if (own) return own;
  onProgress?.({ message: "Listing what Git keeps" });
  const scan = await scanObjects(keys, {
    ...options,
    onProgress: (done, total) =>
      onProgress?.({ message: "Reading what Git keeps", done, ...(total !== undefined && { total }) }),
  });
  onProgress?.({ message: "Following commits to branches and pushes" });
  return { scan, history: await followHistory(scan, options), ownFiles: false };
}

/**
 * The history of the keys' own files, when a remote's branch has or had every key in them: no other file could prove more.
 * What must be complete to be a no - the index, the current commit, the next push - is read whole. Otherwise undefined.
 */
async function searchOwnFiles(
  keys: readonly Sought[],
  files: ReadonlySet<string>,
  options: SearchOptions,
): Promise<Search | undefined> {
  const { repository, remotes, onProgress } = options;
  if (files.size === 0 || files.size > MAX_FILES || repository.gaps.length > 0 || remotes.all.length === 0) return;
  const quiet = { ...options, onProgress: () => undefined };
  const matcher = new Matcher(keys);
  if ([...files].some((file) => matcher.keysIn(file).size > 0)) return;
  const noted = await scanIds(keys, await versionsNoted(files, options), quiet);
  if (keys.some((_, key) => !noted.hits.some((hit) => hit.keys.has(key)))) return;
  onProgress?.({ message: "Reading the history of the file" });
  const failures: Failure[] = [];
  const [graph, unpushed, listed, ...changed] = await Promise.all([
    readGraph(EVERYTHING, options, failures),
    listUnpushed(options),
    listFiles(options),
    ...[...files].map((file) => readFileHistory(file, options, failures)),
  ]);
  if (failures.length > 0 || !unpushed || matcher.keysIn(unpushed.paths.join("\n")).size > 0) return;
  const changes = changed.flat();
  const versions = versionsIn(changes);
  const now = [...listed, ...unpushed.ids].filter((id) => !versions.has(id));
  const [past, present] = [await scanIds(keys, versions, quiet), await scanIds(keys, new Set(now), quiet)];
  const elsewhere = new Set(unpushed.ids);
  if (past.gaps.length + present.gaps.length > 0 || present.hits.some(({ id }) => elsewhere.has(id))) return;
  const history = await followHistory({ ...past, graph }, { ...options, changes });
  return { scan: { ...past, hits: [...past.hits, ...present.hits] }, history, ownFiles: true };
}

/** Commits that remotes have been noted to have, beyond which the whole pass finds what they held. */
const MAX_NOTED = 2000;

/** The versions of files that remotes have or had, at the commits that this repository has noted of them. */
async function versionsNoted(files: ReadonlySet<string>, options: SearchOptions): Promise<ReadonlySet<string>> {
  const { git, repository, signal, remotes } = options;
  const run = { cwd: repository.root, signal };
  const noted = new Set<string>();
  const take = (id: string): void => {
    if (noted.size < MAX_NOTED) noted.add(id);
  };
  await git.records(["for-each-ref", "--format=%(objectname) %(refname)"], run, (line) => {
    const [id = "", ...name] = line.split(" ");
    if (isNote(name.join(" "), remotes)) take(id);
  });
  await git.records(["log", "-g", ...noteOptions(remotes), "--no-notes", "--format=%H"], run, take);
  const wanted = [...files].filter((file) => !file.includes("\n"));
  const names = wanted.flatMap((file) => [...noted].map((id) => `${id}:${file}\n`));
  const versions = new Set<string>();
  const check = ["cat-file", "--buffer", "--batch-check=%(objecttype) %(objectname)"];
  await git.records(check, { ...run, input: names.join("") }, (line) => {
    const [, id] = /^blob ([0-9a-f]+)$/.exec(line) ?? [];
    if (id !== undefined) versions.add(id);
  });
  return versions;
}

/** The ids of the file versions in lines of `git log --raw`. */
function versionsIn(changes: readonly string[]): ReadonlySet<string> {
  return new Set(changes.flatMap((line) => /^:\S+ \S+ \S+ (\S*[1-9a-f]\S*) /.exec(line)?.[1] ?? []));
}
