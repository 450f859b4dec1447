// Follows objects that hold keys to the commits that brought them in, and on to branches, tags and past pushes.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Git, GitEnd } from "../git";
import { ANCESTORS_FIRST, descend, Graph } from "./graph";
import { type Holders, type Introduction, INTRODUCTION_FORMAT, IntroductionReader } from "./introductions";
import type { ObjectScan } from "./objects";
import { isNote, noteOptions, type Remotes } from "./remotes";
import type { Repository } from "./repository";

/** A ref whose history holds keys now. */
export interface HoldingRef {
  readonly name: string;
  readonly keys: ReadonlySet<number>;
  /** What it names, and what that names in turn if it is a tag. */
  readonly objects: readonly string[];
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
  readonly failure?: Failure;
}

export interface HistoryOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
  readonly remotes: Remotes;
  /** What `readFileHistory` has read: no other changes matter. All do unless given. */
  readonly changes?: readonly string[];
  /** Milliseconds for each run of git. */
  readonly timeout?: number;
}

const TIMEOUT = 15 * 60_000;
/** Object ids that fit into one command line everywhere: Windows allows 32,767 characters. */
export const MAX_ARGUMENTS = 300;
export const EVERYTHING = ["--all", "--reflog"];
const LOG = ["log", "--no-ext-diff", "--no-textconv", "--no-notes", `--format=${INTRODUCTION_FORMAT}`];
const CHANGES = ["-m", "--raw", "--no-abbrev", "--no-renames", ...EVERYTHING];

export type Failure = Exclude<GitEnd, { kind: "ok" }>;
export type Records = (args: readonly string[], take: (line: string) => void, input?: string) => Promise<void>;

/** Every place in the history that what holds keys leads to. */
export async function followHistory(scan: ObjectScan, options: HistoryOptions): Promise<History> {
  const { changes } = options;
  const failures: Failure[] = [];
  const records = recordsOf(options, failures);
  const { hits } = scan;
  const [introductions, graph] = await Promise.all([
    findIntroductions(scan, changes, records),
    scan.graph ?? readGraph(EVERYTHING, options, failures),
  ]);
  const commits = descend(introductions, graph);
  const holders: Holders = new Map([...hits.map(({ id, keys }) => [id, keys] as const), ...commits]);
  const [refs, uploads, stashes] = await Promise.all([
    holdingRefs(holders, records),
    findUploads(commits, options, records),
    commits.size > 0 ? findStashes(records) : new Map<string, string>(),
  ]);
  const [failure] = failures;
  return { introductions, refs, uploads, stashes, ...(failure && { failure }) };
}

/** The commits that the options of `rev-list` choose. */
export async function readGraph(
  which: readonly string[],
  { git, repository, signal, timeout = TIMEOUT }: HistoryOptions,
  failures: Failure[],
): Promise<Graph> {
  const graph = new Graph();
  const run = { cwd: repository.root, signal, timeout };
  const end = await git.lines(["rev-list", ...ANCESTORS_FIRST, ...which], run, (lines) => graph.add(lines));
  if (end.kind !== "ok") failures.push(end);
  return graph;
}

/** Runs git, and notes a run that fails. */
export function recordsOf(
  { git, repository, signal, timeout = TIMEOUT }: HistoryOptions,
  failures: Failure[],
): Records {
  return async (args, take, input = "") => {
    const end = await git.records(args, { cwd: repository.root, signal, timeout, input }, take);
    if (end.kind !== "ok") failures.push(end);
  };
}

