// Codex: it names variables in entries of their own. https://developers.openai.com/codex/mcp,
// https://developers.openai.com/codex/config-reference
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { type Answer, type Change, type Located, locateEach, type SourceFile } from "../source";
import { entryName, lineOf, type Table, TomlText, type TomlPlace } from "./toml";

const SERVER = /^mcp_servers\.("[^"]+"|[\w-]+)$/;
const SERVER_ENV = /^(mcp_servers\.(?:"[^"]+"|[\w-]+))\.env$/;
const PROVIDER = /^model_providers\.("[^"]+"|[\w-]+)$/;

const WHY_NOT =
  "Codex reads no variables here. Name the variable in env_vars, bearer_token_env_var or env_http_headers of the server, and remove the key.";

function locateCodex(file: SourceFile, findings: readonly Finding[]): Located {
  const toml = new TomlText(file.text);
  const forwarded = new Map<Table, Set<string>>();
  const located = locateEach(findings, (finding: Finding): Answer => {
    const place = toml.placeOf(finding);
    if (typeof place === "string") return place;
    return fromEnv(file, toml, place, forwarded) ?? fromLine(toml, place) ?? WHY_NOT;
  });
  return {
    ...located,
    together: () => [...forwarded].map(([server, names]) => forward(file, toml, server, [...names])),
  };
}

/** An entry of the table `env` goes, and the server is given the variable of the same name. */
function fromEnv(
  file: SourceFile,
  toml: TomlText,
  place: TomlPlace,
  forwarded: Map<Table, Set<string>>,
): Answer | undefined {
  const owner = SERVER_ENV.exec(place.table.name)?.[1];
  const server = owner === undefined ? undefined : toml.tables.find((one) => one.name === owner);
  const name = entryName(place);
  if (!server || !place.whole || name === undefined) return undefined;
  return {
    hint: { name, kind: "must" },
    write: () => {
      forwarded.set(server, (forwarded.get(server) ?? new Set()).add(name));
      return [{ ...lineOf(file.text, place), text: "" }];
    },
  };
}

/** Into the list that the server has, or a new one as its first entry. */
function forward({ text, eol }: SourceFile, toml: TomlText, server: Table, names: readonly string[]): Change {
  const list = names.map((name) => `"${name}"`).join(", ");
  const known = /^([ \t]*env_vars[ \t]*=[ \t]*\[)([ \t]*\])?/m.exec(text.slice(server.start, server.end));
  if (!known || toml.lexed.at(server.start + known.index)) {
    const gap = text.charAt(server.start - 1) === "\n" ? "" : eol;
    return { start: server.start, end: server.start, text: `${gap}env_vars = [${list}]${eol}` };
  }
  const at = server.start + known.index + (known[1]?.length ?? 0);
  return { start: at, end: at, text: known[2] === undefined ? `${list}, ` : list };
}

/** An entry of the server or of a provider becomes another one, which names the variable. */
function fromLine(toml: TomlText, place: TomlPlace): Answer | undefined {
  const isServer = SERVER.test(place.table.name);
  if ((!isServer && !PROVIDER.test(place.table.name)) || !/^[ \t]*\}?[ \t]*(?:#.*)?$/.test(place.after))
    return undefined;
  const line = rewritten(toml.text, place, isServer);
  if (!line || toml.has(place.table, line.entry)) return undefined;
  const { token, lineStart, before, after } = place;
  const start = lineStart + (/^[ \t]*/.exec(before)?.[0].length ?? 0);
  const end = token.end + (/^[ \t]*\}/.exec(after)?.[0].length ?? 0);
  return {
    ...(line.must !== undefined && { hint: { name: line.must, kind: "must" as const } }),
    write: ([name = ""]) => [{ start, end, text: `${line.entry} = ${line.value(name)}` }],
  };
}

interface Line {
  readonly entry: string;
  readonly value: (name: string) => string;
  readonly must?: string;
}

const quotedName = (name: string): string => `"${name}"`;

function rewritten(text: string, place: TomlPlace, isServer: boolean): Line | undefined {
  const own = entryName(place);
  if (place.whole && own === "bearer_token" && isServer) return { entry: "bearer_token_env_var", value: quotedName };
  if (place.whole && own === "experimental_bearer_token" && !isServer) return { entry: "env_key", value: quotedName };
  const inline = /^[ \t]*(env|http_headers)[ \t]*=[ \t]*\{[ \t]*(["']?)([\w-]+)\2[ \t]*=[ \t]*$/.exec(place.before);
  const [, list, , key = ""] = inline ?? [];
  if (!inline || !/^[ \t]*\}/.test(place.after)) return undefined;
  if (list === "env")
    return place.whole && isServer ? { entry: "env_vars", value: () => `["${key}"]`, must: key } : undefined;
  if (place.whole && key.toLowerCase() !== "authorization")
    return { entry: "env_http_headers", value: (one) => `{ "${key}" = "${one}" }` };
  const { token, start, end } = place;
  const isBearer =
    token.bodyEnd === end && /^bearer $/i.test(text.slice(token.bodyStart, Math.min(start, token.bodyStart + 9)));
  return isBearer && isServer && key.toLowerCase() === "authorization"
    ? { entry: "bearer_token_env_var", value: quotedName }
    : undefined;
}

export const CODEX: Accessor = {
  title: "Codex config.toml",
  languageIds: ["toml"],
  takes: ({ path }) => /(?:^|\/)\.codex\/config\.toml$/.test(path),
  reference: 'env_vars = ["NAME"]',
  inside: 'bearer_token_env_var = "NAME"',
  needs: "the entry becomes env_vars, bearer_token_env_var, env_http_headers or env_key",
  loader: "direnv; else the shell that starts Codex",
  refuses: "comments, parts of values, every other entry",
  proof: { how: "parsed", by: "smol-toml" },
  locate: locateCodex,
  start: ({ withEnv }) => withEnv("codex"),
};
