// Development containers. https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson
import type { Accessor } from "../accessor";
import { type JsonDialect, locateJson } from "./json";

const DIALECT: JsonDialect = {
  title: "VS Code",
  reference: (name) => `\${localEnv:${name}}`,
  values: /^(?:containerEnv|remoteEnv|runArgs|build\/args)(?:\/|$)/,
};

export const DEV_CONTAINER: Accessor = {
  title: "devcontainer.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.?devcontainer\.json$/.test(path),
  reference: "${localEnv:NAME}",
  inside: "Bearer ${localEnv:NAME}",
  needs: "nothing",
  loader: "the shell that starts VS Code",
  refuses: "comments, property names, entries that take no variable",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: (file, findings) => locateJson(DIALECT, file, findings),
  start: ({ withEnv }) => withEnv("code ."),
};
