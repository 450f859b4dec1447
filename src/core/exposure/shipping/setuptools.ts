// What setuptools takes along: the modules of packages, what MANIFEST.in says, and with setuptools-scm all that git tracks.
import { baseName, folderOf, foldersUp, join } from "../../fix/folders";
import { covers, gitRuling, pathCover } from "./cover";
import { globsOf, matches } from "./glob";
import type { Rule, Ruling } from "./model";
import type { Project } from "./project";
import { stringsOf, tomlAt } from "./toml";

export function setuptoolsRuling(project: Project, assumed: boolean): Ruling {
  const { folder, name, files, toml } = project;
  const path = join(folder, name);
  if (/(?:^|\/)(?:\.git|\.svn|\.hg|CVS|RCS|SCCS|\.bzr|_darcs)\//.test(name) || name.startsWith("build/"))
    return { taken: false, by: { source: "setuptools", text: name.split("/")[0] ?? "" } };
  const manifest = join(folder, "MANIFEST.in");
  let ruling = byDefault(project, assumed);
  const requires = stringsOf(tomlAt(toml, "build-system", "requires"));
  if (!ruling.taken && requires.some((one) => /^setuptools[-_]?(?:scm|git)/i.test(one)))
    ruling = gitRuling(path, files, assumed).taken
      ? { taken: true, by: { source: project.source, text: "setuptools-scm" } }
      : ruling;
  for (const line of (files.text(manifest) ?? "").replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) continue;
    const taken = saysOf(text, name, assumed);
    if (taken !== undefined) ruling = { taken, by: { source: manifest, text } };
  }
  return ruling;
}

const DEFAULT =
  /^(?:README(?:\.(?:txt|rst|md))?|setup\.(?:py|cfg)|pyproject\.toml|MANIFEST\.in|(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*|tests?\/test[^/]*\.py)$/;

function byDefault(project: Project, assumed: boolean): Ruling {
  const { folder, name, files, toml, source } = project;
  const rule = (text: string): Rule => ({ source, text });
  if (DEFAULT.test(name)) return { taken: true, by: { source: "setuptools", text: name } };
  const settings = tomlAt(toml, "tool", "setuptools");
  const [inside = ""] = foldersUp(folderOf(name));
  const isModule = name.endsWith(".py");
  const root = rootOf(project);
  const top = name.slice(root === "" ? 0 : root.length + 1).split("/")[0] ?? "";
  const packaged = isPackage(project, inside, root);
  if (isModule && packaged) return { taken: true, by: rule(top) };
  if (isModule && inside === root && stringsOf(tomlAt(settings, "py-modules")).includes(top.replace(/\.py$/, "")))
    return { taken: true, by: rule("py-modules") };
  const data = tomlAt(settings, "package-data");
  for (const [owner, patterns] of Object.entries(typeof data === "object" ? data : {})) {
    const at = owner === "*" || owner === "" ? inside : join(root, owner.replaceAll(".", "/"));
    if (files.kind(join(folder, at)) !== "folder" || at === "") continue;
    const by = stringsOf(patterns).find((one) => covers(pathCover(source, `${at}/${one}`), name.split("/"), assumed));
    if (by !== undefined) return { taken: true, by: rule(by) };
  }
  return { taken: false };
}

function rootOf({ toml, folder, files }: Project): string {
  const isListed = Array.isArray(tomlAt(toml, "tool", "setuptools", "packages"));
  const given = tomlAt(toml, "tool", "setuptools", "package-dir", "");
  if (typeof given === "string") return given.replace(/^\.\/?/, "");
  return !isListed && files.kind(join(folder, "src")) === "folder" ? "src" : "";
}

/** Names that setuptools does not take for a package beside setup files. */
const NO_PACKAGE =
  /^(?:ci|bin|debian|docs?|documentation|manpages|news|newsfragments|changelog|tests?|unit_?tests?|integration_?tests?|examples?|scripts|tools|util|utils|python|build|benchmarks?|exercises?|htmlcov|tasks?|fabfile|site_scons|conftest|dist|[._].*)$/;

/** Whether the modules of a folder are taken: it is listed, or found as setuptools finds packages. */
function isPackage(project: Project, inside: string, root: string): boolean {
  const { toml, folder, files } = project;
  const packages = tomlAt(toml, "tool", "setuptools", "packages");
  const below = root === "" ? inside : inside.startsWith(`${root}/`) ? inside.slice(root.length + 1) : "";
  if (below === "") return false;
  if (Array.isArray(packages)) return stringsOf(packages).includes(below.replaceAll("/", "."));
  const holds = foldersUp(below)
    .slice(0, -1)
    .every((one) => files.kind(join(folder, join(root, `${one}/__init__.py`))) === "file");
  if (root === "" && NO_PACKAGE.test(below.split("/")[0] ?? "")) return false;
  return holds;
}

/** What a line of MANIFEST.in does with a path, if it does anything. */
function saysOf(line: string, name: string, assumed: boolean): boolean | undefined {
  const [command = "", ...words] = line.split(/\s+/);
  const takes = /include$|^graft$/.test(command);
  const anyOf = (patterns: readonly string[], at: string): boolean =>
    patterns.some((one) => globsOf(one.replace(/^\.\//, ""))?.some((glob) => matches(glob, at.split("/"))) ?? assumed);
  const tidy = (words[0] ?? "")
    .replace(/^\.\//, "")
    .split("/")
    .filter((one) => one !== "")
    .join("/");
  const below =
    tidy === "" || tidy === "." ? name : name.startsWith(`${tidy}/`) ? name.slice(tidy.length + 1) : undefined;
  switch (command) {
    case "include":
    case "exclude":
      return anyOf(words, name) ? takes : undefined;
    case "global-include":
    case "global-exclude":
      return anyOf(
        words.map((one) => `**/${one}`),
        name,
      )
        ? takes
        : undefined;
    case "recursive-include":
    case "recursive-exclude":
      return below !== undefined &&
        anyOf(
          words.slice(1).map((one) => `**/${one}`),
          below,
        )
        ? takes
        : undefined;
    case "graft":
    case "prune":
      return below !== undefined || folderMatches(tidy, name, assumed) ? takes : undefined;
    default:
      return undefined;
  }
}

function folderMatches(pattern: string, name: string, assumed: boolean): boolean {
  const folder = folderOf(name);
  return baseName(name) !== "" && folder !== "" && covers(pathCover("", pattern), folder.split("/"), assumed);
}
