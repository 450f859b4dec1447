// A fix on disk, whole or not at all: every new text is written beside its file first and then renamed over it, the
// env file first and the source last. Stopped at any moment, each file is old or new, and the key is in one of them.
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import {
  editedText,
  encodingOf,
  filesForFix,
  type FixPlan,
  type FixRequest,
  languageOf,
  placesOf,
  type Neighbours,
  neighboursForFix,
  planFix,
  type Policy,
  type Refusal,
  resolveFix,
  scanText,
  type StoreId,
} from "../core/index";
import { isTracked } from "./files";
import { repositoryAbove } from "./repositoryAbove";

/** Reads the files of one folder. */
export class FixFolder {
  constructor(
    /** Absolute. */
    readonly root: string,
  ) {}

  /** A file's text with its byte order mark, or why it cannot be changed; undefined when it does not exist. */
  read(path: string): string | { readonly blocked: string } | undefined {
    const full = join(this.root, path);
    try {
      const state = lstatSync(full, { throwIfNoEntry: false });
      if (!state) return blockedFolder(dirname(full));
      const blocked = blockedFile(full, state) ?? blockedFolder(dirname(full));
      if (blocked) return blocked;
      const bytes = readFileSync(full);
      if (encodingOf(bytes) !== "utf-8") return NOT_UTF8;
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      return error instanceof TypeError ? NOT_UTF8 : { blocked: `cannot be read (${codeOf(error)})` };
    }
  }

  /** Those that are there. */
  neighbours({ folder, names }: Neighbours): readonly string[] {
    try {
      const found = readdirSync(join(this.root, folder)).filter((name) => names.test(name));
      return found.map((name) => (folder === "" ? name : `${folder}/${name}`));
    } catch {
      return [];
    }
  }
}

const NOT_UTF8 = { blocked: "is not UTF-8 text" };

/** Why a file cannot be changed, in words that follow its name; undefined when it can, or does not exist. */
export function whyBlocked(full: string): string | undefined {
  try {
    const state = lstatSync(full, { throwIfNoEntry: false });
    return (state && blockedFile(full, state)?.blocked) ?? blockedFolder(dirname(full))?.blocked;
  } catch (error) {
    return `cannot be read (${codeOf(error)})`;
  }
}

function blockedFile(path: string, state: Stats): { readonly blocked: string } | undefined {
  if (state.isDirectory()) return { blocked: "is a folder" };
  if (state.isSymbolicLink()) return { blocked: "is a symbolic link" };
  if (!state.isFile()) return { blocked: "is not a regular file" };
  const writable = (state.mode & 0o222) !== 0 && isWritable(path);
  return writable ? undefined : { blocked: "is read-only" };
}

