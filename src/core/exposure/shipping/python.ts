// What a source distribution of Python takes along, for one file. A wheel is made from it.
import { foldersUp, join } from "../../fix/folders";
import { type Cover, covers, gitRuling, ignoreCovers, ignoredBy, pathCover } from "./cover";
import { quoted, ruled, type Ruling, type Shipping, shippingOf, type Surroundings } from "./model";
import type { Project } from "./project";
import { setuptoolsRuling } from "./setuptools";
import { isTable, readToml, stringsOf, type TomlTable, tomlAt } from "./toml";

/** The answer for a folder with a project of Python about a file inside it; nothing where there is none. */
export function pythonShipping(folder: string, name: string, files: Surroundings): readonly Shipping[] {
  const tool = "python";
  const where = join(folder, "pyproject.toml");
  const text = files.text(where);
  const legacy = ["setup.py", "setup.cfg"].map((one) => join(folder, one)).find((one) => files.text(one) !== undefined);
  if (text === undefined && legacy === undefined) return [];
  const toml = readToml(text ?? "");
  if (!toml) return [{ tool, verdict: "not sure", why: `${where} could not be read as TOML.` }];
  const backend = backendOf(toml, legacy !== undefined);
  if (backend === undefined) return [];
  const rule = Object.entries(BACKENDS).find(([start]) => backend.startsWith(start))?.[1];
  if (!rule)
    return [{ tool, verdict: "not sure", why: `${where} is built by ${quoted(backend)}, which is not known here.` }];
  const source = text === undefined ? (legacy ?? where) : where;
  const project: Project = { folder, source, name, toml, files };
  const ruling = ruled((assumed) => always(project) ?? rule(project, assumed));
  const path = join(folder, name);
  const taken = shippingOf(
    tool,
    ruling,
    `The source distribution of ${source} would take ${path}: ${ruling.by ? `${quoted(ruling.by.text)} in ${ruling.by.source} covers it` : "nothing keeps it out"}.`,
    `The source distribution of ${source} leaves ${path} out: ${ruling.by ? `${quoted(ruling.by.text)} in ${ruling.by.source}` : "nothing takes it in"}.`,
  );
  if (taken.verdict !== "ships" || !isPrivate(toml)) return [taken];
  return [
    {
      tool,
      verdict: "kept out",
      why: `${where} is private: PyPI refuses it, yet a source distribution would take ${path}.`,
    },
  ];
}

function backendOf(toml: TomlTable, legacy: boolean): string | undefined {
  const backend = tomlAt(toml, "build-system", "build-backend");
  if (tomlAt(toml, "tool", "poetry", "package-mode") === false) return undefined;
  if (typeof backend === "string") return backend;
  if (legacy || isTable(toml["build-system"])) return "setuptools";
  return isTable(tomlAt(toml, "tool", "poetry")) ? "poetry" : undefined;
}

function isPrivate(toml: TomlTable): boolean {
  const lists = [tomlAt(toml, "project", "classifiers"), tomlAt(toml, "tool", "poetry", "classifiers")];
  return lists.flatMap(stringsOf).some((one) => one.startsWith("Private ::"));
}

const LICENSES = ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"];

/** What every backend takes: the manifest and what it names. */
function always({ toml, name, source }: Project): Ruling | undefined {
  const readme = tomlAt(toml, "project", "readme");
  const named = [readme, tomlAt(readme, "file"), tomlAt(toml, "tool", "poetry", "readme")];
  const given = tomlAt(toml, "project", "license-files");
  const licenses = (given === undefined ? LICENSES : stringsOf(given)).map((one) => pathCover(source, one));
  const isNamed = name === "pyproject.toml" || named.includes(name);
  const by = licenses.find((one) => covers(one, name.split("/"), false));
  return isNamed || by ? { taken: true, by: by ?? { source, text: name } } : undefined;
}

/** What a backend does, where its patterns that are not understood are taken to match, or not to. */
export type Backend = (project: Project, assumed: boolean) => Ruling;

const BACKENDS: Readonly<Record<string, Backend>> = {
  hatchling,
  poetry,
  flit,
  "pdm.": pdm,
  uv_build: uv,
  setuptools: setuptoolsRuling,
};

