// RFC 4180, for spreadsheets: a header, then a finding a line, then those that are suppressed.
import type { Report, ReportFinding, ReportSuppressed } from "./model";
import { printable } from "./words";

type Cell = string | number | undefined;

const COLUMNS: Readonly<Record<string, (finding: ReportFinding & Partial<ReportSuppressed>) => Cell>> = {
  ruleId: ({ ruleId }) => ruleId,
  vendor: ({ vendor }) => vendor,
  file: ({ file }) => file,
  startLine: ({ startLine }) => startLine,
  startColumn: ({ startColumn }) => startColumn,
  endLine: ({ endLine }) => endLine,
  endColumn: ({ endColumn }) => endColumn,
  severity: ({ severity }) => severity,
  confidence: ({ confidence }) => confidence,
  mask: ({ mask }) => mask,
  fingerprint: ({ fingerprint }) => fingerprint,
  cell: ({ cell }) => cell,
  suppressedBy: ({ by }) => by,
  reason: ({ reason }) => reason,
  triage: ({ triage }) => triage?.state,
  triageNote: ({ triage }) => triage?.note,
  publication: ({ publication }) => publication,
};

export function renderCsv({ findings, suppressed }: Report): string {
  const rows = [...findings, ...suppressed].map((finding) => Object.values(COLUMNS).map((cellOf) => cellOf(finding)));
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: Cell): string {
  return cell === undefined ? "" : `"${inert(String(cell)).replaceAll('"', '""')}"`;
}

/**
 * Text in one line that no spreadsheet runs as a formula, also in the wide forms that Japanese ones take, and also where
 * cells are parted at semicolons, whatever is quoted. A bare `-`, which is standard input, is no formula.
 */
function inert(text: string): string {
  return text === "-" ? text : printable(text).replace(/(^|;)(["\s]*)(?=[=+\-@＝＋－＠])/g, "$1'$2");
}
