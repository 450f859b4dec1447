// The tree of a YAML or JSON text, with offsets: enough to know the keys above a value and what stands beside it.

/** An entry of a mapping, an element of a list, or a document. Offsets are UTF-16, ends exclusive. */
export interface TreeNode {
  /** Of an entry; undefined for elements and documents. */
  readonly key: string | undefined;
  /** Where the key, the dash or the element starts. */
  readonly start: number;
  /** Of its start on its line; -1 between brackets. */
  readonly column: number;
  /** Stands between brackets. */
  readonly flow: boolean;
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];
  /** The bracket that its value opens, if it does. */
  readonly bracket: "{" | "[" | undefined;
  /** The value as it is written, quotes and brackets included; empty when its children stand on the lines below. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Draft = Mutable<Omit<TreeNode, "children" | "parent">> & { parent: Draft | undefined; children: Draft[] };

/** A new child of `parent`, without a value yet. */
export function draft(parent: Draft | undefined, start: number, column: number, flow: boolean): Draft {
  const place = { start, column, flow, valueStart: start, valueEnd: start };
  const node: Draft = { key: undefined, bracket: undefined, parent, children: [], ...place };
  parent?.children.push(node);
  return node;
}

export class Tree {
  readonly #starts: readonly TreeNode[];

  constructor(readonly documents: readonly TreeNode[]) {
    const all: TreeNode[] = [];
    const open = [...documents].reverse();
    for (let node = open.pop(); node; node = open.pop()) {
      all.push(node);
      for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i] as TreeNode);
    }
    this.#starts = all;
  }

  /** The innermost node that starts at or before an offset; its value need not reach it. */
  at(offset: number): TreeNode | undefined {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#starts[low - 1];
  }
}

/** No file that anybody knows nests deeper; what does is read as if it stood at this depth. */
const MAX_DEPTH = 40;

/** A node and those around it, from the innermost. */
export function around(node: TreeNode): readonly TreeNode[] {
  const found: TreeNode[] = [];
  for (let one: TreeNode | undefined = node; one && found.length < MAX_DEPTH; one = one.parent) found.push(one);
  return found;
}

/** The keys that lead to a node, from the outermost, `*` for an element of a list. */
export function keysOf(node: TreeNode): readonly string[] {
  return around(node)
    .filter(({ parent }) => parent !== undefined)
    .map(({ key }) => key ?? "*")
    .reverse();
}

/** The same in one text, to be matched: joined with `/`, which is `~1` in a key. */
export function pathOf(node: TreeNode): string {
  return keysOf(node)
    .map((key) => key.replaceAll("/", "~1"))
    .join("/");
}

/** The entry of a mapping. */
export function entryOf(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.children.find((child) => child.key === key);
}

/** A scalar's text without its quotes; empty for a node that has none. */
export function scalarOf(text: string, node: TreeNode | undefined): string {
  if (!node || node.bracket !== undefined) return "";
  return text.slice(node.valueStart, node.valueEnd).replace(/^(["'])([^]*)\1$/, "$2");
}

/** Where the last thing below a node ends. */
export function endOf(node: TreeNode): number {
  let last = node;
  while (last.bracket === undefined && last.children.length > 0) last = last.children.at(-1) as TreeNode;
  return last.valueEnd;
}
