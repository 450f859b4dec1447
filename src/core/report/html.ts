// One page for a reviewer: what was found, how bad it is and what comes first, then every file. It loads nothing, holds no
// style or script but its own two, which its policy names by their hashes, and is whole without the script.
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { CONFIDENCES, SEVERITIES } from "../model";
import { isOpen } from "../triage";
import { FILTER } from "./htmlFilter";
import { STYLE } from "./htmlStyle";
import type { Report, ReportFinding, ReportSuppressed, Skipped } from "./model";
import { byFile, type RevokePage, revokePages, worstFirst } from "./order";
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
} from "./words";

export function renderHtml(report: Report): string {
  const { findings, suppressed, skipped, tool } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Keystow: ${verdictOf(report)[0]}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Keystow report</h1>
${[
  ...summaryPart(report),
  ...stepsPart(findings.filter(({ triage }) => isOpen(triage))),
  ...findingsPart(findings),
  ...suppressedPart(suppressed),
  ...skippedPart(skipped),
].join("\n")}
</main>
<footer><p>Keystow ${text(tool.version)}. Of a key, this page shows the public prefix and the length.</p></footer>
<script>${FILTER}</script>
</body>
</html>
`;
}

function contentPolicy(): string {
  const only = `default-src 'none'; base-uri 'none'; form-action 'none'`;
  return `${only}; style-src 'sha256-${digest(STYLE)}'; script-src 'sha256-${digest(FILTER)}'`;
}

function digest(source: string): string {
  return btoa(String.fromCharCode(...sha256(utf8ToBytes(source))));
}

function summaryPart(report: Report): readonly string[] {
  const [keys, ...rest] = verdictOf(report);
  const incomplete = incompleteOf(report);
  const tallies = SEVERITIES.flatMap((severity) =>
    CONFIDENCES.flatMap((confidence) => {
      const same = report.findings.filter((one) => one.severity === severity && one.confidence === confidence).length;
      return same > 0 ? [`<li><strong>${same}</strong> ${badge(severity)}, confidence ${confidence}</li>`] : [];
    }),
  );
  return [
    "<h2>Summary</h2>",
    `<p class="verdict"><strong>${keys}</strong>, ${rest.join(", ")}.</p>`,
    ...(incomplete === undefined ? [] : [`<p class="alert"><strong>${text(incomplete)}</strong></p>`]),
    ...(tallies.length > 0 ? [`<ul class="tallies">${tallies.join("")}</ul>`] : []),
  ];
}

function stepsPart(findings: readonly ReportFinding[]): readonly string[] {
  const worst = worstFirst(findings)[0];
  if (!worst) return [];
  return [
    "<h2>What to do</h2>",
    "<ol>",
    `<li>Revoke the keys and make new ones, this first: whoever could read a file has its keys.<ul>${revokePages(findings).map(revokeItem).join("")}</ul></li>`,
    "<li>Move them out of the code: <code>keystow fix</code> shows the change, <code>keystow fix --apply</code> makes it.</li>",
    `<li>Find out whether they have left the machine: <code>keystow check --all</code>. The worst one stands at ${place(worst)}.</li>`,
    "</ol>",
  ];
}

function revokeItem({ vendor, url, keys }: RevokePage): string {
  const where = url === undefined ? `${name(vendor)}, where they were issued` : link(url, `Revoke at ${vendor}`);
  return `<li>${where} (${count(keys, "key")})</li>`;
}

function findingsPart(findings: readonly ReportFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  const more = moreColumns(findings);
  const heads = ["Place", "Severity", "Confidence", "Key", "Shown as", "Rule", ...more.map(({ title }) => title)];
  const rowFor = (finding: ReportFinding): string =>
    findingRow(
      finding,
      more.map(({ of }) => name(of(finding) ?? "")),
    );
  const files = [...byFile(findings)].map(
    ([file, own]) => `<div class="file">
<h3>${name(file)} <span class="count">${count(own.length, "key")}</span></h3>
${table(`Keys in ${name(file)}`, heads, own.map(rowFor))}
</div>`,
  );
  return ["<h2>Keys by file</h2>", filterForm(findings), ...files];
}

function findingRow(finding: ReportFinding, more: readonly string[]): string {
  const { startLine, startColumn, cell, severity, confidence, vendor, mask, ruleId } = finding;
  const spot = `${startLine}:${startColumn}${cell === undefined ? "" : ` (cell ${cell})`}`;
  const cells = [badge(severity), confidence, name(nameOf(finding)), code(mask), code(ruleId), ...more];
  return row(spot, cells, ` data-severity="${severity}" data-service="${text(vendor)}"`);
}

/** Shown by the script, without which it would do nothing. */
function filterForm(findings: readonly ReportFinding[]): string {
  const services = [...new Set(findings.map(({ vendor }) => vendor))].sort();
  const severities = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  return `<form id="filter" hidden>
<label>Text <input type="search" id="words" autocomplete="off" spellcheck="false"></label>
<label>Service <select id="service">${options("All services", services)}</select></label>
<label>Severity <select id="severity">${options("All severities", severities)}</select></label>
<button type="reset">Show all</button>
<p id="shown" role="status" aria-live="polite">${findings.length} of ${count(findings.length, "key")} shown</p>
</form>`;
}

/** Each has its value as an attribute: its text would lose doubled spaces. */
function options(all: string, values: readonly string[]): string {
  const own = values.map((value) => `<option value="${text(value)}">${text(value)}</option>`);
  return [`<option value="">${all}</option>`, ...own].join("");
}

function suppressedPart(suppressed: readonly ReportSuppressed[]): readonly string[] {
  if (suppressed.length === 0) return [];
  const rows = suppressed.map((finding) =>
    row(place(finding), [name(nameOf(finding)), code(finding.mask), SUPPRESSORS[finding.by], name(finding.reason)]),
  );
  const heads = ["Place", "Key", "Shown as", "Suppressed by", "Reason"];
  return ["<h2>Suppressed</h2>", table(`${count(rows.length, "key")} that count as no trouble`, heads, rows)];
}

function skippedPart(skipped: readonly Skipped[]): readonly string[] {
  const { named, binary } = notScanned(skipped);
  const rows = named.map(({ file, reason }) => row(name(file), [name(reason)]));
  return [
    ...(skipped.length > 0 ? ["<h2>Not scanned</h2>"] : []),
    ...(rows.length > 0 ? [table("Files and folders that may hold more keys", ["Path", "Reason"], rows)] : []),
    ...(binary ? [`<p>${binary}.</p>`] : []),
  ];
}

/** Caption and cells are HTML. The roles stay where a narrow window lays a table out as blocks, which hides it from some. */
function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((title) => `<th scope="col" role="columnheader">${title}</th>`).join("");
  return `<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows.join("\n")}
</tbody></table>`;
}

function row(head: string, cells: readonly string[], attributes = ""): string {
  const rest = cells.map((cell) => `<td role="cell">${cell}</td>`).join("");
  return `<tr role="row"${attributes}><th scope="row" role="rowheader">${head}</th>${rest}</tr>`;
}

function badge(severity: string): string {
  return `<span class="${severity}">${severity}</span>`;
}

function place(finding: ReportFinding): string {
  return name(placeOf(finding));
}

/** Text with a direction of its own, so that right-to-left letters in it do not turn what stands around it. */
function name(value: string): string {
  return `<bdi>${text(value)}</bdi>`;
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function link(url: string, words: string): string {
  return `<a href="${text(url)}" rel="noreferrer">${text(words)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function text(value: string): string {
  return printable(value).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
