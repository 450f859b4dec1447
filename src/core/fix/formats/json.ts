// JSON has no variables of its own; a few of the programs that read it do, each in its own words.
import type { Finding, Span } from "../../model";
import type { Accessor } from "../accessor";
import { Lexed, type Token } from "../code/lexer";
import { assignedName } from "../names";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { quoted, slashComments, type Syntax } from "../code/syntax";

/** RFC 8259, with the comments of JSONC. */
export const JSON_TEXT: Syntax = { comments: slashComments, strings: [quoted("quoted", '"')] };

/** A program that puts variables into the JSON it reads. */
export interface JsonReader {
  readonly file: RegExp;
  readonly title: string;
  readonly reference: (name: string) => string;
  /** The paths of values in which it does so, joined with `/`. */
  readonly values: RegExp;
  /** The command that starts it. */
  readonly start: string;
}

const JSON_READERS: readonly JsonReader[] = [
  {
    // https://code.claude.com/docs/en/mcp, "Environment variable expansion"
    file: /(?:^|\/)\.mcp\.json$/,
    title: "Claude Code",
    reference: (name) => `\${${name}}`,
    values: /^mcpServers\/[^/]+\/(?:command|args|env|url|headers)(?:\/|$)/,
    start: "claude",
  },
  {
    // https://cursor.com/docs/context/mcp, "Config interpolation"
    file: /(?:^|\/)\.cursor\/mcp\.json$/,
    title: "Cursor",
    reference: (name) => `\${env:${name}}`,
    values: /^mcpServers\/[^/]+\/(?:command|args|env|url|headers)(?:\/|$)/,
    start: "cursor .",
  },
  {
    // microsoft/vscode#245237; not in headers, microsoft/vscode#336232
    file: /(?:^|\/)\.vscode\/mcp\.json$/,
    title: "VS Code",
    reference: (name) => `\${env:${name}}`,
    values: /^servers\/[^/]+\/(?:command|args|env)(?:\/|$)/,
    start: "code .",
  },
  {
    // https://code.visualstudio.com/docs/reference/variables-reference
    file: /(?:^|\/)\.vscode\/(?:launch|tasks)\.json$/,
    title: "VS Code",
    reference: (name) => `\${env:${name}}`,
    values: /^(?:configurations|tasks|options)\//,
    start: "code .",
  },
  {
    // https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson
    file: /(?:^|\/)\.?devcontainer\.json$/,
    title: "VS Code",
    reference: (name) => `\${localEnv:${name}}`,
    values: /^(?:containerEnv|remoteEnv|runArgs|build\/args)\//,
    start: "code .",
  },
];

function jsonReaderOf(path: string): JsonReader | undefined {
  return JSON_READERS.find((reader) => reader.file.test(path));
}

function locateJson(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, JSON_TEXT);
  return locateEach(findings, ({ span, ruleId }) => answerAt(file, lexed, { ruleId, ...offsetsOf(span) }));
}

const offsetsOf = ({ start, end }: Span) => ({ start: start.offset, end: end.offset });

function answerAt(
  { path, text }: SourceFile,
  lexed: Lexed,
  { ruleId, start, end }: { ruleId: string; start: number; end: number },
): Answer {
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  if (ruleId === "google-service-account-key" || /"type"\s{0,9}:\s{0,9}"service_account"/.test(text))
    return "Keep the service account's file outside the repository, and set GOOGLE_APPLICATION_CREDENTIALS to its path.";
  const reader = jsonReaderOf(path);
  if (!reader) return NO_READER;
  if (token && /^\s*:/.test(text.slice(token.end, token.end + 100)))
    return "The key is the name of a property here. Replace it by hand.";
  if (!token || end > token.bodyEnd || !reader.values.test(pathTo(lexed, token)))
    return `${reader.title} reads no variables in this entry. Put the key where it does: in env of a server or a configuration.`;
  return {
    hint: assignedName(text.slice(Math.max(0, start - 200), token.start)),
    write: ([name = ""]) => [{ start, end, text: reader.reference(name) }],
  };
}

/** No file that a reader knows nests deeper. */
const MAX_DEPTH = 20;

/** The names of the properties around a value, from the outermost, `*` for an element of a list; joined with `/`. */
function pathTo({ text }: Lexed, token: Token): string {
  const names: string[] = [];
  const nameBefore = (at: number): string =>
    /"((?:[^"\\]|\\.){1,200})"\s*:\s*$/.exec(text.slice(Math.max(0, at - 300), at))?.[1] ?? "*";
  let at = token.start;
  for (let bracket = token.within; bracket && names.length < MAX_DEPTH; bracket = bracket.outer) {
    names.unshift(nameBefore(at));
    at = bracket.at;
  }
  return names.join("/");
}

const NO_READER =
  "JSON reads no variables unless the program that loads it does. Let that program read the key from the environment.";

export const JSON_FILES: Accessor = {
  title: "JSON",
  languageIds: ["json", "jsonc"],
  reference: "${NAME} in .mcp.json, ${env:NAME} in VS Code's and Cursor's files, ${localEnv:NAME} in devcontainer.json",
  inside: "Bearer ${env:NAME}",
  needs: "nothing",
  loader: "the shell that starts the editor or agent",
  refuses: "comments, property names, entries that take no variable, every other kind of JSON file",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: locateJson,
  start: ({ source, withEnv }) => {
    const reader = jsonReaderOf(source.path);
    return reader && withEnv(reader.start);
  },
};
