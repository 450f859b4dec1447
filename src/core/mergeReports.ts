// Several reports, of parts of a whole or of several wholes, to one.
import { CONFIDENCES, SEVERITIES } from "./model";
import { VERDICTS } from "./exposure/render";
import {
  comparePlaces,
  inOrder,
  type InRepository,
  type Introduced,
  type Report,
  type ReportFinding,
  type ReportSuppressed,
  type Skipped,
  type StaleEntry,
} from "./report/model";
import { isSarif, reportsOfSarif } from "./report/readSarif";
import { missingShards, SUPPRESSORS } from "./report/words";
import { joinTriages, type Triage, TRIAGE_STATES } from "./triage";

/** A report but for its findings: the last line of JSON Lines. */
export type ReportRest = Omit<Report, "findings">;

/** What one line of JSON Lines, or a whole document, turned out to be. */
export type ReportPart =
  | { readonly kind: "finding"; readonly finding: ReportFinding }
  | { readonly kind: "rest"; readonly rest: ReportRest }
  | { readonly kind: "report"; readonly reports: readonly Report[] }
  /** Not what Keystow writes; why, in words that follow the file's name. */
  | { readonly kind: "foreign"; readonly why: string };

/** Reads a JSON document or a line of JSON Lines; undefined when the text is no JSON. */
export function readReportPart(text: string): ReportPart | undefined {
  const value = parsed(text);
  if (value === undefined) return undefined;
  if (isFinding(value)) return { kind: "finding", finding: value };
  if (isReport(value)) return { kind: "report", reports: [value] };
  if (isRest(value)) return { kind: "rest", rest: value };
  if (!isSarif(value)) return { kind: "foreign", why: "is no report of keystow scan in JSON, JSON Lines or SARIF" };
  const reports = reportsOfSarif(value);
  if (typeof reports === "string") return { kind: "foreign", why: reports };
  const odd = reports.some((report) => !isReport(report));
  return odd
    ? { kind: "foreign", why: "is SARIF of another version of Keystow, or was changed since" }
    : { kind: "report", reports: reports as readonly Report[] };
}

/** Reads a report that was written as JSON or as JSON Lines; undefined when the text is none. */
export function parseReport(text: string): Report | undefined {
  const whole = readReportPart(text);
  if (whole?.kind === "report") return whole.reports[0];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const rest = readReportPart(lines.pop() ?? "");
  const findings = lines.map(readReportPart).flatMap((part) => (part?.kind === "finding" ? [part.finding] : []));
  if (rest?.kind !== "rest" || findings.length < lines.length) return undefined;
  return { ...rest.rest, findings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Shape<T> = Required<{ readonly [Name in keyof T & string]: (value: unknown) => boolean }>;

const isText = (value: unknown): boolean => typeof value === "string";
const isCount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const optional =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);
const listOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(is);
const oneOf =
  (all: readonly unknown[]) =>
  (value: unknown): boolean =>
    all.includes(value);

/** Members beyond these are for later versions. */
function like(shape: Readonly<Record<string, (value: unknown) => boolean>>): (value: unknown) => boolean {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shape).every(([name, is]) => is((value as Readonly<Record<string, unknown>>)[name]));
}

