// `keystow merge`: reports of several scans, or of the shards of one, to one report.
import { type Command, Option } from "commander";
import { version } from "../../package.json";
import { type Confidence, CONFIDENCES, FORMATS, MergedReport, missingWords, printable } from "../core/index";
import { openBaseline, staleText } from "./baseline";
import type { ExitCode, Io } from "./io";
import { addReport } from "./readReport";
import { isCounted, rendered, rootsOf, writeAll } from "./scan";

interface Options {
  readonly format: string;
  readonly failOn: Confidence;
  readonly baseline?: string;
  readonly category?: string;
}

const HELP = `
The reports are in JSON, JSON Lines or SARIF, also mixed, and were all written in the same working directory. The same key
at the same place is one finding, of histories the same key in the same file. A shard of which others are there and that
is missing itself is named, and the report is not complete.

Exit codes:
  0    no key at or above --fail-on
  1    a key at or above --fail-on that nothing suppresses and nobody has judged to be none, or rotated
  2    wrong usage, or a report that is none, or one that is missing or not complete or of a scan that could not look at
       everything, and no such key
`;

export function registerMerge(program: Command, io: Io, end: (code: ExitCode) => void): void {
  program
    .command("merge")
    .description("Join the reports of several scans, such as those of --shard.")
    .argument("<report...>", "files that keystow scan --format json, jsonl or sarif has written")
    .addOption(new Option("--format <format>", "of the report").choices(FORMATS.map(({ id }) => id)).default("text"))
    .addOption(new Option("--fail-on <confidence>", "the least that counts").choices(CONFIDENCES).default("medium"))
    .option("--baseline <file>", "findings that are accepted for now")
    .option("--category <name>", "of the analysis, for GitHub: one commit may have several (SARIF)")
    .addHelpText("after", HELP)
    .action(async (files: readonly string[], options: Options) => end(await merge(files, options, io)));
}

async function merge(
  files: readonly string[],
  { format, failOn, baseline: file, category }: Options,
  io: Io,
): Promise<ExitCode> {
  const baseline = file === undefined ? undefined : openBaseline(file, io);
  const merged = new MergedReport(version);
  for (const one of files) addReport(one, merged, io);
  if (baseline) merged.accept(baseline.accepts);
  const { missing, isWhole, isJoined, isLacking } = merged;
  // What was not looked at may still use an entry.
  const stale = baseline?.stale(isJoined && !isLacking ? ["."] : undefined) ?? [];
  for (const one of stale) io.err(`${printable(staleText(one))}\n`);
  const report = merged.report(stale);
  const options = {
    colour: io.colour,
    roots: rootsOf([], io.cwd),
    failOn,
    ...(category !== undefined && { category }),
  };
  await writeAll(rendered(report, format, options), io);
  if (missing.length > 0) io.err(`The report is not complete: ${missingWords(missing)}.\n`);
  else if (!isWhole) io.err("One of the reports is not complete.\n");
  if (report.findings.some((finding) => isCounted(finding, failOn))) return 1;
  return isWhole && !isLacking && !baseline?.trouble ? 0 : 2;
}
