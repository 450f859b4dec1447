// Entries of the allowlists that a scan has read and that have no effect any more.
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { StaleEntry } from "../core/index";
import { thisDay } from "../node/content";
import { relativePath } from "../node/pathText";
import { loadPolicyFile } from "../node/policyFiles";
import type { Io } from "./io";

/** Of the policy files of places below which everything was looked at; `used` are the fingerprints that were allowed. */
export function staleAllowed(places: readonly string[], used: ReadonlySet<string>, io: Io): readonly StaleEntry[] {
  const folders = places.map((place) => resolve(io.cwd, place)).filter(isFolder);
  const loaded = new Map(folders.map(loadPolicyFile).map((policy) => [policy.file, policy.value.allow]));
  const today = thisDay();
  return [...loaded].flatMap(([file, allow]): readonly StaleEntry[] => {
    // What a file above a folder allows may stand beside the folder.
    if (file === undefined || !folders.some((folder) => folder === dirname(file))) return [];
    return allow.flatMap(({ fingerprint, path, expires }) => {
      const isExpired = expires !== undefined && expires < today;
      if (!isExpired && used.has(fingerprint)) return [];
      const more = { ...(path !== undefined && { path }), ...(expires !== undefined && { expires }) };
      const why = isExpired ? "expired" : "unused";
      return [{ in: "allow", file: relativePath(io.cwd, file), why, fingerprint, ...more }];
    });
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
