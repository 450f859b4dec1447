// For a comment on a pull request: the verdict, what to do, the worst first. What comes from the repository stands as code,
// in which nothing is markup, a mention or a link.
import { escapeMarkdown, inlineCode } from "../markdown";
import type { SuppressedBy } from "../model";
import { ruleOf } from "../rules/index";
import { isOpen } from "../triage";
import type { Report, ReportFinding, Skipped } from "./model";
import { type RevokePage, revokePages, worstFirst } from "./order";
import {
  count,
  incompleteOf,
  moreColumns,
  nameOf,
  notScanned,
  placeOf,
  printable,
  SUPPRESSORS,
  verdictOf,
  wellFormed,
} from "./words";

/** UTF-16 code units for each list: a comment on GitHub holds 65 536 characters, and the rest needs under 10 000. */
const ROOM = { findings: 40_000, skipped: 12_000 };
const MAX_SERVICES = 20;
const MAX_WORDS = 400;

export function renderMarkdown(report: Report): string {
  const blocks = [
    verdictLine(report),
    ...findingBlocks(report.findings),
    ...suppressedBlock(report),
    ...skippedBlocks(report.skipped),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function verdictLine(report: Report): string {
  const [keys, ...rest] = verdictOf(report);
  const incomplete = incompleteOf(report);
  return `**Keystow: ${keys}**, ${rest.join(", ")}.${incomplete === undefined ? "" : ` **${incomplete}**`}`;
}

function findingBlocks(findings: readonly ReportFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  // Most reports know neither, and a comment is narrow.
  const more = moreColumns(findings);
  const titles = ["Place", "Key", "Severity, confidence", "Shown as", "Rule", ...more.map(({ title }) => title)];
  const rowFor = (finding: ReportFinding): string =>
    tableRow([...cellsOf(finding), ...more.map(({ of }) => code(of(finding) ?? ""))]);
  const { lines, left } = fitting(worstFirst(findings), rowFor, ROOM.findings);
  const pages = revokePages(findings.filter(({ triage }) => isOpen(triage)));
  return [
    ...(pages.length > 0
      ? [
          `Revoke first, at ${servicesOf(pages)}: whoever could read a file has its keys. Then move them out of the code; \`keystow fix\` shows how.`,
        ]
      : []),
    [tableRow(titles), tableRow(titles.map(() => "---")), ...lines].join("\n"),
    ...(left > 0 ? [`${count(left, "more key")} left out here; \`keystow scan\` lists all.`] : []),
  ];
}

function servicesOf(pages: readonly RevokePage[]): string {
  const shown = pages.slice(0, MAX_SERVICES).map(({ vendor, url }) => {
    return url === undefined ? code(vendor) : `[${escapeMarkdown(vendor)}](${url})`;
  });
  const left = pages.length - shown.length;
  return [...shown, ...(left > 0 ? [count(left, "more service")] : [])].join(", ");
}

function cellsOf(finding: ReportFinding): readonly string[] {
  const { severity, confidence, mask, ruleId } = finding;
  const name = ruleOf(ruleId) ? escapeMarkdown(nameOf(finding)) : code(nameOf(finding));
  return [code(placeOf(finding)), name, `${severity}, ${confidence}`, code(mask), code(ruleId)];
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function suppressedBlock({ suppressed }: Report): readonly string[] {
  if (suppressed.length === 0) return [];
  const counts = new Map<SuppressedBy, number>();
  for (const { by } of suppressed) counts.set(by, (counts.get(by) ?? 0) + 1);
  return [`Suppressed: ${[...counts].map(([by, number]) => `${number} by ${SUPPRESSORS[by]}`).join(", ")}.`];
}

function skippedBlocks(skipped: readonly Skipped[]): readonly string[] {
  if (skipped.length === 0) return [];
  const { named, binary } = notScanned(skipped);
  const { lines, left } = fitting(named, ({ file, reason }) => `- ${code(file)}: ${code(reason)}`, ROOM.skipped);
  const items = [...lines, ...(left > 0 ? [`- ${left} more`] : []), ...(binary ? [`- ${binary}`] : [])];
  return [`<details>\n<summary>${skipped.length} not scanned</summary>`, items.join("\n"), "</details>"];
}

/** As many lines as there is room for, and how many are left. */
function fitting<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => string,
  room: number,
): { readonly lines: readonly string[]; readonly left: number } {
  const lines: string[] = [];
  let used = 0;
  for (const item of items) {
    const line = lineOf(item);
    used += line.length + 1;
    if (used > room) break;
    lines.push(line);
  }
  return { lines, left: items.length - lines.length };
}

/** Text as code that may stand in a table. */
function code(text: string): string {
  const shown = printable(text);
  const short = shown.length > MAX_WORDS ? `${wellFormed(shown.slice(0, MAX_WORDS))}…` : shown;
  // GitHub takes `\|` for a bar in a table's code, whatever stands before it.
  return short === "" ? "" : inlineCode(short).replaceAll("|", "\\|");
}
