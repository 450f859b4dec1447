// What the next push would upload: what branches and tags reach, and no remote has yet as far as this repository knows.
import { explain } from "../git";
import { descend } from "./graph";
import { type Failure, type History, type HistoryOptions, type HoldingRef, readGraph, recordsOf } from "./history";
import type { Hit, ObjectScan } from "./objects";
import { isNote, noteOptions, type Remotes } from "./remotes";

export interface Unpushed {
  /** Branches and tags whose push would upload keys. */
  readonly refs: readonly HoldingRef[];
  /** Why it could not be told. */
  readonly failure?: string;
}

/** Branches and tags, which are what gets pushed, up to what remotes have. */
function range(remotes: Remotes): readonly string[] {
  return ["--branches", "--tags", "--not", ...noteOptions(remotes)];
}

/** Whether a ref is a branch or a tag of the person's own. */
export function isPushable(ref: string): boolean {
  return /^refs\/(?:heads|tags)\//.test(ref);
}

/** The ids and paths of what a push of all branches and tags could upload; undefined when git fails. */
export async function listUnpushed(
  options: HistoryOptions,
): Promise<{ readonly ids: readonly string[]; readonly paths: readonly string[] } | undefined> {
  const failures: Failure[] = [];
  const records = recordsOf(options, failures);
  const ids: string[] = [];
  const paths: string[] = [];
  // By changes, since an object that a remote has may get a new name.
  const changes = ["log", "--no-ext-diff", "--no-textconv", "--no-notes", "-m", "--raw", "--no-abbrev", "--no-renames"];
  await records([...changes, "--format=%H", ...range(options.remotes)], (line) => {
    const [, id = line, path] = /^:\S+ (?!160000)\S+ \S+ (\S+) \S+\t(.*)$/.exec(line) ?? [];
    if (/^(?!0+$)[0-9a-f]+$/.test(id)) ids.push(id);
    if (path !== undefined) paths.push(path);
  });
  await records(["for-each-ref", "--format=%(objectname)", "refs/tags"], (id) => ids.push(id));
  return failures.length === 0 ? { ids, paths } : undefined;
}

/** The branches and tags whose push would upload keys. */
export async function findUnpushed(scan: ObjectScan, history: History, options: HistoryOptions): Promise<Unpushed> {
  const { remotes } = options;
  const { introductions } = history;
  const candidates = history.refs.filter(({ name }) => isPushable(name) && !isNote(name, remotes));
  if (remotes.all.length === 0 || candidates.length === 0) return { refs: [] };
  const failures: Failure[] = [];
  const graph = await readGraph(range(remotes), options, failures);
  const commits = new Set([...graph.commits()].map(([id = ""]) => id));
  const missing = introductions.filter(({ commit }) => commits.has(commit));
  const there = missing.length > 0 ? await objectsThere(history, commits, options, failures) : new Set<string>();
  const uploaded = missing.filter(({ object, named }) => named || !there.has(object));
  const introduced = new Set(introductions.map(({ object }) => object));
  const holders = new Map([
    ...descend(uploaded, graph),
    ...scan.hits.filter((hit) => isDirect(hit, introduced)).map(({ id, keys }) => [id, keys] as const),
  ]);
  const [failure] = failures;
  const refs = candidates
    .map((ref) => ({ ...ref, keys: new Set(ref.objects.flatMap((id) => [...(holders.get(id) ?? [])])) }))
    .filter(({ keys }) => keys.size > 0);
  return { refs, ...(failure && { failure: explain(failure) }) };
}

/** A tag, or a file that a ref names without a commit. */
function isDirect({ id, type }: Hit, introduced: ReadonlySet<string>): boolean {
  return type === "tag" || (type === "blob" && !introduced.has(id));
}

/** What commits that no remote has bring back, and a remote has from its past: that is not uploaded again. */
async function objectsThere(
  { refs, introductions }: History,
  missing: ReadonlySet<string>,
  options: HistoryOptions,
  failures: Failure[],
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  const others = introductions.filter(({ commit }) => !missing.has(commit));
  if (others.length === 0 || !refs.some(({ name }) => isNote(name, options.remotes))) return there;
  const objects = new Map<string, string[]>();
  for (const { commit, object } of others) objects.set(commit, [...(objects.get(commit) ?? []), object]);
  await recordsOf(options, failures)(["rev-list", ...noteOptions(options.remotes)], (commit) => {
    for (const object of objects.get(commit) ?? []) there.add(object);
  });
  return there;
}
