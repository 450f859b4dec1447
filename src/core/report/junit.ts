// JUnit's XML as Jenkins and GitLab read it. The scan itself is a test case, so that a clean one is seen to have run, and
// one that was interrupted, or could not look at everything, is seen as an error; each open finding that counts is a
// failure, each other one is skipped.
import { type Confidence, CONFIDENCES } from "../model";
import { isOpen } from "../triage";
import type { RenderOptions, Report, ReportFinding, ReportSuppressed } from "./model";
import { byFile } from "./order";
import {
  count,
  incompleteOf,
  nameOf,
  placeOf,
  printable,
  publicationOf,
  SUPPRESSORS,
  triageOf,
  troubledIn,
} from "./words";

type Reported = ReportFinding | ReportSuppressed;

export function renderJunit(report: Report, { failOn = "low" }: RenderOptions): string {
  const all: readonly Reported[] = [...report.findings, ...report.suppressed];
  const error = errorOf(report);
  const errors = error ? 1 : 0;
  const whySkipped = whySkippedBelow(failOn);
  const skipped = all.filter((finding) => whySkipped(finding) !== undefined).length;
  const total = counts(all.length + 1, all.length - skipped, errors, skipped);
  const suites = [...byFile<Reported>(all)].map(([file, own]) => suiteOf(file, own, whySkipped));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="keystow" ${total}>`,
    ...scanSuite(report, error),
    ...suites.flat(),
    "</testsuites>",
    "",
  ].join("\n");
}

/** A test case has one error at most. */
function errorOf(report: Report): string | undefined {
  const incomplete = incompleteOf(report);
  if (incomplete !== undefined) return `<error type="incomplete" message="${text(incomplete)}"/>`;
  const troubled = troubledIn(report.skipped);
  const words = `${count(troubled, "place")} that should have been scanned could not be.`;
  return troubled > 0 ? `<error type="not-scanned" message="${text(words)}"/>` : undefined;
}

function scanSuite({ summary, skipped }: Report, error: string | undefined): readonly string[] {
  const notScanned = skipped.map(({ file, reason }) => `\n${text(file)}: ${text(reason)}`).join("");
  return [
    `  <testsuite name="keystow" ${counts(1, 0, error ? 1 : 0, 0)}>`,
    `    <testcase classname="keystow" name="the scan is complete" time="0">`,
    ...(error ? [`      ${error}`] : []),
    `      <system-out>${count(summary.files, "file")} scanned, ${skipped.length} not scanned${notScanned}</system-out>`,
    "    </testcase>",
    "  </testsuite>",
  ];
}

type WhySkipped = (finding: Reported) => string | undefined;

function whySkippedBelow(failOn: Confidence): WhySkipped {
  return (finding) => {
    if ("by" in finding) return `suppressed by ${SUPPRESSORS[finding.by]}: ${finding.reason}`;
    if (!isOpen(finding.triage)) return `judged ${triageOf(finding) ?? ""}`;
    const { confidence } = finding;
    const counts = CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(failOn);
    return counts ? undefined : `confidence ${confidence}, and only from ${failOn} on it counts`;
  };
}

function suiteOf(file: string, own: readonly Reported[], whySkipped: WhySkipped): readonly string[] {
  const skipped = own.filter((finding) => whySkipped(finding) !== undefined).length;
  return [
    `  <testsuite name="${text(file)}" ${counts(own.length, own.length - skipped, 0, skipped)}>`,
    ...own.flatMap((finding) => caseOf(finding, whySkipped(finding))),
    "  </testsuite>",
  ];
}

/** GitLab drops all but the first of the cases that share a name, so the name holds the place. */
function caseOf(finding: Reported, skipped: string | undefined): readonly string[] {
  const { file, startLine, ruleId, mask, severity, confidence } = finding;
  const what = `${nameOf(finding)} ${mask}`;
  const name = `${nameOf(finding)} at ${placeOf(finding)}`;
  const publication = publicationOf(finding);
  const facts = [severity, `confidence ${confidence}`, triageOf(finding), publication && `publication: ${publication}`];
  const words = `${what} stands at ${placeOf(finding)} (${facts.filter(Boolean).join(", ")}). Revoke it, then move it to an env file.`;
  const result =
    skipped !== undefined
      ? `<skipped message="${text(skipped)}"/>`
      : `<failure type="${text(ruleId)}" message="${text(what)}">${text(words)}</failure>`;
  return [
    `    <testcase classname="${text(file)}" name="${text(name)}" file="${text(file)}" line="${startLine}" time="0">`,
    `      ${result}`,
    "    </testcase>",
  ];
}

function counts(tests: number, failures: number, errors: number, skipped: number): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for an element or an attribute; the characters that XML 1.0 cannot hold in any form are written out or replaced. */
function text(value: string): string {
  return printable(value)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
