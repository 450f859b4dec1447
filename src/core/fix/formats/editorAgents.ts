// The servers of agents in editors that write a variable as `${env:NAME}`.
import type { Accessor } from "../accessor";
import { type JsonDialect, locateJson } from "./json";

interface EditorAgent {
  readonly title: string;
  readonly dialect: JsonDialect;
  readonly file: RegExp;
  readonly start: string;
}

function accessorOf({ title, dialect, file, start }: EditorAgent): Accessor {
  return {
    title,
    languageIds: ["json", "jsonc"],
    takes: ({ path }) => file.test(path),
    reference: "${env:NAME}",
    inside: "Bearer ${env:NAME}",
    needs: "nothing",
    loader: "the shell that starts the editor",
    refuses: "comments, property names, entries that take no variable",
    proof: { how: "parsed", by: "jsonc-parser" },
    locate: (found, findings) => locateJson(dialect, found, findings),
    start: ({ withEnv }) => withEnv(start),
  };
}

const reference = (name: string): string => `\${env:${name}}`;

/** https://cursor.com/docs/context/mcp, "Config interpolation" */
export const CURSOR = accessorOf({
  title: "Cursor mcp.json",
  file: /(?:^|\/)\.cursor\/mcp\.json$/,
  dialect: {
    title: "Cursor",
    reference,
    values: /^mcpServers\/[^/]+\/(?:command|args|env|url|headers)(?:\/|$)/,
  },
  start: "cursor .",
});

/** https://docs.windsurf.com/windsurf/cascade/mcp, "Config Interpolation" */
export const WINDSURF = accessorOf({
  title: "Windsurf mcp_config.json",
  file: /(?:^|\/)mcp_config\.json$/,
  dialect: {
    title: "Windsurf",
    reference,
    values: /^mcpServers\/[^/]+\/(?:command|args|env|serverUrl|url|headers)(?:\/|$)/,
  },
  start: "windsurf .",
});

/** https://github.com/RooCodeInc/Roo-Code, src/services/mcp/McpHub.ts: the whole entry of a server, from process.env. */
export const ROO_CODE = accessorOf({
  title: "Roo Code mcp.json",
  file: /(?:^|\/)\.roo\/mcp\.json$/,
  dialect: { title: "Roo Code", reference, values: /^mcpServers\/[^/]+\/(?:command|args|env|url|headers)(?:\/|$)/ },
  start: "code .",
});
