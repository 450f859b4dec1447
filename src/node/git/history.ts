// Follows objects that hold keys to the commits that brought them in, and on to branches, tags and past pushes.
import type { Git, GitEnd } from "../git";
import { type Holders, type Introduction, INTRODUCTION_FORMAT, IntroductionReader } from "./introductions";
import type { Hit } from "./objects";
import type { Repository } from "./repository";

/** A ref whose history holds keys now. */
export interface HoldingRef {
  readonly name: string;
  readonly keys: ReadonlySet<number>;
}

/** A moment at which a remote's branch held keys, as this repository has noted it. */
export interface Upload {
  readonly ref: string;
  /** ISO 8601. */
  readonly at: string;
  /** Pushed from here; otherwise fetched, which shows that the remote had it. */
  readonly pushed: boolean;
  readonly keys: ReadonlySet<number>;
}

export interface History {
  readonly introductions: readonly Introduction[];
  readonly refs: readonly HoldingRef[];
  readonly uploads: readonly Upload[];
  /** Names of stashes, by the ids of their commits. */
  readonly stashes: ReadonlyMap<string, string>;
  /** The first run of git that failed: what is not listed may exist all the same. */
  readonly failure?: Exclude<GitEnd, { kind: "ok" }>;
}

export interface HistoryOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
  /** Milliseconds for each run of git. */
  readonly timeout?: number;
}

const TIMEOUT = 15 * 60_000;
/** Object ids that fit into one command line everywhere: Windows allows 32,767 characters. */
const MAX_ARGUMENTS = 300;
const EVERYTHING = ["--all", "--reflog"];

type Records = (args: readonly string[], take: (line: string) => void, input?: string) => Promise<void>;

/** Every place in the history that the hits lead to. */
export async function followHistory(hits: readonly Hit[], options: HistoryOptions): Promise<History> {
  const run = { cwd: options.repository.root, signal: options.signal, timeout: options.timeout ?? TIMEOUT };
  const failures: Exclude<GitEnd, { kind: "ok" }>[] = [];
  const records: Records = async (args, take, input = "") => {
    const end = await options.git.records(args, { ...run, input }, take);
    if (end.kind !== "ok") failures.push(end);
  };
  const introductions = await findIntroductions(hits, records);
  const commits = await descend(introductions, records);
  const holders: Holders = new Map([...hits.map(({ id, keys }) => [id, keys] as const), ...commits]);
  const refs = await holdingRefs(holders, records);
  const uploads = await findUploads(commits, records);
  const stashes = refs.length + introductions.length > 0 ? await findStashes(records) : new Map<string, string>();
  const [failure] = failures;
  return { introductions, refs, uploads, stashes, ...(failure && { failure }) };
}

async function findIntroductions(hits: readonly Hit[], records: Records): Promise<readonly Introduction[]> {
  const reader = new IntroductionReader(new Map(hits.map(({ id, keys }) => [id, keys])));
  const take = (line: string): void => reader.take(line);
  const log = ["log", "--no-ext-diff", "--no-textconv", "--no-notes", `--format=${INTRODUCTION_FORMAT}`];
  const idsOf = (type: string): readonly string[] => hits.filter((hit) => hit.type === type).map(({ id }) => id);
  const files = idsOf("blob");
  // Beyond what a command line holds, git lists every change, and the reader picks out its own.
  const only = files.length <= MAX_ARGUMENTS ? files.map((id) => `--find-object=${id}`) : [];
  if (files.length > 0)
    await records([...log, "-m", "--raw", "--no-abbrev", "--no-renames", ...EVERYTHING, ...only], take);
  const messages = idsOf("commit");
  if (messages.length > 0) await records([...log, "--no-walk", "--stdin"], take, messages.join("\n"));
  return reader.introductions;
}

/** The commits that come after an introduction, each with the keys that its history holds. */
async function descend(introductions: readonly Introduction[], records: Records): Promise<Holders> {
  const holding = new Map<string, ReadonlySet<number>>();
  for (const { commit, keys } of introductions) holding.set(commit, new Set([...(holding.get(commit) ?? []), ...keys]));
  if (holding.size === 0) return holding;
  await records(["rev-list", ...EVERYTHING, "--topo-order", "--reverse", "--parents"], (line) => {
    const sources = line.split(" ").flatMap((id) => holding.get(id) ?? []);
    const [first, ...others] = sources;
    if (!first) return;
    // Nearly every commit holds just what its parent holds, so that they share one set.
    const same = others.every((other) => [...other].every((key) => first.has(key)));
    holding.set(line.split(" ", 1)[0] ?? "", same ? first : new Set(sources.flatMap((one) => [...one])));
  });
  return holding;
}

async function holdingRefs(holders: Holders, records: Records): Promise<readonly HoldingRef[]> {
  const refs: HoldingRef[] = [];
  await records(["for-each-ref", "--format=%(objectname) %(*objectname) %(refname)"], (line) => {
    const [object = "", target = "", ...name] = line.split(" ");
    const keys = new Set([...(holders.get(object) ?? []), ...(holders.get(target) ?? [])]);
    if (keys.size > 0) refs.push({ name: name.join(" "), keys });
  });
  return refs;
}

/** The notes that git keeps of each remote's branches: they name commits that a force-push has since taken off. */
async function findUploads(commits: Holders, records: Records): Promise<readonly Upload[]> {
  const uploads: Upload[] = [];
  if (commits.size === 0) return uploads;
  const format = "--format=%H%x00%gD%x00%gs";
  await records(["log", "-g", "--remotes", "--date=iso-strict", "--no-notes", format], (line) => {
    const [commit = "", selector = "", subject = ""] = line.split("\0");
    const [, ref, at] = /^(refs\/remotes\/.+)@\{(.+)\}$/.exec(selector) ?? [];
    const keys = commits.get(commit);
    if (keys && ref && at) uploads.push({ ref, at, pushed: subject.startsWith("update by push"), keys });
  });
  return uploads;
}

/** A stash is a commit with two or three parents: the branch, what was staged, and files that were not tracked. */
async function findStashes(records: Records): Promise<ReadonlyMap<string, string>> {
  const stashes = new Map<string, string>();
  // As a pattern, so that a repository without a stash is no failure; without a wildcard git would add one.
  await records(["log", "-g", "--glob=refs/stas[h]", "--no-notes", "--format=%gd %H %P"], (line) => {
    const [name = "", commit = "", , ...parts] = line.split(" ");
    for (const id of [commit, ...parts]) if (!stashes.has(id)) stashes.set(id, name.replace("refs/", ""));
  });
  return stashes;
}
