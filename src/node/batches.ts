// Files on their way through the threads of a scan.
import { type Policy, probesOf } from "../core/index";
import type { FileStep } from "./files";
import type { Sifted, Sifter } from "./sift";

/** Files that a thread is given at once. */
const BATCH = 64;

export interface SiftedFile {
  readonly step: FileStep;
  /** Undefined when no thread could look at it. */
  readonly sifted: Sifted | undefined;
}

/** Files on their way through the threads, in the order of the walk. */
export class Batches {
  readonly #pending: Promise<readonly SiftedFile[]>[] = [];
  #open: FileStep[] = [];

  constructor(
    private readonly sifter: Sifter | undefined,
    private readonly policy: Policy,
  ) {}

  /** More than the threads can be busy with. */
  get areMany(): boolean {
    return this.#pending.length > (this.sifter?.width ?? 0);
  }

  get areEmpty(): boolean {
    return this.#pending.length + this.#open.length === 0;
  }

  add(step: FileStep): void {
    this.#open.push(step);
    if (this.#open.length === BATCH) this.#send();
  }

  /** The oldest batch. */
  async next(): Promise<readonly SiftedFile[]> {
    if (this.#pending.length === 0) this.#send();
    return (await this.#pending.shift()) ?? [];
  }

  #send(): void {
    const steps = this.#open;
    this.#open = [];
    const request = {
      paths: steps.map(({ path }) => path),
      limit: this.policy.maxFileSize,
      probes: probesOf(this.policy),
    };
    const answer = this.sifter?.sift(request) ?? Promise.resolve(undefined);
    this.#pending.push(answer.then((all) => steps.map((step, index) => ({ step, sifted: all?.[index] }))));
  }
}
