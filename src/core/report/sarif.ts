// SARIF 2.1.0 (OASIS standard), as the SARIF viewer and GitHub code scanning read it.
import type { ArtifactLocation, Log, Notification, ReportingDescriptor, Result, Run, Suppression } from "sarif";
import { escapeMarkdown } from "../markdown";
import type { Confidence, Severity } from "../model";
import { ruleOf } from "../rules/index";
import { triageWords } from "../triage";
import { withoutKeys } from "../withoutKeys";
import type { RenderOptions, Report, ReportFinding, ReportRoot, ReportSuppressed } from "./model";
import { prettyJson } from "./prettyJson";
import { incompleteOf, nameOf, wellFormed } from "./words";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
export const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: "error",
  warning: "warning",
  information: "note",
};
/** GitHub's scale for `security-severity`: above 9 is critical, above 7 high, above 4 medium. */
const SECURITY_SEVERITY: Readonly<Record<Confidence, string>> = { high: "9.1", medium: "7.0", low: "4.0" };

/** Before the reason why something was left out. */
export const NOT_SCANNED = "Not scanned: ";

/** Levels from the log to its results. */
const DEPTH = 4;

export function* sarifPieces(report: Report, options: RenderOptions): Generator<string> {
  const log = { $schema: SCHEMA, version: "2.1.0", runs: [runOf(report, options)] } satisfies Omit<Log, "runs"> & {
    runs: LargeRun[];
  };
  yield* prettyJson(log, DEPTH);
  yield "\n";
}

/** Its results are made one by one, while they are written. */
type LargeRun = Omit<Run, "results"> & { readonly results: Iterable<Result> };

function runOf(report: Report, { roots: folders = [], category }: RenderOptions): LargeRun {
  const roots = new Roots(folders);
  const id = automationId(report, category);
  const all: readonly (ReportFinding | ReportSuppressed)[] = [...report.findings, ...report.suppressed];
  const firsts = new Map(all.toReversed().map((finding) => [finding.ruleId, finding]));
  const ids = [...firsts.keys()].sort();
  return {
    tool: {
      driver: {
        name: "Keystow",
        semanticVersion: report.tool.version,
        informationUri: "https://github.com/keystow/keystow",
        rules: ids.flatMap((id) => firsts.get(id) ?? []).map(descriptorOf),
      },
    },
    ...(id !== undefined && { automationDetails: { id } }),
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: roots.declared(),
    invocations: [
      {
        executionSuccessful: report.complete,
        toolExecutionNotifications: notificationsOf(report, roots),
      },
    ],
    // What SARIF has no place for, so that `keystow merge` has it.
    properties: { summary: report.summary, ...(report.stale && { stale: report.stale }) },
    results: eachOf(all, (finding) => resultOf(finding, ids, roots)),
  };
}

function* eachOf<From, To>(items: Iterable<From>, make: (item: From) => To): Generator<To> {
  for (const item of items) yield make(item);
}

/**
 * What stands before the last slash is the category by which GitHub tells several analyses of one commit apart; those of
 * one category replace each other. Without it the one counts that is given to the upload action, and else the job and
 * its matrix. So only what was asked for is said, and which part it is: parts must never replace each other.
 */
function automationId({ summary: { shards = [] } }: Report, category: string | undefined): string | undefined {
  const parts = shards.length > 0 ? [`shard-${shards.join("-and-").replaceAll("/", "-of-")}`] : [];
  const names = [...(category !== undefined ? [withoutKeys(category)] : parts.length > 0 ? ["keystow"] : []), ...parts];
  return names.length > 0 ? `${names.join("/")}/` : undefined;
}

function notificationsOf(report: Report, roots: Roots): Notification[] {
  const { skipped } = report;
  const text = incompleteOf(report);
  const incomplete: readonly Notification[] = text === undefined ? [] : [{ level: "error", message: { text } }];
  const notScanned = skipped.map(({ file, reason, trouble }): Notification => {
    const locations = [{ physicalLocation: { artifactLocation: roots.locate(file) } }];
    return { level: trouble ? "warning" : "note", message: { text: `${NOT_SCANNED}${reason}` }, locations };
  });
  return [...incomplete, ...notScanned];
}

