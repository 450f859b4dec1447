// Whether keys look published: finds the repositories of their files, asks git once for all keys of each, and lets
// the core judge. The raw keys are in this module's memory only; git never gets one.
import { basename, dirname } from "node:path";
import {
  type ExposureAnswer,
  type ExposureEvidence,
  type Finding,
  isEnvFile,
  issuerOf,
  judgeExposure,
  ruleOf,
} from "../core/index";
import { reveal, type Secret } from "../core/reveal";
import { commitPage } from "./exposure/remoteUrl";
import { webRemotes } from "./exposure/remotesOfKeys";
import { packagingEvidence } from "./exposure/packaging";
import type { AskedKey } from "./exposure/question";
import { Git } from "./git";
import { evidenceOf, type RepositoryFacts, sameEvidence } from "./git/evidence";
import { type Environment, findGit } from "./git/findGit";
import { followHistory } from "./git/history";
import { SHORTEST_KEY } from "./git/matcher";
import { scanObjects } from "./git/objects";
import { readRemotes } from "./git/remotes";
import { findRepository, type Place, type Repository } from "./git/repository";
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

/** What is being done, and how much of how much where that is known. */
export interface Progress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

export interface CheckOptions {
  readonly cwd: string;
  /** The environment that git is found and run in. */
  readonly env: Environment;
  /** Folders whose programs are not trusted: every workspace folder. */
  readonly outside: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A key with what this machine knows of it. */
export interface GatheredKey extends AskedKey {
  readonly key: KeyInText;
  readonly evidence: readonly ExposureEvidence[];
}

/** The answers from this machine alone, in the order of the keys, or undefined when the signal was aborted. */
export async function checkExposure(
  keys: readonly KeyInText[],
  options: CheckOptions,
): Promise<readonly ExposureAnswer[] | undefined> {
  return (await gatherKeys(keys, options))?.map((key) => answerOf(key, key.evidence));
}

/** What this machine knows, in the order of the keys, or undefined when the signal was aborted. Never rejects. */
export async function gatherKeys(
  keys: readonly KeyInText[],
  options: CheckOptions,
): Promise<readonly GatheredKey[] | undefined> {
  const git = new Git(findGit(options.env, options.outside), options.env);
  const placeOf = onceFor((folder) => findRepository(git, folder, options.signal));
  const gathered = new Map<KeyInText, Gathered>();
  const secrets: KeyToFind[] = [];
  const byRepository = new Map<string, { readonly repository: Repository; readonly keys: LocatedKey[] }>();
  for (const key of keys) {
    const secret = reveal(key.text, key.finding);
    if (secret) secrets.push({ secret });
    const place = await placeOf(key.file === undefined ? options.cwd : dirname(key.file));
    const known = secret ? withoutGit(place) : sameEvidence("failed", "The text has changed: look again.");
    if (known || !secret || place.kind !== "repository") gathered.set(key, { evidence: known ?? [] });
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
  for (const { repository, keys: located } of byRepository.values()) {
    const found = await gatherExposure(located, { ...options, repository, git });
    located.forEach(({ key }, index) => gathered.set(key, found[index] ?? { evidence: [] }));
  }
  if (options.signal.aborted) return undefined;
  const packaging = packagingEvidence();
  return keys.map((key) => {
    const secret = reveal(key.text, key.finding);
    const { evidence = [], trace } = gathered.get(key) ?? {};
    const found = {
      key,
      evidence,
      finding: key.finding,
      text: key.text,
      ...(secret && { secret }),
      ...(trace && { trace }),
    };
    return { ...found, evidence: withPackaging(key.file, withPage(found), packaging, secrets) };
  });
}

interface LocatedKey extends KeyToFind {
  readonly key: KeyInText;
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
  const { repository, onProgress } = options;
  const values = [...new Set(keys.map(({ secret }) => secret.expose()))];
  onProgress?.({ message: "Listing what Git keeps" });
  const scan = await scanObjects(values, {
    ...options,
    onProgress: (done, total) => onProgress?.({ message: "Reading what Git keeps", done, total }),
  });
  onProgress?.({ message: "Following commits to branches and pushes" });
  const wanted = new Set(keys.flatMap(({ path }) => path ?? []));
  const ask = { ...options, cwd: repository.root, scan, wanted };
  const facts: RepositoryFacts = {
    scan,
    index: await readIndex(ask),
    head: await readHead(ask),
    ignored: await readIgnored(ask),
    history: await followHistory(scan.hits, options),
    remotes: await readRemotes(options),
    gaps: [...repository.gaps, ...scan.gaps],
  };
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

/** The commit that brought the key in has a page where a remote on the web holds it. */
function withPage(key: AskedKey): readonly ExposureEvidence[] {
  const first = key.trace?.commits[0];
  const held = webRemotes(key).find(({ holds }) => holds);
  if (!first || !held || holdsOneOf([key])(held.web.path)) return key.evidence;
  const link = commitPage(held.web, first.id);
  return key.evidence.map((one) => (one.step === "history" && one.outcome === "yes" ? { ...one, link } : one));
}

/** The answer about packages comes after that about git's ignore files, which decide for some tools. */
function withPackaging(
  file: string | undefined,
  evidence: readonly ExposureEvidence[],
  packaging: ReturnType<typeof packagingEvidence>,
  secrets: readonly KeyToFind[],
): readonly ExposureEvidence[] {
  if (file === undefined) return evidence;
  const ignored = evidence.find(({ step, outcome }) => step === "ignored" && outcome !== "failed");
  const packaged = packaging(file, ignored && ignored.outcome === "yes");
  const after = evidence.findIndex(({ step }) => step === "ignored") + 1;
  return evidence.toSpliced(after, 0, { ...packaged, detail: scrub(packaged.detail, secrets) });
}

/** The key itself, to be sent to its issuer; undefined when the text no longer holds it. */
export function gatherSecret({ text, finding }: KeyInText): Secret | undefined {
  return reveal(text, finding);
}

/** Whether a text holds one of the keys. */
export function holdsOneOf(keys: readonly AskedKey[]): (text: string) => boolean {
  const values = keys.flatMap(({ secret }) => secret?.expose() ?? []);
  return (text) => values.some((value) => text.includes(value));
}

/** The answer that evidence about a key gives. */
export function answerOf({ key }: GatheredKey, evidence: readonly ExposureEvidence[]): ExposureAnswer {
  const { finding, file, shownAs } = key;
  const rule = ruleOf(finding.ruleId);
  const issuer = issuerOf(finding);
  const place = shownAs ?? file;
  return {
    ...(place !== undefined && { file: place, startLine: finding.span.start.line + 1 }),
    fingerprint: finding.fingerprint,
    ruleId: finding.ruleId,
    title: finding.vendor ? `${finding.vendor} ${rule?.title ?? "key"}` : "Key of no known kind",
    mask: finding.mask,
    evidence,
    ...judgeExposure({
      evidence,
      ...(rule?.revokeUrl && { revokeUrl: rule.revokeUrl }),
      ...(issuer && { issuer }),
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
