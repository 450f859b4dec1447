// Which files a person and a team leave out.
import { minimatch } from "minimatch";
import type { Policy } from "./policy";

/** Whether settings or policy file exclude a path (relative to the folder, with `/`): it, or a folder that it is in. */
export function isExcluded(path: string, policy: Policy): boolean {
  return [...policy.exclude, ...policy.file.exclude].some(
    (glob) => minimatch(path, glob, { dot: true }) || minimatch(path, `${glob.replace(/\/+$/, "")}/**`, { dot: true }),
  );
}
