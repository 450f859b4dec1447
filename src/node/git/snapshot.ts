// What the index and the current commit hold: file names with the ids of their contents.
import { explain, type Git, type GitOptions } from "../git";
import type { ObjectScan } from "./objects";
import type { Repository } from "./repository";

/** The files of one tree, as far as they matter for the keys. */
export interface Snapshot {
  /** The first file that holds each key. */
  readonly holders: ReadonlyMap<number, string>;
  /** The wanted files that are in it. */
  readonly present: ReadonlySet<string>;
  /** Why there is no such tree, which is an answer. */
  readonly absent?: string;
  /** Why it could not be read, or not whole. */
  readonly failure?: string;
}

export interface SnapshotOptions extends GitOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly scan: ObjectScan;
  /** Paths whose presence is asked for. */
  readonly wanted: ReadonlySet<string>;
}

const INDEX = ["ls-files", "--stage", "-z"];
const HEAD = ["ls-tree", "-r", "-z", "--full-tree", "HEAD"];
/** The mode of a submodule: its id is that of a commit elsewhere. */
const SUBMODULE = "160000";

/** The ids of all file versions that are staged or in the current commit, as far as git lists them. */
export async function listFiles({
  git,
  repository,
  signal,
}: Pick<SnapshotOptions, "git" | "repository" | "signal">): Promise<readonly string[]> {
  const run = { cwd: repository.root, signal, separator: "\0" } as const;
  const ids = new Set<string>();
  const take =
    (column: number) =>
    (record: string): void => {
      const fields = record.slice(0, record.indexOf("\t")).split(" ");
      if (fields[0] !== SUBMODULE) ids.add(fields[column] ?? "");
    };
  await Promise.all([repository.bare ? undefined : git.records(INDEX, run, take(1)), git.records(HEAD, run, take(2))]);
  return [...ids];
}

/** The paths of the submodules in the index of this worktree. */
export async function listSubmodules({
  git,
  repository,
  signal,
}: Pick<SnapshotOptions, "git" | "repository" | "signal">): Promise<readonly string[]> {
  if (repository.bare) return [];
  const paths = new Set<string>();
  await git.records(INDEX, { cwd: repository.root, signal, separator: "\0" }, (record) => {
    if (record.startsWith(SUBMODULE)) paths.add(record.slice(record.indexOf("\t") + 1));
  });
  return [...paths];
}

/** The index of this worktree; every stage of a conflict counts. */
export async function readIndex(options: SnapshotOptions): Promise<Snapshot> {
  if (options.repository.bare) return nothing("A bare repository has no index.");
  return readFiles(INDEX, 1, options);
}

/** The commit that HEAD names. */
export async function readHead(options: SnapshotOptions): Promise<Snapshot> {
  const head = await options.git.run(["rev-parse", "--quiet", "--verify", "HEAD"], options);
  if (head.kind === "failed" && head.code === 1) return nothing("There is no commit yet.");
  if (head.kind !== "ok") return { ...nothing(), failure: explain(head) };
  return readFiles(HEAD, 2, options);
}

/** `column` is where the object id stands before the tab. */
async function readFiles(args: readonly string[], column: number, options: SnapshotOptions): Promise<Snapshot> {
  const { git, scan, wanted } = options;
  const hits = new Map(scan.hits.map(({ id, keys }) => [id, keys]));
  const holders = new Map<number, string>();
  const present = new Set<string>();
  let unread = 0;
  const end = await git.records(args, { ...options, separator: "\0" }, (record) => {
    const tab = record.indexOf("\t");
    const path = record.slice(tab + 1);
    const id = record.slice(0, tab).split(" ")[column] ?? "";
    for (const key of hits.get(id) ?? []) if (!holders.has(key)) holders.set(key, path);
    for (const key of scan.keysIn(path)) if (!holders.has(key)) holders.set(key, path);
    if (wanted.has(path)) present.add(path);
    if (scan.unread.has(id)) unread += 1;
  });
  const failure =
    end.kind !== "ok"
      ? explain(end)
      : unread > 0
        ? `The content of ${unread} of its files could not be read.`
        : undefined;
  return { holders, present, ...(failure !== undefined && { failure }) };
}

function nothing(absent?: string): Snapshot {
  return { holders: new Map(), present: new Set(), ...(absent !== undefined && { absent }) };
}

/** Which of the paths git ignores; those that it tracks are not ignored. */
export async function readIgnored(options: SnapshotOptions): Promise<ReadonlySet<string> | string> {
  const ignored = new Set<string>();
  // No key is given to git, also not in a path.
  const paths = [...options.wanted].filter((path) => options.scan.keysIn(path).size === 0);
  if (options.repository.bare || paths.length === 0) return ignored;
  const input = paths.join("\0");
  const end = await options.git.records(
    ["check-ignore", "--stdin", "-z"],
    { ...options, input, separator: "\0" },
    (path) => ignored.add(path),
  );
  // It exits with 1 when it ignores none.
  return end.kind === "ok" || (end.kind === "failed" && end.code === 1) ? ignored : explain(end);
}
