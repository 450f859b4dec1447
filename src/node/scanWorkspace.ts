// Scans files and folders: the same findings for the command line and for the editor. Work is done in short slices,
// so that whoever called stays responsive and can cancel at any time.
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  BINARY,
  type Encoding,
  type Policy,
  type Problem,
  type Progress,
  type Skipped,
  type Whereabouts,
} from "../core/index";
import { Batches, type SiftedBatch, type Waiting } from "./batches";
import { type Found as FoundIn, lookInto } from "./content";
import { FileReader, type FileStep, NO_FILE, type Step, troubleOf, walk } from "./files";
import { placeOf, unlistable } from "./fileList";
import { readInput } from "./input";
import { type FilePath, relativePath } from "./pathText";
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
  /** Cores that these leave to others: none by default. */
  readonly spareCores?: number;
  /** Lets others work between two slices; by default all that wait have one turn. */
  readonly rest?: () => Promise<void>;
  /** Only files of this part are looked at. */
  readonly shard?: Shard;
}

/** A file in which something was found, suppressed or not. */
export interface ScannedFile extends FoundIn {
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
/** Up to so many files and bytes it is not worth starting threads. */
const FEW_FILES = 300;
const FEW_BYTES = 2_000_000;

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
  /** Files that have been found, and those of them that are done with. */
  #known = 0;
  #done = 0;
  #knowsAll = false;
  #sliceEnd = 0;
  readonly #sifter: Sifter | undefined;

  constructor(options: ScanOptions, mayRepeat: boolean) {
    this.#options = options;
    this.#sifter = options.sifter === undefined ? undefined : new Sifter(options.sifter, options.spareCores ?? 0);
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
    if (isFolder) return yield* this.#look(stepsOf(target));
    const name = basename(full);
    const excluded = excludeOf(target)(name);
    if (excluded !== undefined) yield* this.#skip({ file: shown, reason: excluded, trouble: false });
    else yield* this.#look([{ step: { kind: "file", path: full, name, folder: target.start }, target }]);
  }

  async *listed(files: Iterable<FilePath>): AsyncGenerator<ScanEvent, void> {
    yield* this.#look(this.#listedSteps(files));
  }

