// Several reports, of parts of a whole or of several wholes, to one.
import { CONFIDENCES, SEVERITIES } from "./model";
import { PROVEN } from "./exposure/steps";
import { comparePlaces, type Introduced, type Report, type ReportFinding, type ReportSuppressed } from "./report/model";
import { joinTriages, type Triage, TRIAGE_STATES } from "./triage";

/** Reads a report that was written as JSON or as JSON Lines; undefined when the text is none. */
export function parseReport(text: string): Report | undefined {
  const whole = parsed(text);
  if (isReport(whole)) return whole;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const [findings, summary] = [lines.slice(0, -1).map(parsed), parsed(lines.at(-1) ?? "")];
  const isSummary = typeof summary === "object" && summary !== null && !("findings" in summary);
  const joined = isSummary ? { ...summary, findings } : undefined;
  return isReport(joined) ? joined : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Shape<T> = Readonly<Record<keyof T & string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === "string";
const isCount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const optional =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);
const listOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(is);
const oneOf =
  (all: readonly unknown[]) =>
  (value: unknown): boolean =>
    all.includes(value);

/** Members beyond these are for later versions. */
function like(shape: Readonly<Record<string, (value: unknown) => boolean>>): (value: unknown) => boolean {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shape).every(([name, is]) => is((value as Readonly<Record<string, unknown>>)[name]));
}

const INTRODUCED: Shape<Introduced> = { commit: isText, author: isText, date: isText, refs: listOf(isText) };
const TRIAGE: Shape<Triage> = { state: oneOf(TRIAGE_STATES), note: optional(isText) };
const FINDING: Shape<ReportFinding> = {
  ruleId: isText,
  vendor: isText,
  file: isText,
  startLine: isCount,
  startColumn: isCount,
  endLine: isCount,
  endColumn: isCount,
  severity: oneOf(SEVERITIES),
  confidence: oneOf(CONFIDENCES),
  mask: isText,
  fingerprint: isText,
  cell: optional(isCount),
  introduced: optional(like(INTRODUCED)),
  triage: optional(like(TRIAGE)),
  publication: optional(oneOf([...PROVEN, "local-only", "unknown"])),
};
const SUPPRESSED: Shape<ReportSuppressed> = {
  ...FINDING,
  by: oneOf(["inline", "allow", "baseline", "env-file", "policy"]),
  reason: isText,
};
const REPORT: Shape<Report> = {
  schema: oneOf([1]),
  tool: like({ name: isText, version: isText }),
  complete: (value) => typeof value === "boolean",
  findings: listOf(like(FINDING)),
  suppressed: listOf(like(SUPPRESSED)),
  skipped: listOf(like({ file: isText, reason: isText })),
  summary: like({ files: isCount, bytes: isCount, findings: isCount, ignored: isCount }),
};

function isReport(value: unknown): value is Report {
  return like(REPORT)(value);
}

/** The same key at the same place is one finding, and in a history the same key in the same file. */
export function mergeReports(reports: readonly Report[], version: string): Report {
  const all = <T>(part: (report: Report) => readonly T[]): readonly T[] => reports.flatMap(part);
  const sum = (part: (summary: Report["summary"]) => number): number =>
    reports.reduce((total, { summary }) => total + part(summary), 0);
  const findings = merged(all((report) => report.findings));
  const skipped = new Map(all((report) => report.skipped).map((one) => [`${one.file}\0${one.reason}`, one]));
  return {
    schema: 1,
    tool: { name: "keystow", version },
    complete: reports.every(({ complete }) => complete),
    findings,
    suppressed: merged(all((report) => report.suppressed)),
    skipped: [...skipped.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
    summary: {
      files: sum(({ files }) => files),
      bytes: sum(({ bytes }) => bytes),
      findings: findings.length,
      ignored: sum(({ ignored }) => ignored),
    },
  };
}

function merged<T extends ReportFinding | ReportSuppressed>(findings: readonly T[]): readonly T[] {
  const byKey = new Map<string, T>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = byKey.get(key);
    byKey.set(key, known ? joined(known, finding) : finding);
  }
  return [...byKey.values()].sort(comparePlaces);
}

function keyOf(finding: ReportFinding | ReportSuppressed): string {
  const { fingerprint, file, startLine, startColumn, introduced } = finding;
  const by = "by" in finding ? finding.by : "";
  return [by, file, fingerprint, ...(introduced ? ["introduced"] : [startLine, startColumn])].join("\0");
}

/** One of two, with what either says of its key. */
function joined<T extends ReportFinding>(one: T, other: T): T {
  const triage = joinTriages(one.triage, other.triage);
  const publication = one.publication ?? other.publication;
  return { ...earlier(one, other), ...(triage && { triage }), ...(publication && { publication }) };
}

/** The earlier of two, with the refs of both. */
function earlier<T extends ReportFinding>(one: T, other: T): T {
  if (!one.introduced || !other.introduced) return one;
  const first = isEarlier(other, one) ? other : one;
  const refs = [...new Set([...one.introduced.refs, ...other.introduced.refs])].sort();
  return { ...first, introduced: { ...(first.introduced ?? one.introduced), refs } };
}

function isEarlier(one: ReportFinding, other: ReportFinding): boolean {
  const [a, b] = [one.introduced, other.introduced];
  if (!a || !b) return false;
  const later = Date.parse(a.date) - Date.parse(b.date);
  if (later !== 0) return later < 0;
  return a.commit === b.commit ? comparePlaces(one, other) < 0 : a.commit < b.commit;
}
