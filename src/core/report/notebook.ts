import { findNodeAtLocation, findNodeAtOffset, getNodePath, type Node } from "jsonc-parser";
import type { Finding, ScanResult, Span, SuppressedFinding } from "../model";
import { PointReader, START } from "../points";
import { readJson } from "../readJson";

/** Whether a path names a Jupyter notebook, whose text is JSON. */
export function isNotebook(path: string): boolean {
  return path.endsWith(".ipynb");
}

/** The cells that offsets of a notebook's text lie in, by their index; an offset outside of any cell is left out. */
export function cellsAt(text: string, offsets: readonly number[]): ReadonlyMap<number, number> {
  const cells = new Map<number, number>();
  const root = offsets.length > 0 ? readJson(text) : undefined;
  for (const offset of offsets) {
    const node = root && findNodeAtOffset(root, offset);
    const path = node ? getNodePath(node) : [];
    const cell = path[path.indexOf("cells") + 1];
    if (path.includes("cells") && typeof cell === "number") cells.set(offset, cell);
  }
  return cells;
}

/** A key of a notebook. */
export interface InCell {
  readonly finding: Finding | SuppressedFinding;
  /** The index of its cell; undefined for what is in none. */
  readonly cell?: number;
}

/**
 * Keys that an editor has found in cells, as the text of the notebook's file has them: the same key in the same cell, or
 * else in another one, since cells move. A key that is not saved yet is said to be in its cell's source as a whole.
 */
export function asSaved(text: string, saved: ScanResult, found: readonly InCell[]): readonly InCell[] {
  const all = [...saved.findings, ...saved.suppressed];
  const cells = cellsAt(
    text,
    all.map(({ span }) => span.start.offset),
  );
  const left = new Set(all.map((finding): InCell => withCell(finding, cells.get(finding.span.start.offset))));
  const take = ({ finding }: InCell, fits: (other: InCell) => boolean): InCell | undefined => {
    const same = [...left].find((other) => isSame(other.finding, finding) && fits(other));
    if (same) left.delete(same);
    return same;
  };
  // No key takes the place of one that has not moved.
  const unmoved = found.map((one) => take(one, ({ cell }) => cell === one.cell));
  const root = unmoved.includes(undefined) ? readJson(text) : undefined;
  return found.map(
    (one, index) =>
      unmoved[index] ??
      take(one, () => true) ??
      withCell({ ...one.finding, span: sourceOf(text, root, one.cell) }, one.cell),
  );
}

function withCell(finding: InCell["finding"], cell: number | undefined): InCell {
  return { finding, ...(cell !== undefined && { cell }) };
}

/** The fingerprint of a key that is named by its place is another one where the notebook is one text. */
function isSame(one: Finding, other: Finding): boolean {
  if (one.ruleId !== other.ruleId) return false;
  return one.fingerprint === other.fingerprint || (one.fingerprintOf === "place" && one.mask === other.mask);
}

/** Where a cell's source stands; the start of the text when it has no such cell. */
function sourceOf(text: string, root: Node | undefined, cell: number | undefined): Span {
  const node = root && cell !== undefined ? findNodeAtLocation(root, ["cells", cell, "source"]) : undefined;
  if (!node) return { start: START, end: START };
  const points = new PointReader(text);
  return { start: points.at(node.offset), end: points.at(node.offset + node.length) };
}
