// Finds a program as an absolute path, never in the folders that are looked at: what lies there may be anybody's program.
import { realpathSync, statSync } from "node:fs";
import { isAbsolute, posix, relative, win32 } from "node:path";

/** Names and values, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The absolute path of the first program of a name on PATH that lies outside the given folders (every workspace folder),
 * also after links are followed; undefined when there is none.
 */
export function findProgram(name: string, env: Environment, outside: readonly string[]): string | undefined {
  const barred = outside.flatMap((folder) => [folder, realPath(folder) ?? folder]);
  const inside = (file: string): boolean => barred.some((folder) => holds(folder, file));
  return candidates(name, env, process.platform).find((candidate) => {
    const real = realPath(candidate);
    return real !== undefined && isProgram(real) && !inside(candidate) && !inside(real);
  });
}

/** Where a program could be, in the order of PATH. Relative entries are passed over: they name the working directory. */
export function candidates(name: string, env: Environment, platform: NodeJS.Platform): readonly string[] {
  const paths = platform === "win32" ? win32 : posix;
  const path = Object.entries(env).find(([key]) => (platform === "win32" ? key.toUpperCase() : key) === "PATH")?.[1];
  // Windows would run a `.cmd` through its shell, which takes arguments apart again.
  const names = platform === "win32" ? [`${name}.exe`, `${name}.com`] : [name];
  const folders = (path ?? "").split(paths.delimiter).map((entry) => entry.replace(/^"(.*)"$/, "$1"));
  return folders
    .filter((folder) => paths.isAbsolute(folder))
    .flatMap((folder) => names.map((one) => paths.join(folder, one)));
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.isFile() && (process.platform === "win32" || (stat.mode & 0o111) !== 0);
}

function holds(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== "" && !isAbsolute(way) && way !== ".." && !/^\.\.[/\\]/.test(way);
}
