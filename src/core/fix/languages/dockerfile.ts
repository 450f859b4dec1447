// Dockerfiles: what a build writes into an image stays in it, so a key may only come when the container starts.
// https://docs.docker.com/reference/dockerfile/
import type { Accessor, StartRequest } from "../accessor";
import type { Finding } from "../../model";
import { quotedPath } from "../quotedPath";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";

function locateDockerfile(file: SourceFile, findings: readonly Finding[]): Located {
  return locateEach(findings, ({ span }) => answerAt(file.text, span.start.offset, span.end.offset));
}

const REASONS: Readonly<Record<string, string>> = {
  RUN: "A key in a RUN line stays in the image. Pass it as a build secret: RUN --mount=type=secret,id=NAME,env=NAME.",
  CMD: "A start command with a key stays in the image. Let the program read the variable itself.",
  ENTRYPOINT: "A start command with a key stays in the image. Let the program read the variable itself.",
};

function answerAt(text: string, start: number, end: number): Answer {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (/^[ \t]*#/.test(text.slice(lineStart, start))) return COMMENT_REASON;
  const before = text.slice(instructionStart(text, lineStart), start);
  const instruction = /^\s*([A-Za-z]+)/.exec(before)?.[1]?.toUpperCase() ?? "";
  if (instruction !== "ENV" && instruction !== "ARG")
    return REASONS[instruction] ?? "Only ENV and ARG of a Dockerfile can take a variable. Replace the key by hand.";
  const found = /(?<gap>[\s])(?<name>[A-Za-z_]\w*)(?<sign>=|[ \t]+)(?<quote>["']?)$/.exec(before);
  const groups = found?.groups;
  const quote = groups?.["quote"] ?? "";
  const closed =
    text.startsWith(quote, end) && /^(?:\s|\\\r?$|$)/m.test(text.slice(end + quote.length, end + quote.length + 3));
  if (!groups || !closed)
    return `The key is only a part of what ${instruction} sets. Set the whole value when the container starts.`;
  const { name = "", sign = "" } = groups;
  const change = {
    start: start - quote.length - sign.length,
    end: end + quote.length,
    text: instruction === "ENV" ? '=""' : "",
  };
  return { hint: { name, kind: "must" }, write: () => [change] };
}

/** Where the instruction starts that a line continues; comments and blank lines may stand between. */
function instructionStart(text: string, lineStart: number): number {
  let start = lineStart;
  for (let at = lineStart; at > 0;) {
    const above = at < 2 ? 0 : text.lastIndexOf("\n", at - 2) + 1;
    const line = text.slice(above, at).trimEnd();
    at = above;
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (!line.endsWith("\\")) break;
    start = above;
  }
  return start;
}

function dockerCommand({ source, names, env, withEnv, holdsReferences }: StartRequest): string {
  const builds = names.filter((name) => new RegExp(`^\\s*ARG\\s+${name}\\b`, "mi").test(source.text));
  if (builds.length === 0 && holdsReferences) return `docker run ${names.map((name) => `-e ${name}`).join(" ")} IMAGE`;
  if (builds.length === 0) return `docker run --env-file ${quotedPath(env)} IMAGE`;
  return withEnv(`docker build ${builds.map((name) => `--build-arg ${name}`).join(" ")} .`);
}

export const DOCKERFILES: Accessor = {
  title: "Dockerfile",
  languageIds: ["dockerfile"],
  reference: 'ENV NAME=""',
  inside: "ARG NAME",
  needs: "nothing; the container gets the value with --env-file",
  loader: "`docker run --env-file .env`",
  refuses: "comments, RUN, CMD and every other instruction",
  proof: { how: "parsed", by: "dockerfile-ast" },
  locate: locateDockerfile,
  start: dockerCommand,
};
