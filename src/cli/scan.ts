// `keystow scan`: files and folders to a report and an exit code.
import { statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { type Command, Option } from "commander";
import { version } from "../../package.json";
import {
  type Confidence,
  CONFIDENCES,
  DEFAULT_PREFERENCES,
  type Finding,
  formatOf,
  FORMATS,
  type InRepository,
  isOpen,
  type Preferences,
  printable,
  type Progress,
  progressWords,
  type RenderOptions,
  type Report,
  reportFinding,
  type ReportFinding,
  type ReportRoot,
  skippedFile,
  withoutKeys,
} from "../core/index";
import { NestedRepositories } from "../node/nestedRepositories";
import { relativePath } from "../node/pathText";
import type { StoredEvent } from "../node/scanStored";
import type { ScanEvent } from "../node/scanWorkspace";
import { staleAllowed } from "./allowed";
import { openBaseline, type OpenBaseline, staleText } from "./baseline";
import type { ExitCode, Io } from "./io";
import { KeptLists, type Lists, type Rest, StreamedLists } from "./lists";
import { problemText } from "./problems";
import { addSelectors, select, type Selection, SELECTION_HELP, type SelectionOptions } from "./selection";
import { openTriage, type OpenTriage } from "./triage";

interface Options extends SelectionOptions {
  readonly format: string;
  readonly failOn: Confidence;
  readonly baseline?: string;
  readonly category?: string;
  readonly triage?: string;
  readonly policy: boolean;
}

const FORMAT_TITLES = `
Formats:
${FORMATS.map(({ id, title }) => `  ${id.padEnd(10)} ${title}`).join("\n")}
`;

const EXIT_CODES = `
Exit codes:
  0    no key at or above --fail-on
  1    a key at or above --fail-on that nothing suppresses and nobody has judged to be none, or rotated
  2    wrong usage, or something could not be read, and no such key
  130  interrupted; the report is whole as a document and says that it is not complete
`;

export function registerScan(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const command = program
    .command("scan")
    .description("List the keys in files and folders, or in what git has of them. Only masks are shown.")
    .argument("[path...]", 'files and folders, the working directory if none is named; "-" is standard input');
  addSelectors(command)
    .addOption(new Option("--format <format>", "of the report").choices(FORMATS.map(({ id }) => id)).default("text"))
    .addOption(new Option("--fail-on <confidence>", "the least that counts").choices(CONFIDENCES).default("medium"))
    .option("--baseline <file>", "findings that are accepted for now")
    .option("--category <name>", "of the analysis, for GitHub: one commit may have several (SARIF)")
    .option("--triage <file>", "what findings were judged to be; those that are no key or rotated do not count")
    .option("--no-policy", "leave .keystow.json unread")
    .addHelpText("after", FORMAT_TITLES + SELECTION_HELP + EXIT_CODES)
    .action(async (paths: readonly string[], options: Options) => end(await scan(paths, options, io)));
}

async function scan(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const { baseline: file, format, failOn, category, shard, policy } = options;
  const baseline = file === undefined ? undefined : openBaseline(file, io);
  const triage = options.triage === undefined ? undefined : openTriage(options.triage, io);
  // Who streams wants little memory, and V8 would let short-lived objects take three times 16 MB before it looks at them.
  if (format === "jsonl") setFlagsFromString("--optimize-for-size");
  // While all cores scan, a thread that asks others to help it with its garbage waits for them.
  setFlagsFromString("--no-parallel-scavenge");
  // A scan is too short for most of what V8 would compile with all its art after a seventh of this.
  setFlagsFromString("--interrupt-budget=1000000");
  const { events, places, isWhole } = await openScan(paths, options, io);
  const streamed = format === "jsonl" ? new StreamedLists(io) : undefined;
  const kept = new KeptLists();
  const collected = new Collected(io, { lists: streamed ?? kept, failOn, baseline, triage });
  for await (const event of events) {
    collected.take(event);
    await io.drained();
    // Nobody will read what else there is, and how it ends is known.
    if (!io.isHeard && collected.isFailure) break;
  }
  if (io.progress) io.err("\r\u001b[K");
  // What was not looked at may still use an entry.
  const told = isWhole && collected.summary.complete && !collected.isLacking ? places : undefined;
  const stale = [
    ...(baseline?.stale(told) ?? []),
    ...(policy && told ? staleAllowed(told, collected.allowed, io) : []),
  ];
  if (collected.summary.complete) for (const one of stale) io.err(`${printable(staleText(one))}\n`);
  const rest = restOf(collected, { stale, shard });
  const roots = rootsOf(places, io.cwd);
  const rendering = { colour: io.colour, roots, failOn, ...(category !== undefined && { category }) };
  await writeAll(streamed ? streamed.end(rest) : rendered(kept.report(rest), format, rendering), io);
  if (!rest.complete) return io.signal.aborted ? 130 : collected.isFailure ? 1 : 2;
  if (collected.isFailure) return 1;
  return [collected, baseline, triage].some((one) => one?.trouble === true) ? 2 : 0;
}

/** What a scan command looks at, opened: where it is, and the events of looking at it. */
export function openScan(
  paths: readonly string[],
  options: SelectionOptions & { readonly failOn: Confidence; readonly policy: boolean },
  io: Io,
): Promise<Selection> {
  return select(paths, options, io, {
    cwd: io.cwd,
    preferences: preferencesFor(options.failOn),
    policyFiles: options.policy,
    ...(paths.includes("-") && { stdin: io.stdin }),
    signal: io.signal,
    sifter: join(__dirname, "sift.js"),
    ...(io.progress && { onProgress: progressLine(io) }),
  });
}

/** A report in a format, in pieces. */
export function rendered(report: Report, format: string, options: RenderOptions): Iterable<string> {
  const { pieces, render } = formatOf(format) ?? {};
  return pieces?.(report, options) ?? [render?.(report, options) ?? ""];
}

/** UTF-16 code units that are written at once. */
const PIECE = 1 << 16;

/** Writes pieces, some at once, as fast as the reader takes them. */
export async function writeAll(pieces: Iterable<string>, io: Io): Promise<void> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    io.out(text);
    text = "";
    await io.drained();
    if (!io.isHeard) return;
  }
  io.out(text);
}