function blockedFolder(folder: string): { readonly blocked: string } | undefined {
  const state = lstatSync(folder, { throwIfNoEntry: false });
  if (!state) return { blocked: "is in a folder that does not exist" };
  return isWritable(folder) ? undefined : { blocked: "is in a read-only folder" };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export interface FixTarget {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly policy: Policy;
  /** Relative to the folder; before what settings and policy say. */
  readonly envFile?: string;
  /** Where keys go; before what settings and policy say. */
  readonly store?: StoreId;
  /** Only keys of this rule. */
  readonly rule?: string;
}

/** A plan and the texts that it was made on. */
export interface Planned {
  readonly plan: FixPlan;
  readonly texts: ReadonlyMap<string, string>;
}

/** Plans the fix of one file as it is now; undefined when it has no key any more. Writes nothing. */
export function planFile(folder: FixFolder, target: FixTarget): Planned | Refusal | undefined {
  const request = requestFor(folder, target);
  if (!request || "refused" in request) return request;
  const plan = planFix(request);
  return "refused" in plan ? plan : { plan, texts: textsOf([request]) };
}

/** Reads what the plan of a file depends on; undefined when the file has no key any more. */
export function requestFor(folder: FixFolder, target: FixTarget): FixRequest | Refusal | undefined {
  const { path, policy, rule } = target;
  const { envFile: setFile, store: setStore, vault } = placesOf(policy);
  const envFile = target.envFile ?? setFile;
  const store = target.store ?? setStore;
  const above = repositoryAbove(folder.root);
  const files = new Map<string, string>();
  const blocked = new Map<string, string>();
  const neighbours = neighboursForFix(path, store).flatMap((one) => folder.neighbours(one));
  for (const one of [path, ...filesForFix(path, envFile), ...neighbours]) {
    const found = folder.read(one);
    if (typeof found === "string") files.set(one, found);
    else if (found) blocked.set(one, found.blocked);
  }
  const text = files.get(path);
  if (text === undefined) return { refused: `${path} ${blocked.get(path) ?? "does not exist any more"}.` };
  const found = scanText(text, { path, envFileExposed: true }, policy).findings;
  const findings = found.filter((finding) => rule === undefined || finding.ruleId === rule);
  if (findings.length === 0) return undefined;
  return {
    findings,
    source: { path, languageId: languageOf(path, text), text },
    files,
    blocked,
    ...(envFile !== undefined && { envFile }),
    ...(store && { store }),
    ...(vault !== undefined && { vault }),
    ...(above && { above }),
    without: new Map([["1password", MADE_BY_HAND]]),
    isTracked: (one) => isTracked(join(folder.root, one)),
    eol: /\r\n|\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n",
    shell: process.platform === "win32" ? "powershell" : "posix",
  };
}

const MADE_BY_HAND =
  "1Password needs an item that you make yourself. Move the key in the editor, which hands it to you once, or choose another store.";

/** The texts that plans of these requests are made on. */
export function textsOf(requests: readonly FixRequest[]): ReadonlyMap<string, string> {
  return new Map(requests.flatMap(({ source, files }) => [...files, [source.path, source.text] as const]));
}

/** What writing needs of the disk; tests stop it at every step. */
export interface Disk {
  /** Writes a new file beside the one that it will replace, down to the disk itself. */
  readonly write: (path: string, text: string, mode: number | undefined) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

export const DISK: Disk = {
  write: (path, text, mode) => {
    rmSync(path, { force: true });
    const file = openSync(path, "wx", mode ?? 0o666);
    try {
      if (mode !== undefined) fchmodSync(file, mode);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
};

/** Only its owner may read a new env file. */
const ENV_MODE = 0o600;

interface Write {
  readonly path: string;
  readonly full: string;
  readonly beside: string;
  /** Undefined for a file that is made. */
  readonly old: string | undefined;
  readonly text: string;
  readonly mode: number | undefined;
}

const ORDER: readonly string[] = ["env", "example", "ignore", "source"];

/**
 * Carries out a plan in a folder. A refusal means that every file is as it was: something has changed since the
 * plan was made, or the disk did not take it.
 */
export function applyPlan(folder: FixFolder, plan: FixPlan, disk: Disk = DISK): Refusal | undefined {
  const texts = new Map<string, string>();
  for (const { path } of plan.files) {
    const found = folder.read(path);
    if (typeof found === "string") texts.set(path, found);
    else if (found) return { refused: `${path} ${found.blocked}.` };
  }
  const files = resolveFix(plan, texts);
  if ("refused" in files) return files;
  const sorted = [...files].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  const writes = sorted.map(({ path, role, edits }): Write => {
    const full = join(folder.root, path);
    const old = texts.get(path);
    const mode = old === undefined ? undefined : lstatSync(full).mode & 0o7777;
    return {
      path,
      full,
      beside: `${full}.keystow-tmp`,
      old,
      text: editedText(old ?? "", edits),
      mode: mode ?? (role === "env" ? ENV_MODE : undefined),
    };
  });
  return write(folder, writes, disk);
}

function write(folder: FixFolder, writes: readonly Write[], disk: Disk): Refusal | undefined {
  const done: Write[] = [];
  let current = writes[0];
  try {
    // The env file's comes last, so that its copy with the key lies about for the shortest time.
    for (current of [...writes].reverse()) disk.write(current.beside, current.text, current.mode);
    const changed = writes.find(({ path, old }) => folder.read(path) !== old);
    if (changed) return { refused: `${changed.path} has changed meanwhile, so nothing was written. Try again.` };
    for (current of writes) {
      disk.rename(current.beside, current.full);
      done.push(current);
    }
    return undefined;
  } catch (error) {
    const restored = done.reverse().filter((one) => !restore(one, disk));
    const half = restored.map(({ path }) => path).join(", ");
    const rest = half === "" ? "so nothing was changed" : `and ${half} could not be put back as it was`;
    return { refused: `${current?.path ?? ""} cannot be written (${codeOf(error)}), ${rest}.` };
  } finally {
    for (const { beside } of writes) quietly(() => disk.remove(beside));
  }
}

/** Puts a file back as it was; false when the disk refuses that too. */
function restore({ full, beside, old, mode }: Write, disk: Disk): boolean {
  return quietly(() => {
    if (old !== undefined) {
      disk.write(beside, old, mode);
      disk.rename(beside, full);
    } else disk.remove(full);
  });
}

function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
