// What `npm pack` and `npm publish` take along: the rules of npm-packlist 10 and ignore-walk 8, for one file.
import { getNodeValue } from "jsonc-parser";
import { type JsonProblem, readJson } from "../../readJson";
import { join } from "../../fix/folders";
import { type Glob, globsOf, matches, trimmedEnd } from "./glob";
import { quoted, ruled, type Ruling, type Shipping, shippingOf, type Surroundings } from "./model";

/** The parts of a package.json that decide. */
export type PackageJson = Readonly<Record<string, unknown>>;

/** A manifest, or undefined where it holds no object. */
export function readPackageJson(text: string): PackageJson | undefined {
  const problems: JsonProblem[] = [];
  const root = readJson(text, problems, false);
  return root?.type === "object" && problems.length === 0 ? (getNodeValue(root) as PackageJson) : undefined;
}

const DEFAULTS: readonly string[] = [
  ".npmignore",
  ".gitignore",
  "**/.git",
  "**/.svn",
  "**/.hg",
  "**/CVS",
  "**/.git/**",
  "**/.svn/**",
  "**/.hg/**",
  "**/CVS/**",
  "/.lock-wscript",
  "/.wafpickle-*",
  "/build/config.gypi",
  "npm-debug.log",
  "**/.npmrc",
  ".*.swp",
  ".DS_Store",
  "**/.DS_Store/**",
  "._*",
  "**/._*/**",
  "*.orig",
  "/archived-packages/**",
];

const ALWAYS: readonly string[] = [
  "!/package.json",
  "!/readme{,.*[^~$]}",
  "!/copying{,.*[^~$]}",
  "!/license{,.*[^~$]}",
  "!/licence{,.*[^~$]}",
];

const NEVER: readonly string[] = [
  "/.git",
  "/node_modules",
  ".npmrc",
  "/package-lock.json",
  "/yarn.lock",
  "/pnpm-lock.yaml",
  "/bun.lockb",
];

/** Where npm's own rules stand. */
const NPM = "npm";

interface Pattern {
  readonly source: string;
  readonly text: string;
  readonly negated: boolean;
  /** Missing where the pattern is not understood. */
  readonly globs?: readonly Glob[];
  /** It names one thing, wherever that is. */
  readonly loose: boolean;
}

/** What `npm pack` in a folder does with a file inside it; `name` is the file's path in the folder. */
export function npmShipping(folder: string, name: string, manifest: PackageJson, files: Surroundings): Shipping {
  const where = join(folder, "package.json");
  const path = join(folder, name);
  if (name.startsWith("node_modules/") && (manifest["bundleDependencies"] ?? manifest["bundledDependencies"]))
    return { tool: "npm", verdict: "not sure", why: `${where} bundles dependencies, and ${path} may be in one.` };
  const levels = levelsOf(folder, name, manifest, files);
  const ruling = ruled((assumed) => walk(name.split("/"), levels, assumed));
  const ships = shippingOf(
    "npm",
    ruling,
    `npm pack would take ${path}: ${whyTaken(ruling, folder, manifest, files)}.`,
    `npm pack leaves ${path} out: ${whyLeft(ruling, where)}.`,
  );
  if (manifest["private"] !== true || ships.verdict !== "ships") return ships;
  return {
    tool: "npm",
    verdict: "kept out",
    why: `${where} is private: npm refuses to publish it, yet npm pack would take ${path}.`,
  };
}

function whyTaken({ by }: Ruling, folder: string, manifest: PackageJson, files: Surroundings): string {
  if (by?.source === NPM) return "npm takes it always";
  if (by) return `${quoted(by.text)} in ${by.source} takes it in`;
  const list = [".npmignore", ".gitignore"]
    .map((name) => join(folder, name))
    .find((one) => files.text(one) !== undefined);
  if (manifest["files"] !== undefined) return `the files in ${join(folder, "package.json")} cover it`;
  return list === undefined
    ? `${join(folder, "package.json")} lists no files, and there is no .npmignore beside it`
    : `nothing in ${list} keeps it out`;
}

function whyLeft({ by }: Ruling, where: string): string {
  if (!by || (by.source === where && by.text === "*")) return `the files in ${where} do not cover it`;
  return by.source === NPM ? "npm does so always" : `${quoted(by.text)} in ${by.source}`;
}

type Level = readonly (readonly Pattern[])[];

/** The rules that each folder on the way adds. */
function levelsOf(folder: string, name: string, manifest: PackageJson, files: Surroundings): readonly Level[] {
  const folders = name.split("/").slice(0, -1);
  const { listed, required } = listedFiles(folder, manifest, files);
  const root = [
    patterns(NPM, DEFAULTS),
    ...(listed ? [listed] : [ignoreFile(folder, files)]),
    [
      ...required,
      ...patterns(NPM, ["/.git", ...ALWAYS, ...NEVER]),
      ...patterns(join(folder, "package.json"), entryPoints(manifest)),
    ],
  ];
  const below = folders.map((_, index) => {
    const inside = folders.slice(0, index + 1).join("/");
    const at = join(folder, inside);
    const wanted = required.map(({ text }) => text.replace(/^!\/?/, "")).filter((one) => one.startsWith(`${inside}/`));
    // Beside workspaces, npm takes a manifest for the ignore file of its folder.
    const own = manifest["workspaces"] && files.kind(join(at, "package.json")) ? [] : ignoreFile(at, files);
    const strict = patterns(
      join(folder, "package.json"),
      wanted.map((one) => `!${one.slice(inside.length + 1)}`),
    );
    return [patterns(NPM, DEFAULTS), own, [...patterns(NPM, ["/.git"]), ...strict]];
  });
  return [root, ...below];
}

