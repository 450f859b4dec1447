// What `vsce package` takes along: the rules of @vscode/vsce 3, for one file. What is taken back in stays in, wherever
// in the list that is said.
import { baseName, join } from "../../fix/folders";
import { globsOf, matches } from "./glob";
import { quoted, ruled, type Rule, type Ruling, type Shipping, shippingOf, type Surroundings } from "./model";
import type { PackageJson } from "./npm";

const DEFAULTS: readonly string[] = [
  ".vscodeignore",
  "package-lock.json",
  "npm-debug.log",
  "yarn.lock",
  "yarn-error.log",
  "npm-shrinkwrap.json",
  ".editorconfig",
  ".npmrc",
  ".yarnrc",
  ".gitattributes",
  "*.todo",
  "tslint.yaml",
  ".eslintrc*",
  ".babelrc*",
  ".prettierrc*",
  ".cz-config.js",
  ".commitlintrc*",
  "webpack.config.js",
  "ISSUE_TEMPLATE.md",
  "CONTRIBUTING.md",
  "PULL_REQUEST_TEMPLATE.md",
  "CODE_OF_CONDUCT.md",
  ".github",
  ".travis.yml",
  "appveyor.yml",
  "**/.git",
  "**/.git/**",
  "**/*.vsix",
  "**/.DS_Store",
  "**/*.vsixmanifest",
  "**/.vscode-test/**",
  "**/.vscode-test-web/**",
];

/** Whether a manifest is that of an extension. */
export function isExtension({ engines }: PackageJson): boolean {
  return typeof engines === "object" && engines !== null && "vscode" in engines;
}

/** What `vsce package` in a folder does with a file inside it; `name` is the file's path in the folder. */
export function vsceShipping(folder: string, name: string, manifest: PackageJson, files: Surroundings): Shipping {
  const path = join(folder, name);
  if (name.startsWith("node_modules/")) return ofDependency(folder, path, manifest);
  const list = join(folder, ".vscodeignore");
  const written = files.text(list);
  const { files: listed } = manifest;
  const source = written === undefined && Array.isArray(listed) ? join(folder, "package.json") : list;
  const lines = written?.split(/[\n\r]/) ?? (Array.isArray(listed) ? [...listed.map((one) => `!${one}`), "**"] : []);
  const rules = [
    ...DEFAULTS.map((text) => ({ source: "vsce", text })),
    ...withInsides(lines).map((text) => ({ source, text })),
    ...["!package.json", "!README.md"].map((text) => ({ source: "vsce", text })),
  ];
  const ruling = ruled((assumed) => rulingOf(name, rules, assumed));
  return shippingOf(
    "vsce",
    ruling,
    `vsce package would take ${path}: ${whyTaken(ruling, source, written === undefined, manifest)}.${dotEnvNote(path)}`,
    `vsce package leaves ${path} out: ${whyLeft(ruling)}.`,
  );
}

function ofDependency(folder: string, path: string, { dependencies }: PackageJson): Shipping {
  const where = join(folder, "package.json");
  if (typeof dependencies === "object" && dependencies !== null && Object.keys(dependencies).length > 0)
    return { tool: "vsce", verdict: "not sure", why: `${where} has dependencies, and ${path} may be in one.` };
  return { tool: "vsce", verdict: "kept out", why: `vsce package leaves ${path} out: ${where} has no dependencies.` };
}

function whyTaken({ by }: Ruling, source: string, unwritten: boolean, { files }: PackageJson): string {
  if (by?.source === "vsce") return "vsce takes it always";
  if (by) return `${quoted(by.text.slice(1))} in ${source}${unwritten ? "'s files" : ""} takes it in`;
  return unwritten && !Array.isArray(files)
    ? "there is no .vscodeignore, and package.json lists no files"
    : `nothing in ${source} keeps it out`;
}

function whyLeft({ by }: Ruling): string {
  if (!by || by.source === "vsce") return "vsce does so always";
  return by.source.endsWith("package.json")
    ? `the files in ${by.source} do not cover it`
    : `${quoted(by.text)} in ${by.source}`;
}

/** vsce 3.3 and later look for such files before they write the package. */
function dotEnvNote(path: string): string {
  return baseName(path) === ".env" ? " A recent vsce then refuses; an older one does not." : "";
}

/** What names a thing names what is inside it, too. */
function withInsides(lines: readonly string[]): readonly string[] {
  const said = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  const names = said.filter((line) => !line.slice(line.lastIndexOf("/") + 1).includes("*"));
  return [...said, ...names.map((line) => (line.endsWith("/") ? `${line}**` : `${line}/**`))];
}

function rulingOf(name: string, rules: readonly Rule[], assumed: boolean): Ruling {
  const names = name.split("/");
  const applies = (text: string): boolean => {
    const marks = /^!*/.exec(text)?.[0].length ?? 0;
    const globs = globsOf(text.slice(marks), { shell: true });
    return globs ? globs.some((glob) => matches(glob, names)) !== (marks % 2 === 1) : assumed;
  };
  const left = rules.find(({ text }) => !text.startsWith("!") && applies(text));
  if (!left) return { taken: true };
  const back = rules.find(({ text }) => text.startsWith("!") && applies(text.slice(1)));
  return back ? { taken: true, by: back } : { taken: false, by: left };
}
