// Where a Dockerfile puts a file of its folder: followed from stage to stage, since the last one alone is the image.
// What the commands that are run do with it cannot be told.
import { baseName, join } from "../../fix/folders";
import { globsOf, matches } from "./glob";

interface Instruction {
  readonly name: string;
  readonly flags: readonly string[];
  readonly words: readonly string[];
}

const HEREDOC = /<<-?\s*(["']?)([A-Za-z_]\w*)\1/g;

/** What a Dockerfile says, with lines that go on joined, and without what stands in here-documents. */
export function instructionsOf(text: string): readonly Instruction[] {
  const escape = /^(?:#.*\r?\n)*?#[ \t]*escape[ \t]*=[ \t]*`/i.test(text.slice(0, 1000)) ? "`" : "\\";
  const found: Instruction[] = [];
  let [pieces, endings]: [string[], string[]] = [[], []];
  for (const line of text.split(/\r?\n/)) {
    if (endings.length > 0) {
      if (line.replace(/^\t+/, "") === endings[0]) endings.shift();
      continue;
    }
    const said = line.trim();
    if (said === "" || said.startsWith("#")) continue;
    if (said.endsWith(escape)) {
      pieces.push(said.slice(0, -1));
      continue;
    }
    const whole = [...pieces, said].join(" ");
    pieces = [];
    const instruction = instructionOf(whole);
    if (/^(?:RUN|COPY|ADD)$/.test(instruction.name)) endings = [...whole.matchAll(HEREDOC)].map((one) => one[2] ?? "");
    found.push(instruction);
  }
  return pieces.length > 0 ? [...found, instructionOf(pieces.join(" "))] : found;
}

function instructionOf(line: string): Instruction {
  const [name = "", ...rest] = line.trim().split(/\s+/);
  const start = rest.findIndex((word) => !word.startsWith("--"));
  const [flags, words] = start < 0 ? [rest, []] : [rest.slice(0, start), rest.slice(start)];
  const list = words[0]?.startsWith("[") ? jsonList(words.join(" ")) : undefined;
  return { name: name.toUpperCase(), flags, words: list ?? words.map((word) => word.replace(/^(["'])(.*)\1$/, "$2")) };
}

function jsonList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Where a file is in a stage: an absolute path, or nothing where that cannot be told. */
type Location = readonly string[] | undefined;

interface Stage {
  readonly name: string;
  /** Unknown when it comes from an image that is not made here. */
  folder: Location;
  readonly holds: Location[];
  /** Something may bring the file in. */
  unsure: boolean;
  /** The words of what brought it in. */
  by?: string;
}

export interface InImage {
  readonly verdict: "ships" | "kept out" | "not sure";
  /** The instruction that takes the file in. */
  readonly by?: string;
  /** The stages that hold the file while the image does not. */
  readonly stages: readonly string[];
}

/** Whether the image of a Dockerfile holds a file; `name` is the file's path in the folder that it is built in. */
export function inImage(text: string, name: string): InImage {
  const stages: Stage[] = [];
  const variables = new Map<string, string>();
  for (const instruction of instructionsOf(text)) {
    const stage = stages.at(-1);
    const words = instruction.words.map((word) => filledIn(word, variables));
    if (instruction.name === "FROM") stages.push(stageFrom(words, stages));
    else if (instruction.name === "ARG" || instruction.name === "ENV") remember(instruction, words, variables);
    else if (instruction.name === "WORKDIR" && stage) stage.folder = placeOf(words[0], stage.folder);
    else if (/^(?:COPY|ADD)$/.test(instruction.name) && stage) copy(instruction, words, name.split("/"), stage, stages);
  }
  const last = stages.at(-1);
  const verdict = last && last.holds.length > 0 ? "ships" : last?.unsure ? "not sure" : "kept out";
  const others = stages.filter((stage) => stage !== last && stage.holds.length > 0);
  return { verdict, ...(last?.by !== undefined && { by: last.by }), stages: others.map((stage) => stage.name) };
}

function stageFrom(words: readonly (string | undefined)[], stages: readonly Stage[]): Stage {
  const image = words[0]?.toLowerCase();
  const name = words[1]?.toLowerCase() === "as" ? (words[2]?.toLowerCase() ?? "") : String(stages.length);
  const base = stages.findLast((stage) => stage.name === image);
  return base
    ? { ...base, holds: [...base.holds], name }
    : { name, folder: image === "scratch" ? [] : undefined, holds: [], unsure: false };
}

/** `ARG NAME=value`, `ENV NAME=value …` and `ENV NAME value`. */
function remember({ name }: Instruction, words: readonly (string | undefined)[], variables: Map<string, string>): void {
  if (name === "ENV" && words[0] !== undefined && !words[0].includes("=")) {
    if (words[1] !== undefined) variables.set(words[0], words.slice(1).join(" "));
    return;
  }
  for (const word of words) {
    const [, variable, value = ""] = /^(\w+)=(.*)$/.exec(word ?? "") ?? [];
    if (variable !== undefined) variables.set(variable, value.replace(/^(["'])(.*)\1$/, "$2"));
  }
}

/** A word with its variables filled in, or nothing when one has no value here. */
function filledIn(word: string, variables: ReadonlyMap<string, string>): string | undefined {
  const unknown: string[] = [];
  const filled = word.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^{}$]*))?\})/g,
    (_, bare?: string, braced?: string, other?: string) => {
      const value = variables.get(bare ?? braced ?? "") ?? other;
      if (value === undefined) unknown.push(word);
      return value ?? "";
    },
  );
  return unknown.length === 0 && !filled.includes("$") && filled.length <= 4096 ? filled : undefined;
}

const names = (path: string): readonly string[] => {
  const found: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") found.pop();
    else if (name !== "" && name !== ".") found.push(name);
  }
  return found;
};

/** A folder of a stage by how it is written. */
function placeOf(written: string | undefined, folder: Location): Location {
  if (written === undefined) return undefined;
  if (written.startsWith("/")) return names(written);
  return folder && names([...folder, written].join("/"));
}

function copy(
  { name, flags }: Instruction,
  words: readonly (string | undefined)[],
  file: readonly string[],
  stage: Stage,
  stages: readonly Stage[],
): void {
  const from = flags
    .find((flag) => flag.startsWith("--from="))
    ?.slice("--from=".length)
    .toLowerCase();
  const origin = stages.findLast((one, index) => one !== stage && (one.name === from || String(index) === from));
  if (from?.includes("$")) stage.unsure ||= stages.some(({ holds }) => holds.length > 0);
  if (from !== undefined && !origin) return;
  if (origin?.unsure) stage.unsure = true;
  const sources = words.slice(0, -1);
  for (const location of origin ? [...origin.holds] : [file]) {
    for (const source of sources) {
      const rest = location && source !== undefined ? restBelow(source, location) : "unknown";
      if (rest === undefined) continue;
      if (rest === "unknown" || flags.some((flag) => flag.startsWith("--exclude"))) {
        stage.unsure = true;
        continue;
      }
      const whole = flags.includes("--parents") ? (location ?? []) : rest;
      hold(stage, placed(words.at(-1), whole, location?.at(-1) ?? "", sources.length > 1, stage.folder));
      stage.by ??= `${name} ${words.map((word) => word ?? "…").join(" ")}`;
    }
  }
}

const MAX_HELD = 32;

function hold(stage: Stage, locations: readonly Location[]): void {
  for (const location of locations) {
    const isKnown = stage.holds.some((one) => one?.join("/") === location?.join("/"));
    if (!isKnown && stage.holds.length < MAX_HELD) stage.holds.push(location);
    else if (!isKnown) stage.unsure = true;
  }
}

/** What of a path is below a source, or nothing when the source does not cover it. */
function restBelow(source: string, path: readonly string[]): readonly string[] | "unknown" | undefined {
  if (/^(?:https?:|git@|git:|ssh:|<<)/.test(source)) return undefined;
  const wanted = names(source);
  if (wanted.includes("**")) return "unknown";
  if (wanted.length > path.length) return undefined;
  const globs = wanted.length === 0 ? [] : globsOf(wanted.join("/"));
  if (!globs) return "unknown";
  const covers = globs.every((glob) => matches(glob, path.slice(0, wanted.length)));
  return covers ? path.slice(wanted.length) : undefined;
}

/** Where a file lands: below the target, or as the target, which may also be a folder that is there already. */
function placed(
  target: string | undefined,
  rest: readonly string[],
  name: string,
  several: boolean,
  folder: Location,
): readonly Location[] {
  const at = placeOf(target, folder);
  if (!at) return [undefined];
  if (rest.length > 0) return [[...at, ...rest]];
  const isFolder = several || /(?:^|\/)\.{0,2}$/.test(target ?? "");
  return isFolder ? [[...at, name]] : [at, [...at, name]];
}

/** Whether a file's name is that of a Dockerfile. */
export function isDockerfile(path: string): boolean {
  return /^(?:docker|container)file(?:\.(?!dockerignore$|containerignore$)[^/]+)?$|\.(?:docker|container)file$/i.test(
    baseName(path),
  );
}

/** The lists that a Dockerfile's builder may read, the one that counts first. */
export function ignoreListsOf(folder: string, dockerfile: string): readonly string[] {
  const podman = /containerfile/i.test(dockerfile);
  const own = [...(podman ? [".containerignore"] : []), ".dockerignore"];
  return [...own.map((ending) => `${dockerfile}${ending}`), ...own].map((name) => join(folder, name));
}
