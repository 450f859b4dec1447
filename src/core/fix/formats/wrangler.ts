// Cloudflare Workers: a variable of Wrangler's configuration becomes a secret of the same name.
// https://developers.cloudflare.com/workers/configuration/secrets/
import type { Finding } from "../../model";
import type { Accessor, StartRequest } from "../accessor";
import { baseName, folderOf, join } from "../folders";
import { type Answer, type Located, locateEach, type SourceFile } from "../source";
import { jsonPlaces, jsonTree } from "./json";
import { removeNodes } from "./removal";
import { entryName, lineOf, TomlText } from "./toml";
import { pathOf, type TreeNode } from "./tree";

const WHY_NOT = "A secret takes the place of a whole entry of vars. Move the key to an entry of its own there.";

/** Wrangler reads one of the two, `.dev.vars` first. */
function envFileOf({ path, files }: SourceFile): string {
  const beside = (name: string): string => join(folderOf(path), name);
  return files.has(beside(".env")) && !files.has(beside(".dev.vars")) ? beside(".env") : beside(".dev.vars");
}

function locateWrangler(file: SourceFile, findings: readonly Finding[]): Located {
  const located = file.languageId === "toml" ? inToml(file, findings) : inJson(file, findings);
  return { ...located, envFile: envFileOf(file) };
}

function inToml(file: SourceFile, findings: readonly Finding[]): Located {
  const toml = new TomlText(file.text);
  return locateEach(findings, (finding): Answer => {
    const place = toml.placeOf(finding);
    if (typeof place === "string") return place;
    const name = entryName(place);
    if (!place.whole || name === undefined || !/^(?:env\.[\w-]+\.)?vars$/.test(place.table.name)) return WHY_NOT;
    return { hint: { name, kind: "must" }, write: () => [{ ...lineOf(file.text, place), text: "" }] };
  });
}

function inJson(file: SourceFile, findings: readonly Finding[]): Located {
  const places = jsonPlaces(file, findings);
  const gone = new Set<TreeNode>();
  const located = locateEach(findings, (finding): Answer => {
    const place = places(finding);
    if (typeof place === "string") return place;
    const { node, whole, path } = place;
    if (!whole || node.key === undefined || !/^(?:env\/[^/]+\/)?vars\/[^/]+$/.test(path)) return WHY_NOT;
    const write = (): readonly [] => {
      gone.add(node);
      return [];
    };
    return { hint: { name: node.key, kind: "must" }, write };
  });
  return { ...located, together: () => removeNodes(file.text, gone) };
}

/** It asks for the value: https://developers.cloudflare.com/workers/wrangler/commands/#secret-put */
function secretPut({ source, keys }: StartRequest): string {
  const isToml = source.languageId === "toml";
  const toml = isToml ? new TomlText(source.text) : undefined;
  const tree = isToml ? undefined : jsonTree(source.text);
  const commands = keys.map(({ name, offset }) => {
    const node = tree?.at(offset);
    const place = toml?.tableAt(offset).name.replaceAll(".", "/") ?? (node ? pathOf(node) : "");
    const environment = /^env\/([\w-]+)\/vars/.exec(place)?.[1];
    return `wrangler secret put ${name}${environment === undefined ? "" : ` --env ${environment}`}`;
  });
  return [...new Set(commands)].join("; ");
}

export const WRANGLER: Accessor = {
  title: "Wrangler",
  languageIds: ["toml", "json", "jsonc"],
  takes: ({ path }) => /^wrangler\.(?:toml|jsonc?)$/.test(baseName(path)),
  reference: "",
  inside: "",
  needs: "the entry of vars goes; the Worker reads the secret under the same name",
  loader: "Wrangler reads .dev.vars beside the file; `wrangler secret put NAME`, once, for the deployed Worker",
  refuses: "comments, parts of values, every place but vars",
  proof: { how: "parsed", by: "smol-toml and jsonc-parser" },
  locate: locateWrangler,
  start: secretPut,
  leadIn: "Wrangler reads the key when you develop; give the deployed Worker the secret once",
};
