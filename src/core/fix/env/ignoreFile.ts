// Whether git would ignore a file, and the line that makes it so. Patterns are judged by the `ignore` package.
import ignore from "ignore";
import { baseName, foldersUp, folderOf, isInside, join, within } from "../folders";

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
  // Git lets the last pattern that matches decide, and nearer files come after farther ones: one list from the top.
  const patterns = [
    ...linesOf(files.get(join(repository, ".git/info/exclude"))),
    ...folders.reverse().flatMap((folder) => {
      const lines = linesOf(files.get(join(folder, ".gitignore")));
      return folder === repository ? lines : lines.map((line) => patternFrom(within(repository, folder), line));
    }),
  ];
  return ignore({ allowRelativePaths: true, ignorecase: false }).add(patterns).ignores(within(repository, path));
}

const linesOf = (text = ""): readonly string[] =>
  text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));

/** A pattern of a folder's own ignore file, for the list at the top: with a slash inside it starts at the folder. */
function patternFrom(folder: string, pattern: string): string {
  const negation = pattern.startsWith("!") ? "!" : "";
  const body = pattern.slice(negation.length);
  const anywhere = /\/(?=.*[^\s/])/.test(body) ? "" : "**/";
  return `${negation}/${escaped(folder)}/${anywhere}${body.replace(/^\//, "")}`;
}

/** A name as a pattern of itself. */
const escaped = (name: string): string => name.replace(/[\\*?[\]!#]|\s$/g, "\\$&");

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
  return { path: file, text: `${gap}${escaped(pattern)}${newline}` };
}