function descriptorOf(finding: ReportFinding): ReportingDescriptor {
  const rule = ruleOf(finding.ruleId);
  const name = nameOf(finding);
  const revoke = rule?.revokeUrl ? `Revoke it at ${rule.revokeUrl}` : "Revoke it where it was issued";
  const help = `Whoever reads the file can use the ${name}. ${revoke}, and keep the new one in an env file that git ignores.`;
  const helpUri = rule?.sources[0];
  const page = rule?.revokeUrl ? `at [${escapeMarkdown(rule.vendor)}](${rule.revokeUrl})` : "where it was issued";
  return {
    id: finding.ruleId,
    name: finding.ruleId.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${name} in a file` },
    fullDescription: { text: help },
    help: {
      text: help,
      markdown: [
        `Whoever reads the file can use the **${escapeMarkdown(name)}**.`,
        `1. Revoke it ${page} and make a new one. Moving or deleting a key does not un-publish it.\n2. Move it to an env file that git ignores: \`keystow fix\` shows the change.\n3. Find out whether it has left the machine: \`keystow check FILE:LINE\`.`,
        `Not a key? A comment \`keystow:allow\` with the reason, on the line or the line above, suppresses it.`,
      ].join("\n\n"),
    },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      tags: ["security", "secret"],
      precision: finding.confidence,
      "security-severity": SECURITY_SEVERITY[finding.confidence],
    },
  };
}

function resultOf(finding: ReportFinding | ReportSuppressed, ids: readonly string[], roots: Roots): Result {
  const { ruleId, vendor, severity, confidence, mask, fingerprint, file, cell } = finding;
  const { introduced, repository, triage, publication } = finding;
  const { startLine, startColumn, endLine, endColumn } = finding;
  return {
    ruleId,
    ruleIndex: ids.indexOf(ruleId),
    level: LEVELS[severity],
    message: { text: `${nameOf(finding)} ${mask} stands in the file.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: roots.locate(file),
          region: { startLine, startColumn, endLine, endColumn },
        },
        ...(cell !== undefined && { logicalLocations: [{ name: `cell ${cell}`, kind: "cell" }] }),
      },
    ],
    partialFingerprints: { "keystow/v1": fingerprint },
    // A run in which some results carry suppressions must say of each whether it is suppressed (3.27.23).
    suppressions: suppressionsOf(finding),
    properties: {
      vendor,
      confidence,
      mask,
      ...(introduced && { introduced }),
      ...(repository && { repository }),
      ...(triage && { triage }),
      ...(publication && { publication }),
    },
  };
}

/** What the justification of a triage begins with. */
export const JUDGED = "triage: ";

function suppressionsOf(finding: ReportFinding | ReportSuppressed): Suppression[] {
  const { triage } = finding;
  const accepted = (kind: Suppression.kind, justification: string): Suppression[] => [
    { kind, status: "accepted", justification },
  ];
  if ("by" in finding)
    return accepted(finding.by === "inline" ? "inSource" : "external", `${finding.by}: ${finding.reason}`);
  // A key that is rotated still is one that was there, which a reader of the results wants to see.
  return triage?.state === "false" ? accepted("external", `${JUDGED}${triageWords(triage)}`) : [];
}

/** One `uriBaseId` per root; a file belongs to the longest root that it starts with. */
class Roots {
  readonly #roots: readonly (ReportRoot & { readonly id: string })[];

  constructor(roots: readonly ReportRoot[]) {
    const others = roots.filter(({ path }) => path !== "").map((root, index) => ({ ...root, id: `ROOT${index + 1}` }));
    this.#roots = [...others, ...roots.filter(({ path }) => path === "").map((root) => ({ ...root, id: SOURCE_ROOT }))];
  }

  declared(): Record<string, ArtifactLocation> {
    return Object.fromEntries(this.#roots.map(({ id, uri }) => [id, { uri }]));
  }

  locate(file: string): ArtifactLocation {
    const inside = this.#roots.filter(({ path }) => path !== "" && file.startsWith(`${path}/`));
    const root = inside.sort((a, b) => b.path.length - a.path.length)[0];
    if (!root) return { uri: encodePath(file), uriBaseId: SOURCE_ROOT };
    return { uri: encodePath(file.slice(root.path.length + 1)), uriBaseId: root.id };
  }
}

/** The name that GitHub code scanning knows for the repository's root. */
export const SOURCE_ROOT = "%SRCROOT%";

/** A path as a relative URI (RFC 3986). Bytes that are not UTF-8 are written `%XX` in it already. */
function encodePath(path: string): string {
  return wellFormed(path)
    .split(/(%[89A-F][0-9A-F])/)
    .map((part, index) => (index % 2 === 1 ? part : part.split("/").map(encodeURIComponent).join("/")))
    .join("");
}
