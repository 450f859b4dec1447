// opencode's configuration. https://opencode.ai/docs/config/#variables: {env:NAME} anywhere in the text.
import type { Accessor } from "../accessor";
import { type JsonDialect, locateJson } from "./json";

const DIALECT: JsonDialect = { title: "opencode", reference: (name) => `{env:${name}}`, values: /^/ };

export const OPENCODE: Accessor = {
  title: "opencode",
  languageIds: ["json", "jsonc"],
  takes: ({ path }) => /(?:^|\/)\.?opencode\.jsonc?$/.test(path),
  reference: "{env:NAME}",
  inside: "Bearer {env:NAME}",
  needs: "nothing",
  loader: "direnv; else the shell that starts opencode",
  refuses: "comments, property names",
  proof: { how: "parsed", by: "jsonc-parser" },
  locate: (file, findings) => locateJson(DIALECT, file, findings),
  start: ({ withEnv }) => withEnv("opencode"),
};