/** Every change of one file that git keeps, as `IntroductionReader` reads it. */
export async function readFileHistory(
  path: string,
  options: HistoryOptions,
  failures: Failure[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  const only = ["--full-history", "--", `:(top,literal)${path}`];
  await recordsOf(options, failures)([...LOG, ...CHANGES, ...only], (line) => lines.push(line));
  return lines;
}

async function findIntroductions(
  { hits, named, keysIn }: ObjectScan,
  changes: readonly string[] | undefined,
  records: Records,
): Promise<readonly Introduction[]> {
  const reader = new IntroductionReader(new Map(hits.map(({ id, keys }) => [id, keys])), keysIn);
  const take = (line: string): void => reader.take(line);
  const idsOf = (type: string): readonly string[] => hits.filter((hit) => hit.type === type).map(({ id }) => id);
  const files = [...new Set([...idsOf("blob"), ...named])];
  // Beyond what a command line holds, git lists every change, and the reader picks out its own.
  const only = files.length <= MAX_ARGUMENTS ? files.map((id) => `--find-object=${id}`) : [];
  if (changes) changes.forEach(take);
  else if (files.length > 0) await records([...LOG, ...CHANGES, ...only], take);
  const messages = idsOf("commit");
  if (messages.length > 0) await records([...LOG, "--no-walk", "--stdin"], take, messages.join("\n"));
  return reader.introductions;
}

/** The refs that name what holds keys. */
export async function holdingRefs(holders: Holders, records: Records): Promise<readonly HoldingRef[]> {
  const refs: HoldingRef[] = [];
  const nested: string[] = [];
  const take = (name: string, ...objects: readonly string[]): void => {
    const keys = new Set(objects.flatMap((id) => [...(holders.get(id) ?? [])]));
    if (keys.size > 0) refs.push({ name, keys, objects });
  };
  await records(["for-each-ref", "--format=%(objectname) %(*objectname) %(*objecttype) %(refname)"], (line) => {
    const [object = "", target = "", type, ...name] = line.split(" ");
    // git tells only what a tag names; where that is another tag, it has to be asked again.
    if (type === "tag") nested.push(name.join(" "));
    else take(name.join(" "), object, target);
  });
  if (nested.length === 0) return refs;
  const ends = nested.map((name) => `${name}\n${name}^{}\n`).join("");
  const ids: string[] = [];
  const check = ["cat-file", "--batch-check=%(objectname)"];
  await records(check, (id) => ids.push(id), ends);
  for (const [index, name] of nested.entries()) take(name, ids[2 * index] ?? "", ids[2 * index + 1] ?? "");
  return refs;
}

/** The notes that git keeps of each remote's branches: they name commits that a force-push has since taken off. */
async function findUploads(
  commits: Holders,
  { remotes, repository }: HistoryOptions,
  records: Records,
): Promise<readonly Upload[]> {
  const uploads: Upload[] = [];
  if (commits.size === 0) return uploads;
  const oldest = new Map<string, string>();
  const format = "--format=%H%x00%gD%x00%gs";
  await records(["log", "-g", ...noteOptions(remotes), "--date=iso-strict", "--no-notes", format], (line) => {
    const [commit = "", selector = "", subject = ""] = line.split("\0");
    const [, ref, at] = /^(refs\/.+)@\{(.+)\}$/.exec(selector) ?? [];
    if (!ref || !at || !isNote(ref, remotes)) return;
    const keys = commits.get(commit);
    if (keys) uploads.push({ ref, at, pushed: subject.startsWith("update by push"), keys });
    // They come the newest first, so that the last one is the oldest.
    oldest.set(ref, at);
  });
  // What a ref was before its oldest note: the remote had that, too. After a clone nothing else says so.
  for (const [ref, at] of oldest) {
    const keys = commits.get(await firstNoted(repository, ref));
    if (keys) uploads.push({ ref, at, pushed: false, keys });
  }
  return uploads;
}

/** What a ref was before its first note: the first word of its log (git-update-ref, "Logging updates"), which git does not tell. */
async function firstNoted({ commonDir }: Repository, ref: string): Promise<string> {
  const log = await readFile(join(commonDir, "logs", ...ref.split("/")), "latin1").catch(() => "");
  return /^[0-9a-f]*/.exec(log)?.[0] ?? "";
}

/** A stash is a commit with two or three parents: the branch, what was staged, and files that were not tracked. */
export async function findStashes(records: Records): Promise<ReadonlyMap<string, string>> {
  const stashes = new Map<string, string>();
  // As a pattern, so that a repository without a stash is no failure; without a wildcard git would add one.
  await records(["log", "-g", "--glob=refs/stas[h]", "--no-notes", "--format=%gd %H %P"], (line) => {
    const [name = "", commit = "", , ...parts] = line.split(" ");
    for (const id of [commit, ...parts]) if (!stashes.has(id)) stashes.set(id, name.replace("refs/", ""));
  });
  return stashes;
}
