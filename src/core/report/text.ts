// For people: grouped by file, one line a finding, then what else there is to know.
import type { Severity } from "../model";
import { ruleOf } from "../rules/index";
import { BINARY, type RenderOptions, type Report, type ReportFinding } from "./model";

const COLOURS: Readonly<Record<Severity | "dim" | "bold", string>> = {
  error: "31",
  warning: "33",
  information: "36",
  dim: "2",
  bold: "1",
};

type Paint = (text: string, colour: keyof typeof COLOURS) => string;

export function renderText(report: Report, { colour = false }: RenderOptions): string {
  const paint: Paint = (text, name) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  const blocks = [...fileBlocks(report.findings, paint), ...skippedBlock(report, paint), summaryOf(report, paint)];
  return `${blocks.join("\n\n")}\n`;
}

function fileBlocks(findings: readonly ReportFinding[], paint: Paint): readonly string[] {
  const byFile = new Map<string, ReportFinding[]>();
  for (const finding of findings) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  return [...byFile].map(([file, own]) =>
    [paint(printable(file), "bold"), ...own.map((finding) => `  ${lineOf(finding, paint)}`)].join("\n"),
  );
}

function lineOf(finding: ReportFinding, paint: Paint): string {
  const { file, startLine, startColumn, severity, ruleId, cell } = finding;
  const place = `${printable(file)}:${startLine}:${startColumn}${cell === undefined ? "" : ` (cell ${cell})`}`;
  const columns = [place, paint(severity, severity), nameOf(finding), printable(finding.mask), paint(ruleId, "dim")];
  return [columns.join("  "), ...introducedLine(finding)].join("\n");
}

/** "    since 1a2b3c4d5e6f, Ann, 2025-01-31, in main, origin/main". */
function introducedLine({ introduced }: ReportFinding): readonly string[] {
  if (!introduced) return [];
  const { commit, author, date, refs } = introduced;
  const names = refs.map((ref) => ref.replace(/^refs\/(?:heads|remotes|tags)\//, "").replace(/^refs\//, ""));
  const where = names.length > 0 ? `in ${listed(names)}` : "in no branch or tag";
  return [`    ${printable(`since ${commit.slice(0, 12)}, ${author}, ${date.slice(0, 10)}, ${where}`)}`];
}

/** Refs that a line names. */
const MAX_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${names.slice(0, MAX_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

/** "OpenAI project key". */
export function nameOf({ vendor, ruleId }: ReportFinding): string {
  return printable(`${vendor} ${ruleOf(ruleId)?.title ?? "key"}`);
}

function skippedBlock({ skipped }: Report, paint: Paint): readonly string[] {
  const named = skipped.filter(({ reason }) => reason !== BINARY);
  if (named.length === 0) return [];
  const lines = named.map(({ file, reason }) => `  ${printable(file)}  ${paint(printable(reason), "dim")}`);
  return [[paint("Not scanned", "bold"), ...lines].join("\n")];
}

function summaryOf({ complete, findings, suppressed, skipped, summary }: Report, paint: Paint): string {
  const keys = findings.length === 0 ? "No keys found" : `${count(findings.length, "key")} found`;
  const files = new Set(findings.map(({ file }) => file)).size;
  const parts = [
    findings.length === 0 ? keys : `${keys} in ${count(files, "file")}`,
    `${count(summary.files, "file")} scanned (${sizeOf(summary.bytes)})`,
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} not scanned`] : []),
    ...(summary.ignored > 0 ? [`${summary.ignored} ignored by git`] : []),
  ];
  const line = paint(`${parts.join(", ")}.`, "bold");
  return complete ? line : `${line}\n${paint("Interrupted: this is what was found until then.", "warning")}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Control characters as `%XX`, so that no file's name can move the cursor of a terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char) =>
    encodeURIComponent(char),
  );
}
