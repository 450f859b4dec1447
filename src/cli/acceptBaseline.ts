// `keystow baseline`: accepts today's findings, so that a scan fails on new ones only.
import { type Command, Option } from "commander";
import {
  type BaselineKey,
  baselineText,
  changedBaseline,
  type Confidence,
  CONFIDENCES,
  reportFinding,
  whyNoLastDay,
  withoutKeys,
} from "../core/index";
import { thisDay } from "../node/content";
import { BASELINE_FILE, BaselineFile } from "./baseline";
import { type ExitCode, type Io, UsageError } from "./io";
import { problemText } from "./problems";
import { isCounted, openScan, tellSkipped } from "./scan";
import { addSelectors, type SelectionOptions } from "./selection";

interface Options extends SelectionOptions {
  readonly file: string;
  readonly prune?: true;
  readonly expires?: string;
  readonly reason?: string;
  readonly failOn: Confidence;
  readonly policy: boolean;
}

const HELP = `
What is accepted is counted by key, rule and file, in a file that is meant to be committed; it holds no key.
  keystow baseline               accept what is found today
  keystow scan --baseline FILE   fail on what is not accepted; entries that can go are told
  keystow baseline --prune       accept nothing new, and remove what no finding uses or what has expired

A key whose file has another name now stays accepted, and its entry gets the new path.

Exit codes:
  0    the file is up to date
  2    wrong usage, or something could not be read or written
  130  interrupted; nothing was written
`;

export function registerBaseline(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const command = program
    .command("baseline")
    .description("Accept today's findings, so that a scan fails only on new ones.")
    .argument("[path...]", "files and folders, the working directory if none is named");
  addSelectors(command)
    .option("--file <file>", "the baseline", BASELINE_FILE)
    .option("--prune", "accept nothing new; remove entries that no finding uses")
    .option("--expires <day>", "the last day on which new entries hold, as yyyy-mm-dd")
    .option("--reason <text>", "why new entries are accepted")
    .addOption(new Option("--fail-on <confidence>", "the least that counts").choices(CONFIDENCES).default("medium"))
    .option("--no-policy", "leave .keystow.json unread")
    .addHelpText("after", HELP)
    .action(async (paths: readonly string[], options: Options) => end(await accept(paths, options, io)));
}

async function accept(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const { prune = false, expires, reason } = options;
  const wrong = expires === undefined ? undefined : whyNoLastDay(expires, thisDay());
  if (wrong !== undefined) throw new UsageError(`--expires: ${wrong}`);
  if (reason !== undefined && withoutKeys(reason) !== reason) throw new UsageError("--reason must not hold a key.");
  const file = new BaselineFile(options.file, io);
  const { value: before, problems } = file.exists ? file.read() : { value: [], problems: [] };
  for (const problem of problems) io.err(`${problemText(options.file, problem)}\n`);
  if (problems.length > 0) throw new UsageError(`Repair ${options.file} first: what is broken in it would be lost.`);
  const { events, places, isWhole } = await openScan(paths, options, io);
  if (prune && !isWhole) throw new UsageError("--prune needs a whole scan: what was not looked at may still be there.");
  const found: BaselineKey[] = [];
  let trouble = false;
  let complete = false;
  for await (const event of events) {
    if (event.kind === "file" || event.kind === "stored")
      for (const finding of event.result.findings)
        if (isCounted(finding, options.failOn)) found.push(file.keyOf(reportFinding(finding, event.file)));
    if (event.kind === "summary") complete = event.complete;
    trouble = tellSkipped(event, io) || trouble;
  }
  if (io.progress) io.err("\r\u001b[K");
  if (!complete) return 130;
  if (prune && trouble) throw new UsageError(`${options.file} was not pruned: not everything could be read.`);
  const here = before.filter((entry) => file.isBelow(entry, places));
  const elsewhere = before.filter((entry) => !here.includes(entry));
  const change = changedBaseline(here, found, {
    today: thisDay(),
    prune,
    isGone: file.isGone,
    more: { ...(expires !== undefined && { expires }), ...(reason !== undefined && { reason }) },
  });
  const entries = [...change.entries, ...elsewhere];
  if (!file.exists || baselineText(entries) !== baselineText(before)) file.write(baselineText(entries));
  const sum = entries.reduce((total, { count }) => total + count, 0);
  const { added, moved, removed, unused } = change;
  const notes: readonly (readonly [number, string])[] = [
    [added, "new"],
    [moved, "moved"],
    [removed, "removed"],
    [isWhole && !prune ? unused : 0, "used by no key, which --prune removes"],
  ];
  const told = notes.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const what = `${options.file} accepts ${sum} ${sum === 1 ? "key" : "keys"} in ${entries.length} ${entries.length === 1 ? "entry" : "entries"}`;
  io.out(`${[what, ...told].join(", ")}.\n`);
  return trouble ? 2 : 0;
}
