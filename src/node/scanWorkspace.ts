// Scans files and folders: the same findings for the command line and for the editor. Work is done in short slices,
// so that whoever called stays responsive and can cancel at any time.
import { existsSync, lstatSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { BINARY, type Encoding, type Policy, type Problem, type Skipped, type Whereabouts } from "../core/index";
import { Batches, type SiftedFile } from "./batches";
import { type Found, lookInto } from "./content";
import { FileReader, type FileStep, type Step, troubleOf, type Unread, walk } from "./files";
import { readInput } from "./input";
import { type FilePath, joinPath, pathText, relativePath } from "./pathText";
import { countsNameless, isInShard, type Shard } from "./shard";
import { Sifter } from "./sift";
import { excludeOf, type Target, type TargetOptions, Targets, whereaboutsOf } from "./target";

export interface ScanOptions extends TargetOptions {
  /** The day, as `yyyy-mm-dd`, by which entries expire; today when it is not given. */
  readonly today?: string;
  /** What the path `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** The compiled `sift.worker.ts`; with it, larger folders are read by threads. */
  readonly sifter?: string;
  /** Only files of this part are looked at. */
  readonly shard?: Shard;
}

export interface Progress {
  readonly files: number;
  readonly bytes: number;
  /** Of how many files, where that is known. */
  readonly total?: number;
}

/** A file in which something was found, suppressed or not. */
export interface ScannedFile extends Found {
  readonly kind: "file";
  readonly path: FilePath;
  /** Absolute; the folder that `inRoot` is relative to: the policy file's, else the repository's, else the scanned one. */
  readonly root: string;
  readonly inRoot: string;
  readonly policy: Policy;
  readonly encoding: Encoding;
}

/** What a scan says of everything but what it has found. */
export type ScanNote =
  | (Skipped & { readonly kind: "skipped"; readonly trouble: boolean })
  | { readonly kind: "problem"; readonly file: string; readonly problem: Problem }
  | (Progress & { readonly kind: "summary"; readonly complete: boolean; readonly ignored: number });

export type ScanEvent = ScannedFile | ScanNote;

/**
 * Scans paths, relative to `cwd` or absolute, `-` for standard input. Yields each file in which something is found,
 * everything that is skipped with its reason, and at the end one summary. Never throws: what cannot be read is
 * skipped with `trouble`. Aborted, it ends at once with a summary that is not complete.
 */
export async function* scanPaths(paths: readonly string[], options: ScanOptions): AsyncGenerator<ScanEvent, void> {
  const scan = new Scan(options, paths.length > 1);
  try {
    for (const path of paths) yield* scan.target(path);
    yield scan.summary();
  } finally {
    scan.close();
  }
}

/**
 * Scans listed files, relative to `cwd` or absolute, each once, in the same way. A list names what is there, not what to
 * follow, so links are left out.
 */
export async function* scanFiles(files: Iterable<FilePath>, options: ScanOptions): AsyncGenerator<ScanEvent, void> {
  const scan = new Scan(options, true);
  try {
    yield* scan.listed(files);
    yield scan.summary();
  } finally {
    scan.close();
  }
}

/** Milliseconds of work between two looks at the rest of the world. */
const SLICE = 15;
/** Files and bytes that are scanned before it is worth starting threads. */
const FIRST_FILES = 300;
const FIRST_BYTES = 2_000_000;

class Scan {
  readonly #options: ScanOptions;
  readonly #reader = new FileReader();
  readonly #targets: Targets;
  readonly #told = new Set<string>();
  /** Files by their names in reports, when several paths may lead to one. */
  readonly #seen: Set<string> | undefined;
  #files = 0;
  #bytes = 0;
  #ignored = 0;
  #sliceEnd = 0;
  readonly #sifter: Sifter | undefined;

  constructor(options: ScanOptions, mayRepeat: boolean) {
    this.#options = options;
    this.#sifter = options.sifter === undefined ? undefined : new Sifter(options.sifter);
    options.signal?.addEventListener("abort", this.close);
    this.#seen = mayRepeat ? new Set() : undefined;
    this.#targets = new Targets(options);
  }

  async *target(path: string): AsyncGenerator<ScanEvent, void> {
    if (this.#aborted) return;
    if (path === "-") return yield* this.#input();
    const full = resolve(this.#options.cwd, path);
    const shown = relativePath(this.#options.cwd, full);
    const isFolder = isFolderAt(full);
    if (typeof isFolder === "string") return yield* this.#skip({ file: shown, reason: isFolder, trouble: true });
    const target = this.#targets.of(isFolder ? full : dirname(full));
    yield* this.#problemsOf(target);
    if (isFolder) return yield* this.#folder(target);
    const name = basename(full);
    const excluded = excludeOf(target)(name);
    if (excluded === undefined) yield* this.#file({ path: full, name, folder: target.start }, target);
    else yield* this.#skip({ file: shown, reason: excluded, trouble: false });
  }

  async *listed(files: Iterable<FilePath>): AsyncGenerator<ScanEvent, void> {
    for (const listed of files) {
      if (performance.now() > this.#sliceEnd) await this.#pause();
      if (this.#aborted) return;
      const { path, folder, name } = placeOf(listed, this.#options.cwd);
      const target = this.#targets.of(folder);
      yield* this.#problemsOf(target);
      const excluded = excludeOf(target)(name);
      const unread = excluded === undefined ? unlistable(path) : { reason: excluded, trouble: false };
      if (!unread) yield* this.#file({ path, name, folder: target.start }, target);
      else yield* this.#skip({ file: target.shown(name), ...unread });
    }
  }

  summary(): ScanEvent {
    return {
      kind: "summary",
      complete: !this.#aborted,
      files: this.#files,
      bytes: this.#bytes,
      ignored: this.#ignored,
    };
  }

  /** Ends the threads. */
  readonly close = (): void => {
    this.#options.signal?.removeEventListener("abort", this.close);
    this.#sifter?.close();
  };

  get #isLarge(): boolean {
    return this.#sifter !== undefined && (this.#files >= FIRST_FILES || this.#bytes >= FIRST_BYTES);
  }

  get #aborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  *#problemsOf({ policyFile, problems }: Target): Generator<ScanEvent, void> {
    if (policyFile === undefined || this.#told.has(policyFile)) return;
    this.#told.add(policyFile);
    for (const problem of problems)
      yield { kind: "problem", file: relativePath(this.#options.cwd, policyFile), problem };
  }

  async *#folder(target: Target): AsyncGenerator<ScanEvent, void> {
    const batches = new Batches(this.#sifter, target.policy);
    for (const step of walk(target.start, excludeOf(target))) {
      if (step.kind === "file" && this.#isLarge) this.#sift(step, target, batches);
      else yield* this.#step(step, target);
      if (performance.now() > this.#sliceEnd) await this.#pause();
      if (batches.areMany) yield* this.#batch(await batches.next(), target);
      if (this.#aborted) return;
    }
    while (!batches.areEmpty && !this.#aborted) yield* this.#batch(await batches.next(), target);
  }

  #sift(step: FileStep, target: Target, batches: Batches): void {
    if (isInShard(target.shown(step.name), this.#options.shard)) batches.add(step);
  }

  /** Takes what the threads said; what they suspect is looked at here, where a finding can be made. */
  *#batch(batch: readonly SiftedFile[], target: Target): Generator<ScanEvent, void> {
    for (const { step, sifted } of batch) {
      if (this.#aborted) return;
      const file = target.shown(step.name);
      if (!sifted || sifted.kind === "suspect") yield* this.#file(step, target);
      else if (this.#isSeen(file)) continue;
      else if (sifted.kind === "unread") yield* this.#skip({ file, reason: sifted.reason, trouble: sifted.trouble });
      else if (sifted.kind === "binary") yield* this.#skip({ file, reason: BINARY, trouble: false });
      else this.#count(sifted.bytes);
    }
  }

  *#step(step: Step, target: Target): Generator<ScanEvent, void> {
    if (step.kind === "ignored") this.#ignored += countsNameless(this.#options.shard) ? 1 : 0;
    else if (step.kind === "file") yield* this.#file(step, target);
    else yield* this.#skip({ file: target.shown(step.name) || ".", reason: step.reason, trouble: step.trouble });
  }

  *#skip(skipped: Skipped & { readonly trouble: boolean }): Generator<ScanEvent, void> {
    if (isInShard(skipped.file, this.#options.shard)) yield { kind: "skipped", ...skipped };
  }

  async #pause(): Promise<void> {
    this.#options.onProgress?.({ files: this.#files, bytes: this.#bytes });
    await setImmediate();
    this.#sliceEnd = performance.now() + SLICE;
  }

  *#file({ path, name, folder }: Omit<FileStep, "kind">, target: Target): Generator<ScanEvent, void> {
    const file = target.shown(name);
    if (!isInShard(file, this.#options.shard) || this.#isSeen(file)) return;
    const bytes = this.#reader.read(path, target.policy.maxFileSize);
    if (!Buffer.isBuffer(bytes)) yield* this.#skip({ file, ...bytes });
    else yield* this.#scan(bytes, { path, file, where: whereaboutsOf(target, { folder, name }), target });
  }

  /** Whether a file has been looked at on another path; from now on it has. */
  #isSeen(file: string): boolean {
    if (this.#seen?.has(file)) return true;
    this.#seen?.add(file);
    return false;
  }

  #count(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
  }

  *#scan(bytes: Buffer, { path, file, where, target }: Source): Generator<ScanEvent, void> {
    const { policy, root } = target;
    const { today } = this.#options;
    const { skipped, isBinary, found } = lookInto(bytes, {
      file,
      where,
      policy,
      ...(today !== undefined && { today }),
    });
    if (!isBinary) this.#count(bytes.length);
    for (const one of skipped) yield* this.#skip({ ...one, trouble: false });
    if (!found) return;
    const { encoding, result, cells } = found;
    yield { kind: "file", path, file, root, inRoot: where.path, policy, encoding, result, cells };
  }

  async *#input(): AsyncGenerator<ScanEvent, void> {
    const { cwd, stdin, signal } = this.#options;
    const target = this.#targets.of(cwd);
    yield* this.#problemsOf(target);
    const bytes = stdin && (await readInput(stdin, { limit: target.policy.maxFileSize, signal }));
    if (typeof bytes === "string") yield* this.#skip({ file: "-", reason: bytes, trouble: true });
    else if (bytes && isInShard("-", this.#options.shard))
      yield* this.#scan(bytes, { path: "-", file: "-", where: { path: "-" }, target });
  }
}

interface Source {
  readonly path: FilePath;
  readonly file: string;
  readonly where: Whereabouts;
  readonly target: Target;
}

/** Whether a path that was asked for is a folder, links followed; else why there is nothing to scan. */
function isFolderAt(path: string): boolean | string {
  try {
    const state = statSync(path);
    if (state.isDirectory()) return true;
    return state.isFile() ? false : "not a regular file, never opened";
  } catch (error) {
    return troubleOf(error);
  }
}

/** A listed file: the folder to look from, which text can name, and the file's name from there. */
function placeOf(
  listed: FilePath,
  cwd: string,
): { readonly path: FilePath; readonly folder: string; readonly name: string } {
  const path = typeof listed === "string" ? resolve(cwd, listed) : listed[0] === SLASH ? listed : joinPath(cwd, listed);
  if (typeof path === "string") return { path, folder: dirname(path), name: basename(path) };
  const text = path.toString("utf8");
  const lossless = text.slice(0, text.lastIndexOf("/", text.indexOf("\ufffd")));
  const rest = path.subarray(Buffer.byteLength(lossless) + 1);
  return { path, folder: lossless || "/", name: pathText(rest) };
}

const SLASH = 47;

/** Why a listed path is none to read. A folder may be a submodule, which `git ls-files` lists like a file. */
function unlistable(path: FilePath): Unread | undefined {
  try {
    const state = lstatSync(path);
    if (state.isSymbolicLink()) return { reason: "symbolic link, not followed", trouble: false };
    if (!state.isDirectory()) return undefined;
    const own = existsSync(joinPath(path, ".git"));
    return own ? { reason: "a repository of its own", trouble: false } : { reason: "it is a folder", trouble: true };
  } catch (error) {
    return { reason: troubleOf(error), trouble: true };
  }
}
