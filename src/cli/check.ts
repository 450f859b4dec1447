// `keystow check`: whether keys look published, from local Git alone, and from others that --ask names.
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import {
  ASKABLE,
  bareKey,
  decodeText,
  DEFAULT_POLICY,
  DEFAULT_PREFERENCES,
  type ExposureAnswer,
  exposureText,
  type Finding,
  type Preferences,
} from "../core/index";
import { FileReader } from "../node/files";
import { answerOf, gatherKeys, type KeyInText, type Progress } from "../node/gatherExposure";
import { pathText } from "../node/pathText";
import { type ScannedFile, scanPaths } from "../node/scanWorkspace";
import { WorkTree } from "../node/workTree";
import { type Allowed, allowedBy, askAround, type AskOptions } from "./ask";
import { type ExitCode, type Io, UsageError } from "./io";
import { problemText } from "./problems";

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
  program
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
    .option("--ask <steps>", `what to ask of others: ${ASKABLE.join(",")} or all`)
    .option("--endpoint <host=url...>", "ask at another address what would be asked of a host")
    .option("--timeout <seconds>", "for each answer from outside", "10")
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
  return gathered && told && gathered.map((key) => answerOf(key, [...key.evidence, ...(told.get(key) ?? [])]));
}

function progressText({ message, done, total }: Progress): string {
  return done === undefined || !total ? message : `${message}: ${Math.floor((done / total) * 100)} %`;
}

interface Keys {
  readonly keys: readonly KeyInText[];
  /** Something could not be read; it has been told. */
  readonly trouble: boolean;
}

async function keysOf(places: readonly string[], { all }: Options, io: Io): Promise<Keys> {
  const [place, ...more] = places;
  if (all) return keysIn(places.length > 0 ? places : ["."], () => true, io);
  if (place === undefined || more.length > 0)
    throw new UsageError("Name one place, FILE:LINE, or a key with -, or --all.");
  if (place === "-") return { keys: [await keyOfInput(io)], trouble: false };
  const { file, line, column } = parsePlace(place);
  const found = await keysIn([file], ({ span }) => holds(span, line - 1, column), io);
  if (found.keys.length > 0 || found.trouble || io.signal.aborted) return found;
  throw new UsageError(`There is no key at ${place}. \`keystow explain ${file}:${line}\` tells why.`);
}

function parsePlace(place: string): { readonly file: string; readonly line: number; readonly column?: number } {
  const [, file, line, column] = /^(.+?):([1-9]\d*)(?::([1-9]\d*))?$/s.exec(place) ?? [];
  if (file === undefined) throw new UsageError(`"${place}" is no place: write FILE:LINE, such as src/app.py:12.`);
  return { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
}

/** Whether a key stands on a line (from 0), and at a column (from 1) when there is one. */
function holds({ start, end }: Finding["span"], line: number, column?: number): boolean {
  if (line < start.line || line > end.line) return false;
  if (column === undefined) return true;
  return (line > start.line || column > start.column) && (line < end.line || column <= end.column);
}

/** The keys of files and folders that are wanted, also those that something suppresses: a stowed key can be public. */
async function keysIn(paths: readonly string[], wanted: (finding: Finding) => boolean, io: Io): Promise<Keys> {
  const keys: KeyInText[] = [];
  let trouble = false;
  const tell = (text: string): void => {
    trouble = true;
    io.err(`${text}\n`);
  };
  for await (const event of scanPaths(paths, {
    cwd: io.cwd,
    preferences: PREFERENCES,
    signal: io.signal,
    stdin: io.stdin,
  })) {
    if (event.kind === "file") keys.push(...keysOfFile(event, wanted));
    else if (event.kind === "problem") tell(problemText(event.file, event.problem));
    else if (event.kind === "skipped" && event.trouble) tell(`${event.file}: not read, ${event.reason}`);
  }
  return { keys, trouble };
}

/** A check that was asked for does not leave out what a scan holds back. */
const PREFERENCES: Preferences = {
  ...DEFAULT_PREFERENCES,
  severity: { ...DEFAULT_PREFERENCES.severity, low: "information" },
};

function keysOfFile(
  { path, file, policy, encoding, result }: ScannedFile,
  wanted: (finding: Finding) => boolean,
): readonly KeyInText[] {
  const findings = [...result.findings, ...result.suppressed].filter(wanted).sort(byPlace);
  if (findings.length === 0) return [];
  const bytes = new FileReader().read(path, policy.maxFileSize);
  // A file that has changed or gone since holds no such key any more, and the check says so.
  const text = Buffer.isBuffer(bytes) ? decodeText(bytes, encoding) : "";
  return findings.map((finding) => ({ text, finding, file: pathText(path), shownAs: file }));
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start.offset - b.span.start.offset;
}

/** Bytes; no key is longer. */
const MAX_INPUT = 64 * 1024;

async function keyOfInput(io: Io): Promise<KeyInText> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of io.stdin) {
    pieces.push(piece);
    size += piece.length;
    if (size > MAX_INPUT) throw new UsageError("Standard input is too long for one key.");
  }
  const text = Buffer.concat(pieces)
    .toString("utf8")
    .trim()
    .replace(/^(["'`])(.*)\1$/s, "$2");
  if (text === "") throw new UsageError("There is no key on standard input.");
  return { text, finding: bareKey(text, DEFAULT_POLICY) };
}

function exitCode(answers: readonly ExposureAnswer[], trouble: boolean): ExitCode {
  if (trouble || answers.some(({ verdict }) => verdict === "unknown")) return 2;
  return answers.some(({ verdict }) => verdict !== "local-only") ? 1 : 0;
}
