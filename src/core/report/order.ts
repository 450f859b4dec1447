// Findings in the order in which somebody who has little time reads them.
import { grouped } from "../grouped";
import { CONFIDENCES, SEVERITIES } from "../model";
import { ruleOf } from "../rules/index";
import { isOpen } from "../triage";
import { comparePlaces, type ReportFinding } from "./model";

/** Those that are open first; then by severity, by confidence, and by place. */
export function worstFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const rank = ({ severity, confidence, triage }: ReportFinding): number =>
    ((isOpen(triage) ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity)) * CONFIDENCES.length +
    CONFIDENCES.indexOf(confidence);
  return findings.toSorted((a, b) => rank(a) - rank(b) || comparePlaces(a, b));
}

/** The findings of each file, files and findings in the order of the report. */
export function byFile<Found extends ReportFinding>(findings: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  return grouped(findings, ({ file }) => file);
}

/** Where the keys of one service are revoked. */
export interface RevokePage {
  readonly vendor: string;
  /** Unknown for a pattern of a team's own. */
  readonly url: string | undefined;
  /** A key that stands in several places is one. */
  readonly keys: number;
}

/** Where to go first: the service of the worst finding before the others. */
export function revokePages(findings: readonly ReportFinding[]): readonly RevokePage[] {
  const pages = new Map<string, { vendor: string; url: string | undefined; fingerprints: Set<string> }>();
  for (const { vendor, ruleId, fingerprint } of worstFirst(findings)) {
    const url = ruleOf(ruleId)?.revokeUrl || undefined;
    const id = JSON.stringify([vendor, url]);
    const page = pages.get(id) ?? { vendor, url, fingerprints: new Set() };
    page.fingerprints.add(fingerprint);
    pages.set(id, page);
  }
  return [...pages.values()].map(({ vendor, url, fingerprints }) => ({ vendor, url, keys: fingerprints.size }));
}
