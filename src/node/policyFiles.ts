// A team's policy file: found from a folder upward, within its repository.
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  decodeText,
  encodingOf,
  MAX_POLICY_FILE,
  NO_POLICY_FILE,
  parsePolicyFile,
  POLICY_FILE,
  type PolicyFile,
  type Problem,
} from "../core/index";
import { FileReader } from "./files";
import { WorkTree } from "./workTree";

export interface LoadedPolicy {
  readonly value: PolicyFile;
  /** Absolute; undefined when there is none. */
  readonly file?: string;
  readonly problems: readonly Problem[];
}

/** Loads the nearest policy file from a folder up to the root of its repository; outside of one, from it alone. */
export function loadPolicyFile(folder: string): LoadedPolicy {
  const file = foldersUpward(folder)
    .map((at) => join(at, POLICY_FILE))
    .find(exists);
  if (file === undefined) return { value: NO_POLICY_FILE, problems: [] };
  const bytes = new FileReader().read(file, MAX_POLICY_FILE);
  const encoding = Buffer.isBuffer(bytes) ? encodingOf(bytes) : undefined;
  if (!Buffer.isBuffer(bytes) || !encoding) {
    const reason = Buffer.isBuffer(bytes) ? "it is no text" : bytes.reason;
    return { value: NO_POLICY_FILE, file, problems: [{ message: `The policy file was not read: ${reason}.` }] };
  }
  return { ...parsePolicyFile(decodeText(bytes, encoding)), file };
}

function foldersUpward(folder: string): readonly string[] {
  const root = WorkTree.around(folder)?.root;
  const folders = [folder];
  for (let at = folder; root !== undefined && at !== root && dirname(at) !== at;) folders.push((at = dirname(at)));
  return folders;
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
