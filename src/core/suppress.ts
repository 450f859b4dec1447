// Who says that a finding is no trouble: a mark beside it, the team's allowlist, a baseline, or its place.
import { minimatch } from "minimatch";
import { INLINE_MARKS, type Word } from "./detect";
import type { Finding, SuppressedBy } from "./model";
import type { Allowed, Policy } from "./policy";

export interface Suppression {
  readonly by: SuppressedBy;
  readonly reason: string;
}

/** What is known of the text's file; `path` is relative to its root folder, with `/`. */
export interface Whereabouts {
  readonly path: string;
  /** An env file that git tracks, or that nothing ignores in a repository with a remote. */
  readonly envFileExposed?: boolean;
  /** Today as `yyyy-mm-dd`, for entries that expire; without it none has expired. */
  readonly today?: string;
}

const ENV_FILE = /^(?:\.env(?:\..+)?|\.envrc|\.dev\.vars(?:\..+)?|local\.settings\.json)$/;
const ENV_TEMPLATE = /\.(?:example|sample|template|dist|defaults?)$/;

/** Whether a path names a file that is meant to hold keys; `.env.example` and the like are not. */
export function isEnvFile(path: string, configured?: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (ENV_TEMPLATE.test(name)) return false;
  return ENV_FILE.test(name) || (configured !== undefined && (path === configured || path.endsWith(`/${configured}`)));
}

/** The same, with what the team calls so, else the person. */
export function isEnvFileBy(path: string, { envFile, file }: Policy): boolean {
  return file.envFile === undefined ? isEnvFile(path, envFile) : isEnvFile(file.prefix + path, file.envFile);
}

/** Who suppresses a finding, if anybody does. `marks` are the inline marks of the same text. */
export function suppressionOf(
  finding: Finding,
  marks: readonly Word[],
  where: Whereabouts,
  policy: Policy,
): Suppression | undefined {
  if (policy.file.rules.get(finding.ruleId) === "off")
    return { by: "policy", reason: "the policy file switches this rule off" };
  const mark = marks.find(({ at }) => at.line === finding.span.start.line || at.line === finding.span.start.line - 1);
  if (mark) return { by: "inline", reason: `marked ${mark.text}` };
  const allowed = policy.file.allow.find((entry) => allows(entry, finding, where, policy.file.prefix));
  if (allowed) return { by: "allow", reason: allowed.reason };
  if (isEnvFileBy(where.path, policy) && !where.envFileExposed)
    return { by: "env-file", reason: "an env file is where keys belong" };
  return undefined;
}

function allows(entry: Allowed, finding: Finding, where: Whereabouts, prefix: string): boolean {
  if (entry.fingerprint !== finding.fingerprint) return false;
  if (entry.expires !== undefined && where.today !== undefined && where.today > entry.expires) return false;
  return entry.path === undefined || minimatch(prefix + where.path, entry.path, { dot: true });
}

/** The words of a text that are marks. */
export function marksOf(words: readonly Word[]): readonly Word[] {
  return words.filter((word) => INLINE_MARKS.includes(word.text));
}
