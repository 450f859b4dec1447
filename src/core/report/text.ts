// For people: grouped by file, one line a finding, then what else there is to know.
import type { Severity } from "../model";
import { BINARY, type RenderOptions, type Report, type ReportFinding } from "./model";
import { byFile } from "./order";
import { INTERRUPTED, nameOf, placeOf, printable, verdictOf } from "./words";

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
  return [...byFile(findings)].map(([file, own]) =>
    [paint(printable(file), "bold"), ...own.map((finding) => `  ${lineOf(finding, paint)}`)].join("\n"),
  );
}

function lineOf(finding: ReportFinding, paint: Paint): string {
  const { severity, ruleId, mask } = finding;
  const names = [nameOf(finding), printable(mask), paint(printable(ruleId), "dim")];
  return [placeOf(finding), paint(severity, severity), ...names].join("  ");
}

function skippedBlock({ skipped }: Report, paint: Paint): readonly string[] {
  const named = skipped.filter(({ reason }) => reason !== BINARY);
  if (named.length === 0) return [];
  const lines = named.map(({ file, reason }) => `  ${printable(file)}  ${paint(printable(reason), "dim")}`);
  return [[paint("Not scanned", "bold"), ...lines].join("\n")];
}

function summaryOf(report: Report, paint: Paint): string {
  const line = paint(`${verdictOf(report).join(", ")}.`, "bold");
  return report.complete ? line : `${line}\n${paint(INTERRUPTED, "warning")}`;
}
