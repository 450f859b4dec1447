// Gemini CLI's settings. https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md:
// "String values within your settings.json files can reference environment variables".
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { type JsonDialect, locateJson } from "./json";

const DIALECT: JsonDialect = { title: "Gemini CLI", reference: (name) => `\${${name}}`, values: /^/ };

export const GEMINI: Accessor = {
  title: "Gemini CLI settings.json",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.gemini\/settings\.json$/.test(path),
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "Gemini CLI reads the nearest .env from its folder up",
  refuses: "comments, property names",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: (file, findings) => locateJson(DIALECT, file, findings),
  loaded: ({ envPath }) => (baseName(envPath) === ".env" ? "Gemini CLI reads .env when it starts." : undefined),
  start: ({ withEnv }) => withEnv("gemini"),
};
