// Whether keys look published: finds the repositories of their files, asks git once for all keys of each, and lets
// the core judge. The raw keys are in this module's memory only; git never gets one.
import { basename, dirname } from "node:path";
import {
  type ExposureAnswer,
  type ExposureEvidence,
  type Finding,
  isEnvFile,
  judgeExposure,
  ruleOf,
} from "../core/index";
import { reveal, type Secret } from "../core/reveal";
import { Git } from "./git";
import { evidenceOf, type RepositoryFacts, sameEvidence } from "./git/evidence";
import { type Environment, findGit } from "./git/findGit";
import { SHORTEST_KEY } from "./git/matcher";
import { findUnpushed } from "./git/push";
import { readRemotes } from "./git/remotes";
import { findRepository, type Place, type Repository } from "./git/repository";
import { type Progress, searchRepository } from "./git/search";
import { combineEvidence, findSubmodules, type Inside } from "./git/submodules";
import { readHead, readIgnored, readIndex } from "./git/snapshot";
import { type Trace, traceOf } from "./git/trace";

/** A key to check: where a text holds it, and which file the text is of. */
export interface KeyInText {
  readonly text: string;
  readonly finding: Finding;
  /** The file's absolute path; without one, the working directory's repository is looked at. */
  readonly file?: string;
  /** The file's name in the answer. */
  readonly shownAs?: string;
}

export type { Progress } from "./git/search";