const HATCH_SKIPS = [
  ...["__pycache__", ".venv", ".git", ".hg", ".hatch", ".tox", ".nox", ".ruff_cache", ".pytest_cache"],
  ...[".mypy_cache", ".pixi", ".DS_Store"],
];

function hatchling(project: Project, assumed: boolean): Ruling {
  const { folder, source, name, toml, files } = project;
  const names = name.split("/");
  const skipped = names.find((one) => HATCH_SKIPS.includes(one));
  if (skipped !== undefined) return { taken: false, by: { source: "hatchling", text: skipped } };
  const build = tomlAt(toml, "tool", "hatch", "build");
  const target = tomlAt(build, "targets", "sdist");
  const setting = (key: string): ReturnType<typeof tomlAt> => tomlAt(target, key) ?? tomlAt(build, key);
  const forced = Object.keys(asTable(setting("force-include"))).map((one) => pathCover(source, one));
  const own = [...forced, pathCover("hatchling", ".gitignore")].find((one) => covers(one, names, assumed));
  if (own) return { taken: true, by: own };
  const only = [stringsOf(setting("only-include")), stringsOf(setting("packages"))].find((list) => list.length > 0);
  const within = only?.map((one) => pathCover(source, one)).find((one) => covers(one, names, assumed));
  if (only && !within) return { taken: false };
  const back = ignoredBy(ignoreCovers(source, stringsOf(setting("artifacts"))), names, assumed);
  if (back) return { taken: true, by: back };
  const left = ignoredBy(
    [
      ...ignoreCovers("hatchling", ["*.py[cdo]", "/dist"]),
      ...(setting("ignore-vcs") === true ? [] : nearestIgnoreFile(folder, files)),
      ...ignoreCovers(source, stringsOf(setting("exclude"))),
    ],
    names,
    assumed,
  );
  if (left) return { taken: false, by: left };
  const include = stringsOf(setting("include"));
  if (within || include.length === 0) return { taken: true, ...(within && { by: within }) };
  const by = ignoredBy(ignoreCovers(source, include), names, assumed);
  return { taken: by !== undefined, ...(by && { by }) };
}

/** hatchling reads one ignore file, the nearest above, up to where the repository starts. */
function nearestIgnoreFile(folder: string, files: Surroundings): readonly Cover[] {
  for (const at of foldersUp(folder)) {
    const source = join(at, ".gitignore");
    const text = files.text(source);
    if (text !== undefined) return ignoreCovers(source, text.split("\n"));
    if (files.names(at).includes(".git")) break;
  }
  return [];
}

/** Takes what one list covers, unless another does. */
function listed(names: readonly string[], takes: readonly Cover[], leaves: readonly Cover[], assumed: boolean): Ruling {
  const left = leaves.find((one) => covers(one, names, assumed));
  const by = takes.find((one) => covers(one, names, assumed));
  if (!by) return { taken: false };
  return left ? { taken: false, by: left } : { taken: true, by };
}

const BYTECODE = ["**/__pycache__", "**/*.pyc", "**/*.pyo"].map((one) => pathCover("its defaults", one));

function poetry(project: Project, assumed: boolean): Ruling {
  const { folder, source, name, toml, files } = project;
  const names = name.split("/");
  const settings = tomlAt(toml, "tool", "poetry");
  const goesInSdist = (format: ReturnType<typeof tomlAt>): boolean =>
    format === undefined || format === "sdist" || stringsOf(format).includes("sdist");
  const entries = (key: string): readonly string[] => {
    const list = tomlAt(settings, key);
    return (Array.isArray(list) ? list : []).flatMap((one: string | TomlTable) => {
      if (typeof one === "string") return [one];
      const { include, from, format } = one;
      if (typeof include !== "string" || !goesInSdist(format)) return [];
      return [typeof from === "string" ? `${from}/${include}` : include];
    });
  };
  const cover = (list: readonly string[]): readonly Cover[] => list.map((one) => pathCover(source, one));
  const included = cover(entries("include")).find((one) => covers(one, names, assumed));
  if (included && !names.includes("__pycache__")) return { taken: true, by: included };
  const packages = isSet(settings, "packages") ? cover(entries("packages")) : moduleCovers(project);
  const ruling = listed(names, packages, [...BYTECODE, ...cover(entries("exclude"))], assumed);
  const git = ruling.taken ? gitRuling(join(folder, name), files, assumed) : ruling;
  return git.taken ? ruling : git;
}

