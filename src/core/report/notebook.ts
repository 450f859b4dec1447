import { findNodeAtOffset, getNodePath } from "jsonc-parser";
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
