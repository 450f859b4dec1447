// The remotes that a repository names, and which of its refs are notes of theirs.
import type { Git } from "../git";
import type { Repository } from "./repository";

export interface Remote {
  readonly name: string;
  /** Where it is, for fetching and pushing, after the person's own `insteadOf`; as git says it, credentials included. */
  readonly urls: readonly string[];
}

export interface RemoteOptions {
  readonly git: Git;
  readonly repository: Repository;
  readonly signal: AbortSignal;
}

/** The remotes of a repository; none when git does not answer. */
export async function readRemotes({ git, repository, signal }: RemoteOptions): Promise<readonly Remote[]> {
  const urls = new Map<string, Set<string>>();
  await git.records(["remote", "-v"], { cwd: repository.root, signal }, (line) => {
    const [, name, url] = /^([^\t]+)\t(.+) \((?:fetch|push)\)/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) urls.set(name, (urls.get(name) ?? new Set()).add(url));
  });
  return [...urls].map(([name, all]) => ({ name, urls: [...all] }));
}

/** The remote that a remote-tracking ref is a note of: names may hold slashes, and the longest fits best. */
export function remoteOf(ref: string, remotes: readonly Remote[]): Remote | undefined {
  return remotes
    .filter(({ name }) => ref.startsWith(`refs/remotes/${name}/`))
    .reduce<Remote | undefined>((best, one) => (best && best.name.length >= one.name.length ? best : one), undefined);
}
