// `keystow merge`: reports of several scans, or of the shards of one, to one report.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import { version } from "../../package.json";
import {
  type Confidence,
  CONFIDENCES,
  decodeText,
  encodingOf,
  formatOf,
  FORMATS,
  mergeReports,
  parseReport,
  type Report,
} from "../core/index";
import { FileReader } from "../node/files";
import { type ExitCode, type Io, UsageError } from "./io";
import { exitCode } from "./scan";

interface Options {
  readonly format: string;
  readonly failOn: Confidence;
}

const HELP = `
The reports are in JSON or JSON Lines, and were all written in the same working directory. The same key at the same place
is one finding, of histories the same key in the same file.

Exit codes:
  0    no key at or above --fail-on
  1    a key at or above --fail-on that nothing suppresses and nobody has judged to be none, or rotated
  2    wrong usage, or a report that is none, or one that is not complete, and no such key
`;

/** Bytes of one report. */
const MAX_SIZE = 512 * 1024 * 1024;

export function registerMerge(program: Command, io: Io, end: (code: ExitCode) => void): void {
  program
    .command("merge")
    .description("Join the reports of several scans, such as those of --shard.")
    .argument("<report...>", "files that keystow scan --format json or jsonl has written")
    .addOption(new Option("--format <format>", "of the report").choices(FORMATS.map(({ id }) => id)).default("text"))
    .addOption(new Option("--fail-on <confidence>", "the least that counts").choices(CONFIDENCES).default("medium"))
    .addHelpText("after", HELP)
    .action((files: readonly string[], options: Options) => end(merge(files, options, io)));
}

function merge(files: readonly string[], { format, failOn }: Options, io: Io): ExitCode {
  const report = mergeReports(
    files.map((file) => readReport(file, io)),
    version,
  );
  const roots = [{ path: "", uri: pathToFileURL(`${io.cwd}/`).href }];
  io.out(formatOf(format)?.render(report, { colour: io.colour, roots }) ?? "");
  if (!report.complete) io.err("One of the reports is not complete.\n");
  return exitCode(report, failOn, !report.complete);
}

function readReport(file: string, io: Io): Report {
  const bytes = new FileReader().read(resolve(io.cwd, file), MAX_SIZE);
  if (!Buffer.isBuffer(bytes)) throw new UsageError(`The report ${file} was not read: ${bytes.reason}.`);
  const report = parseReport(decodeText(bytes, encodingOf(bytes) ?? "utf-8"));
  if (!report) throw new UsageError(`${file} is no report of keystow scan in JSON or JSON Lines.`);
  return report;
}
