// What a move did to a code file that nobody was looking at: taken back and put back as a whole, and only while the file
// is exactly as the move or its undo has left it. Pure.

/** The texts are in private fields: one of them holds a key. */
export class TextSwap {
  readonly #before: string;
  readonly #after: string;

  constructor(before: string, after: string) {
    this.#before = before;
    this.#after = after;
  }

  /** The text before the move; undefined when there is nothing to take back. */
  takenBack(text: string): string | undefined {
    return text === this.#after ? this.#before : undefined;
  }

  putBack(text: string): string | undefined {
    return text === this.#before ? this.#after : undefined;
  }
}
