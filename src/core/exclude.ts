// Which files a person and a team leave out.
import { Minimatch } from "minimatch";
import type { Policy } from "./policy";

/** Whether settings or policy file exclude a path (relative to the folder, with `/`): it, or a folder that it is in. */
export function isExcluded(path: string, policy: Policy): boolean {
  const { exclude, prefix } = policy.file;
  return policy.exclude.some((glob) => covers(glob, path)) || exclude.some((glob) => covers(glob, prefix + path));
}

function covers(glob: string, path: string): boolean {
  return matches(glob, path) || matches(`${glob.replace(/\/+$/, "")}/**`, path);
}

/** Globs are few, and asked of every file. */
const prepared = new Map<string, Minimatch>();

function matches(glob: string, path: string): boolean {
  const known = prepared.get(glob) ?? new Minimatch(glob, { dot: true });
  prepared.set(glob, known);
  return known.match(path);
}

/** What an editor leaves out of its lists of files, as VS Code's `files.exclude` does. */
export interface Hiding {
  readonly glob: string;
  /** Only beside a file of this name, in which `$(basename)` is the name without its extension. */
  readonly beside?: string;
}

/** The glob that hides a path (relative to the folder, with `/`), if one does; `exists` says whether a path is there. */
export function hidingGlob(
  path: string,
  hidings: readonly Hiding[],
  exists: (path: string) => boolean,
): string | undefined {
  return hidings.find(({ glob, beside }) => {
    if (beside === undefined) return covers(glob, path);
    if (!matches(glob, path)) return false;
    const [, folder = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(path) ?? [];
    // A dollar sign in a name means itself.
    return exists(folder + beside.replaceAll("$(basename)", () => name.replace(/(.)\.[^.]*$/, "$1")));
  })?.glob;
}

/** The reason of what a glob hides. */
export function hiddenBy(glob: string): string {
  return `hidden by files.exclude: ${glob}`;
}
