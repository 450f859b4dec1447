// Claude Code's servers. https://code.claude.com/docs/en/mcp, "Environment variable expansion in .mcp.json"
import type { Accessor } from "../accessor";
import { type JsonDialect, locateJson } from "./json";

const DIALECT: JsonDialect = {
  title: "Claude Code",
  reference: (name) => `\${${name}}`,
  values: /^mcpServers\/[^/]+\/(?:command|args|env|url|headers)(?:\/|$)/,
};

export const CLAUDE_CODE: Accessor = {
  title: "Claude Code .mcp.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.mcp\.json$/.test(path),
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "direnv; else the shell that starts Claude Code",
  refuses: "property names, entries that take no variable",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: (file, findings) => locateJson(DIALECT, file, findings),
  start: ({ withEnv }) => withEnv("claude"),
};
