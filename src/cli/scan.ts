// `keystow scan`: files and folders to a report and an exit code.
import { statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import { version } from "../../package.json";
import {
  comparePlaces,
  type Confidence,
  CONFIDENCES,
  DEFAULT_PREFERENCES,
  type Finding,
  formatOf,
  FORMATS,
  isOpen,
  type Preferences,
  type Report,
  reportFinding,
  type ReportFinding,
  type ReportRoot,
  type ReportSuppressed,
  type Skipped,
} from "../core/index";
import { relativePath } from "../node/pathText";
import type { StoredEvent } from "../node/scanStored";
import type { Progress, ScanEvent } from "../node/scanWorkspace";
import { openBaseline, type OpenBaseline } from "./baseline";
import type { ExitCode, Io } from "./io";
import { problemText } from "./problems";
import { addSelectors, select, SELECTION_HELP, type SelectionOptions } from "./selection";
import { openTriage, type OpenTriage } from "./triage";

interface Options extends SelectionOptions {
  readonly format: string;
  readonly failOn: Confidence;
  readonly baseline?: string;
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
    .option("--triage <file>", "what findings were judged to be; those that are no key or rotated do not count")
    .option("--no-policy", "leave .keystow.json unread")
    .addHelpText("after", FORMAT_TITLES + SELECTION_HELP + EXIT_CODES)
    .action(async (paths: readonly string[], options: Options) => end(await scan(paths, options, io)));
}

async function scan(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const baseline = options.baseline === undefined ? undefined : openBaseline(options.baseline, io);
  const triage = options.triage === undefined ? undefined : openTriage(options.triage, io);
  const collected = new Collected(io, baseline, triage);
  const { events, places, isWhole } = await select(paths, options, io, {
    cwd: io.cwd,
    preferences: preferencesFor(options.failOn),
    policyFiles: options.policy,
    stdin: io.stdin,
    signal: io.signal,
    sifter: join(__dirname, "sift.js"),
    ...(io.progress && { onProgress: (progress) => io.err(`\r\u001b[K${progressText(progress)}`) }),
  });
  for await (const event of events) collected.take(event);
  if (io.progress) io.err("\r\u001b[K");
  const report = collected.report();
  const format = formatOf(options.format);
  io.out(format?.render(report, { colour: io.colour, roots: rootsOf(places, io.cwd) }) ?? "");
  if (!report.complete) return 130;
  if (isWhole) baseline?.tellUnused(places);
  const trouble = [collected, baseline, triage].some((one) => one?.trouble === true);
  return exitCode(report, options.failOn, trouble);
}

/** Unread input counts only where nothing worse is found, and findings only while they are open. */
export function exitCode({ findings }: Report, failOn: Confidence, trouble: boolean): ExitCode {
  const counted = CONFIDENCES.slice(0, CONFIDENCES.indexOf(failOn) + 1);
  if (findings.some(({ confidence, triage }) => counted.includes(confidence) && isOpen(triage))) return 1;
  return trouble ? 2 : 0;
}

/** Findings of low confidence are off, unless they are asked for by name. */
function preferencesFor(failOn: Confidence): Preferences {
  const { severity } = DEFAULT_PREFERENCES;
  return failOn === "low"
    ? { ...DEFAULT_PREFERENCES, severity: { ...severity, low: "information" } }
    : DEFAULT_PREFERENCES;
}

function progressText({ files, bytes, total }: Progress): string {
  return `Scanning: ${files} ${total === undefined ? "" : `of ${total} `}files, ${(bytes / 1e6).toFixed(0)} MB`;
}

/** The working directory, and each path that was asked for outside of it. */
function rootsOf(paths: readonly string[], cwd: string): readonly ReportRoot[] {
  const uri = (folder: string): string => pathToFileURL(`${folder}/`).href;
  const outside = paths.map((path) => resolve(cwd, path)).filter((path) => isOutside(relativePath(cwd, path)));
  const folders = [...new Set(outside.map((path) => (isFolder(path) ? path : dirname(path))))];
  return [
    { path: "", uri: uri(cwd) },
    ...folders.map((folder) => ({ path: relativePath(cwd, folder), uri: uri(folder) })),
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
  readonly #baseline: OpenBaseline | undefined;
  readonly #triage: OpenTriage | undefined;
  readonly #findings: ReportFinding[] = [];
  readonly #suppressed: ReportSuppressed[] = [];
  readonly #skipped: Skipped[] = [];
  #summary = { complete: false, files: 0, bytes: 0, ignored: 0 };
  trouble = false;

  constructor(io: Io, baseline: OpenBaseline | undefined, triage: OpenTriage | undefined) {
    this.#io = io;
    this.#baseline = baseline;
    this.#triage = triage;
  }

  take(event: ScanEvent | StoredEvent): void {
    switch (event.kind) {
      case "file":
      case "stored":
        this.#file(event);
        return;
      case "skipped":
        this.#skipped.push({ file: event.file, reason: event.reason });
        if (event.trouble) this.#tell(`${event.file}: not scanned, ${event.reason}`);
        return;
      case "problem":
        this.#tell(problemText(event.file, event.problem));
        return;
      case "summary":
        this.#summary = event;
    }
  }

  report(): Report {
    const { complete, files, bytes, ignored } = this.#summary;
    return {
      schema: 1,
      tool: { name: "keystow", version },
      complete,
      findings: this.#findings.sort(comparePlaces),
      suppressed: this.#suppressed.sort(comparePlaces),
      skipped: this.#skipped.sort((a, b) => (a.file < b.file ? -1 : 1)),
      summary: { files, bytes, findings: this.#findings.length, ignored },
    };
  }

  #file({ file, result, cells, introduced }: FoundIn): void {
    const shown = (finding: Finding): ReportFinding => {
      const triage = this.#triage?.of(finding.fingerprint);
      return {
        ...reportFinding(finding, file, cells.get(finding.span.start.offset)),
        ...(introduced && { introduced }),
        ...(triage && { triage }),
      };
    };
    for (const finding of result.findings) {
      const reported = shown(finding);
      if (this.#baseline?.accepts(reported))
        this.#suppressed.push({ ...reported, by: "baseline", reason: "accepted in the baseline" });
      else this.#findings.push(reported);
    }
    for (const { by, reason, ...finding } of result.suppressed)
      this.#suppressed.push({ ...shown(finding), by, reason });
  }

  #tell(trouble: string): void {
    this.trouble = true;
    this.#io.err(`${trouble}\n`);
  }
}
