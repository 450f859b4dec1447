// SARIF that Keystow has written, back to the report that it was made from.
import type { ArtifactLocation, Log, Result, Run } from "sarif";
import { SEVERITIES, type Severity } from "../model";
import { ruleOf } from "../rules/index";
import { JUDGED, LEVELS, NOT_SCANNED, SOURCE_ROOT } from "./sarif";

/** Whether a value is a SARIF log, of whatever tool. */
export function isSarif(value: unknown): value is AnyLog {
  const { version, runs } = (value ?? {}) as Partial<Record<keyof Log, unknown>>;
  return typeof version === "string" && Array.isArray(runs);
}

interface AnyLog {
  readonly version: string;
  readonly runs: readonly Run[];
}

/** The reports of a log, their shape not yet checked; or why there are none, in words that follow the file's name. */
export function reportsOfSarif({ version, runs }: AnyLog): readonly unknown[] | string {
  if (version !== "2.1.0") return `is SARIF ${version}; only 2.1.0 can be joined`;
  const others = runs.map((run) => (run as Partial<Run>).tool?.driver.name).filter((name) => name !== "Keystow");
  if (runs.length === 0) return "is SARIF without a run, so without a report";
  if (others.length > 0)
    return `is SARIF of ${others[0] ?? "an unknown tool"}; only reports of keystow scan can be joined`;
  return runs.map(reportOf);
}

function reportOf(run: Run): unknown {
  const files = new Files(run.originalUriBaseIds ?? {});
  const [invocation] = run.invocations ?? [];
  const notes = invocation?.toolExecutionNotifications ?? [];
  const results = run.results ?? [];
  // What a person has judged to be no key is suppressed for the readers of SARIF, not for us.
  const isSuppressed = ({ suppressions = [] }: Result): boolean =>
    suppressions.some(({ justification = "" }) => !justification.startsWith(JUDGED));
  const { stale, ...rest } = (run.properties ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...rest,
    schema: 1,
    tool: { name: "keystow", version: run.tool.driver.semanticVersion },
    complete: invocation?.executionSuccessful,
    findings: results.filter((result) => !isSuppressed(result)).map((result) => findingOf(result, files)),
    suppressed: results
      .filter(isSuppressed)
      .map((result) => ({ ...findingOf(result, files), ...suppressorOf(result) })),
    skipped: notes
      .filter(({ message }) => message.text?.startsWith(NOT_SCANNED))
      .map(({ message, locations, level }) => ({
        file: files.nameOf(locations?.[0]?.physicalLocation?.artifactLocation),
        reason: message.text?.slice(NOT_SCANNED.length),
        ...(level === "warning" && { trouble: true }),
      })),
    ...(stale !== undefined && { stale }),
  };
}

function findingOf({ ruleId = "", level, locations, partialFingerprints, properties }: Result, files: Files): object {
  const [location] = locations ?? [];
  const { artifactLocation, region } = location?.physicalLocation ?? {};
  const cell = /^cell (\d+)$/.exec(location?.logicalLocations?.[0]?.name ?? "")?.[1];
  const severity = SEVERITIES.find((one: Severity) => LEVELS[one] === level);
  return {
    ruleId,
    vendor: ruleOf(ruleId)?.vendor,
    file: files.nameOf(artifactLocation),
    startLine: region?.startLine,
    startColumn: region?.startColumn,
    endLine: region?.endLine,
    endColumn: region?.endColumn,
    severity,
    fingerprint: partialFingerprints?.["keystow/v1"],
    ...(cell !== undefined && { cell: Number(cell) }),
    // Confidence, mask, and whatever else a later version says.
    ...properties,
  };
}

/** "allow: revoked in May". */
function suppressorOf({ suppressions }: Result): object {
  const [, by, reason] = /^([a-z-]+): ([^]*)$/.exec(suppressions?.[0]?.justification ?? "") ?? [];
  return { by, reason };
}

/** Names of files, relative to where the scan ran. */
class Files {
  readonly #bases: Readonly<Record<string, ArtifactLocation>>;

  constructor(bases: Readonly<Record<string, ArtifactLocation>>) {
    this.#bases = bases;
  }

  nameOf({ uri = "", uriBaseId = SOURCE_ROOT }: ArtifactLocation = {}): string {
    return this.#prefixOf(uriBaseId) + decodePath(uri);
  }

  #prefixOf(id: string): string {
    if (id === SOURCE_ROOT) return "";
    const [from, to] = [this.#bases[SOURCE_ROOT]?.uri, this.#bases[id]?.uri].map((uri = "") => uri.split("/"));
    if (!from || !to) return "";
    let shared = 0;
    while (shared < from.length - 1 && from[shared] === to[shared]) shared += 1;
    return "../".repeat(from.length - 1 - shared) + decodePath(to.slice(shared).join("/"));
  }
}

/** A relative URI as a path; bytes that are not UTF-8 stay `%XX`. */
function decodePath(uri: string): string {
  return uri.replace(/(?:%[0-9A-F]{2})+/gi, (run) => {
    let text = "";
    for (let at = 0; at < run.length;) {
      const length = [3, 6, 9, 12].find((one) => decoded(run.slice(at, at + one)) !== undefined) ?? 3;
      text += decoded(run.slice(at, at + length)) ?? run.slice(at, at + length);
      at += length;
    }
    return text;
  });
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