  *#listedSteps(files: Iterable<FilePath>): Generator<Found | ScanNote> {
    for (const listed of files) {
      const { path, folder, name } = placeOf(listed, this.#options.cwd);
      const target = this.#targets.of(folder);
      yield* this.#problemsOf(target);
      const excluded = excludeOf(target)(name);
      const unread = excluded === undefined ? unlistable(path) : { reason: excluded, trouble: false };
      if (unread) yield { step: { kind: "skipped", name, ...unread }, target };
      else yield { step: { kind: "file", path, name, folder: target.start }, target };
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

  get #aborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  *#problemsOf({ policyFile, problems }: Target): Generator<ScanNote, void> {
    if (policyFile === undefined || this.#told.has(policyFile)) return;
    this.#told.add(policyFile);
    for (const problem of problems)
      yield { kind: "problem", file: relativePath(this.#options.cwd, policyFile), problem };
  }

  /** Looks at what is found: at few files itself, else by threads, which need not wait until all are found. */
  async *#look(found: Iterable<Found | ScanNote>): AsyncGenerator<ScanEvent, void> {
    const few: Waiting[] = [];
    const batches = this.#sifter && new Batches(this.#sifter, this.#options.onProgress !== undefined);
    this.#knowsAll = false;
    for (const one of found) {
      if ("kind" in one) yield one;
      else if (!isFile(one)) yield* this.#step(one.step, one.target);
      else if (this.#isNew(one)) {
        this.#known += 1;
        if (!batches) yield* this.#file(one);
        else if (few.length < FEW_FILES && batches.areEmpty) few.push(one);
        else for (const file of [...few.splice(0), one]) batches.add(file);
      }
      if (performance.now() > this.#sliceEnd) await this.#pause();
      while (batches?.areDue && !this.#aborted) yield* this.#next(batches);
      if (this.#aborted) return;
    }
    this.#knowsAll = true;
    for (const file of few) {
      if (batches && this.#bytes > FEW_BYTES) batches.add(file);
      else yield* this.#file(file);
      if (performance.now() > this.#sliceEnd) await this.#pause();
      if (this.#aborted) return;
    }
    batches?.send();
    while (batches && !batches.areEmpty && !this.#aborted) {
      yield* this.#next(batches);
      await this.#pause();
    }
  }

  /** Takes the oldest batch. As long as threads are at it, others are sifted here. */
  async *#next(batches: Batches): AsyncGenerator<ScanEvent, void> {
    while (!batches.isNextDone && batches.help(this.#sliceEnd)) {
      await this.#pause();
      if (this.#aborted) return;
    }
    yield* this.#batch(await batches.next());
  }

  /** Takes what the threads said; what they suspect is looked at here, where a finding can be made. */
  *#batch({ files, answer }: SiftedBatch): Generator<ScanEvent, void> {
    if (!answer) {
      for (const file of files) if (!this.#aborted) yield* this.#file(file);
      return;
    }
    const clean = files.length - answer.others.length;
    this.#done += clean;
    this.#count(clean, answer.cleanBytes);
    for (const [index, sifted] of answer.others) {
      const one = files[index];
      if (!one || this.#aborted) return;
      if (sifted.kind === "suspect") yield* this.#file(one);
      else {
        this.#done += 1;
        const { reason, trouble } = sifted.kind === "unread" ? sifted : { reason: BINARY, trouble: false };
        yield* this.#skip({ file: one.target.shown(one.step.name), reason, trouble });
      }
    }
  }

  *#step(step: NoFile, target: Target): Generator<ScanEvent, void> {
    if (step.kind === "ignored") this.#ignored += countsNameless(this.#options.shard) ? 1 : 0;
    else yield* this.#skip({ file: target.shown(step.name) || ".", reason: step.reason, trouble: step.trouble });
  }

  *#skip(skipped: Skipped & { readonly trouble: boolean }): Generator<ScanEvent, void> {
    if (isInShard(skipped.file, this.#options.shard)) yield { kind: "skipped", ...skipped };
  }

  async #pause(): Promise<void> {
    const all = this.#knowsAll ? { total: this.#known, done: this.#done } : {};
    this.#options.onProgress?.({ files: this.#files, bytes: this.#bytes, ...all });
    await (this.#options.rest ?? setImmediate)();
    this.#sliceEnd = performance.now() + SLICE;
  }

  *#file({ step: { path, name, folder }, target }: Waiting): Generator<ScanEvent, void> {
    this.#done += 1;
    const file = target.shown(name);
    const bytes = this.#reader.read(path, target.policy.maxFileSize);
    if (!Buffer.isBuffer(bytes)) yield* this.#skip({ file, ...bytes });
    else yield* this.#scan(bytes, { path, file, where: whereaboutsOf(target, { folder, name }), target });
  }

  /** Whether a file is of this part, and has not been found on another path. */
  #isNew({ step, target }: Waiting): boolean {
    const { shard } = this.#options;
    if (!shard && !this.#seen) return true;
    const file = target.shown(step.name);
    if (!isInShard(file, shard) || this.#seen?.has(file)) return false;
    this.#seen?.add(file);
    return true;
  }

  #count(files: number, bytes: number): void {
    this.#files += files;
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
    if (!isBinary) this.#count(1, bytes.length);
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

/** What is found, in the order in which it is found. */
type Found = Waiting | { readonly step: NoFile; readonly target: Target };

type NoFile = Exclude<Step, FileStep>;

const isFile = (found: Found): found is Waiting => found.step.kind === "file";

function* stepsOf(target: Target): Generator<Found> {
  for (const step of walk(target.start, excludeOf(target))) yield { step, target } as Found;
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
    return state.isFile() ? false : NO_FILE.reason;
  } catch (error) {
    return troubleOf(error);
  }
}
