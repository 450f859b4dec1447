// A document that is being edited. Candidates and words are kept with their places; an edit moves what stands after
// it and detects again only near it, so the cost of a key press does not grow with the file.
import type { Candidate } from "./candidate";
import { type Detector, LOOK_AHEAD, LOOK_BEHIND, type Word } from "./detect";
import { judge } from "./judge";
import type { Point, ScanResult, Span } from "./model";
import { pointAfter, PointReader } from "./points";
import { type Policy } from "./policy";
import { detectorOf } from "./scan";
import type { Whereabouts } from "./suppress";

/** A text as lines, so that a part of it can be read without reading the whole. */
export interface LineView {
  readonly lineCount: number;
  readonly eol: "\n" | "\r\n";
  /** One line without its line break. */
  line(index: number): string;
}

/** `text` in place of what stood at `removed`, a span of the text as it was just before. */
export interface Change {
  readonly removed: Span;
  readonly text: string;
}

/** A line of more UTF-16 code units costs too much at every key press; a text that has one is not watched. */
export const LONG_LINE = 1_000_000;

/** Places remembered in one text. Beyond it the rest is left out, and the result says so. */
const MAX_PLACES = 5000;

export class LiveText {
  readonly #detector: Detector;
  readonly #policy: Policy;
  #candidates: readonly Candidate[] = [];
  #words: readonly Word[] = [];
  /** What has to be detected again: ordered, disjoint. */
  #dirty: readonly Span[];
  #overflowed = false;

  constructor(
    private readonly view: LineView,
    policy: Policy,
  ) {
    this.#detector = detectorOf(policy);
    this.#policy = policy;
    this.#dirty = [this.#whole()];
  }

  /** Takes the changes of one event, each against the text that the ones before it left; the view already has them all. */
  edit(changes: readonly Change[]): void {
    for (const change of changes) {
      const after = pointAfter(change.removed.start, change.text);
      const move = (point: Point): Point => movePoint(point, change.removed, after);
      const touched = (point: Point): boolean => near(point, change.removed);
      this.#candidates = this.#candidates.flatMap((one) =>
        touched(one.span.start) ? [] : [{ ...one, span: moveSpan(one.span, move) }],
      );
      this.#words = this.#words.flatMap((one) => (touched(one.at) ? [] : [{ ...one, at: move(one.at) }]));
      const moved = this.#dirty.map((span) => moveSpan(span, move));
      this.#dirty = merge([...moved, { start: change.removed.start, end: after }]);
    }
    if (this.#overflowed && this.#candidates.length + this.#words.length < MAX_PLACES) this.#dirty = [this.#whole()];
  }

  /** Detects in at most about `budget` UTF-16 code units of what is dirty; true when nothing is left. */
  advance(budget: number): boolean {
    const [first, ...rest] = this.#dirty;
    if (!first) return true;
    const window = readAround(this.view, first.start, LOOK_AHEAD + LOOK_BEHIND, budget + LOOK_BEHIND + LOOK_AHEAD);
    const documentEnd = window.reachesEnd ? window.start.offset + window.text.length : Infinity;
    const end = Math.min(first.end.offset, documentEnd);
    const until = Math.min(end, first.start.offset + budget);
    const zone = { from: first.start.offset - LOOK_AHEAD, to: until + LOOK_BEHIND };
    const found = this.#detector.detect(
      window.text,
      window.start,
      Math.max(0, zone.from - window.start.offset),
      Math.min(window.text.length + 1, zone.to - window.start.offset),
    );
    const outside = (point: Point): boolean => point.offset < zone.from || point.offset >= zone.to;
    const candidates = this.#candidates.filter((one) => outside(one.span.start)).concat(found.candidates);
    const words = this.#words.filter((one) => outside(one.at)).concat(found.words);
    this.#overflowed = candidates.length > MAX_PLACES || words.length > MAX_PLACES;
    this.#candidates = candidates.sort((a, b) => a.span.start.offset - b.span.start.offset).slice(0, MAX_PLACES);
    this.#words = words.sort((a, b) => a.at.offset - b.at.offset).slice(0, MAX_PLACES);
    this.#dirty = until < end ? [{ start: pointIn(window, until), end: first.end }, ...rest] : rest;
    return this.#dirty.length === 0;
  }

  /** What is known by now; whole once `advance` has said so. */
  result(where: Whereabouts): ScanResult {
    const result = judge({ candidates: this.#candidates, words: this.#words }, where, this.#policy);
    return this.#overflowed ? { ...result, capped: [...result.capped, "*"] } : result;
  }

  #whole(): Span {
    const { lineCount } = this.view;
    const start = { offset: 0, line: 0, column: 0 };
    return { start, end: { offset: Number.MAX_SAFE_INTEGER, line: lineCount, column: 0 } };
  }
}

/** Whether a decision about what starts at a point may depend on a span. */
function near(point: Point, span: Span): boolean {
  return point.offset >= span.start.offset - LOOK_AHEAD && point.offset < span.end.offset + LOOK_BEHIND;
}

function moveSpan(span: Span, move: (point: Point) => Point): Span {
  return { start: move(span.start), end: move(span.end) };
}

/** Where a point stands after `removed` has become text that ends at `after`; inside of it, at that end. */
function movePoint(point: Point, removed: Span, after: Point): Point {
  if (point.offset <= removed.start.offset) return point;
  if (point.offset < removed.end.offset) return after;
  return {
    offset: point.offset - removed.end.offset + after.offset,
    line: point.line - removed.end.line + after.line,
    column: point.line === removed.end.line ? point.column - removed.end.column + after.column : point.column,
  };
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start.offset - b.start.offset)) {
    const last = merged.at(-1);
    if (!last || span.start.offset > last.end.offset) merged.push(span);
    else if (span.end.offset > last.end.offset) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
}

interface Window {
  readonly text: string;
  readonly start: Point;
  /** The text ends where the document does. */
  readonly reachesEnd: boolean;
}

/** The text around a point, at least `before` and `after` long where the document is. */
function readAround(view: LineView, point: Point, before: number, after: number): Window {
  const pieces: string[] = [];
  let { line, column } = point;
  let length = 0;
  const head = view.line(line).slice(Math.max(0, column - before), column);
  pieces.push(head);
  length += head.length;
  column -= head.length;
  while (length < before && column === 0 && line > 0) {
    line -= 1;
    const whole = view.line(line);
    const tail = whole.slice(-Math.max(1, before - length)) + view.eol;
    pieces.unshift(tail);
    length += tail.length;
    column = whole.length + view.eol.length - tail.length;
  }
  const start = { offset: point.offset - length, line, column };
  let rest = after;
  let at = point.line;
  for (let from = point.column; ; from = 0) {
    const whole = view.line(at);
    const piece = whole.slice(from, from + Math.max(0, rest));
    pieces.push(piece);
    rest -= piece.length;
    if (from + piece.length < whole.length || ++at >= view.lineCount) break;
    pieces.push(view.eol);
    rest -= view.eol.length;
  }
  return { text: pieces.join(""), start, reachesEnd: at >= view.lineCount };
}

function pointIn(window: Window, offset: number): Point {
  return new PointReader(window.text, window.start).at(offset - window.start.offset);
}
