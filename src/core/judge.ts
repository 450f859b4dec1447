// Candidates to findings: what proves them, which of two on one place wins, how much they weigh, who suppresses them.
import type { Candidate } from "./candidate";
import type { Detection } from "./detect";
import {
  CONFIDENCES,
  type Confidence,
  type Finding,
  type ScanResult,
  type Severity,
  type SuppressedFinding,
} from "./model";
import { overlaps } from "./points";
import type { Policy } from "./policy";
import { MAX_KEY, type Rule } from "./rules/rule";
import { placeFingerprint } from "./secret";
import { marksOf, suppressionOf, type Whereabouts } from "./suppress";

/** Findings of one rule in one text that are listed; more say nothing new, and could drown an editor. */
export const MAX_PER_RULE = 1000;

/** The findings of everything detected in one text. */
export function judge(detection: Detection, where: Whereabouts, policy: Policy): ScanResult {
  const present = new Set(detection.words.map((word) => word.text));
  const proven = detection.candidates.filter(
    ({ proven, rule }) => proven || rule.context?.hosts?.some((host) => present.has(host)),
  );
  const marks = marksOf(detection.words);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const counts = new Map<string, number>();
  for (const candidate of strongestPerPlace(withoutStrangers(proven))) {
    const ordinal = counts.get(candidate.rule.id) ?? 0;
    counts.set(candidate.rule.id, ordinal + 1);
    const finding = ordinal < MAX_PER_RULE ? findingOf(candidate, ordinal, where, policy) : undefined;
    if (!finding) continue;
    const suppression = suppressionOf(finding, marks, where, policy);
    if (suppression) suppressed.push({ ...finding, ...suppression });
    else findings.push(finding);
  }
  const capped = [...counts].filter(([, count]) => count > MAX_PER_RULE).map(([rule]) => rule);
  return { findings, suppressed, capped };
}

const RANK: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

/**
 * Without those that only seem to name their owner: of two names before one value the nearer one counts, a name
 * counts more than a host elsewhere, and hosts of several services say nothing of a key that many of them issue.
 */
function withoutStrangers(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter((candidate, index) => {
    if (!candidate.rule.context) return true;
    const rivals = sharing(candidates, index);
    if (rivals.some(({ rule, nameGap }) => rule.context && nameGap < candidate.nameGap)) return false;
    if (candidate.proven) return true;
    const others = rivals.some(({ rule, proven }) => !proven && rule.vendor !== candidate.rule.vendor);
    return !others || !rivals.some(({ rule }) => rule.owners);
  });
}

/** The other candidates that share characters with one of a list that is ordered by start. */
function sharing(candidates: readonly Candidate[], index: number): readonly Candidate[] {
  const { span } = candidates[index] ?? {};
  if (!span) return [];
  const found: Candidate[] = [];
  for (let at = index + 1; at < candidates.length; at++) {
    const other = candidates[at];
    if (!other || !overlaps(span, other.span)) break;
    found.push(other);
  }
  // No key is longer, so none that starts earlier reaches here.
  for (let at = index - 1; at >= 0; at--) {
    const other = candidates[at];
    if (!other || other.span.start.offset < span.start.offset - MAX_KEY) break;
    if (overlaps(span, other.span)) found.push(other);
  }
  return found;
}

/** Of candidates that share characters, the surest, then the longest, then the one whose rule comes first. */
function strongestPerPlace(candidates: readonly Candidate[]): readonly Candidate[] {
  const best: Candidate[] = [];
  for (const candidate of candidates) {
    const rival = best.at(-1);
    if (!rival || !overlaps(rival.span, candidate.span)) best.push(candidate);
    else if (weight(candidate) > weight(rival)) best[best.length - 1] = candidate;
  }
  return best;
}

/** Whether a rule's keys can be findings: one that is neither listed nor suppressed need not be searched for. */
export function isHeard({ id, confidence }: Rule, policy: Policy): boolean {
  const level = policy.file.rules.get(id);
  const weaker = CONFIDENCES.slice(CONFIDENCES.indexOf(confidence));
  return (level !== undefined && level !== "off") || weaker.some((one) => policy.severity[one] !== "off");
}

function weight({ rule, confidence, span }: Candidate): number {
  const alone = rule.context ? 0 : 1;
  const owned = rule.owners ? 0 : RANK[confidence] * 2 + alone + 1;
  return owned * 1e5 + span.end.offset - span.start.offset;
}

function findingOf(candidate: Candidate, ordinal: number, where: Whereabouts, policy: Policy): Finding | undefined {
  const { rule, span, confidence, mask, notes, encoded } = candidate;
  const severity = severityOf(candidate, policy);
  if (!severity) return undefined;
  return {
    ruleId: rule.id,
    vendor: rule.vendor,
    span,
    confidence,
    severity,
    mask,
    // A place is the same whichever folder of the repository it is looked at from.
    fingerprint: rule.own ? placeFingerprint(policy.file.prefix + where.path, rule.id, ordinal) : candidate.fingerprint,
    fingerprintOf: rule.own ? "place" : "key",
    ...(encoded && { encoded }),
    notes,
  };
}

/** The team's word on a rule before the person's on a confidence; "off" in a team's file suppresses in the open. */
function severityOf({ rule, confidence }: Candidate, policy: Policy): Severity | undefined {
  const ofRule = policy.file.rules.get(rule.id);
  if (ofRule && ofRule !== "off") return ofRule;
  const ofConfidence = policy.severity[confidence];
  return ofConfidence === "off" ? undefined : ofConfidence;
}
