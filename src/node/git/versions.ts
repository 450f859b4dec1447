// Which commits brought file versions in, and under which names.
import { descend, type Graph } from "./graph";
import { EVERYTHING, type Failure, findStashes, holdingRefs, MAX_ARGUMENTS, recordsOf } from "./history";
import type { Introduction } from "./introductions";
import type { OpenRepository } from "./open";

/** A commit in which a path has a file version that a parent does not have there. */
export interface Version {
  readonly commit: string;
  readonly author: string;
  /** When it was committed, ISO 8601. */
  readonly date: string;
  readonly id: string;
  /** Empty for the commit's own message. */
  readonly path: Buffer;
}

/** Milliseconds for each run of git. */
export const TIMEOUT = 15 * 60_000;
const HEADER = ["--no-ext-diff", "--no-textconv", "--no-notes", "-z", "--format=%H %cI %an"];
const CHANGES = ["-m", "--raw", "--no-abbrev", "--no-renames", ...EVERYTHING];
const HEAD_LINE = /^([0-9a-f]{40,64}) (\S+) ([^]*)$/;
const COLON = 58;

/** Every commit that brought one of these in: file versions, or commits for their messages. Failures are added to the list. */
export async function findVersions(
  { blobs, commits }: { readonly blobs: ReadonlySet<string>; readonly commits: ReadonlySet<string> },
  { git, repository, signal }: OpenRepository,
  failures: Failure[],
): Promise<readonly Version[]> {
  const versions: Version[] = [];
  const run = { cwd: repository.root, signal, timeout: TIMEOUT };
  let commit: Omit<Version, "id" | "path"> | undefined;
  let changed: string | undefined;
  const take = (field: Buffer): void => {
    if (commit && changed !== undefined) {
      if (blobs.has(changed)) versions.push({ ...commit, id: changed, path: Buffer.from(field) });
      changed = undefined;
      return;
    }
    const start = field[0] === LINE_FEED ? 1 : 0;
    if (field[start] === COLON) changed = field.toString("latin1", start).split(" ")[3] ?? "";
    else {
      const [, id = "", date = "", author = ""] = HEAD_LINE.exec(field.toString("utf8", start)) ?? [];
      if (id === "") return;
      commit = { commit: id, date, author };
      if (commits.has(id)) versions.push({ ...commit, id, path: Buffer.alloc(0) });
    }
  };
  // Beyond what a command line holds, git lists every change, and its own are picked out.
  const only = blobs.size <= MAX_ARGUMENTS ? [...blobs].map((id) => `--find-object=${id}`) : [];
  const runs = [
    ...(blobs.size > 0 ? [{ args: ["log", ...HEADER, ...CHANGES, ...only], input: "" }] : []),
    ...(commits.size > 0
      ? [{ args: ["log", ...HEADER, "--no-walk", "--stdin"], input: `${[...commits].join("\n")}\n` }]
      : []),
  ];
  for (const { args, input } of runs) {
    commit = changed = undefined;
    const end = await git.fields(args, { ...run, input }, take);
    if (end.kind !== "ok") failures.push(end);
  }
  // A message that changes files is told of by both runs.
  return [...new Map(versions.map((one) => [`${one.commit} ${one.id} ${one.path.toString("latin1")}`, one])).values()];
}

const LINE_FEED = 10;

/** The refs whose history holds keys, by key: branches, tags, stashes, and HEAD where no other does. */
export async function refsOf(
  brought: readonly Pick<Introduction, "commit" | "keys">[],
  objects: ReadonlyMap<string, ReadonlySet<number>>,
  graph: Graph,
  { git, repository, signal }: OpenRepository,
  failures: Failure[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const commits = descend(brought, graph);
  const run = { cwd: repository.root, signal };
  const remotes = { all: [], ownRefs: true, unnamed: false };
  const records = recordsOf({ git, repository, signal, remotes }, failures);
  const [refs, stashes, head] = await Promise.all([
    holdingRefs(new Map([...objects, ...commits]), records),
    findStashes(records),
    git.run(["rev-parse", "--verify", "--quiet", "HEAD"], run),
  ]);
  const names = new Map<number, string[]>();
  const add = (keys: Iterable<number>, name: string): void => {
    for (const key of keys) names.set(key, [...(names.get(key) ?? []), name]);
  };
  for (const { name, keys } of refs) add(keys, name);
  const olderStashes = new Map<string, Set<number>>();
  for (const [commit, name] of stashes) {
    if (name === "stash@{0}") continue;
    const known = olderStashes.get(name) ?? new Set();
    olderStashes.set(name, new Set([...known, ...(commits.get(commit) ?? [])]));
  }
  for (const [name, keys] of olderStashes) add(keys, `refs/${name}`);
  const current = head.kind === "ok" ? (commits.get(head.stdout.trim()) ?? []) : [];
  add(
    [...current].filter((key) => !names.has(key)),
    "HEAD",
  );
  return names;
}