const INTRODUCED: Shape<Introduced> = { commit: isText, author: isText, date: isText, refs: listOf(isText) };
const REPOSITORY: Shape<InRepository> = { path: isText, submodule: (value) => typeof value === "boolean" };
const TRIAGE: Shape<Triage> = { state: oneOf(TRIAGE_STATES), note: optional(isText) };
const FINDING: Shape<ReportFinding> = {
  ruleId: isText,
  vendor: isText,
  file: isText,
  startLine: isCount,
  startColumn: isCount,
  endLine: isCount,
  endColumn: isCount,
  severity: oneOf(SEVERITIES),
  confidence: oneOf(CONFIDENCES),
  mask: isText,
  fingerprint: isText,
  cell: optional(isCount),
  introduced: optional(like(INTRODUCED)),
  repository: optional(like(REPOSITORY)),
  triage: optional(like(TRIAGE)),
  publication: optional(oneOf(Object.keys(VERDICTS))),
};
const SUPPRESSED: Shape<ReportSuppressed> = {
  ...FINDING,
  by: oneOf(Object.keys(SUPPRESSORS)),
  reason: isText,
};
const REST: Shape<ReportRest> = {
  schema: oneOf([1]),
  tool: like({ name: isText, version: isText }),
  complete: (value) => typeof value === "boolean",
  suppressed: listOf(like(SUPPRESSED)),
  skipped: listOf(like({ file: isText, reason: isText, trouble: optional((value) => typeof value === "boolean") })),
  stale: optional(listOf(like({ in: isText, file: isText, why: isText, fingerprint: isText }))),
  summary: like({
    files: isCount,
    bytes: isCount,
    findings: isCount,
    ignored: isCount,
    shards: optional(listOf((value) => typeof value === "string" && /^\d+\/\d+$/.test(value))),
  }),
};

const [likeFinding, likeFindings, likeRest] = [like(FINDING), listOf(like(FINDING)), like(REST)];

function isFinding(value: unknown): value is ReportFinding {
  return likeFinding(value);
}

function isRest(value: unknown): value is ReportRest {
  return likeRest(value) && !("findings" in (value as object));
}

function isReport(value: unknown): value is Report {
  return likeRest(value) && likeFindings((value as Partial<Report>).findings);
}

/** One report of several, which are added one by one: the same key at the same place is one finding, in a history in the same file. */
export class MergedReport {
  readonly #findings = new Map<string, ReportFinding>();
  readonly #suppressed = new Map<string, ReportSuppressed>();
  readonly #skipped = new Map<string, Skipped>();
  readonly #stale = new Map<string, StaleEntry>();
  readonly #texts = new Map<string, string>();
  readonly #shards: string[] = [];
  readonly #version: string;
  #complete = true;
  #files = 0;
  #bytes = 0;
  #ignored = 0;

  constructor(version: string) {
    this.#version = version;
  }

  add({ findings, ...rest }: Report): void {
    for (const finding of findings) this.addFinding(finding);
    this.addRest(rest);
  }

