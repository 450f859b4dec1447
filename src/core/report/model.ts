// The report as others read it: JSON-safe, masks only. `CONTRACTS.md` fixes the names.
import type { Verdict } from "../exposure";
import type { Confidence, Finding, Severity, SuppressedBy } from "../model";
import type { Triage } from "../triage";
import { withoutKeys } from "../withoutKeys";

/** The first commit that brought a key to a path, as far as this repository knows; dates can be written by anybody. */
export interface Introduced {
  /** Its full id. */
  readonly commit: string;
  readonly author: string;
  /** When it was committed, ISO 8601. */
  readonly date: string;
  /** Full names of the refs whose history holds the key at this path now; none when only a reflog, or nothing, leads there. */
  readonly refs: readonly string[];
}

/** A repository within what was scanned, or beside it, that is not the one of the working directory. */
export interface InRepository {
  /** Its folder, relative to the working directory with `/`. */
  readonly path: string;
  /** A commit of the repository around it is tied to one of its own. */
  readonly submodule: boolean;
}

export interface ReportFinding {
  readonly ruleId: string;
  readonly vendor: string;
  /** Relative to the working directory with `/`; bytes that are not UTF-8 as `%XX`; standard input is `-`. */
  readonly file: string;
  /** Lines and columns start at 1 and count UTF-16 code units; the end is exclusive. */
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly mask: string;
  readonly fingerprint: string;
  /** In a notebook, the index of the cell; line and column are those of the raw file. */
  readonly cell?: number;
  /** Of what was found in the history. */
  readonly introduced?: Introduced;
  /** Of a file that another repository than that of the working directory has. */
  readonly repository?: InRepository;
  /** What a person has judged it to be. */
  readonly triage?: Triage;
  /** What the publication check has found, where it was asked. */
  readonly publication?: Verdict;
}

export interface ReportSuppressed extends ReportFinding {
  readonly by: SuppressedBy;
  readonly reason: string;
}

/** The reason of files that nobody expects to be scanned; of many, people are shown the number, not each of them. */
export const BINARY = "binary file";

/** The reason of a file that was looked at. `rule` is its id, `*` all of them. */
export function tooManyOf(rule: string): string {
  return rule === "*" ? "more keys than are listed" : `more keys of the rule ${rule} than are listed`;
}

/** A file or folder that was not scanned, and why, for the person. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
  /** It should have been scanned: a scan that finds nothing else ends with exit code 2. Left out where it should not. */
  readonly trouble?: boolean;
}

/** An entry of a baseline or of an allowlist that has no effect any more. */
export interface StaleEntry {
  readonly in: "baseline" | "allow";
  /** The file that holds it. */
  readonly file: string;
  readonly why: "unused" | "expired";
  readonly fingerprint: string;
  /** As it stands in the entry. */
  readonly path?: string;
  readonly rule?: string;
  /** Findings that it accepts and that are not there. */
  readonly count?: number;
  /** The last day on which it held, `yyyy-mm-dd`. */
  readonly expires?: string;
}

export interface ReportSummary {
  readonly files: number;
  readonly bytes: number;
  readonly findings: number;
  /** Files and folders that git ignores and does not track; a folder counts once. */
  readonly ignored: number;
  /** The parts of a whole that this is, as `I/N`; left out of a whole, and of one that was interrupted. */
  readonly shards?: readonly string[];
}

export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: "keystow"; readonly version: string };
  /** False when the scan was interrupted. */
  readonly complete: boolean;
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportSuppressed[];
  readonly skipped: readonly Skipped[];
  /** Entries that can go; left out when there are none, or when not everything was looked at. */
  readonly stale?: readonly StaleEntry[];
  readonly summary: ReportSummary;
}

/** A finding of a file as the report names it. */
export function reportFinding(finding: Finding, file: string, cell?: number): ReportFinding {
  const { ruleId, vendor, span, severity, confidence, mask, fingerprint } = finding;
  return {
    ruleId,
    vendor,
    file: nameWithoutKeys(file),
    startLine: span.start.line + 1,
    startColumn: span.start.column + 1,
    endLine: span.end.line + 1,
    endColumn: span.end.column + 1,
    severity,
    confidence,
    mask,
    fingerprint,
    ...(cell !== undefined && { cell }),
  };
}

/** A file that was not scanned as the report names it. */
export function skippedFile({ file, reason, trouble }: Skipped): Skipped {
  // A reason may be git's own words.
  return { file: nameWithoutKeys(file), reason: reasonWithoutKeys(reason), ...(trouble && { trouble }) };
}

/** Findings of one file come one after the other, and so do files that are left out for one reason. */
const nameWithoutKeys = rememberingTheLast(withoutKeys);
const reasonWithoutKeys = rememberingTheLast(withoutKeys);

function rememberingTheLast(shownAs: (text: string) => string): (text: string) => string {
  let last = { text: "", shown: "" };
  return (text) => {
    if (last.text !== text) last = { text, shown: shownAs(text) };
    return last.shown;
  };
}

/** By file in code unit order, then by place, so that the same tree always gives the same report. */
export function comparePlaces(a: ReportFinding, b: ReportFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.startLine - b.startLine || a.startColumn - b.startColumn;
}

/** The lists of a report, sorted in place. */
export function inOrder<Lists extends ReportLists>(lists: Lists): Lists {
  lists.findings.sort(comparePlaces);
  lists.suppressed.sort(comparePlaces);
  lists.skipped.sort((a, b) => (a.file < b.file ? -1 : 1));
  return lists;
}

interface ReportLists {
  readonly findings: ReportFinding[];
  readonly suppressed: ReportSuppressed[];
  readonly skipped: Skipped[];
}

/** A folder that paths of a report start with; everything else is relative to the working directory, whose path is "". */
export interface ReportRoot {
  readonly path: string;
  /** `file://` with a slash at the end. */
  readonly uri: string;
}

export interface RenderOptions {
  /** ANSI colours, for a terminal. */
  readonly colour?: boolean;
  readonly roots?: readonly ReportRoot[];
  /** The least confidence that makes a check fail; without it every finding does. */
  readonly failOn?: Confidence;
  /** By what GitHub tells this analysis of a commit from others of the same tool. */
  readonly category?: string;
}
