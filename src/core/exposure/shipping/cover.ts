// Lists of patterns that cover a file when they match it or a folder that it is in.
import { foldersUp, join, within } from "../../fix/folders";
import { type Dialect, type Glob, globsOf, matches, trimmedEnd } from "./glob";
import type { Ruling, Surroundings } from "./model";

export interface Cover {
  readonly source: string;
  readonly text: string;
  readonly negated: boolean;
  /** Missing where the pattern is not understood. */
  readonly globs?: readonly Glob[];
  /** It covers what is inside a folder alone. */
  readonly onlyInside: boolean;
}

/** A pattern from a folder down, as globs of Python's and Rust's tools have it. */
export function pathCover(source: string, text: string, dialect: Dialect = {}): Cover {
  const path = trimmedEnd(text, "/").replace(/^(?:\.?\/)+/, "");
  const globs = path === "" || path === "." ? [{ parts: [] }] : globsOf(path, dialect);
  return { source, text, negated: false, ...(globs && { globs }), onlyInside: text.endsWith("/") };
}

/** A line of an ignore file; undefined where it says nothing. */
export function ignoreCover(source: string, line: string): Cover | undefined {
  const bare = trimmedEnd(line, " \t\r");
  const text = bare.endsWith("\\") ? `${bare} ` : bare;
  if (text === "" || text.startsWith("#")) return undefined;
  const negated = text.startsWith("!");
  const body = text.slice(negated ? 1 : 0);
  const name = body.replace(/\/$/, "");
  const globs = globsOf(name.includes("/") ? name.replace(/^\//, "") : `**/${name}`);
  return { source, text, negated, ...(globs && { globs }), onlyInside: body.endsWith("/") };
}

export function ignoreCovers(source: string, lines: readonly string[]): readonly Cover[] {
  return lines.flatMap((line) => ignoreCover(source, line) ?? []);
}

/** Whether a pattern covers a path's names. */
export function covers({ globs, onlyInside }: Cover, names: readonly string[], assumed: boolean): boolean {
  if (!globs) return assumed;
  const deepest = names.length - (onlyInside ? 1 : 0);
  return globs.some(
    (glob) => glob.parts.length === 0 || range(deepest).some((depth) => matches(glob, names.slice(0, depth))),
  );
}

const range = (last: number): readonly number[] => Array.from({ length: Math.max(0, last) }, (_, index) => index + 1);

/** The ruling of ignore patterns on a path: nearer to the file counts more, then what comes later. */
export function ignoredBy(list: readonly Cover[], names: readonly string[], assumed: boolean): Cover | undefined {
  for (let depth = names.length; depth > 0; depth--) {
    const isFile = depth === names.length;
    const last = list.findLast(({ globs, onlyInside }) => {
      if (onlyInside && isFile) return false;
      return globs?.some((glob) => matches(glob, names.slice(0, depth))) ?? assumed;
    });
    if (last) return last.negated ? undefined : last;
  }
  return undefined;
}

/** What git's ignore files say of a path, where git itself was not asked. */
export function gitRuling(path: string, files: Surroundings, assumed: boolean): Ruling {
  if (files.gitIgnores !== undefined)
    return { taken: !files.gitIgnores, by: { source: "git", text: "its ignore files" } };
  if (!files.names("").includes(".git")) return { taken: true };
  const names = path.split("/");
  // What is in an ignored folder is ignored, whatever else is said of it.
  for (let depth = 1; depth <= names.length; depth++) {
    const by = lastWord(names.slice(0, depth), depth < names.length, files, assumed);
    if (by && !by.negated) return { taken: false, by };
  }
  return { taken: true };
}

/** The pattern that decides on a file or a folder: the last of the nearest ignore file that has one. */
function lastWord(
  names: readonly string[],
  isFolder: boolean,
  files: Surroundings,
  assumed: boolean,
): Cover | undefined {
  for (const folder of foldersUp(names.slice(0, -1).join("/"))) {
    const source = join(folder, ".gitignore");
    const inside = within(folder, names.join("/")).split("/");
    const by = ignoreCovers(source, files.text(source)?.split("\n") ?? []).findLast(
      ({ globs, onlyInside }) => (isFolder || !onlyInside) && (globs?.some((glob) => matches(glob, inside)) ?? assumed),
    );
    if (by) return by;
  }
  return undefined;
}
