// Scans file versions that git keeps, without a working file: what is staged, and what lies between two commits.
import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import {
  addedRanges,
  decodeText,
  DEFAULT_PREFERENCES,
  encodingOf,
  type Introduced,
  NO_POLICY_FILE,
} from "../core/index";
import { type Found, type FoundText, lookInto } from "./content";
import type { Change, Staged, WorkingChange } from "./git/changes";
import { lfsFileOf } from "./git/lfs";
import { readContentsOf } from "./git/objects";
import type { OpenRepository } from "./git/open";
import type { Repository } from "./git/repository";
import { FileReader, sizeText, SUBMODULE } from "./files";
import { type FilePath, pathText, relativePath } from "./pathText";
import { type ScanEvent, scanFiles, type ScanNote, type ScanOptions } from "./scanWorkspace";
import { isInShard } from "./shard";
import { excludeOf, type PathInPolicy, pathInPolicy, type Target, Targets, whereaboutsOf } from "./target";

/** A file version in which something is found. */
export type StoredFile = Found & {
  readonly kind: "stored";
  /** Of the object whose text the findings point into; of a commit or tag, into its message. */
  readonly id: string;
  /** Of every finding in it. */
  readonly introduced?: Introduced;
  /** A scan of the history was interrupted before it had found out what brought it in. */
  readonly untraced?: true;
  readonly inPolicy: PathInPolicy;
};
export type StoredEvent = StoredFile | ScanNote;

export type StoredOptions = Omit<ScanOptions, "stdin" | "sifter">;

/** The mode of a symbolic link, whose content is a path, and of a submodule, whose id is that of a commit elsewhere. */
const NOT_FILES: Readonly<Record<string, string>> = {
  "120000": "symbolic link, not followed",
  "160000": SUBMODULE,
};

/** A file by its name in its target, and by that in reports. */
export interface Place {
  readonly target: Target;
  readonly name: string;
  readonly file: string;
}

/** Where a file of the repository would be in the work tree, and what holds for it there. */
export class Places {
  readonly #targets: Targets;
  readonly #root: string;
  readonly #cwd: string;
  readonly #told = new Set<string>();

  /** A bare repository has no work tree, and so no policy file; its files are named as they are in it. */
  constructor({ root, bare }: Repository, options: StoredOptions) {
    const given = { policy: { ...(options.preferences ?? DEFAULT_PREFERENCES), file: NO_POLICY_FILE }, root };
    this.#root = root;
    this.#cwd = options.cwd;
    this.#targets = new Targets(bare ? { cwd: root, given } : options);
  }

  get top(): Target {
    return this.#targets.of(this.#root);
  }

  /** That of the working directory. */
  get own(): Target {
    return this.#targets.of(this.#cwd);
  }

  /** What stands for the repository as a whole. */
  get gitFolder(): string {
    return this.top.shown(".git");
  }

  /** Why a file is left out, if it is. */
  exclusionOf({ target, name }: Place): string | undefined {
    return excludeOf(target)(name);
  }

