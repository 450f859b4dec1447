// A text under edits that come one after the other, each on what those before have left, told as edits of the text as it
// was given.
import type { PieceChange } from "../env/changes";
import type { Piece } from "../model";
import type { FilledPiece } from "../resolveFix";

/** New text between two offsets. */
export interface FilledChange {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly FilledPiece[];
}

/** A stretch of the given text, or what has come into it. */
type Segment = { readonly from: number; readonly to: number } | FilledPiece;

export class LayeredText {
  readonly #given: string;
  readonly #segments: readonly Segment[];

  private constructor(given: string, segments: readonly Segment[]) {
    this.#given = given;
    this.#segments = segments;
  }

  static of(text: string): LayeredText {
    return new LayeredText(text, text === "" ? [] : [{ from: 0, to: text.length }]);
  }

  /** The text as it is by now. Holds keys. */
  get text(): string {
    return this.#segments.map((one) => ("piece" in one ? one.text : this.#given.slice(one.from, one.to))).join("");
  }

  /** With changes, ascending and disjoint, of the text as it is by now; undefined when one cuts a key. */
  after(changes: readonly FilledChange[]): LayeredText | undefined {
    const reader = new SegmentReader(this.#segments);
    const next: Segment[] = [];
    for (const { start, end, pieces } of changes) {
      next.push(...reader.upTo(start), ...pieces);
      reader.upTo(end);
    }
    next.push(...reader.upTo(Infinity));
    return reader.cutKey
      ? undefined
      : new LayeredText(
          this.#given,
          next.filter((one) => lengthOf(one) > 0),
        );
  }

  /** All changes so far, of the text as it was given: ascending, disjoint. */
  changes(): readonly PieceChange[] {
    const changes: PieceChange[] = [];
    let start = 0;
    let pieces: Piece[] = [];
    const close = (end: number): void => {
      if (start < end || pieces.length > 0) changes.push({ start, end, pieces });
      pieces = [];
    };
    for (const segment of this.#segments) {
      if ("piece" in segment) pieces.push(segment.piece);
      else {
        close(segment.from);
        start = segment.to;
      }
    }
    close(this.#given.length);
    return changes;
  }
}

function lengthOf(segment: Segment): number {
  return "piece" in segment ? segment.text.length : segment.to - segment.from;
}

class SegmentReader {
  #index = 0;
  /** Of the segment at the index, what has been read. */
  #read = 0;
  #at = 0;
  cutKey = false;

  constructor(private readonly segments: readonly Segment[]) {}

  /** What stands between the last offset and this one. */
  upTo(offset: number): readonly Segment[] {
    const found: Segment[] = [];
    for (let segment = this.segments[this.#index]; segment && this.#at < offset;) {
      const rest = lengthOf(segment) - this.#read;
      const taken = Math.min(rest, offset - this.#at);
      found.push(this.#part(segment, taken));
      this.#at += taken;
      this.#read += taken;
      if (taken === rest) {
        this.#index += 1;
        this.#read = 0;
        segment = this.segments[this.#index];
      }
    }
    return found;
  }

  #part(segment: Segment, length: number): Segment {
    if (length === lengthOf(segment)) return segment;
    const start = this.#read;
    if (!("piece" in segment)) return { from: segment.from + start, to: segment.from + start + length };
    const text = segment.text.slice(start, start + length);
    if (typeof segment.piece !== "string") this.cutKey = true;
    return { piece: text, text };
  }
}
