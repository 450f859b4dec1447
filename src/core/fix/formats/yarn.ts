// Yarn's own configuration. https://yarnpkg.com/configuration/yarnrc says that values take ${NAME}.
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { locateYaml } from "./yaml";

export const YARN: Accessor = {
  title: "Yarn",
  languageIds: ["yaml"],
  takes: ({ path }) => baseName(path) === ".yarnrc.yml",
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "direnv; else the shell that starts yarn",
  refuses: "comments, entry names",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => locateYaml({ reference: (name) => `\${${name}}` }, file, findings),
  start: ({ withEnv }) => withEnv("yarn install"),
};
