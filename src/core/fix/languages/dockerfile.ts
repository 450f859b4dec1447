// Dockerfiles: what a build writes into an image stays in it, so a key may only come when the container starts.
// https://docs.docker.com/reference/dockerfile/
import type { Accessor, StartRequest } from "../accessor";
import type { Finding } from "../../model";
import { baseName, folderOf, within } from "../folders";
import { quotedPath } from "../quotedPath";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";

function locateDockerfile({ text }: SourceFile, findings: readonly Finding[]): Located {
  const instructions = instructionsOf(text);
  const reads = readsOf(text, instructions);
  let next = 0;
  return locateEach(findings, ({ span }) => {
    const key = { start: span.start.offset, end: span.end.offset };
    while ((instructions[next]?.end ?? Infinity) <= key.start) next += 1; // Findings ascend.
    const instruction = instructions[next];
    const isInside = instruction !== undefined && instruction.start <= key.start;
    return isInside ? answerAt(text, instruction, key, reads) : COMMENT_REASON;
  });
}

interface Key {
  readonly start: number;
  readonly end: number;
}

const START = "A start command with a key stays in the image. Let the program read the variable itself.";
const COPIED = "A file of the image keeps the key. Mount the file when the container starts.";
const REASONS: Readonly<Record<string, string>> = {
  RUN: "A key in a RUN line stays in the image. Pass it as a build secret: RUN --mount=type=secret,id=NAME,env=NAME.",
  CMD: START,
  ENTRYPOINT: START,
  HEALTHCHECK: START,
  COPY: COPIED,
  ADD: COPIED,
};

function answerAt(
  text: string,
  { keyword, start: from, heredocs }: Instruction,
  { start, end }: Key,
  reads: ReadonlyMap<string, number>,
): Answer {
  const line = text.slice(Math.max(from, start - AROUND), start);
  if (start < heredocs && /^[ \t]*#/.test(line.slice(line.lastIndexOf("\n") + 1))) return COMMENT_REASON;
  if (keyword !== "ENV" && keyword !== "ARG")
    return REASONS[keyword] ?? "Only ENV and ARG of a Dockerfile can take a variable. Replace the key by hand.";
  // `ENV NAME value` takes the rest of the line for its value, so nothing may stand before NAME.
  const groups = (
    /[\s](?<name>[A-Za-z_]\w*)(?<sign>=)(?<quote>["']?)$/.exec(line) ??
    /^\s*(?:ONBUILD\s+)?ENV[ \t]+(?<name>[A-Za-z_]\w*)(?<sign>[ \t]+)(?<quote>["']?)$/i.exec(line)
  )?.groups;
  const { name = "", sign = "", quote = "" } = groups ?? {};
  const rest = text.slice(end + quote.length, end + quote.length + AROUND);
  const closed =
    text.startsWith(quote, end) && (sign === "=" ? /^(?:\s|$)/.test(rest) : /^[ \t]*(?:\r?\n|$)/.test(rest));
  if (!groups || !closed)
    return `The key is only a part of what ${keyword} sets. Set the whole value when the container starts.`;
  if (keyword === "ENV" && (reads.get(name) ?? -1) > end)
    return `The build itself reads ${name}, and a key in it stays in the image. Pass it as a build secret: RUN --mount=type=secret,id=${name},env=${name}.`;
  const change = {
    start: start - quote.length - sign.length,
    end: end + quote.length,
    text: keyword === "ENV" ? '=""' : "",
  };
  return { hint: { name, kind: "must" }, write: () => [change] };
}

/** UTF-16 code units before a key that are looked at. */
const AROUND = 2000;

interface Instruction extends Key {
  /** In capitals; what ONBUILD puts off. */
  readonly keyword: string;
  /** Where its heredocs start; the end when it has none. */
  readonly heredocs: number;
}

/** The instructions with the lines that continue them, comments between these, and their heredocs. */
function instructionsOf(text: string): readonly Instruction[] {
  const escape = /^(?:[ \t]*#[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\r?$/im.exec(text.slice(0, 1000))
    ? "`"
    : "\\";
  const found: Instruction[] = [];
  for (let at = 0; at < text.length;) {
    const start = at;
    const words = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)/i.exec(text.slice(start, start + 200));
    at = lineEnd(text, at);
    if (!words || /^[ \t]*(?:#|\r?\n)/.test(text.slice(start, start + 200))) continue;
    let line = text.slice(start, at);
    const marks: string[] = [];
    for (;;) {
      marks.push(...[...line.matchAll(/<<-?["']?(\w+)["']?/g)].map(([, mark]) => mark ?? ""));
      const skipped = at > lineEnd(text, start) && /^\s*(?:#.*)?$/.test(line.trimEnd());
      if (!(skipped || line.trimEnd().endsWith(escape)) || at >= text.length) break;
      const from = at;
      at = lineEnd(text, at);
      line = text.slice(from, at);
    }
    const heredocs = at;
    const keyword = (words[1] ?? "").toUpperCase();
    if (/^(?:RUN|COPY|ADD)$/.test(keyword)) for (const mark of marks) at = heredocEnd(text, at, mark);
    found.push({ keyword, start, end: at, heredocs });
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function heredocEnd(text: string, from: number, mark: string): number {
  const end = new RegExp(`^\\t*${mark}\\r?(?:\\n|$)`, "gm");
  end.lastIndex = from;
  const found = end.exec(text);
  return found ? found.index + found[0].length : text.length;
}

/** Where the build reads each variable for the last time; a start command reads them when the container starts. */
function readsOf(text: string, instructions: readonly Instruction[]): ReadonlyMap<string, number> {
  const reads = new Map<string, number>();
  for (const { keyword, start, end } of instructions)
    if (!/^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword))
      for (const found of text.slice(start, end).matchAll(/(?<!\\)\$\{?([A-Za-z_]\w*)/g))
        reads.set(found[1] ?? "", start + found.index);
  return reads;
}

function dockerCommand({ source: { path, text }, names, folder, env, withEnv, holdsReferences }: StartRequest): string {
  const parts = instructionsOf(text).filter(({ keyword }) => keyword === "ARG");
  const declared = parts.map(({ start, end }) => text.slice(start, end)).join("\n");
  const builds = names.filter((name) => new RegExp(`\\s${name}(?:[\\s=]|$)`).test(declared));
  if (builds.length === 0 && holdsReferences) return `docker run ${names.map((name) => `-e ${name}`).join(" ")} IMAGE`;
  if (builds.length === 0) return `docker run --env-file ${quotedPath(env)} IMAGE`;
  const file = within(folder, path);
  const isPlain = /^(?:Dockerfile|Containerfile)$/.test(baseName(path)) || file === "";
  const place = isPlain ? quotedPath(folderOf(file) || ".") : `-f ${quotedPath(file)} .`;
  return withEnv(`docker build ${builds.map((name) => `--build-arg ${name}`).join(" ")} ${place}`);
}

export const DOCKERFILES: Accessor = {
  title: "Dockerfile",
  languageIds: ["dockerfile"],
  reference: 'ENV NAME=""',
  inside: "ARG NAME",
  needs: "nothing; the container gets the value with --env-file",
  loader: "`docker run --env-file .env`",
  refuses: "comments, variables that the build itself reads, RUN, CMD, COPY and every other instruction",
  proof: { how: "parsed", by: "dockerfile-ast" },
  locate: locateDockerfile,
  start: dockerCommand,
};
