// Whether git would ignore a file, and the line that makes it so. Patterns are judged by the `ignore` package.
import ignore from "ignore";
import { baseName, foldersUp, folderOf, isInside, join, within } from "../folders";
import { lineAtEnd } from "../../lineEnd";

type Files = ReadonlyMap<string, string>;

/** The repository that the owning folder lies in, where it starts further up. */
export interface RepositoryAbove {
  /** The owning folder's path in it. */
  readonly folder: string;
  /** The texts of its ignore files up to the owning folder, and of its own excludes, by their paths in it. */
  readonly files: Files;
}

/** What git's rules are asked of: files by their paths from where the repository starts, or as far up as is known. */
interface Ground {
  readonly files: Files;
  /** The owning folder. */
  readonly owner: string;
}

function groundOf(files: Files, above: RepositoryAbove | undefined): Ground {
  if (!above) return { files, owner: "" };
  const own = [...files].map(([path, text]) => [join(above.folder, path), text] as const);
  return { files: new Map([...above.files, [".git/HEAD", ""], ...own]), owner: above.folder };
}

/** Whether git has a repository around a path, as far as is known. */
export function isInRepository(path: string, files: Files, above?: RepositoryAbove): boolean {
  return above !== undefined || foldersUp(folderOf(path)).some((folder) => isRepository(folder, files));
}

const isRepository = (folder: string, files: Files): boolean =>
  files.has(join(folder, ".git")) || files.has(join(folder, ".git/HEAD"));

/** The folder of the repository that a path is in, as far as the files show it; else where they start. */
function repositoryOf(path: string, files: Files): string {
  return foldersUp(folderOf(path)).find((folder) => isRepository(folder, files)) ?? "";
}

/** Whether the ignore files from the repository's folder down cover a path. A person's own excludes are not known. */
export function isIgnored(path: string, files: Files, above?: RepositoryAbove): boolean {
  const ground = groundOf(files, above);
  return covers(join(ground.owner, path), ground.files);
}

function covers(path: string, files: Files): boolean {
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
  return `${negation}/${ignorePatternOf(folder)}/${anywhere}${body.replace(/^\//, "")}`;
}

/** A name as a pattern of itself, for an ignore file. */
export const ignorePatternOf = (name: string): string => name.replace(/[\\*?[\]!#]|\s$/g, "\\$&");

export interface IgnoreLine {
  /** The ignore file that gets it. */
  readonly path: string;
  /** Added at the end of the file. */
  readonly text: string;
}

/** The line that makes git ignore `path`, or undefined when one does already. It goes into the owning folder. */
export function ignoreLineFor(
  path: string,
  files: Files,
  eol: string,
  above?: RepositoryAbove,
): IgnoreLine | undefined {
  const ground = groundOf(files, above);
  const full = join(ground.owner, path);
  if (covers(full, ground.files)) return undefined;
  const repository = repositoryOf(full, ground.files);
  const isOurs = (folder: string): boolean =>
    [repository, ground.owner].every((one) => folder === one || isInside(one, folder));
  const around = foldersUp(folderOf(full)).filter(isOurs);
  const nearest =
    around.find((folder) => ground.files.has(join(folder, ".gitignore"))) ?? around.at(-1) ?? ground.owner;
  const lines = [nearest, folderOf(full)].map((folder) => lineIn(folder, full, ground.files, eol));
  const found = lines.find((line) =>
    covers(full, new Map(ground.files).set(line.path, (ground.files.get(line.path) ?? "") + line.text)),
  );
  return found && { ...found, path: within(ground.owner, found.path) };
}

/** Names that mean the same wherever they stand. */
const KNOWN_NAME = /^(?:\.env|\.dev\.vars|local\.settings\.json$)/;

function lineIn(folder: string, path: string, files: Files, eol: string): IgnoreLine {
  const file = join(folder, ".gitignore");
  const old = files.get(file) ?? "";
  const name = baseName(path);
  const pattern = KNOWN_NAME.test(name) ? name : `/${within(folder, path)}`;
  return { path: file, text: lineAtEnd(old, ignorePatternOf(pattern), eol) };
}
