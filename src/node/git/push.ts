// What the next push would upload: what branches and tags reach, and no remote has yet as far as this repository knows.
import { explain } from "../git";
import {
  ANCESTORS_FIRST,
  descend,
  type Failure,
  type History,
  type HistoryOptions,
  type HoldingRef,
  recordsOf,
} from "./history";
import type { Introduction } from "./introductions";
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

/** Everything that a push of all branches and tags would upload; undefined when git fails. */
export async function listUnpushed(
  options: HistoryOptions,
): Promise<{ readonly ids: readonly string[]; readonly paths: readonly string[] } | undefined> {
  const failures: Failure[] = [];
  const ids: string[] = [];
  const paths: string[] = [];
  await recordsOf(options, failures)(["rev-list", "--objects", ...range(options.remotes)], (line) => {
    const [id = "", ...path] = line.split(" ");
    ids.push(id);
    if (path.length > 0) paths.push(path.join(" "));
  });
  return failures.length === 0 ? { ids, paths } : undefined;
}

/** The branches and tags whose push would upload keys. */
export async function findUnpushed(scan: ObjectScan, history: History, options: HistoryOptions): Promise<Unpushed> {
  const { remotes } = options;
  const { hits } = scan;
  const { introductions } = history;
  const candidates = history.refs.filter(({ name }) => isPushable(name));
  if (remotes.all.length === 0 || candidates.length === 0) return { refs: [] };
  const failures: Failure[] = [];
  const records = recordsOf(options, failures);
  const wanted = new Set([
    ...hits.map(({ id }) => id),
    ...introductions.flatMap(({ commit, object }) => [commit, object]),
  ]);
  const missing = new Set<string>();
  await records(["rev-list", "--objects", "--no-object-names", ...range(remotes)], (id) => {
    if (wanted.has(id)) missing.add(id);
  });
  const there = await objectsThere(history, missing, options, failures);
  const uploaded = introductions.filter(
    ({ commit, object, named }) => missing.has(commit) && (named || (missing.has(object) && !there.has(object))),
  );
  const graph: string[] = [];
  if (uploaded.length > 0)
    await records(["rev-list", ...ANCESTORS_FIRST, ...range(remotes)], (line) => graph.push(line));
  const holders = new Map([
    ...descend(uploaded, graph),
    ...hits
      .filter((hit) => isDirect(hit, introductions) && missing.has(hit.id))
      .map(({ id, keys }) => [id, keys] as const),
  ]);
  const [failure] = failures;
  const refs = candidates
    .map((ref) => ({ ...ref, keys: new Set(ref.objects.flatMap((id) => [...(holders.get(id) ?? [])])) }))
    .filter(({ keys }) => keys.size > 0);
  return { refs, ...(failure && { failure: explain(failure) }) };
}

/** A tag, or a file that a ref names without a commit. */
function isDirect({ id, type }: Hit, introductions: readonly Introduction[]): boolean {
  return type === "tag" || (type === "blob" && !introductions.some(({ object }) => object === id));
}

/** Of what seems missing, what a remote has in its past: git looks for it only in the commits where the two part. */
async function objectsThere(
  { refs, introductions }: History,
  missing: ReadonlySet<string>,
  options: HistoryOptions,
  failures: Failure[],
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  const before = new Map<string, string[]>();
  for (const { commit, object } of introductions)
    if (commit !== object && missing.has(object) && !missing.has(commit))
      before.set(commit, [...(before.get(commit) ?? []), object]);
  if (before.size === 0 || !refs.some(({ name }) => isNote(name, options.remotes))) return there;
  await recordsOf(options, failures)(["rev-list", ...noteOptions(options.remotes)], (commit) => {
    for (const object of before.get(commit) ?? []) there.add(object);
  });
  return there;
}
