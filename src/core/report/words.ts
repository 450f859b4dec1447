// What several formats of a report say in the same words.
import { VERDICTS } from "../exposure/render";
import type { SuppressedBy } from "../model";
import { ruleOf } from "../rules/index";
import { TRIAGE, TRIAGE_STATES, triageWords } from "../triage";
import { BINARY, type Report, type ReportFinding, type Skipped } from "./model";

/** "OpenAI project key". */
export function nameOf({ vendor, ruleId }: ReportFinding): string {
  return printable(`${vendor} ${ruleOf(ruleId)?.title ?? "key"}`);
}

/** "src/app.py:3:12", and the cell where there is one. */
export function placeOf({ file, startLine, startColumn, cell }: ReportFinding): string {
  return `${printable(file)}:${startLine}:${startColumn}${cell === undefined ? "" : ` (cell ${cell})`}`;
}

/** "not a key: the sample of the docs"; undefined when nobody has judged it. */
export function triageOf({ triage }: ReportFinding): string | undefined {
  return triage && printable(triageWords(triage));
}

/** "on a public remote"; undefined when the publication check was not asked. */
export function publicationOf({ publication }: ReportFinding): string | undefined {
  return publication && VERDICTS[publication].name;
}

/** Columns of a table that only a report with such findings has: most know neither. */
const MORE = [
  { title: "Triage", of: triageOf },
  { title: "Publication", of: publicationOf },
];

/** The columns beyond the usual ones that these findings need. */
export function moreColumns(findings: readonly ReportFinding[]): typeof MORE {
  return MORE.filter(({ of }) => findings.some((finding) => of(finding) !== undefined));
}

/** What was found, then what else was counted; joined by commas it is a sentence. */
export function verdictOf({ findings, suppressed, skipped, summary }: Report): readonly [string, ...string[]] {
  const files = new Set(findings.map(({ file }) => file)).size;
  const troubled = troubledIn(skipped);
  const judged = TRIAGE_STATES.flatMap((state) => {
    const same = findings.filter(({ triage }) => triage?.state === state).length;
    return same > 0 ? [`${same} judged ${TRIAGE[state].name}`] : [];
  });
  return [
    findings.length === 0 ? "No keys found" : `${count(findings.length, "key")} found in ${count(files, "file")}`,
    ...judged,
    `${count(summary.files, "file")} scanned (${sizeOf(summary.bytes)})`,
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
    ...(skipped.length > 0
      ? [`${skipped.length} not scanned${troubled > 0 ? ` (${troubled} should have been)` : ""}`]
      : []),
    ...(summary.ignored > 0 ? [`${summary.ignored} ignored by git`] : []),
  ];
}

/** How many should have been scanned. */
export function troubledIn(skipped: readonly Skipped[]): number {
  return skipped.filter(({ trouble }) => trouble).length;
}

/** Binary files beyond this many are counted, not named. */
const MAX_BINARY = 3;

/** What was not scanned: what is named, and "12 binary files" where these are too many. */
export function notScanned(skipped: readonly Skipped[]): {
  readonly named: readonly Skipped[];
  readonly binary: string | undefined;
} {
  const named = skipped.filter(({ reason }) => reason !== BINARY);
  const binary = skipped.length - named.length;
  return binary > MAX_BINARY ? { named, binary: count(binary, BINARY) } : { named: skipped, binary: undefined };
}

/** What is said of a report that is not complete. */
export function incompleteOf({ complete, summary: { shards } }: Report): string | undefined {
  if (complete) return undefined;
  const missing = missingShards(shards ?? []);
  return missing.length > 0 ? `Not complete: ${missingWords(missing)}.` : INTERRUPTED;
}

const INTERRUPTED = "Interrupted: this is what was found until then.";

/** "shards 2/4, 3/4 are missing". */
export function missingWords(missing: readonly string[]): string {
  const more = missing.length - MAX_SHARDS;
  const names = `${missing.slice(0, MAX_SHARDS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return missing.length === 1 ? `shard ${names} is missing` : `shards ${names} are missing`;
}

const MAX_SHARDS = 10;

/** Of wholes, the shards that are not there where others of them are, as `I/N`. */
export function missingShards(shards: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const shard of shards) counts.set(shard, (counts.get(shard) ?? 0) + 1);
  const wholes = new Set(shards.map((shard) => Number(shard.split("/")[1])));
  return [...wholes].flatMap((of) => {
    const names = Array.from({ length: of }, (_, index) => `${index + 1}/${of}`);
    const most = Math.max(...names.map((name) => counts.get(name) ?? 0));
    return names.filter((name) => (counts.get(name) ?? 0) < most);
  });
}

/** What suppresses a finding, in words. */
export const SUPPRESSORS: Readonly<Record<SuppressedBy, string>> = {
  inline: "a mark in the file",
  allow: "an entry of the allowlist",
  baseline: "the baseline",
  "env-file": "its place in an env file",
  policy: "the policy file",
};

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Control and invisible characters as `%XX`, so that no file's name can move a cursor or turn the text around it; the rest
 * as UTF-8 can hold it.
 */
export function printable(text: string): string {
  return wellFormed(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => encodeURIComponent(char));
}

/** Half a surrogate pair, which a name may hold on Windows, has no form in UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
