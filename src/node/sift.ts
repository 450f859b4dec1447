// Threads that read files and say which may hold a key. Whoever called looks at those few itself, and helps meanwhile with
// what no thread has begun.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Probes, type Tables, tablesOf } from "../core/index";
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
  /** What is made of them, so that not every thread has to. */
  readonly tables?: Tables | undefined;
}

/** What became of a file: its length in bytes and what its bytes are, or why they are not known. */
export type Sifted =
  { readonly bytes: number; readonly kind: "suspect" | "binary" } | (Unread & { readonly kind: "unread" });

/** What became of some files. */
export interface SiftAnswer {
  /** Bytes of the files without a key, nearly all of them. */
  readonly cleanBytes: number;
  /** The others, by their place in the request, in its order. */
  readonly others: readonly (readonly [index: number, sifted: Sifted])[];
}

/** More cores than this wait for the disk. */
const MAX_CORES = 8;
/** Requests that a thread has at a time, so that it need not wait while whoever called is busy. */
const AT_ONCE = 4;

/** What a thread makes is soon garbage. */
const LITTLE = { maxYoungGenerationSizeMb: 8 };

/** A request, and who waits for its answer. */
export interface Job {
  readonly request: SiftRequest;
  readonly done: (answer: SiftAnswer | undefined) => void;
}

interface Thread {
  readonly worker: Worker;
  /** What it has been asked, the oldest first. */
  readonly jobs: Job[];
  /** The probes that it has been given. */
  readonly given: Set<number>;
}

export class Sifter {
  readonly #threads: Thread[] = [];
  readonly #waiting: Job[] = [];
  readonly #probes: Probes[] = [];
  readonly #script: string;
  readonly #max: number;
  #closed = false;

  /**
   * `script` is a program that runs `sift.worker.ts` in a thread. No thread is started before there is something to do, and
   * `spareCores` are left to others. One core is that of whoever called: where there is no other, no thread does anything.
   */
  constructor(script: string, spareCores: number) {
    this.#script = script;
    this.#max = Math.min(availableParallelism() - spareCores, MAX_CORES) - 1;
  }

  /** Undefined when the threads cannot run or have been closed. */
  sift(request: SiftRequest): Promise<SiftAnswer | undefined> {
    return new Promise((done) => {
      this.#waiting.push({ request, done });
      this.#next();
    });
  }

  /** Takes back what no thread has begun, the one that has waited longest. */
  claim(): Job | undefined {
    return this.#waiting.shift();
  }

  /** Ends all threads at once, whatever they are doing. */
  close(): void {
    this.#closed = true;
    const jobs = [...this.#threads.flatMap((thread) => thread.jobs), ...this.#waiting];
    const workers = this.#threads.map(({ worker }) => worker);
    this.#threads.length = 0;
    this.#waiting.length = 0;
    for (const { done } of jobs) done(undefined);
    for (const worker of workers) void worker.terminate();
  }

  #next(): void {
    if (this.#closed) {
      this.close();
      return;
    }
    const job = this.#waiting[0];
    const thread = job && this.#free();
    if (!thread) return;
    this.#waiting.shift();
    thread.jobs.push(job);
    thread.worker.postMessage(this.#messageFor(thread, job.request));
  }

  /** The thread with the least to do, a new one rather than one that is busy. */
  #free(): Thread | undefined {
    const [thread] = [...this.#threads].sort((a, b) => a.jobs.length - b.jobs.length);
    if (thread?.jobs.length === 0) return thread;
    if (this.#threads.length < this.#max) return this.#start();
    return thread && thread.jobs.length < AT_ONCE ? thread : undefined;
  }

  #messageFor({ given }: Thread, { paths, limit, probes }: SiftRequest): SiftMessage {
    if (!this.#probes.includes(probes)) this.#probes.push(probes);
    const probesId = this.#probes.indexOf(probes);
    const isNew = !given.has(probesId);
    given.add(probesId);
    return { paths, limit, probesId, ...(isNew && { probes, tables: tablesOf(probes) }) };
  }

  #start(): Thread {
    const worker = new Worker(this.#script, { workerData: SIFT_THREAD, resourceLimits: LITTLE });
    const thread: Thread = { worker, jobs: [], given: new Set() };
    worker.on("message", (answer: SiftAnswer) => {
      thread.jobs.shift()?.done(answer);
      this.#next();
    });
    // A thread that cannot run leaves the work to whoever asked.
    worker.on("error", () => this.close());
    this.#threads.push(thread);
    return thread;
  }
}