/** Whether a finding makes a scan fail. */
export function isCounted(
  { confidence, triage }: Pick<ReportFinding, "confidence" | "triage">,
  failOn: Confidence,
): boolean {
  return CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(failOn) && isOpen(triage);
}

/** Tells what should have been looked at and was not; whether there was anything. */
export function tellSkipped(event: ScanEvent | StoredEvent, io: Io): boolean {
  if (event.kind === "problem") io.err(`${problemText(withoutKeys(event.file), event.problem)}\n`);
  else if (event.kind === "skipped" && event.trouble)
    io.err(`${printable(withoutKeys(event.file))}: not scanned, ${event.reason}\n`);
  else return false;
  return true;
}

/** Findings of low confidence are off, unless they are asked for by name. */
function preferencesFor(failOn: Confidence): Preferences {
  const { severity } = DEFAULT_PREFERENCES;
  return failOn === "low"
    ? { ...DEFAULT_PREFERENCES, severity: { ...severity, low: "information" } }
    : DEFAULT_PREFERENCES;
}

/** Milliseconds between two updates of the line, so that it can be read. */
const REPORT_EVERY = 100;

/** Draws how far the scan is over what it drew before. */
function progressLine({ err }: Io): (progress: Progress) => void {
  const start = performance.now();
  let drawn = 0;
  return (progress) => {
    const now = performance.now();
    if (now - drawn < REPORT_EVERY) return;
    drawn = now;
    err(`\r\u001b[KScanning: ${progressWords(progress, now - start)}`);
  };
}

