// `keystow check`: whether keys look published, from local Git alone, and from others that --ask names.
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import { ASKABLE, type ExposureAnswer, exposureText } from "../core/index";
import { answerOf, gatherKeys, type KeyInText } from "../node/gatherExposure";
import type { Progress } from "../node/git/search";
import { WorkTree } from "../node/workTree";
import { addOutsideOptions, type Allowed, allowedBy, askAround, type AskOptions } from "./ask";
import { type ExitCode, type Io, UsageError } from "./io";
import { allKeys, type Keys, keysAt } from "./keysAt";

interface Options extends AskOptions {
  readonly all?: true;
  readonly format: "text" | "json";
}

const EXIT_CODES = `
Exit codes, the worst of all keys:
  0    local only: no evidence that the key left the working copy
  1    anything stronger: committed, pushed, public
  2    cannot tell, or wrong usage, or something could not be read
  130  interrupted
`;

export function registerCheck(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const command = program
    .command("check")
    .description(
      "Tell whether a key looks published, with evidence. Nothing leaves the machine but what --ask names: " +
        "docs/publication-check.md tells what is sent to whom.",
    )
    .argument(
      "[place...]",
      'FILE:LINE or FILE:LINE:COLUMN, "-" for one key on standard input, with --all files and folders',
    )
    .option("--all", "check every key in the files and folders")
    .addOption(new Option("--format <format>", "of the answer").choices(["text", "json"]).default("text"))
    .option("--ask <steps>", `what to ask of others: ${ASKABLE.join(",")} or all`);
  addOutsideOptions(command)
    .addHelpText("after", EXIT_CODES)
    .action(async (places: readonly string[], options: Options) => end(await check(places, options, io)));
}

async function check(places: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const allowed = allowedBy(options);
  const { keys, trouble } = await keysOf(places, options, io);
  const answers = io.signal.aborted ? undefined : await answersFor(keys, allowed, io);
  if (!answers) return 130;
  if (options.format === "json") io.out(`${JSON.stringify({ schema: 1, checks: answers }, undefined, 2)}\n`);
  else io.out(answers.length > 0 ? exposureText(answers) : "No key was found.\n");
  return exitCode(answers, trouble);
}

async function answersFor(
  keys: readonly KeyInText[],
  allowed: Allowed,
  io: Io,
): Promise<readonly ExposureAnswer[] | undefined> {
  const places = [io.cwd, ...keys.flatMap(({ file }) => (file === undefined ? [] : dirname(file)))];
  const outside = new Set(places.flatMap((place) => WorkTree.around(place)?.root ?? []));
  const onProgress = io.progress
    ? (progress: Progress): void => io.err(`\r\u001b[K${progressText(progress)}`)
    : undefined;
  const gathered = await gatherKeys(keys, {
    cwd: io.cwd,
    env: process.env,
    outside: [...outside],
    signal: io.signal,
    ...(onProgress && { onProgress }),
  });
  const told = gathered && (await askAround(gathered, allowed, io, onProgress));
  if (io.progress) io.err("\r\u001b[K");
  return gathered && told && gathered.map((key) => answerOf(key, [...key.evidence, ...told(key)]));
}

function progressText({ message, done, total }: Progress): string {
  return done === undefined || !total ? message : `${message}: ${Math.floor((done / total) * 100)} %`;
}

function keysOf(places: readonly string[], { all }: Options, io: Io): Promise<Keys> {
  const [place, ...more] = places;
  if (all) return allKeys(places.length > 0 ? places : ["."], io);
  if (place === undefined || more.length > 0)
    throw new UsageError("Name one place, FILE:LINE, or a key with -, or --all.");
  return keysAt(place, io);
}

function exitCode(answers: readonly ExposureAnswer[], trouble: boolean): ExitCode {
  if (trouble || answers.some(({ verdict }) => verdict === "unknown")) return 2;
  return answers.some(({ verdict }) => verdict !== "local-only") ? 1 : 0;
}
