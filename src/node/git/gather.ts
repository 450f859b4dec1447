// What one repository knows of keys: everything that Git keeps, its branches, remotes and past pushes, in one pass for all.
import type { ExposureEvidence } from "../../core/index";
import type { Secret } from "../../core/reveal";
import type { Git } from "../git";
import { evidenceOf, type RepositoryFacts, sameEvidence } from "./evidence";
import { SHORTEST_KEY, type Sought } from "./matcher";
import { findUnpushed } from "./push";
import { readRemotes } from "./remotes";
import type { Repository } from "./repository";
import { type Progress, searchRepository } from "./search";
import { readHead, readIgnored, readIndex } from "./snapshot";
import { type Trace, traceOf } from "./trace";

/** A key to look for; `path` is that of its file in the repository, with `/`. */
export interface KeyToFind {
  readonly secret: Secret;
  /** How it is written where that is not the key itself: in pieces, escaped or encoded. */
  readonly written?: string;
  readonly path?: string;
}

/** What a repository knows of one key. */
export interface Gathered {
  readonly evidence: readonly ExposureEvidence[];
  /** One for each repository: more than one where it has submodules, none where nothing could be looked for. */
  readonly traces: readonly Trace[];
}

export interface GatherOptions {
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Bytes above which a file version is not read. */
  readonly maxBlob?: number;
  /** Milliseconds for each of git's long runs. */
  readonly timeout?: number;
}

/**
 * What one repository knows of each key, in one pass over its objects for all of them. Never rejects; after an
 * abort the answers mean nothing.
 */
export async function gatherExposure(keys: readonly KeyToFind[], options: GatherOptions): Promise<readonly Gathered[]> {
  const { repository } = options;
  const secrets = keys.map(({ secret }) => secret);
  const values = [...new Set(secrets.map((secret) => secret.expose()))];
  const paths = keys.map(({ path }) => path);
  const wanted = new Set(paths.flatMap((path) => path ?? []));
  const remotes = await readRemotes(options);
  const asked = { ...options, remotes };
  const { scan, history, ownFiles } = await searchRepository(
    values.map((value) => soughtBy(value, keys)),
    paths.includes(undefined) ? undefined : wanted,
    asked,
  );
  const ask = { ...options, cwd: repository.root, scan, wanted };
  const [index, head, ignored, unpushed] = await Promise.all([
    readIndex(ask),
    readHead(ask),
    readIgnored(ask),
    findUnpushed(scan, history, asked),
  ]);
  const gaps = [...repository.gaps, ...scan.gaps];
  const { worktrees } = repository;
  const facts: RepositoryFacts = { scan, index, head, ignored, history, remotes, unpushed, worktrees, ownFiles, gaps };
  const readFile = async (id: string): Promise<string | undefined> => {
    const read = await options.git.run(["cat-file", "blob", id], ask);
    return read.kind === "ok" ? read.stdout : undefined;
  };
  return keys.map(({ secret, path }) => {
    if (isTooShort(secret))
      return { evidence: sameEvidence("failed", "The key is too short to be told apart."), traces: [] };
    const key = values.indexOf(secret.expose());
    const evidence = evidenceOf(key, path, facts).map((one) => ({ ...one, detail: scrub(one.detail, secrets) }));
    return { evidence, traces: [{ ...traceOf(key, facts, (text) => scrub(text, secrets) !== text), readFile }] };
  });
}

function soughtBy(value: string, keys: readonly KeyToFind[]): Sought {
  const same = keys.filter(({ secret }) => secret.expose() === value);
  return [value, ...new Set(same.flatMap(({ written }) => written ?? []))];
}

/** File, branch and author names come from the repository, and may hold a key. */
export function scrub(text: string, secrets: readonly Secret[]): string {
  return withMasks(
    text,
    secrets.filter((secret) => !isTooShort(secret)),
  );
}

/** A text with the masks of keys in place of the keys. */
export function withMasks(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret.expose(), () => secret.toString()), text);
}

function isTooShort(secret: Secret): boolean {
  return Buffer.byteLength(secret.expose()) < SHORTEST_KEY;
}
