// The servers of VS Code's agents. https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
import type { Finding } from "../../model";
import type { Accessor, LoadRequest } from "../accessor";
import { type Answer, type Change, type Located, locateEach, type SourceFile } from "../source";
import { byEnvFile, changesOf, gapBefore, newMoves, ownerOf } from "./envFileProperty";
import { jsonPlaces, jsonTree, referring } from "./json";
import { entryOf, scalarOf, type Tree, type TreeNode } from "./tree";

/** `${input:openai-api-key}` */
const idOf = (name: string): string => name.toLowerCase().replaceAll("_", "-");

/** The questions that VS Code asks once, after which it keeps the answers encrypted. */
function inputs({ text, eol }: SourceFile, tree: Tree, asked: ReadonlySet<string>): readonly Change[] {
  const root = tree.documents[0];
  const known = entryOf(root, "inputs");
  const ids = new Set(known?.children.map((one) => scalarOf(text, entryOf(one, "id"))));
  const missing = [...asked].filter((name) => !ids.has(idOf(name)));
  const first = root?.children[0];
  if (missing.length === 0 || !root || !first) return [];
  const entries = missing.map((name) => {
    const description = JSON.stringify(`The value of ${name} in the env file`);
    return `{ "type": "promptString", "id": "${idOf(name)}", "description": ${description}, "password": true }`;
  });
  if (known?.bracket !== "[") {
    const gap = gapBefore(text, first, eol);
    const inner = gap === " " ? "" : gap + (gap.includes("\t") ? "\t" : "  ");
    const end = gap === " " ? "" : gap;
    return [
      {
        start: first.start,
        end: first.start,
        text: `"inputs": [${inner}${entries.join(`,${inner || " "}`)}${end}],${gap}`,
      },
    ];
  }
  const [before] = known.children;
  const at = before?.start ?? known.valueStart + 1;
  const gap = before ? gapBefore(text, before, eol) : "";
  return [{ start: at, end: at, text: entries.join(`,${gap || " "}`) + (before ? `,${gap}` : "") }];
}

const SERVER = /^servers\/[^/]+\/(?:command|args|env|url|headers|cwd)(?:\/|$)/;

/** Only a server that VS Code starts itself reads an env file. */
const isStarted = (server: TreeNode): boolean => entryOf(server, "command") !== undefined;

function locateServers(file: SourceFile, findings: readonly Finding[]): Located {
  const places = jsonPlaces(file, findings);
  const moves = newMoves();
  const asked = new Set<string>();
  let tree: Tree | undefined;
  const answer = (finding: Finding): Answer => {
    const place = places(finding);
    if (typeof place === "string") return place;
    tree = place.tree;
    const owner = place.whole ? ownerOf(place.node, isStarted) : undefined;
    if (owner) return byEnvFile(place, owner, moves);
    if (!SERVER.test(place.path))
      return "VS Code reads no variables in this entry. Put the key into env, args or headers of a server.";
    return referring(place, (name) => {
      asked.add(name);
      return `\${input:${idOf(name)}}`;
    });
  };
  return {
    ...locateEach(findings, answer),
    together: (envPath) => [...changesOf(file, moves, envPath), ...(tree ? inputs(file, tree, asked) : [])],
  };
}

export const VSCODE_MCP: Accessor = {
  title: "VS Code mcp.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.vscode\/mcp\.json$/.test(path),
  reference: '"envFile": "${workspaceFolder}/.env"',
  inside: "Bearer ${input:name}",
  needs:
    "an entry of env goes to envFile; elsewhere an entry of inputs, which VS Code asks for once and keeps encrypted",
  loader: "VS Code reads envFile; for inputs, paste the value from .env once",
  refuses: "comments, property names, entries that take no variable",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: locateServers,
  loaded: (request) => {
    const { asks, reads } = howServersRead(request);
    if (asks && reads)
      return "VS Code reads the env file for this server, and asks once for the rest: paste it from there.";
    return asks
      ? "VS Code asks for the value once and keeps it encrypted: paste it from the env file."
      : "VS Code reads the env file for this server.";
  },
};

/** What the places that keys stood at have become. */
function howServersRead({ source, keys }: LoadRequest): { readonly asks: boolean; readonly reads: boolean } {
  const tree = jsonTree(source.text);
  const reads = keys.map(({ name, offset }) => {
    const node = tree.at(offset);
    return node?.key === name && node.valueStart + 1 === offset && ownerOf(node, isStarted) !== undefined;
  });
  return { asks: reads.includes(false), reads: reads.includes(true) };
}
