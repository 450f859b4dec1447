// Many texts that resemble the one before, such as paths in the order of a walk, in little memory: each as what it
// shares with the one before and the rest, outside of the heap.

/** Bytes of one piece of memory. */
const PIECE = 1 << 16;
/** Of the numbers before each text: bytes shared, bytes of its own. */
const HEAD = 8;

export class PackedTexts implements Iterable<string> {
  readonly #pieces: { readonly bytes: Buffer; used: number }[] = [];
  #last = Buffer.alloc(0);

  add(text: string): void {
    const bytes = Buffer.from(text);
    let shared = 0;
    while (shared < bytes.length && bytes[shared] === this.#last[shared]) shared += 1;
    const piece = this.#room(HEAD + bytes.length - shared);
    piece.bytes.writeUInt32LE(shared, piece.used);
    piece.bytes.writeUInt32LE(bytes.length - shared, piece.used + 4);
    bytes.copy(piece.bytes, piece.used + HEAD, shared);
    piece.used += HEAD + bytes.length - shared;
    this.#last = bytes;
  }

  *[Symbol.iterator](): Generator<string> {
    let text = Buffer.alloc(0);
    for (const { bytes, used } of this.#pieces)
      for (let at = 0; at < used;) {
        const own = bytes.readUInt32LE(at + 4);
        const start = at + HEAD;
        text = Buffer.concat([text.subarray(0, bytes.readUInt32LE(at)), bytes.subarray(start, start + own)]);
        at = start + own;
        yield text.toString();
      }
  }

  #room(length: number): { readonly bytes: Buffer; used: number } {
    const open = this.#pieces.at(-1);
    if (open && open.used + length <= open.bytes.length) return open;
    const piece = { bytes: Buffer.allocUnsafeSlow(Math.max(PIECE, length)), used: 0 };
    this.#pieces.push(piece);
    return piece;
  }
}
