// Docker Compose files.
// https://docs.docker.com/reference/compose-file/interpolation/: in values, after YAML is read.
import type { Accessor } from "../accessor";
import { baseName, folderOf, join } from "../folders";
import { quotedPath } from "../quotedPath";
import { locateYaml } from "./yaml";

const COMPOSE_FILE = /^(?:docker-)?compose(?:[.-].+)?\.ya?ml$/;

export const COMPOSE: Accessor = {
  title: "Docker Compose",
  languageIds: ["yaml", "dockercompose"],
  takes: ({ path }) => COMPOSE_FILE.test(baseName(path)),
  reference: "${NAME}",
  inside: "Bearer ${NAME}",
  needs: "nothing",
  loader: "Compose reads the .env beside the file",
  refuses: "comments, entry names",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => ({
    ...locateYaml({ reference: (name) => `\${${name}}` }, file, findings),
    // Compose reads the file `.env` beside it, and no other unasked.
    envFile: join(folderOf(file.path), ".env"),
  }),
  loaded: ({ source, envPath }) =>
    envPath === join(folderOf(source.path), ".env") ? "Docker Compose reads the .env beside this file." : undefined,
  start: ({ env, file }) => `docker compose --env-file ${quotedPath(env)} -f ${file} up`,
};