/** `.npmignore`, else `.gitignore`. */
function ignoreFile(folder: string, files: Surroundings): readonly Pattern[] {
  for (const name of [".npmignore", ".gitignore"]) {
    const path = join(folder, name);
    const text = files.text(path);
    if (text !== undefined) return patterns(path, text.split(/\r?\n/));
  }
  return [];
}

/** The list in package.json, turned round; files that are there count more than patterns. */
function listedFiles(
  folder: string,
  manifest: PackageJson,
  files: Surroundings,
): { readonly listed?: readonly Pattern[]; readonly required: readonly Pattern[] } {
  const { files: list } = manifest;
  if (!Array.isArray(list)) return { required: [] };
  const source = join(folder, "package.json");
  const loose: string[] = ["*"];
  const required: string[] = [];
  for (const one of list.filter((entry) => typeof entry === "string")) {
    const entry = one.replace(/^\.\//, "/").replace(/\/\*$/, "/**");
    const plain = trimmedEnd(entry.replace(/^!*\/*/, ""), "/");
    const kind = plain === "" || plain === "." ? "folder" : files.kind(join(folder, plain));
    if (kind === "file" && !entry.endsWith("/")) required.unshift(`!${entry}`);
    else if (kind === "folder") loose.push(`!${entry}`, `!${entry}/**`);
    else loose.push(`!${entry}`);
  }
  return { listed: patterns(source, loose), required: patterns(source, required) };
}

/** What is needed to run. npm tidies the paths of programs alone, so that `./main.js` takes nothing in. */
function entryPoints({ browser, main, bin, directories }: PackageJson): readonly string[] {
  const bins = typeof bin === "object" && bin !== null ? Object.values(bin) : [bin];
  const tidy = bins.map((one) => (typeof one === "string" ? one.replace(/^(?:\.?\/)+/, "") : undefined));
  const folder = (directories as { readonly bin?: unknown } | null | undefined)?.bin;
  const programs =
    typeof folder === "string" && bin === undefined ? [`${folder.replace(/^(?:\.?\/)+|\/+$/g, "")}/**`] : [];
  return [browser, main, ...tidy, ...programs]
    .filter((one) => typeof one === "string" && one !== "")
    .map((one) => `!/${one as string}`);
}

function patterns(source: string, lines: readonly string[]): readonly Pattern[] {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((text) => {
      const marks = /^!*/.exec(text)?.[0].length ?? 0;
      const body = text.slice(marks);
      const globs = globsOf(body, { shell: true, ignoreCase: true });
      const loose = globs?.some(({ parts }) => parts.length <= (body.endsWith("/") ? 2 : 1)) === true;
      return { source, text, negated: marks % 2 === 1, ...(globs && { globs }), loose };
    });
}

/** Goes down to a file as npm does, folder by folder. */
function walk(names: readonly string[], levels: readonly Level[], assumed: boolean): Ruling {
  const whole: boolean[] = [false];
  const passes = (depth: number, entry: string, partly: boolean): Ruling =>
    filtered({ names, levels, whole, assumed }, depth, entry, partly);
  for (const [depth, name] of names.entries()) {
    if (depth === names.length - 1) return passes(depth, name, false);
    const below = passes(depth, name, true);
    if (!below.taken) return below;
    whole.push(passes(depth, name, false).taken || passes(depth, `${name}/`, false).taken);
  }
  return { taken: false };
}

interface Way {
  readonly names: readonly string[];
  readonly levels: readonly Level[];
  /** Of each folder on the way, whether it passes as a whole. */
  readonly whole: readonly boolean[];
  readonly assumed: boolean;
}

/** What the rules say of an entry of a folder: those of the folders above first. `base` is the entry's own name. */
function filtered(way: Way, depth: number, entry: string, partly: boolean, base?: string): Ruling {
  let ruling: Ruling = { taken: true };
  if (depth > 0) {
    ruling = filtered(way, depth - 1, `${way.names[depth - 1] ?? ""}/${entry}`, partly, base ?? entry);
    if (!ruling.taken && !way.whole[depth]) return ruling;
  }
  for (const pattern of way.levels[depth]?.flat() ?? []) {
    if (pattern.negated === ruling.taken) continue;
    if (applies(pattern, entry, partly, base) ?? way.assumed) ruling = { taken: pattern.negated, by: pattern };
  }
  return ruling;
}

function applies(pattern: Pattern, entry: string, partly: boolean, base: string | undefined): boolean | undefined {
  const { globs, negated, loose } = pattern;
  if (!globs) return undefined;
  const match = (path: string, below = false): boolean => globs.some((glob) => matchesAt(glob, path, below));
  const either = (path: string, below = false): boolean => match(`/${path}`, below) || match(path, below);
  if (either(entry)) return true;
  if (!partly) return false;
  if (either(`${entry}/`) || (negated && either(entry, true))) return true;
  if (base === undefined || !loose) return false;
  return either(`${base}/`) || (negated && either(base, true));
}

/** A pattern of one name matches that name in any folder. */
function matchesAt(glob: Glob, path: string, below: boolean): boolean {
  const names = path.toLowerCase().split("/");
  const last = names.findLast((name) => name !== "") ?? "";
  return matches(glob, glob.parts.length === 1 ? [last] : names, below);
}