export interface CheckOptions {
  readonly cwd: string;
  /** The environment that git is found and run in. */
  readonly env: Environment;
  /** Folders whose programs are not trusted: every workspace folder. */
  readonly outside: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The answers in the order of the keys, or undefined when the signal was aborted. Never rejects. */
export async function checkExposure(
  keys: readonly KeyInText[],
  options: CheckOptions,
): Promise<readonly ExposureAnswer[] | undefined> {
  const git = new Git(findGit(options.env, options.outside), options.env);
  const placeOf = onceFor((folder) => findRepository(git, folder, options.signal));
  const evidence = new Map<KeyInText, readonly ExposureEvidence[]>();
  const inside = new Map<KeyInText, Inside[]>();
  const byRepository = new Map<string, Group>();
  for (const key of keys) {
    const secret = reveal(key.text, key.finding);
    const place = await placeOf(key.file === undefined ? options.cwd : dirname(key.file));
    const known = secret ? withoutGit(place) : sameEvidence("failed", "The text has changed: look again.");
    if (known || !secret || place.kind !== "repository") evidence.set(key, known ?? []);
    else {
      const group = byRepository.get(place.repository.root) ?? { repository: place.repository, keys: [] };
      byRepository.set(place.repository.root, group);
      group.keys.push({
        key,
        secret,
        ...(key.file !== undefined && !place.repository.bare && { path: place.prefix + basename(key.file) }),
      });
    }
  }
  for (const { key, path, reason } of await addSubmodules(byRepository, git, options.signal))
    inside.set(key, [...(inside.get(key) ?? []), { path, evidence: sameEvidence("failed", reason) }]);
  for (const { repository, keys: located } of byRepository.values()) {
    const gathered = await gatherExposure(located, { ...options, repository, git });
    located.forEach(({ key, submodule }, index) => {
      const found = gathered[index]?.evidence ?? [];
      if (submodule === undefined) evidence.set(key, found);
      else inside.set(key, [...(inside.get(key) ?? []), { path: submodule, evidence: found }]);
    });
  }
  for (const [key, answers] of inside) evidence.set(key, combineEvidence(evidence.get(key) ?? [], answers));
  if (options.signal.aborted) return undefined;
  return keys.map((key) => answer(key, evidence.get(key) ?? []));
}

interface LocatedKey extends KeyToFind {
  readonly key: KeyInText;
  /** The path of the submodule, where the key's own file is in a repository above. */
  readonly submodule?: string;
}

interface Group {
  readonly repository: Repository;
  readonly keys: LocatedKey[];
}

/** Has the keys of each repository looked for in its submodules too; returns where that cannot be done. */
async function addSubmodules(
  byRepository: Map<string, Group>,
  git: Git,
  signal: AbortSignal,
): Promise<readonly { readonly key: KeyInText; readonly path: string; readonly reason: string }[]> {
  const failures: { readonly key: KeyInText; readonly path: string; readonly reason: string }[] = [];
  const groups = [...byRepository.values()].map(({ repository, keys }) => ({ repository, keys: [...keys] }));
  for (const { repository, keys } of groups)
    for (const { path, repository: found } of await findSubmodules(git, repository, signal)) {
      const submodule = scrub(path, keys);
      if (typeof found === "string") failures.push(...keys.map(({ key }) => ({ key, path: submodule, reason: found })));
      else {
        const group = byRepository.get(found.root) ?? { repository: found, keys: [] };
        byRepository.set(found.root, group);
        group.keys.push(...keys.map(({ key, secret }) => ({ key, secret, submodule })));
      }
    }
  return failures;
}

/** A key to look for; `path` is that of its file in the repository, with `/`. */
export interface KeyToFind {
  readonly secret: Secret;
  readonly path?: string;
}

/** What a repository knows of one key. */
export interface Gathered {
  readonly evidence: readonly ExposureEvidence[];
  /** Missing where nothing could be looked for. */
  readonly trace?: Trace;
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
  const values = [...new Set(keys.map(({ secret }) => secret.expose()))];
  const paths = keys.map(({ path }) => path);
  const wanted = new Set(paths.flatMap((path) => path ?? []));
  const remotes = await readRemotes(options);
  const asked = { ...options, remotes };
  const { scan, history, ownFiles } = await searchRepository(
    values,
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
  const facts: RepositoryFacts = { scan, index, head, ignored, history, remotes, unpushed, ownFiles, gaps };
  return keys.map(({ secret, path }) => {
    if (isTooShort(secret)) return { evidence: sameEvidence("failed", "The key is too short to be told apart.") };
    const key = values.indexOf(secret.expose());
    const evidence = evidenceOf(key, path, facts).map((one) => ({ ...one, detail: scrub(one.detail, keys) }));
    return { evidence, trace: traceOf(key, facts, (text) => scrub(text, keys) !== text) };
  });
}

/** File, branch and author names come from the repository, and may hold a key. */
function scrub(text: string, keys: readonly KeyToFind[]): string {
  const secrets = keys.map(({ secret }) => secret).filter((secret) => !isTooShort(secret));
  return secrets.reduce((clean, secret) => clean.replaceAll(secret.expose(), () => secret.toString()), text);
}

function isTooShort(secret: Secret): boolean {
  return Buffer.byteLength(secret.expose()) < SHORTEST_KEY;
}

/** The answers that need no repository, or undefined. */
function withoutGit(place: Place): readonly ExposureEvidence[] | undefined {
  if (place.kind === "none") return sameEvidence("no", "There is no Git repository here.");
  return place.kind === "failed" ? sameEvidence("failed", place.reason) : undefined;
}

function answer({ finding, file, shownAs }: KeyInText, evidence: readonly ExposureEvidence[]): ExposureAnswer {
  const rule = ruleOf(finding.ruleId);
  const place = shownAs ?? file;
  return {
    ...(place !== undefined && { file: place, startLine: finding.span.start.line + 1 }),
    fingerprint: finding.fingerprint,
    title: finding.vendor ? `${finding.vendor} ${rule?.title ?? "key"}` : "Key of no known kind",
    mask: finding.mask,
    evidence,
    ...judgeExposure({
      evidence,
      ...(rule?.revokeUrl && { revokeUrl: rule.revokeUrl }),
      ...(file !== undefined && { inEnvFile: isEnvFile(file.replaceAll("\\", "/")) }),
    }),
  };
}

function onceFor<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