/** The working directory, and each path that was asked for outside of it. */
export function rootsOf(paths: readonly string[], cwd: string): readonly ReportRoot[] {
  const uri = (folder: string): string => pathToFileURL(`${withoutKeys(folder)}/`).href;
  const outside = paths.map((path) => resolve(cwd, path)).filter((path) => isOutside(relativePath(cwd, path)));
  const folders = [...new Set(outside.map((path) => (isFolder(path) ? path : dirname(path))))];
  return [
    { path: "", uri: uri(cwd) },
    ...folders.map((folder) => ({ path: withoutKeys(relativePath(cwd, folder)), uri: uri(folder) })),
  ];
}

function isOutside(relative: string): boolean {
  return relative === ".." || relative.startsWith("../") || isAbsolute(relative);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

type FoundIn = Pick<Extract<StoredEvent, { kind: "stored" }>, "file" | "result" | "cells" | "introduced">;

/** The events of a scan, on their way to a report; what is wrong is told at once. */
class Collected {
  readonly #io: Io;
  readonly #lists: Lists;
  readonly #failOn: Confidence;
  readonly #baseline: OpenBaseline | undefined;
  readonly #triage: OpenTriage | undefined;
  readonly #repositories: NestedRepositories;
  /** Fingerprints that an allowlist was needed for. */
  readonly allowed = new Set<string>();
  summary = { complete: false, files: 0, bytes: 0, ignored: 0 };
  findings = 0;
  trouble = false;
  /** Something could not be looked at. */
  isLacking = false;
  /** Something was found that makes the scan fail. */
  isFailure = false;

  constructor(
    io: Io,
    how: {
      readonly lists: Lists;
      readonly failOn: Confidence;
      readonly baseline: OpenBaseline | undefined;
      readonly triage: OpenTriage | undefined;
    },
  ) {
    this.#io = io;
    this.#lists = how.lists;
    this.#failOn = how.failOn;
    this.#baseline = how.baseline;
    this.#triage = how.triage;
    this.#repositories = new NestedRepositories(io.cwd);
  }

  take(event: ScanEvent | StoredEvent): void {
    if (tellSkipped(event, this.#io)) this.trouble = true;
    this.isLacking ||= event.kind === "skipped" && event.trouble;
    if (event.kind === "summary") this.summary = event;
    else if (event.kind === "skipped") this.#lists.skipped(skippedFile(event));
    else if (event.kind === "stored") this.#file(event);
    else if (event.kind === "file")
      this.#file(event, event.path === "-" ? undefined : this.#repositories.of(event.path));
  }

  #file({ file, result, cells, introduced }: FoundIn, repository?: InRepository): void {
    const shown = (finding: Finding): ReportFinding => {
      const triage = this.#triage?.of(finding.fingerprint);
      return {
        ...reportFinding(finding, file, cells.get(finding.span.start.offset)),
        ...(introduced && { introduced }),
        ...(repository && { repository }),
        ...(triage && { triage }),
      };
    };
    for (const finding of result.findings) {
      const reported = shown(finding);
      const reason = this.#baseline?.accepts(reported);
      if (reason !== undefined) this.#lists.suppressed({ ...reported, by: "baseline", reason });
      else this.#found(reported);
    }
    for (const { by, reason, ...finding } of result.suppressed) {
      if (by === "allow") this.allowed.add(finding.fingerprint);
      this.#lists.suppressed({ ...shown(finding), by, reason: withoutKeys(reason) });
    }
  }

  #found(finding: ReportFinding): void {
    this.#lists.finding(finding);
    this.findings += 1;
    this.isFailure ||= isCounted(finding, this.#failOn);
  }
}

/** What a report says but for its lists. */
function restOf(
  { summary, findings }: Collected,
  { stale, shard }: { readonly stale: Rest["stale"] & object; readonly shard: string | undefined },
): Rest {
  const { complete, files, bytes, ignored } = summary;
  return {
    schema: 1,
    tool: { name: "keystow", version },
    complete,
    ...(stale.length > 0 && { stale }),
    summary: { files, bytes, findings, ignored, ...(complete && shard !== undefined && { shards: [shard] }) },
  };
}