  addFinding(finding: ReportFinding): void {
    put(this.#findings, this.#shared(finding));
  }

  addRest({ complete, suppressed, skipped, stale = [], summary }: ReportRest): void {
    // A scan that was interrupted names no shard; what names shards and is not complete lacks only others of them.
    this.#complete &&= complete || summary.shards !== undefined;
    for (const finding of suppressed) put(this.#suppressed, this.#shared(finding));
    for (const one of skipped) this.#skip(one);
    for (const one of stale) this.#stale.set(JSON.stringify(one), one);
    this.#files += summary.files;
    this.#bytes += summary.bytes;
    this.#ignored += summary.ignored;
    this.#shards.push(...(summary.shards ?? []));
  }

  /** Shards of a whole of which others are there, as `I/N`. */
  get missing(): readonly string[] {
    return missingShards(this.#shards);
  }

  /** Nothing is known to be missing. */
  get isWhole(): boolean {
    return this.#complete && this.missing.length === 0;
  }

  /** Something that should have been looked at was not. */
  get isLacking(): boolean {
    return [...this.#skipped.values()].some(({ trouble }) => trouble);
  }

  /** Shards were added, and all of them. */
  get isJoined(): boolean {
    return this.#shards.length > 0 && this.isWhole;
  }

  /** What `accepts` gives a reason for is suppressed from now on; what was accepted before is asked for again. */
  accept(accepts: (finding: ReportFinding) => string | undefined): void {
    for (const [key, { by, reason: _, ...finding }] of this.#suppressed)
      if (by === "baseline" && this.#suppressed.delete(key)) put(this.#findings, finding);
    for (const [key, finding] of [...this.#findings].sort(([, a], [, b]) => comparePlaces(a, b))) {
      const reason = accepts(finding);
      if (reason === undefined) continue;
      this.#findings.delete(key);
      put(this.#suppressed, { ...finding, by: "baseline", reason });
    }
  }

  report(stale: readonly StaleEntry[] = []): Report {
    const all = [...this.#stale.values(), ...stale];
    return {
      schema: 1,
      tool: { name: "keystow", version: this.#version },
      complete: this.isWhole,
      ...inOrder({
        findings: [...this.#findings.values()],
        suppressed: [...this.#suppressed.values()],
        skipped: [...this.#skipped.values()],
      }),
      ...(all.length > 0 && { stale: all }),
      summary: {
        files: this.#files,
        bytes: this.#bytes,
        findings: this.#findings.size,
        ignored: this.#ignored,
        ...(this.#complete && this.missing.length > 0 && { shards: this.#shards.toSorted() }),
      },
    };
  }

  /** Versions of a whole repository that were left out are counted by each shard for itself. */
  #skip(one: Skipped): void {
    const [, number, what] = COUNTED.exec(one.reason) ?? [];
    const key = `${one.file}\0${what ?? one.reason}`;
    const known = this.#skipped.get(key);
    const before = known && COUNTED.exec(known.reason)?.[1];
    if (number === undefined || before === undefined) this.#skipped.set(key, known ?? one);
    else {
      const sum = Number(number) + Number(before);
      this.#skipped.set(key, { ...one, reason: one.reason.replace(COUNTED, `${sum} $2s`) });
    }
  }

  /** Each line was read on its own, yet most of what they say is the same. */
  #shared<T extends ReportFinding>(finding: T): T {
    const { ruleId, vendor, file, severity, confidence, mask } = finding;
    const one = <S extends string>(text: S): S => {
      if (!this.#texts.has(text)) this.#texts.set(text, text);
      return this.#texts.get(text) as S;
    };
    const texts = { ruleId: one(ruleId), vendor: one(vendor), file: one(file), mask: one(mask) };
    return { ...finding, ...texts, severity: one(severity), confidence: one(confidence) };
  }
}

/** "3 binary file versions not read". */
const COUNTED = /^(\d+) (binary file version|file version)s?(?= (?:kept by Git LFS )?not read$)/;

function put<T extends ReportFinding | ReportSuppressed>(all: Map<string, T>, finding: T): void {
  const key = keyOf(finding);
  const known = all.get(key);
  all.set(key, known ? joined(known, finding) : finding);
}

function keyOf(finding: ReportFinding | ReportSuppressed): string {
  const { fingerprint, file, startLine, startColumn, introduced } = finding;
  const by = "by" in finding ? finding.by : "";
  return [by, file, fingerprint, ...(introduced ? ["introduced"] : [startLine, startColumn])].join("\0");
}

/** One of two, with what either says of its key. */
function joined<T extends ReportFinding>(one: T, other: T): T {
  const triage = joinTriages(one.triage, other.triage);
  const publication = one.publication ?? other.publication;
  return { ...earlier(one, other), ...(triage && { triage }), ...(publication && { publication }) };
}

/** The earlier of two, with the refs of both, and with what only one of them says. */
function earlier<T extends ReportFinding>(one: T, other: T): T {
  if (!one.introduced || !other.introduced) return { ...other, ...one };
  const [first, second] = isEarlier(other, one) ? [other, one] : [one, other];
  const refs = [...new Set([...one.introduced.refs, ...other.introduced.refs])].sort();
  return { ...second, ...first, introduced: { ...(first.introduced ?? one.introduced), refs } };
}

function isEarlier(one: ReportFinding, other: ReportFinding): boolean {
  const [a, b] = [one.introduced, other.introduced];
  if (!a || !b) return false;
  const later = Date.parse(a.date) - Date.parse(b.date);
  if (later !== 0) return later < 0;
  return a.commit === b.commit ? comparePlaces(one, other) < 0 : a.commit < b.commit;
}
