// A folder that is scanned, with all that decides how: its repository, its root, its policy.
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import {
  DEFAULT_PREFERENCES,
  hiddenBy,
  type Hiding,
  hidingGlob,
  isEnvFileBy,
  isExcluded,
  NO_POLICY_FILE,
  type Policy,
  type Preferences,
  type Problem,
  type Whereabouts,
} from "../core/index";
import { type Exclude, type Folder, isExposed, startFolder } from "./files";
import { relativePath } from "./pathText";
import { loadPolicyFile } from "./policyFiles";

export interface TargetOptions {
  /** Absolute; reported paths are relative to it. */
  readonly cwd: string;
  readonly preferences?: Preferences;
  /** False: as if there were no policy files. */
  readonly policyFiles?: boolean;
  /**
   * What holds for every file below `root`, which is absolute, in place of preferences and policy files: the editor knows
   * it already. Beside it, its preferences hold, and the policy files that are there.
   */
  readonly given?: { readonly policy: Policy; readonly root: string };
  /** What the editor hides, by paths relative to the root. */
  readonly hidden?: readonly Hiding[];
}

export interface Target {
  readonly start: Folder;
  /** Absolute; the folder of the policy file, else the repository's, else this one. Globs and paths are relative to it. */
  readonly root: string;
  readonly policy: Policy;
  /** Absolute. */
  readonly policyFile?: string;
  readonly problems: readonly Problem[];
  /** How reports call a name that is relative to this folder. */
  readonly shown: (name: string) => string;
  /** What stands before such a name in paths relative to the root. */
  readonly inRoot: string;
  readonly hidden: readonly Hiding[];
}

/** Opens folders. Those under one policy file share one policy, and so one search over all of its rules. */
export class Targets {
  readonly #options: TargetOptions;
  readonly #policies = new Map<string | undefined, Policy>();
  readonly #opened = new Map<string, Target>();

  constructor(options: TargetOptions) {
    this.#options = options;
  }

  /** The target of an absolute folder, which need not be there any more. */
  of(folder: string): Target {
    const target = this.#opened.get(folder) ?? this.#open(folder);
    this.#opened.set(folder, target);
    return target;
  }

  #open(folder: string): Target {
    const { cwd, policyFiles = true, hidden = [] } = this.#options;
    const given = this.#givenFor(folder);
    const start = startFolder(folder);
    const { value, file, problems } = policyFiles && !given ? loadPolicyFile(folder) : NOTHING_LOADED;
    const policy = given?.policy ?? this.#policies.get(file) ?? { ...this.#preferences, file: value };
    if (!given) this.#policies.set(file, policy);
    const root = given?.root ?? (file === undefined ? (start.tree?.root ?? folder) : dirname(file));
    return {
      start,
      root,
      policy,
      ...(file !== undefined && { policyFile: file }),
      problems,
      shown: shownFrom(cwd, folder),
      inRoot: asPrefix(relativePath(root, folder)),
      hidden,
    };
  }

  #givenFor(folder: string): TargetOptions["given"] {
    const { given } = this.#options;
    return given && !isBeside(given.root, folder) ? given : undefined;
  }

  get #preferences(): Preferences {
    return this.#options.given?.policy ?? this.#options.preferences ?? DEFAULT_PREFERENCES;
  }
}

/** Whether a path leads out of a folder. */
function isBeside(folder: string, path: string): boolean {
  const way = relativePath(folder, path);
  return way === ".." || way.startsWith("../") || isAbsolute(way);
}

/** A file as the policy file that holds for it names it. */
export interface PathInPolicy {
  /** Absolute; that of the policy file, or the one where it would be. */
  readonly folder: string;
  /** Relative to that folder, with `/`. */
  readonly path: string;
}

export function pathInPolicy({ root, inRoot }: Target, name: string): PathInPolicy {
  return { folder: root, path: inRoot + name };
}

const NOTHING_LOADED = { value: NO_POLICY_FILE, file: undefined, problems: [] };

function shownFrom(cwd: string, folder: string): (name: string) => string {
  const prefix = asPrefix(relativePath(cwd, folder));
  // From below a folder, the way to what is in it leads up and, for some of it, down again.
  return prefix.startsWith("..") ? (name) => relativePath(cwd, join(folder, name)) : (name) => prefix + name;
}

function asPrefix(folder: string): string {
  return folder === "" ? "" : `${folder}/`;
}

/** What is known of a file of a target; `name` is relative to where its walk started. */
export function whereaboutsOf(
  target: Target,
  { folder, name }: { readonly folder: Folder; readonly name: string },
): Whereabouts {
  const { path } = pathInPolicy(target, name);
  const inEnvFile = isEnvFileBy(path, target.policy);
  return { path, ...(inEnvFile && { envFileExposed: isExposed({ folder, name }) }) };
}

export function excludeOf({ policy, inRoot, hidden, root }: Target): Exclude {
  const any = policy.exclude.length + policy.file.exclude.length > 0;
  const isThere = (path: string): boolean => existsSync(join(root, path));
  return (name) => {
    if (any && isExcluded(inRoot + name, policy)) return "excluded by settings or policy file";
    if (hidden.length === 0) return undefined;
    const glob = hidingGlob(inRoot + name, hidden, isThere);
    return glob === undefined ? undefined : hiddenBy(glob);
  };
}
