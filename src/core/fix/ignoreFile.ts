// Whether git would ignore a file, and the line that makes it so. Patterns are judged by the `ignore` package.
import ignore, { type Ignore } from "ignore";
import { baseName, foldersUp, folderOf, isInside, join, within } from "./folders";

type Files = ReadonlyMap<string, string>;

/** The folder of the repository that a path is in, as far as the owning folder shows it; else the owning folder. */
export function repositoryOf(path: string, files: Files): string {
  const isRepository = (folder: string): boolean =>
    files.has(join(folder, ".git")) || files.has(join(folder, ".git/HEAD"));
  return foldersUp(folderOf(path)).find(isRepository) ?? "";
}

/** Whether the ignore files from the repository's folder down cover a path. A person's own excludes are not known. */
export function isIgnored(path: string, files: Files): boolean {
  const repository = repositoryOf(path, files);
  const folders = foldersUp(folderOf(path)).filter((folder) => folder === repository || isInside(repository, folder));
  const sources = folders
    .flatMap((folder) => [rulesIn(folder, files.get(join(folder, ".gitignore")))])
    .concat(rulesIn(repository, files.get(join(repository, ".git/info/exclude"))))
    .filter((source) => source !== undefined);
  // A folder that is ignored hides its files, whatever patterns further down say.
  const parents = folders.filter((folder) => folder !== repository).reverse();
  return [...parents.map((folder) => `${folder}/`), path].some((one) => verdict(one, sources));
}

interface Rules {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Nearest file first: git lets the last pattern that matches decide, and nearer files come after farther ones. */
function verdict(path: string, sources: readonly Rules[]): boolean {
  for (const { folder, patterns } of sources) {
    if (!isInside(folder, path) || path === `${folder}/`) continue;
    const { ignored, unignored } = patterns.test(within(folder, path));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function rulesIn(folder: string, text: string | undefined): Rules | undefined {
  return text === undefined
    ? undefined
    : { folder, patterns: ignore({ allowRelativePaths: true, ignorecase: false }).add(text) };
}

export interface IgnoreLine {
  /** The ignore file that gets it. */
  readonly path: string;
  /** Added at the end of the file. */
  readonly text: string;
}

/** The line that makes git ignore `path`, or undefined when one does already. */
export function ignoreLineFor(path: string, files: Files, eol: string): IgnoreLine | undefined {
  if (isIgnored(path, files)) return undefined;
  const repository = repositoryOf(path, files);
  const around = foldersUp(folderOf(path)).filter((folder) => folder === repository || isInside(repository, folder));
  const nearest = around.find((folder) => files.has(join(folder, ".gitignore"))) ?? repository;
  const lines = [nearest, folderOf(path)].map((folder) => lineIn(folder, path, files, eol));
  return lines.find((line) => isIgnored(path, new Map(files).set(line.path, (files.get(line.path) ?? "") + line.text)));
}

function lineIn(folder: string, path: string, files: Files, eol: string): IgnoreLine {
  const file = join(folder, ".gitignore");
  const old = files.get(file) ?? "";
  const newline = /\r\n|\n/.exec(old)?.[0] ?? eol;
  const gap = old === "" || /[\r\n]$/.test(old) ? "" : newline;
  const name = baseName(path);
  const pattern = name.startsWith(".env") ? name : `/${within(folder, path)}`;
  return { path: file, text: `${gap}${pattern.replace(/[\\*?[\]!#]|\s$/g, "\\$&")}${newline}` };
}
