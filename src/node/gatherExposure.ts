// Whether keys look published: finds the repositories of their files, asks git once for all keys of each, and lets
// the core judge. The raw keys are in this module's memory only; git never gets one.
import { realpathSync } from "node:fs";
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

export type { Secret } from "../core/reveal";
import { commitPage } from "./exposure/remoteUrl";
import { webRemotes } from "./exposure/remotesOfKeys";
import { packagingEvidence } from "./exposure/packaging";
import type { AskedKey } from "./exposure/question";
import { Git } from "./git";
import { sameEvidence } from "./git/evidence";
import { type Environment, findGit } from "./git/findGit";
import { gatherExposure, type Gathered, type KeyToFind, scrub } from "./git/gather";
import { findRepository, type Place, type Repository } from "./git/repository";
import type { Progress } from "./git/search";
import { combineEvidence, findSubmodules, type Inside } from "./git/submodules";

/** A key to check: where a text holds it, and which file the text is of. */
export interface KeyInText {
  readonly text: string;
  readonly finding: Finding;
  /** The file's absolute path; without one, the repository of the folder or the working directory is looked at. */
  readonly file?: string;
  readonly folder?: string;
  /** The file's name in the answer. */
  readonly shownAs?: string;
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

/** What this machine knows, in the order of the keys, or undefined when the signal was aborted. Never rejects. */
export async function gatherKeys(
  keys: readonly KeyInText[],
  options: CheckOptions,
): Promise<readonly GatheredKey[] | undefined> {
  const git = new Git(findGit(options.env, options.outside), options.env);
  const placeOf = onceFor((folder) => findRepository(git, folder, options.signal));
  const gathered = new Map<KeyInText, Gathered>();
  const inside = new Map<KeyInText, Inside[]>();
  const secrets = new Map<KeyInText, Secret>();
  const byRepository = new Map<string, Group>();
  for (const key of keys) {
    const secret = reveal(key.text, key.finding);
    if (secret) secrets.set(key, secret);
    const file = key.file === undefined ? undefined : withoutLinks(key.file);
    const place = await placeOf(file === undefined ? (key.folder ?? options.cwd) : dirname(file));
    const known = secret ? withoutGit(place) : sameEvidence("failed", "The text has changed: look again.");
    if (known || !secret || place.kind !== "repository")
      gathered.set(key, { evidence: withFile(key, known), traces: [] });
    else {
      const group = byRepository.get(place.repository.root) ?? { repository: place.repository, keys: [] };
      byRepository.set(place.repository.root, group);
      group.keys.push({
        key,
        secret,
        ...writtenAs(key),
        ...(file !== undefined && !place.repository.bare && { path: place.prefix + basename(file) }),
      });
    }
  }
  for (const { key, path, reason } of await addSubmodules(byRepository, git, options.signal))
    inside.set(key, [...(inside.get(key) ?? []), { path, evidence: sameEvidence("failed", reason), traces: [] }]);
  for (const { repository, keys: located } of byRepository.values()) {
    const found = await gatherExposure(located, { ...options, repository, git });
    for (const [index, { key, submodule }] of located.entries()) {
      const one = found[index] ?? { evidence: [], traces: [] };
      if (submodule === undefined) gathered.set(key, one);
      else inside.set(key, [...(inside.get(key) ?? []), { path: submodule, ...one }]);
    }
  }
  for (const [key, answers] of inside) {
    const { evidence, traces } = gathered.get(key) ?? { evidence: [], traces: [] };
    gathered.set(key, {
      evidence: combineEvidence(evidence, answers),
      traces: [...traces, ...answers.flatMap((one) => one.traces)],
    });
  }
  if (options.signal.aborted) return undefined;
  const packaging = packagingEvidence();
  return keys.map((key) => {
    const { text, finding, file } = key;
    const secret = secrets.get(key);
    const known = gathered.get(key) ?? { evidence: [], traces: [] };
    const found = { key, text, finding, ...known, ...(secret && { secret }) };
    return { ...found, evidence: withPackaging(file, withPage(found), packaging, [...secrets.values()]) };
  });
}

/** A link leads to the file that holds the key, which can be in another repository. */
function withoutLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function writtenAs({ text, finding: { encoded, span } }: KeyInText): { readonly written?: string } {
  return encoded ? { written: text.slice(span.start.offset, span.end.offset) } : {};
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
      const submodule = scrub(
        path,
        keys.map(({ secret }) => secret),
      );
      if (typeof found === "string") failures.push(...keys.map(({ key }) => ({ key, path: submodule, reason: found })));
      else {
        const group = byRepository.get(found.root) ?? { repository: found, keys: [] };
        byRepository.set(found.root, group);
        group.keys.push(...keys.map(({ key, secret }) => ({ key, secret, submodule, ...writtenAs(key) })));
      }
    }
  return failures;
}

/** The answers that need no repository, or undefined. */
function withoutGit(place: Place): readonly ExposureEvidence[] | undefined {
  if (place.kind === "none") return sameEvidence("no", "There is no Git repository here.");
  return place.kind === "failed" ? sameEvidence("failed", place.reason) : undefined;
}

/** The same answer to the question about the file, where there is one. */
function withFile({ file }: KeyInText, evidence: readonly ExposureEvidence[] = []): readonly ExposureEvidence[] {
  const [first] = evidence;
  return file === undefined || !first ? evidence : [{ ...first, step: "ignored" }, ...evidence];
}

/** The commit that brought the key in has a page where a remote on the web holds it. */
function withPage(key: AskedKey): readonly ExposureEvidence[] {
  const first = key.traces[0]?.commits[0];
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
  secrets: readonly Secret[],
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
