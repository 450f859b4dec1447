// Files on their way through the threads of a scan.
import { probesOf } from "../core/index";
import type { FileStep } from "./files";
import type { Job, SiftAnswer, Sifter } from "./sift";
import { Sifting } from "./siftFiles";
import type { Target } from "./target";

/** A file to be looked at. */
export interface Waiting {
  readonly step: FileStep;
  readonly target: Target;
}

export interface SiftedBatch {
  readonly files: readonly Waiting[];
  /** Undefined when no thread could look at them. */
  readonly answer: SiftAnswer | undefined;
}

/** Files that a thread is given at once: some milliseconds of work. */
const BATCH = 64;
/** Files that wait at most, found before there is time to read them: what waits is moved about with every collection. */
const AHEAD = 4_000;
/** The same for those who want to see how much there is. */
const FAR_AHEAD = 50_000;

/** Files on their way through the threads, in the order in which they were added. */
export class Batches {
  readonly #pending: { readonly batch: Promise<SiftedBatch>; isDone: boolean }[] = [];
  #open: Waiting[] = [];
  /** What whoever helps is at. */
  #own: { readonly job: Job; readonly sifting: Sifting } | undefined;
  /** Batches that wait at most. */
  readonly #ahead: number;

  /** `isShown`: somebody sees how much there is and how much of it is done. */
  constructor(
    private readonly sifter: Sifter,
    isShown: boolean,
  ) {
    this.#ahead = (isShown ? FAR_AHEAD : AHEAD) / BATCH;
  }

  /** Whether the next batch is there. */
  get isNextDone(): boolean {
    return this.#pending[0]?.isDone === true;
  }

  /** Whether the next batch should be taken now: it is there, or too many are waiting. */
  get areDue(): boolean {
    return this.isNextDone || this.#pending.length > this.#ahead;
  }

  get areEmpty(): boolean {
    return this.#pending.length + this.#open.length === 0;
  }

  add(file: Waiting): void {
    const [first] = this.#open;
    if (first && first.target.policy !== file.target.policy) this.send();
    this.#open.push(file);
    if (this.#open.length === BATCH) this.send();
  }

  /** Looks at files that no thread has begun: at least at one, and at no more after that time; whether there were any. */
  help(time: number): boolean {
    const job = this.#own?.job ?? this.sifter.claim();
    if (!job) return false;
    this.#own ??= { job, sifting: new Sifting(job.request) };
    const answer = this.#own.sifting.until(time);
    if (!answer) return true;
    job.done(answer);
    this.#own = undefined;
    return true;
  }

  /** The oldest batch, once it is there. */
  async next(): Promise<SiftedBatch> {
    return (await this.#pending.shift()?.batch) ?? { files: [], answer: undefined };
  }

  /** Has the last files looked at, be they as few as they are. */
  send(): void {
    const files = this.#open;
    const [first] = files;
    if (!first) return;
    this.#open = [];
    const { policy } = first.target;
    const paths = files.map(({ step }) => step.path);
    const request = { paths, limit: policy.maxFileSize, probes: probesOf(policy) };
    const batch = this.sifter.sift(request).then((answer) => {
      pending.isDone = true;
      return { files, answer };
    });
    const pending = { batch, isDone: false };
    this.#pending.push(pending);
  }
}
