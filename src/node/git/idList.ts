// Object ids on their way from one run of git to another.

/** Bytes that are worth handing on before the list is complete. */
const WORTHWHILE = 1 << 13;
const AT_ONCE = 1 << 16;

/**
 * Object ids, one a line, as git reads them: all of one length, so that millions cost 41 bytes each. What reads them
 * need not wait until the list is complete.
 */
export class IdList {
  #data = Buffer.alloc(1 << 16);
  #width = 0;
  #used = 0;
  #closed = false;
  #waiting: (() => void)[] = [];

  get count(): number {
    return this.#width === 0 ? 0 : this.#used / this.#width;
  }

  /** No more will come. */
  get closed(): boolean {
    return this.#closed;
  }

  add(id: string): void {
    if (!this.#makeRoom(id.length)) return;
    this.#data.write(`${id}\n`, this.#used, "latin1");
    this.#used += this.#width;
  }

  /** Adds the id that stands in some bytes. */
  addFrom(bytes: Buffer, start: number, end: number): void {
    if (!this.#makeRoom(end - start)) return;
    bytes.copy(this.#data, this.#used, start, end);
    this.#data[this.#used + this.#width - 1] = 10;
    this.#used += this.#width;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  at(index: number): string {
    return this.#data.toString("latin1", index * this.#width, (index + 1) * this.#width - 1);
  }

  /** The ids from an index on; waits for those that are still to come. */
  async *from(index: number): AsyncGenerator<Buffer> {
    let at = index * this.#width;
    for (;;) {
      while (at < this.#used && (this.#closed || this.#used - at >= WORTHWHILE)) {
        const part = this.#data.subarray(at, Math.min(this.#used, at + AT_ONCE));
        at += part.length;
        yield part;
      }
      if (this.#closed) return;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      at ||= index * this.#width;
    }
  }

  /** False for what is no id like the others. */
  #makeRoom(length: number): boolean {
    this.#width ||= length + 1;
    if (length + 1 !== this.#width) return false;
    if (this.#used + this.#width > this.#data.length) this.#data = Buffer.concat([this.#data], this.#data.length * 2);
    if (this.#waiting.length > 0 && this.#used % WORTHWHILE < this.#width) this.#wake();
    return true;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
