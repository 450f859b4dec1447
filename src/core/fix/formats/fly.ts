// Fly.io: an entry of env becomes a secret of the same name. https://fly.io/docs/apps/secrets/
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { powershellQuoted, quotedPath } from "../quotedPath";
import { locateEach } from "../source";
import { entryName, lineOf, TomlText } from "./toml";

export const FLY: Accessor = {
  title: "Fly.io",
  languageIds: ["toml"],
  takes: ({ path }) => /^fly(?:\.[\w-]+)?\.toml$/.test(baseName(path)),
  reference: "",
  inside: "",
  needs: "the entry of env goes; the machine has the secret under the same name",
  loader: "`fly secrets import < .env`, once, which takes all entries",
  refuses: "comments, parts of values, every place but env",
  proof: { how: "parsed", by: "smol-toml" },
  locate: (file, findings) => {
    const toml = new TomlText(file.text);
    return locateEach(findings, (finding) => {
      const place = toml.placeOf(finding);
      if (typeof place === "string") return place;
      const name = entryName(place);
      if (!place.whole || name === undefined || place.table.name !== "env")
        return "A secret takes the place of a whole entry of env. Move the key to an entry of its own there.";
      return { hint: { name, kind: "must" }, write: () => [{ ...lineOf(file.text, place), text: "" }] };
    });
  },
  start: ({ env, shell }) =>
    shell === "powershell"
      ? `Get-Content ${powershellQuoted(env)} | fly secrets import`
      : `fly secrets import < ${quotedPath(env)}`,
  leadIn: "Give the app its secrets from the env file once",
};