  /** What is wrong in the policy file of a target, once. */
  *problemsOf({ policyFile, problems }: Target): Generator<ScanNote> {
    if (policyFile === undefined || this.#told.has(policyFile)) return;
    this.#told.add(policyFile);
    for (const problem of problems) yield { kind: "problem", file: relativePath(this.#cwd, policyFile), problem };
  }

  of(path: Buffer): Place {
    const slash = lastNameable(path);
    const folder = path.toString("utf8", 0, Math.max(0, slash));
    const name = pathText(path.subarray(slash + 1));
    const target = this.#targets.of(folder === "" ? this.#root : join(this.#root, folder));
    return { target, name, file: target.shown(name) };
  }
}

/** Where the slash stands that the last folder ends with which text can name; -1 when there is none. */
function lastNameable(path: Buffer): number {
  let slash = path.lastIndexOf(SLASH);
  while (slash >= 0 && !isUtf8(path.subarray(0, slash))) slash = path.lastIndexOf(SLASH, slash - 1);
  return slash;
}

const SLASH = 47;

/** What git keeps is tracked, so no env file of it is where a key belongs. */
export function lookIntoStored(
  bytes: Buffer,
  { target, name, file }: Place,
  today: string | undefined,
): ReturnType<typeof lookInto> {
  const known = whereaboutsOf(target, { folder: target.start, name });
  const where = { ...known, ...(known.envFileExposed !== undefined && { envFileExposed: true }) };
  return lookInto(bytes, { file, where, policy: target.policy, ...(today !== undefined && { today }) });
}

/** Scans file versions; with `onlyAdded` what stood in the version before is left out, line by line. */
export async function* scanChanges(
  { changes, intended }: Staged,
  { repository, git, signal }: OpenRepository,
  options: StoredOptions & { readonly onlyAdded: boolean },
): AsyncGenerator<StoredEvent, void> {
  const places = new Places(repository, options);
  const notes: StoredEvent[] = [];
  const skip = (file: string, reason: string, trouble = false): void =>
    void notes.push({ kind: "skipped", file, reason, trouble });
  for (const path of intended) {
    const { file } = places.of(path);
    if (isInShard(file, options.shard)) skip(file, "added by intent only: nothing of it is staged");
  }
  const wanted = new Map<string, Change[]>();
  for (const change of changes) {
    const { target, name, file } = places.of(change.path);
    notes.push(...places.problemsOf(target));
    if (!isInShard(file, options.shard)) continue;
    const reason = NOT_FILES[change.mode] ?? excludeOf(target)(name);
    if (reason !== undefined) skip(file, reason);
    else wanted.set(change.id, [...(wanted.get(change.id) ?? []), change]);
  }
  const found = new Map<
    string,
    { readonly found: FoundText; readonly id: string; readonly inPolicy: PathInPolicy }[]
  >();
  let files = 0;
  let bytes = 0;
  const read = { git, repository, signal, maxBlob: places.top.policy.maxFileSize };
  const take = (id: string, content: Buffer): void => {
    for (const change of wanted.get(id) ?? []) {
      const place = places.of(change.path);
      if (lfsFileOf(content) !== undefined) skip(place.file, "Git LFS keeps it elsewhere");
      const seen = lookIntoStored(content, place, options.today);
      for (const { file, reason } of seen.skipped) skip(file, reason);
      if (seen.isBinary) continue;
      files += 1;
      bytes += content.length;
      const before = options.onlyAdded ? change.before : undefined;
      if (!seen.found) continue;
      const one = { found: seen.found, id, inPolicy: pathInPolicy(place.target, place.name) };
      found.set(before ?? "", [...(found.get(before ?? "") ?? []), one]);
    }
    options.onProgress?.({ files, bytes, total: changes.length });
  };
  const scan = await readContentsOf(wanted.keys(), ({ id }, content) => take(id, content), read);
  if (!signal.aborted) {
    for (const id of scan.unread)
      for (const change of wanted.get(id) ?? []) {
        const large = scan.tooLarge.has(id);
        const reason = large ? `larger than ${sizeText(read.maxBlob)}` : "git does not have it, or it is damaged";
        skip(places.of(change.path).file, reason, !large);
      }
    for (const gap of scan.losses) if (!LOST.test(gap)) skip(".git", gap, true);
  }
  yield* notes;
  const kept = new Map<FoundText, Found>();
  const keep = (before: string, text: string): void => {
    for (const { found: one } of found.get(before) ?? []) kept.set(one, onAddedLines(one, text));
  };
  const olds = [...found.keys()].filter((id) => id !== "");
  if (olds.length > 0) await readContentsOf(olds, ({ id }, content) => keep(id, textOf(content)), { ...read, signal });
  const once = new Once();
  for (const [before, all] of found)
    for (const { found: one, id, inPolicy } of all) {
      // What is new in it was not found out any more.
      if (signal.aborted && before !== "" && !kept.has(one)) continue;
      yield { kind: "stored", id, inPolicy, ...once.of(kept.get(one) ?? one) };
    }
  yield { kind: "summary", complete: !signal.aborted, files, bytes, ignored: 0 };
}

/** What is said of each file by its name. */
const LOST = /could not be read, being damaged or not here$/;

/** Binary data has no lines: all that took its place is new. */
function textOf(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  return encoding ? decodeText(bytes, encoding) : "";
}

/** What stands, at least in part, on lines that another text does not have. */
function onAddedLines({ file, cells, result, text }: FoundText, before: string): Found {
  const added = addedRanges(before, text);
  const isAdded = ({ span }: (typeof result.findings)[number]): boolean =>
    added.some(({ start, end }) => span.start.offset < end && start < span.end.offset);
  return {
    file,
    cells,
    result: {
      ...result,
      findings: result.findings.filter(isAdded),
      suppressed: result.suppressed.filter(isAdded),
    },
  };
}

/** The sides of a conflict have most in common. */
class Once {
  readonly #seen = new Set<string>();

  of({ file, cells, result }: Found): Found {
    const isNew = ({ fingerprint, span }: (typeof result.findings)[number]): boolean => {
      const key = `${file}\0${fingerprint} ${span.start.line}:${span.start.column}`;
      return !this.#seen.has(key) && this.#seen.add(key).size > 0;
    };
    const findings = result.findings.filter(isNew);
    return { file, cells, result: { ...result, findings, suppressed: result.suppressed.filter(isNew) } };
  }
}

/** Scans working files that differ from a tree, and leaves out what stood there before. */
export async function* scanAdded(
  changes: readonly WorkingChange[],
  { repository, git, signal }: OpenRepository,
  options: ScanOptions,
): AsyncGenerator<ScanEvent, void> {
  const befores = new Map(changes.map(({ path, before }) => [nameOf(path), before]));
  const reader = new FileReader();
  for await (const event of scanFiles(
    changes.map(({ path }) => path),
    options,
  )) {
    const before = event.kind === "file" ? befores.get(nameOf(event.path)) : undefined;
    if (event.kind !== "file" || before === undefined) {
      yield event;
      continue;
    }
    const { maxFileSize } = event.policy;
    const bytes = reader.read(event.path, maxFileSize);
    let old = "";
    await readContentsOf([before], (_, content) => void (old = textOf(content)), { git, repository, signal });
    if (signal.aborted) continue;
    const text = Buffer.isBuffer(bytes) ? decodeText(bytes, event.encoding) : "";
    yield { ...event, ...onAddedLines({ ...event, text }, old) };
  }
}

function nameOf(path: FilePath): string {
  return Buffer.from(path).toString("latin1");
}
