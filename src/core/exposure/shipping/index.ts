// Which packages and images made here would take a file along: nothing is run, each tool's documented rules are read.
import { folderOf, foldersUp, join, within } from "../../fix/folders";
import { cargoShipping } from "./cargo";
import { dockerShippings } from "./docker";
import { isDockerfile } from "./dockerfile";
import type { Shipping, Surroundings } from "./model";
import { npmShipping, type PackageJson, readPackageJson } from "./npm";
import { pythonShipping } from "./python";
import { isExtension, vsceShipping } from "./vsce";

const MAX_DEPTH = 64;

/** What is declared in the folders around a file, and what each tool does with the file. Empty when nothing is. */
export function shippedBy(path: string, files: Surroundings): readonly Shipping[] {
  if (path.split("/").length > MAX_DEPTH)
    return [{ tool: "npm", verdict: "not sure", why: "The file lies too deep for its packages to be told." }];
  return foldersUp(folderOf(path)).flatMap((folder) => {
    const name = within(folder, path);
    return [
      ...ofPackageJson(folder, name, files),
      ...dockerShippings(folder, name, files),
      ...pythonShipping(folder, name, files),
      ...cargoShipping(folder, name, files),
    ];
  });
}

const MANIFESTS: ReadonlySet<string> = new Set([
  "package.json",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "Cargo.toml",
]);

/** Whether one of the names in a folder is that of a manifest. */
export function declaresPackages(names: readonly string[]): boolean {
  return names.some((name) => MANIFESTS.has(name) || isDockerfile(name));
}

function ofPackageJson(folder: string, name: string, files: Surroundings): readonly Shipping[] {
  const where = join(folder, "package.json");
  const text = files.text(where);
  if (text === undefined) return [];
  const manifest = readPackageJson(text);
  if (!manifest) return [{ tool: "npm", verdict: "not sure", why: `${where} is no valid JSON.` }];
  if (!isExtension(manifest)) return isPackage(manifest) ? [npmShipping(folder, name, manifest, files)] : [];
  const vsce = vsceShipping(folder, name, manifest, files);
  return isForNpm(folder, manifest, files) ? [vsce, npmShipping(folder, name, manifest, files)] : [vsce];
}

/** npm packs nothing without these. */
function isPackage(manifest: PackageJson): boolean {
  return typeof manifest["name"] === "string" && typeof manifest["version"] === "string";
}

/** An extension is not published with npm unless something says so. */
function isForNpm(folder: string, manifest: PackageJson, files: Surroundings): boolean {
  return (
    isPackage(manifest) &&
    (manifest["bin"] !== undefined ||
      manifest["publishConfig"] !== undefined ||
      files.text(join(folder, ".npmignore")) !== undefined)
  );
}
