// The remotes that a repository names, and which of its refs are notes of what they have.
import { explain, type Git } from "../git";
import type { Repository } from "./repository";

export interface Remote {
  readonly name: string;
  /** Where it is, for fetching and pushing, after the person's own `insteadOf`; as git says it, credentials included. */
  readonly urls: readonly string[];
  /** The refs that a fetch from it writes: names in full, in which one `*` may stand. */
  readonly fetched: readonly string[];
}

export interface Remotes {
  readonly all: readonly Remote[];
  /** Refs of the person's own cannot be notes of a remote: commits are made on them here. */
  readonly ownRefs: boolean;
  /** A branch is set to push to an address that is no remote's, of which nothing is noted. */
  readonly unnamed: boolean;
  /** Why they could not be told. */
  readonly failure?: string;
}

export interface RemoteOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

/** The remotes of a repository. */
export async function readRemotes({ git, repository, signal }: RemoteOptions): Promise<Remotes> {
  const run = { cwd: repository.root, signal };
  const urls = new Map<string, Set<string>>();
  const listed = await git.records(["remote", "-v"], run, (line) => {
    const [, name, url] = /^([^\t]+)\t(.+) \((?:fetch|push)\)/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) urls.set(name, (urls.get(name) ?? new Set()).add(url));
  });
  const fetched = await readFetched(git, run);
  return {
    all: [...urls].map(([name, all]) => ({ name, urls: [...all], fetched: fetched.get(name) ?? [] })),
    ownRefs: !repository.bare || repository.worktrees,
    unnamed: await pushesElsewhere(git, run, new Set(urls.keys())),
    ...(listed.kind !== "ok" && { failure: explain(listed) }),
  };
}

/** Whether settings name something to push to that is no remote of a name. */
async function pushesElsewhere(
  git: Git,
  run: { readonly cwd: string; readonly signal: AbortSignal },
  names: ReadonlySet<string>,
): Promise<boolean> {
  let elsewhere = false;
  const pattern = String.raw`^(branch\..*\.(remote|pushremote)|remote\.pushdefault)$`;
  await git.records(["config", "-z", "--get-regexp", pattern], { ...run, separator: "\0" }, (record) => {
    const target = record.slice(record.indexOf("\n") + 1);
    if (target !== "." && !names.has(target)) elsewhere = true;
  });
  return elsewhere;
}

/** Where fetching writes, by the names of remotes. */
async function readFetched(
  git: Git,
  run: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const fetched = new Map<string, string[]>();
  const args = ["config", "-z", "--get-regexp", String.raw`^remote\..*\.fetch$`];
  await git.records(args, { ...run, separator: "\0" }, (record) => {
    const [, name, refspec] = /^remote\.(.*)\.fetch\n(.*)$/s.exec(record) ?? [];
    const [, to] = /^\+?[^^:]*:(refs\/[^:]+)$/.exec(refspec ?? "") ?? [];
    if (name !== undefined && to !== undefined) fetched.set(name, [...(fetched.get(name) ?? []), to]);
  });
  return fetched;
}

const REMOTES = "refs/remotes/";
/** Where a work tree's own commits, tags, stashes and notes are, even if a fetch may write there too. */
const OWN = /^refs\/(?:heads\/|tags\/|notes\/|stash$)/;
const OWN_PATTERNS = ["refs/heads/*", "refs/tags/*", "refs/notes/*", "refs/stas[h]"];

/** Whether a ref says what a remote has; one whose remote is gone from the settings still does. */
export function isNote(ref: string, remotes: Remotes): boolean {
  if (ref.startsWith(REMOTES)) return true;
  return !(remotes.ownRefs && OWN.test(ref)) && byFetch(ref, remotes.all) !== undefined;
}

/** A branch that commits are made on here, and that a fetch writes as well: whose commits it has cannot be told. */
export function isContested(ref: string, remotes: Remotes): boolean {
  return remotes.ownRefs && ref.startsWith("refs/heads/") && byFetch(ref, remotes.all) !== undefined;
}

/** The options by which git walks from all refs for which `isNote` holds. */
export function noteOptions({ all, ownRefs }: Remotes): readonly string[] {
  const others = all.flatMap(({ fetched }) => fetched).filter((pattern) => !pattern.startsWith(REMOTES));
  const excluded = ownRefs ? OWN_PATTERNS.map((pattern) => `--exclude=${pattern}`) : [];
  return ["--remotes", ...[...new Set(others)].flatMap((pattern) => [...excluded, `--glob=${globOf(pattern)}`])];
}

/** Without a wildcard, git would add one; the last letter in brackets stands for itself. */
function globOf(pattern: string): string {
  return pattern.includes("*") ? pattern : `${pattern.slice(0, -1)}[${pattern.slice(-1)}]`;
}

/** The remote that a ref is a note of: by where fetches write, else by its name, which may hold slashes. */
export function remoteOf(ref: string, remotes: readonly Remote[]): Remote | undefined {
  return (
    byFetch(ref, remotes) ??
    longest(
      remotes.map((remote) => [remote, `${REMOTES}${remote.name}/*`]),
      ref,
    )
  );
}

/** A ref as a person knows it. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes|tags)\//, "");
}

function byFetch(ref: string, remotes: readonly Remote[]): Remote | undefined {
  return longest(
    remotes.flatMap((remote) => remote.fetched.map((pattern) => [remote, pattern] as const)),
    ref,
  );
}

/** Of the patterns that a ref matches, the longest says most. */
function longest(patterns: readonly (readonly [Remote, string])[], ref: string): Remote | undefined {
  const [best] = patterns
    .filter(([, pattern]) => matches(ref, pattern))
    .sort(([, one], [, other]) => other.length - one.length);
  return best?.[0];
}

function matches(ref: string, pattern: string): boolean {
  const [start = "", end] = pattern.split("*", 2);
  if (end === undefined) return ref === pattern;
  return ref.length >= start.length + end.length && ref.startsWith(start) && ref.endsWith(end);
}
