// Threads that read files and say which may hold a key. Whoever called stays free, and looks at those few itself.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Probes } from "../core/index";
import type { Unread } from "./files";
import type { FilePath } from "./pathText";
import { SIFT_THREAD } from "./siftThread";

/** Files of at most `limit` bytes to be looked at. */
export interface SiftRequest {
  readonly paths: readonly FilePath[];
  readonly limit: number;
  readonly probes: Probes;
}

/** The same for a thread, which is given the probes once and keeps them by their number. */
export interface SiftMessage extends Pick<SiftRequest, "paths" | "limit"> {
  readonly probesId: number;
  readonly probes?: Probes;
}

/** What became of a file: its length in bytes and what its bytes are, or why they are not known. */
export type Sifted =
  { readonly bytes: number; readonly kind: "clean" | "suspect" | "binary" } | (Unread & { readonly kind: "unread" });

/** More threads than this wait for the disk. */
const MAX_THREADS = 8;

interface Job {
  readonly request: SiftRequest;
  readonly done: (sifted: readonly Sifted[] | undefined) => void;
}

export class Sifter {
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Job>();
  readonly #waiting: Job[] = [];
  readonly #probes: Probes[] = [];
  readonly #given = new WeakMap<Worker, Set<number>>();
  readonly #script: string;
  readonly #max = Math.min(availableParallelism(), MAX_THREADS);
  #closed = false;

  /** `script` is a program that runs `sift.worker.ts` in a thread. No thread is started before there is something to do. */
  constructor(script: string) {
    this.#script = script;
  }

  /** Requests that keep all threads busy. */
  get width(): number {
    return 2 * this.#max;
  }

  /** The answers in the order of the paths; undefined when the threads cannot run or have been closed. */
  sift(request: SiftRequest): Promise<readonly Sifted[] | undefined> {
    return new Promise((done) => {
      this.#waiting.push({ request, done });
      this.#next();
    });
  }

  /** Ends all threads at once, whatever they are doing. */
  close(): void {
    this.#closed = true;
    const workers = [...this.#idle, ...this.#busy.keys()];
    for (const { done } of [...this.#busy.values(), ...this.#waiting]) done(undefined);
    this.#busy.clear();
    this.#waiting.length = 0;
    for (const worker of workers) void worker.terminate();
  }

  #next(): void {
    if (this.#closed) {
      this.close();
      return;
    }
    const job = this.#waiting[0];
    const worker = job && (this.#idle.pop() ?? (this.#busy.size < this.#max ? this.#start() : undefined));
    if (!worker) return;
    this.#waiting.shift();
    this.#busy.set(worker, job);
    worker.postMessage(this.#messageFor(worker, job.request));
  }

  #messageFor(worker: Worker, { paths, limit, probes }: SiftRequest): SiftMessage {
    if (!this.#probes.includes(probes)) this.#probes.push(probes);
    const probesId = this.#probes.indexOf(probes);
    const given = this.#given.get(worker) ?? new Set();
    this.#given.set(worker, given);
    const isNew = !given.has(probesId);
    given.add(probesId);
    return { paths, limit, probesId, ...(isNew && { probes }) };
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: SIFT_THREAD });
    worker.on("message", (sifted: readonly Sifted[]) => {
      const job = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      job?.done(sifted);
      this.#next();
    });
    // A thread that cannot run leaves the work to whoever asked.
    worker.on("error", () => this.close());
    return worker;
  }
}
