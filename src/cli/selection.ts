// What `keystow scan` looks at: paths, or what one of its selectors names.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { hasZeros, MAX_LIST, readFileList, unquoted } from "../node/fileList";
import { FileReader } from "../node/files";
import { openRepository } from "../node/git/open";
import { readInput } from "../node/input";
import { type FilePath, pathText } from "../node/pathText";
import type { StoredEvent } from "../node/scanStored";
import { type ScanEvent, scanFiles, type ScanOptions, scanPaths } from "../node/scanWorkspace";
import { selectFromGit } from "../node/selectFromGit";
import { parseShard } from "../node/shard";
import { type Io, UsageError } from "./io";

export interface SelectionOptions {
  readonly staged?: true;
  readonly changed?: true;
  readonly diff?: string;
  readonly history?: true;
  readonly filesFrom?: string;
  readonly null?: true;
  readonly shard?: string;
}

export interface Selection {
  readonly events: AsyncIterable<ScanEvent | StoredEvent>;
  /** Where the files are: the paths that were asked for, or the repository. */
  readonly places: readonly string[];
  /** Everything below the places is looked at, so that what is not found there is not there. */
  readonly isWhole: boolean;
}

export const SELECTION_HELP = `
What is looked at, in place of paths (one of them; all but --files-from ask the git repository of the working directory):
  --staged            what a commit would take from the index, whole files that differ from HEAD
  --changed           working files that differ from HEAD, and untracked ones that nothing ignores
  --diff A...B        lines that B has added since it left A; A..B: since A; A alone: what the work tree has added to A
  --history           everything that git keeps: refs, reflogs, stashes, the index; each key with the commit that brought it
  --files-from FILE   listed files, such as  git ls-files -z | keystow scan --files-from - -0
`;

export function addSelectors(command: Command): Command {
  return command
    .option("--staged", "what the index would commit")
    .option("--changed", "working files that differ from HEAD")
    .option("--diff <range>", "lines that were added between two revisions")
    .option("--history", "everything that git keeps")
    .option("--files-from <file>", 'files that are listed there, one a line; "-" is standard input')
    .addOption(new Option("-0, --null", "the list has a zero byte after each file, not a line break"))
    .option("--shard <i/n>", "one of n parts; `keystow merge` joins their reports");
}

const SELECTORS = ["staged", "changed", "diff", "history", "filesFrom"] as const;
const NAMES = {
  staged: "--staged",
  changed: "--changed",
  diff: "--diff",
  history: "--history",
  filesFrom: "--files-from",
};

/** Opens the selection. What cannot be looked at at all is a `UsageError`. */
export async function select(
  paths: readonly string[],
  options: SelectionOptions,
  io: Io,
  scan: ScanOptions,
): Promise<Selection> {
  const asked = SELECTORS.filter((name) => options[name] !== undefined);
  const [selector, another] = asked;
  if (selector && another) throw new UsageError(`${NAMES[selector]} and ${NAMES[another]} exclude each other.`);
  if (selector && paths.length > 0)
    throw new UsageError(`${NAMES[selector]} says what is looked at, so name no paths.`);
  if (options.null && selector !== "filesFrom")
    throw new UsageError("--null says how the list of --files-from is separated.");
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  if (options.shard !== undefined && !shard)
    throw new UsageError(`"${options.shard}" is no shard: write I/N, such as 1/4, the first of four.`);
  if (paths.includes(""))
    throw new UsageError("One of the paths is empty: is a variable empty? Write . for this folder.");
  const all = { ...scan, ...(shard && { shard }) };
  if (!selector) {
    const places = paths.length > 0 ? paths : ["."];
    return { events: scanPaths(places, all), places, isWhole: !shard };
  }
  if (selector === "filesFrom") {
    const files = await listedFiles(options.filesFrom ?? "-", options.null === true, io);
    return { events: scanFiles(files, all), places: files.map(pathText), isWhole: false };
  }
  try {
    return await storedSelection(selector, options, io, all);
  } catch (error) {
    // Whatever git said then, it was told to stop.
    if (io.signal.aborted) return { events: nothingYet(), places: [], isWhole: false };
    throw error;
  }
}

async function* nothingYet(): AsyncGenerator<ScanEvent> {
  yield await Promise.resolve({ kind: "summary", complete: false, files: 0, bytes: 0, ignored: 0 });
}

type StoredSelector = Exclude<(typeof SELECTORS)[number], "filesFrom">;

async function storedSelection(
  selector: StoredSelector,
  options: SelectionOptions,
  io: Io,
  scan: ScanOptions,
): Promise<Selection> {
  const open = orTell(await openRepository(io.cwd, { env: process.env, signal: io.signal }));
  const needsFiles = selector !== "history" && !(selector === "diff" && options.diff?.includes(".."));
  if (open.repository.bare && needsFiles)
    throw new UsageError(`${NAMES[selector]} needs working files, and this repository is a bare one.`);
  const wanted = selector === "diff" ? { kind: selector, range: options.diff ?? "" } : { kind: selector };
  const events = orTell(await selectFromGit(wanted, open, scan));
  return { events, places: [open.repository.root], isWhole: false };
}

/** What could not be had is said in words for the person. */
function orTell<T>(value: T | string): T {
  if (typeof value === "string") throw new UsageError(value);
  return value;
}

async function listedFiles(file: string, isNullSeparated: boolean, io: Io): Promise<readonly FilePath[]> {
  const list =
    file === "-"
      ? await readInput(io.stdin, { limit: MAX_LIST, signal: io.signal })
      : new FileReader().read(resolve(io.cwd, file), MAX_LIST);
  if (typeof list === "string") throw new UsageError(`The list of files was not read: ${list}.`);
  if (list && !Buffer.isBuffer(list)) throw new UsageError(`The list ${file} was not read: ${list.reason}.`);
  if (list && !isNullSeparated && hasZeros(list))
    throw new UsageError(
      "The list has zero bytes in it: if they stand after its files, say so with --null (-0); if it is UTF-16, save it as UTF-8.",
    );
  const listed = [...readFileList(list ?? Buffer.alloc(0), isNullSeparated)];
  if (isNullSeparated) return listed;
  return listed.map((path) => {
    const meant = unquoted(path);
    // A name may have quotes of its own.
    return meant === path || existsSync(resolve(io.cwd, String(path))) ? path : meant;
  });
}
