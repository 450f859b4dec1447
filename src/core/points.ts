// Offsets to lines and columns. Lines end at \r\n, \n or \r, as in VS Code.
import type { Point, Span } from "./model";

export const START: Point = { offset: 0, line: 0, column: 0 };

/**
 * Turns ascending offsets of one text into points, reading each character at most once.
 * `origin` is the point of the text's first character in a larger text.
 */
export class PointReader {
  readonly #text: string;
  readonly #origin: Point;
  readonly #lineBreak = /\r\n|\n|\r/g;
  #line: number;
  /** Index in the text where the current line starts; before 0 when it starts before the text. */
  #lineStart: number;
  /** Index after the next line break, `Infinity` when there is none. */
  #afterBreak: number;

  constructor(text: string, origin: Point = START) {
    this.#text = text;
    this.#origin = origin;
    this.#line = origin.line;
    this.#lineStart = -origin.column;
    this.#afterBreak = this.#seek();
  }

  /** The point of an index of the text; indices must not descend from call to call. */
  at(index: number): Point {
    while (this.#afterBreak <= index) {
      this.#line += 1;
      this.#lineStart = this.#afterBreak;
      this.#afterBreak = this.#seek();
    }
    return { offset: this.#origin.offset + index, line: this.#line, column: index - this.#lineStart };
  }

  #seek(): number {
    const match = this.#lineBreak.exec(this.#text);
    return match ? match.index + match[0].length : Infinity;
  }
}

/** The point that an insertion of `text` at `start` ends at. */
export function pointAfter(start: Point, text: string): Point {
  return new PointReader(text, start).at(text.length);
}

/** The point of one offset of a text; costs the text before it. */
export function pointAt(text: string, offset: number): Point {
  return new PointReader(text).at(offset);
}

export function comparePoints(a: Point, b: Point): number {
  return a.offset - b.offset;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}

export function contains(span: Span, offset: number): boolean {
  return span.start.offset <= offset && offset < span.end.offset;
}
