// Some things to wait for at once, answered in the order in which they were asked.

/** At most a number of them run; whoever adds more takes an answer first. */
export class Errands<Answer> {
  readonly #running: Promise<Answer>[] = [];

  constructor(private readonly most: number) {}

  get areMany(): boolean {
    return this.#running.length >= this.most;
  }

  add(run: () => Promise<Answer>): void {
    const answer = run();
    // Whoever takes it is told of its failure; until then it is nobody's.
    answer.catch(() => undefined);
    this.#running.push(answer);
  }

  /** The oldest answer. */
  async next(): Promise<Answer> {
    const oldest = this.#running.shift();
    if (!oldest) throw new Error("there is nothing to wait for");
    return oldest;
  }
}
