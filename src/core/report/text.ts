// For people: grouped by file, one line a finding, then what else there is to know.
import type { Severity } from "../model";
import type { RenderOptions, Report, ReportFinding } from "./model";
import { byFile } from "./order";
import { incompleteOf, nameOf, notScanned, placeOf, printable, publicationOf, triageOf, verdictOf } from "./words";

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
    [
      paint(printable(file), "bold") + repositoryOf(own[0], paint),
      ...own.map((finding) => `  ${lineOf(finding, paint)}`),
    ].join("\n"),
  );
}

/** "  (submodule vendor/lib)". */
function repositoryOf(finding: ReportFinding | undefined, paint: Paint): string {
  if (!finding?.repository) return "";
  const { path, submodule } = finding.repository;
  return `  ${paint(`(${submodule ? "submodule" : "repository"} ${printable(path)})`, "dim")}`;
}

function lineOf(finding: ReportFinding, paint: Paint): string {
  const { severity, ruleId, mask } = finding;
  const names = [nameOf(finding), printable(mask), paint(printable(ruleId), "dim")];
  const line = [placeOf(finding), paint(severity, severity), ...names].join("  ");
  return [line, ...knownLine(finding), ...introducedLine(finding)].join("\n");
}

/** "    not a key: the sample of the docs; publication: committed". */
function knownLine(finding: ReportFinding): readonly string[] {
  const publication = publicationOf(finding);
  const known = [triageOf(finding), publication && `publication: ${publication}`].filter(Boolean);
  return known.length > 0 ? [`    ${known.join("; ")}`] : [];
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

function skippedBlock({ skipped }: Report, paint: Paint): readonly string[] {
  if (skipped.length === 0) return [];
  const { named, binary } = notScanned(skipped);
  const lines = named.map(({ file, reason, trouble }) => {
    return `  ${printable(file)}  ${paint(printable(reason), trouble ? "warning" : "dim")}`;
  });
  return [[paint("Not scanned", "bold"), ...lines, ...(binary ? [`  ${paint(binary, "dim")}`] : [])].join("\n")];
}

function summaryOf(report: Report, paint: Paint): string {
  const line = paint(`${verdictOf(report).join(", ")}.`, "bold");
  const incomplete = incompleteOf(report);
  return incomplete === undefined ? line : `${line}\n${paint(incomplete, "warning")}`;
}
