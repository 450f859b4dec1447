// Scans files and folders: the same findings for the command line and for the editor. Work is done in short slices,
// so that whoever called stays responsive and can cancel at any time.
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  BINARY,
  cellsAt,
  decodeText,
  type Encoding,
  encodingOf,
  isNotebook,
  mayHoldKey,
  type Policy,
  type Problem,
  probesOf,
  type ScanResult,
  scanText,
  type Skipped,
  type Whereabouts,
} from "../core/index";
import { Batches, type SiftedFile } from "./batches";
import { FileReader, type FileStep, type Step, troubleOf, walk } from "./files";
import { readInput } from "./input";
import { type FilePath, relativePath } from "./pathText";
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
}

export interface Progress {
  readonly files: number;
  readonly bytes: number;
}

/** A file in which something was found, suppressed or not. */
export interface ScannedFile {
  readonly kind: "file";
  readonly path: FilePath;
  /** As reports name it. */
  readonly file: string;
  /** Absolute; the folder that `inRoot` is relative to: the policy file's, else the repository's, else the scanned one. */
  readonly root: string;
  readonly inRoot: string;
  readonly policy: Policy;
  readonly encoding: Encoding;
  readonly result: ScanResult;
  /** In a notebook, the cells of findings by their start offset. */
  readonly cells: ReadonlyMap<number, number>;
}

export type ScanEvent =
  | ScannedFile
  | (Skipped & { readonly kind: "skipped"; readonly trouble: boolean })
  | { readonly kind: "problem"; readonly file: string; readonly problem: Problem }
  | (Progress & { readonly kind: "summary"; readonly complete: boolean; readonly ignored: number });

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
    if (typeof isFolder === "string") {
      yield { kind: "skipped", file: shown, reason: isFolder, trouble: true };
      return;
    }
    const target = this.#targets.of(isFolder ? full : dirname(full));
    yield* this.#problemsOf(target);
    if (isFolder) return yield* this.#folder(target);
    const name = basename(full);
    const excluded = excludeOf(target)(name);
    if (excluded === undefined) yield* this.#file({ path: full, name, folder: target.start }, target);
    else yield { kind: "skipped", file: shown, reason: excluded, trouble: false };
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
      if (step.kind === "file" && this.#isLarge) batches.add(step);
      else yield* this.#step(step, target);
      if (performance.now() > this.#sliceEnd) await this.#pause();
      if (batches.areMany) yield* this.#batch(await batches.next(), target);
      if (this.#aborted) return;
    }
    while (!batches.areEmpty && !this.#aborted) yield* this.#batch(await batches.next(), target);
  }

  /** Takes what the threads said; what they suspect is looked at here, where a finding can be made. */
  *#batch(batch: readonly SiftedFile[], target: Target): Generator<ScanEvent, void> {
    for (const { step, sifted } of batch) {
      if (this.#aborted) return;
      const file = target.shown(step.name);
      if (!sifted || sifted.kind === "suspect") yield* this.#file(step, target);
      else if (this.#isSeen(file)) continue;
      else if (sifted.kind === "unread")
        yield { kind: "skipped", file, reason: sifted.reason, trouble: sifted.trouble };
      else if (sifted.kind === "binary") yield { kind: "skipped", file, reason: BINARY, trouble: false };
      else this.#count(sifted.bytes);
    }
  }

  *#step(step: Step, target: Target): Generator<ScanEvent, void> {
    if (step.kind === "ignored") this.#ignored += 1;
    else if (step.kind === "file") yield* this.#file(step, target);
    else yield { ...step, file: target.shown(step.name) || "." };
  }

  async #pause(): Promise<void> {
    this.#options.onProgress?.({ files: this.#files, bytes: this.#bytes });
    await setImmediate();
    this.#sliceEnd = performance.now() + SLICE;
  }

  *#file({ path, name, folder }: Omit<FileStep, "kind">, target: Target): Generator<ScanEvent, void> {
    const file = target.shown(name);
    if (this.#isSeen(file)) return;
    const bytes = this.#reader.read(path, target.policy.maxFileSize);
    if (!Buffer.isBuffer(bytes)) yield { kind: "skipped", file, ...bytes };
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
    const encoding = encodingOf(bytes);
    if (!encoding) {
      yield { kind: "skipped", file, reason: BINARY, trouble: false };
      return;
    }
    this.#count(bytes.length);
    if (!mayHoldKey(bytes, probesOf(policy), encoding)) return;
    const text = decodeText(bytes, encoding);
    const result = scanText(text, { ...where, today: this.#options.today ?? today() }, policy);
    for (const rule of result.capped)
      yield { kind: "skipped", file, reason: `more keys of the rule ${rule} than are listed`, trouble: false };
    const found = [...result.findings, ...result.suppressed];
    if (found.length === 0) return;
    const offsets = isNotebook(file) ? found.map(({ span }) => span.start.offset) : [];
    const cells = cellsAt(text, offsets);
    yield { kind: "file", path, file, root, inRoot: where.path, policy, encoding, result, cells };
  }

  async *#input(): AsyncGenerator<ScanEvent, void> {
    const { cwd, stdin, signal } = this.#options;
    const target = this.#targets.of(cwd);
    yield* this.#problemsOf(target);
    const bytes = stdin && (await readInput(stdin, { limit: target.policy.maxFileSize, signal }));
    if (typeof bytes === "string") yield { kind: "skipped", file: "-", reason: bytes, trouble: true };
    else if (bytes) yield* this.#scan(bytes, { path: "-", file: "-", where: { path: "-" }, target });
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

/** Today where the person is, as `yyyy-mm-dd`. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
