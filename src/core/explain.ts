// Why there is a finding on a line, or why there is none: what each value there passed or failed. Says nothing of a
// value but its public prefix, its length and its shape.
import type { Candidate } from "./candidate";
import type { Attempt } from "./detect";
import type { Finding, ScanResult } from "./model";
import type { Policy } from "./policy";
import { MAX_KEY } from "./rules/rule";
import { detectorOf, scanText } from "./scan";
import type { Whereabouts } from "./suppress";

export interface Explanation {
  readonly verdict: "finding" | "suppressed" | "no finding";
  readonly ruleId: string;
  /** "OpenAI project key". */
  readonly name: string;
  /** Zero-based, in UTF-16 code units. */
  readonly column: number;
  /** One or more sentences for the person. */
  readonly reason: string;
}

/** Explains a zero-based line of a text; empty when nothing on it looks like a key, or when there is no such line. */
export function explainLine(text: string, line: number, where: Whereabouts, policy: Policy): readonly Explanation[] {
  const bounds = boundsOf(text, line);
  if (!bounds) return [];
  const attempts = detectorOf(policy).attempts(text, bounds.from, bounds.to);
  const result = scanText(text, where, policy);
  const explained = attempts
    .filter((attempt) => !isBeaten(attempt, result) && (attempt.outcome !== undefined || isTelling(attempt, attempts)))
    .map((attempt) => explain(attempt, { text, result, policy, from: bounds.from }));
  return [...new Map(explained.map((one) => [`${one.column} ${one.ruleId}`, one])).values()];
}

function boundsOf(text: string, line: number): { readonly from: number; readonly to: number } | undefined {
  let from = 0;
  let left = line;
  for (const lineBreak of text.matchAll(/\r\n|\n|\r|$/g)) {
    if (left === 0) return { from, to: lineBreak.index };
    from = lineBreak.index + lineBreak[0].length;
    left -= 1;
  }
  return undefined;
}

/** Whether another rule has its finding in the same characters. */
function isBeaten({ rule, start, end }: Attempt, { findings, suppressed }: ScanResult): boolean {
  const over = [...findings, ...suppressed].filter(({ span }) => start < span.end.offset && span.start.offset < end);
  return over.length > 0 && over.every(({ ruleId }) => ruleId !== rule.id);
}

/** Whether it helps to know that a value is missing: none stands there, and no longer anchor says more. */
function isTelling({ rule, literal, start }: Attempt, attempts: readonly Attempt[]): boolean {
  if (rule.anchors.length === 0) return attempts.every(({ outcome }) => outcome === undefined);
  const covered = attempts.some((other) => other.outcome !== undefined && other.start <= start && start < other.end);
  return !covered && rule.anchors.includes(literal);
}

interface Scene {
  readonly text: string;
  readonly result: ScanResult;
  readonly policy: Policy;
  /** Where the line starts. */
  readonly from: number;
}

function explain(attempt: Attempt, scene: Scene): Explanation {
  const { rule, outcome, start } = attempt;
  const common = { ruleId: rule.id, name: `${rule.vendor} ${rule.title}`, column: start - scene.from };
  if (outcome === undefined) return { ...common, verdict: "no finding", reason: missing(attempt, scene.text) };
  if (typeof outcome === "string")
    return { ...common, verdict: "no finding", reason: `It has the shape, but it ${outcome}.` };
  const ofThis = (finding: Finding): boolean => finding.ruleId === rule.id && finding.span.start.offset === start;
  const finding = scene.result.findings.find(ofThis);
  if (finding) return { ...common, verdict: "finding", reason: foundReason(outcome, finding) };
  const suppressed = scene.result.suppressed.find(ofThis);
  if (suppressed)
    return {
      ...common,
      verdict: "suppressed",
      reason: `${foundReason(outcome, suppressed)} Suppressed by ${suppressed.by}: ${suppressed.reason}.`,
    };
  return { ...common, verdict: "no finding", reason: lostReason(outcome, scene) };
}

function missing({ rule, literal, start }: Attempt, text: string): string {
  if (rule.anchors.length === 0)
    return `${JSON.stringify(literal)} names ${rule.vendor}, but no value of its shape follows: ${rule.shape}.`;
  const after = text.slice(start + literal.length, start + literal.length + MAX_KEY);
  const length = /^[A-Za-z0-9_+/-]*/.exec(after)?.[0].length ?? 0;
  return `${JSON.stringify(literal)} stands as in its keys, but with ${length} characters after it the value is not of their shape: ${rule.shape}.`;
}

function foundReason({ rule, mask }: Candidate, { confidence, severity }: Finding): string {
  const shape = `${mask} has its shape (${rule.shape})`;
  const naming = rule.context ? ", and what stands near names the service" : "";
  return `${shape}${naming}. Confidence ${confidence}, shown as ${severity}.`;
}

/** Why a candidate is neither listed nor suppressed. */
function lostReason({ rule, proven, confidence }: Candidate, { result, policy }: Scene): string {
  if (result.capped.includes(rule.id)) return "This file holds more keys of this rule than are listed.";
  if (policy.severity[confidence] === "off")
    return `Its confidence is ${confidence}, and findings of that confidence are off.`;
  const hosts = proven ? [] : (rule.context?.hosts ?? []);
  return `It has the shape, but nothing near it names ${rule.vendor}, and no host of theirs stands in the file (${hosts.join(", ")}).`;
}