function flit({ source, toml, name, ...rest }: Project, assumed: boolean): Ruling {
  const sdist = tomlAt(toml, "tool", "flit", "sdist");
  const cover = (key: string): readonly Cover[] =>
    stringsOf(tomlAt(sdist, key)).map((one) => pathCover(source, one, { noHidden: true }));
  const takes = [...moduleCovers({ source, toml, name, ...rest }), ...cover("include")];
  return listed(name.split("/"), takes, [...BYTECODE, ...cover("exclude")], assumed);
}

function uv({ source, toml, name, ...rest }: Project, assumed: boolean): Ruling {
  const settings = tomlAt(toml, "tool", "uv", "build-backend");
  const root = tomlAt(settings, "module-root") ?? "src";
  const takes = [
    ...moduleCovers({ source, toml, name, ...rest }, [typeof root === "string" ? root : "src"]),
    ...stringsOf(tomlAt(settings, "source-include")).map((one) => pathCover(source, one)),
  ];
  // Exclusions hold in every folder, unless they start with a slash.
  const leaves = stringsOf(tomlAt(settings, "source-exclude")).map((one) =>
    pathCover(source, one.startsWith("/") ? one : `**/${one}`),
  );
  return listed(name.split("/"), takes, [...BYTECODE, ...leaves], assumed);
}

/** The more exact pattern wins: the one with more names, then the one with fewer wildcards. */
function pdm(project: Project, assumed: boolean): Ruling {
  const { folder, source, toml, name, files } = project;
  const names = name.split("/");
  const build = tomlAt(toml, "tool", "pdm", "build");
  const cover = (key: string): readonly Cover[] => stringsOf(tomlAt(build, key)).map((one) => pathCover(source, one));
  const root = tomlAt(build, "package-dir") ?? (files.kind(join(folder, "src")) === "folder" ? "src" : "");
  const base = typeof root === "string" ? root : "";
  const inPackage = files.kind(join(folder, join(base, `${names[base === "" ? 0 : 1] ?? ""}/__init__.py`))) === "file";
  const top = pathCover(source, inPackage ? join(base, names[base === "" ? 0 : 1] ?? "") : join(base, "*.py"));
  const takes = isSet(build, "includes") ? cover("includes") : [top];
  const tests = isSet(build, "source-includes") ? cover("source-includes") : [pathCover(source, "tests")];
  const best = (list: readonly Cover[]): Cover | undefined =>
    list
      .filter((one) => covers(one, names, assumed))
      .sort((a, b) => exactness(b) - exactness(a))
      .at(0);
  const [by, left] = [best([...takes, ...tests]), best([...BYTECODE, ...cover("excludes"), pathCover("pdm", "build")])];
  if (!by) return { taken: false };
  return left && exactness(left) >= exactness(by) ? { taken: false, by: left } : { taken: true, by };
}

const exactness = ({ text }: Cover): number => text.split("/").length * 1000 - text.split("*").length;

/** The module that a project is named after, in its folder or in `src`. */
function moduleCovers({ source, toml, folder, files }: Project, roots = ["", "src"]): readonly Cover[] {
  const tool = tomlAt(toml, "tool");
  const given = tomlAt(tool, "flit", "module", "name") ?? tomlAt(tool, "uv", "build-backend", "module-name");
  const called = given ?? tomlAt(toml, "project", "name") ?? tomlAt(tool, "poetry", "name");
  const modules = typeof called === "string" ? [called] : stringsOf(called);
  return modules.flatMap((module) => {
    const path = module.replace(/[-_]+/g, "_").replaceAll(".", "/");
    return roots
      .map((root) => (root === "" ? path : `${root}/${path}`))
      .flatMap((one) => [one, one.toLowerCase(), `${one}.py`])
      .filter((one) => files.kind(join(folder, one)) !== undefined)
      .map((one) => pathCover(source, one));
  });
}

function asTable(value: ReturnType<typeof tomlAt>): TomlTable {
  return isTable(value) ? value : {};
}

function isSet(table: ReturnType<typeof tomlAt>, key: string): boolean {
  return tomlAt(table, key) !== undefined;
}
