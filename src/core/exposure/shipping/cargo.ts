// What `cargo package` takes along, for one file.
import { folderOf, foldersUp, join } from "../../fix/folders";
import { gitRuling, ignoreCovers, ignoredBy } from "./cover";
import { quoted, ruled, type Ruling, type Shipping, shippingOf, type Surroundings } from "./model";
import { isTable, readToml, stringsOf, tomlAt } from "./toml";

/** What cargo in a folder does with a file inside it; nothing where there is no package to make. */
export function cargoShipping(folder: string, name: string, files: Surroundings): readonly Shipping[] {
  const tool = "cargo";
  const where = join(folder, "Cargo.toml");
  const text = files.text(where);
  if (text === undefined) return [];
  const manifest = readToml(text);
  if (!manifest) return [{ tool, verdict: "not sure", why: `${where} could not be read as TOML.` }];
  const settings = tomlAt(manifest, "package");
  if (!isTable(settings)) return [];
  const path = join(folder, name);
  const inner = foldersUp(folderOf(name)).filter((one) => one !== "");
  const other = inner.find((one) => files.text(join(folder, `${one}/Cargo.toml`)) !== undefined);
  if (other !== undefined)
    return [
      {
        tool,
        verdict: "kept out",
        why: `cargo package leaves ${path} out: ${join(folder, other)} is a package of its own.`,
      },
    ];
  const publish = settings["publish"];
  if (publish === false || (Array.isArray(publish) && publish.length === 0))
    return [{ tool, verdict: "kept out", why: `${where} is not to be published: cargo refuses.` }];
  const ruling = ruled((assumed) => rulingOf(where, name, path, settings, files, assumed));
  const by = ruling.by ? ` ${quoted(ruling.by.text)} in ${ruling.by.source}` : "";
  const nothing = Array.isArray(settings["include"]) ? "the `include` does not cover it" : "cargo does so always";
  const free = `nothing in ${where} or git's ignore files keeps it out`;
  return [
    shippingOf(
      tool,
      ruling,
      `cargo package would take ${path}:${by ? `${by} covers it` : ` ${free}`}.`,
      `cargo package leaves ${path} out:${by || ` ${nothing}`}.`,
    ),
  ];
}

function rulingOf(
  where: string,
  name: string,
  path: string,
  settings: Parameters<typeof tomlAt>[0],
  files: Surroundings,
  assumed: boolean,
): Ruling {
  const names = name.split("/");
  const named = [tomlAt(settings, "readme") ?? "README.md", tomlAt(settings, "license-file")];
  if (["Cargo.toml", "Cargo.lock", ...named].includes(name))
    return { taken: true, by: { source: "cargo", text: name } };
  if (names[0] === "target") return { taken: false };
  const include = tomlAt(settings, "include");
  if (Array.isArray(include) && include.length > 0) {
    const by = ignoredBy(ignoreCovers(where, stringsOf(include)), names, assumed);
    return { taken: by !== undefined, ...(by && { by }) };
  }
  const left = ignoredBy(ignoreCovers(where, stringsOf(tomlAt(settings, "exclude"))), names, assumed);
  if (left) return { taken: false, by: left };
  // Without git, cargo leaves out what is hidden.
  if (files.gitIgnores === undefined && !files.names("").includes(".git"))
    return { taken: !names.some((one) => one.startsWith(".")) };
  const git = gitRuling(path, files, assumed);
  return git.taken ? { taken: true } : git;
}
