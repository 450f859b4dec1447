// Entries taken out of a YAML or JSON text, whole, with the commas and lines that go with them.
import type { Change } from "../source";
import { endOf, type TreeNode } from "./tree";

/** Takes nodes out. An entry whose children all go is taken out itself, up to `keep` levels above. */
export function removeNodes(text: string, nodes: Iterable<TreeNode>, levels = 0): readonly Change[] {
  let gone = new Set(nodes);
  for (let level = 0; level < levels; level++) gone = withEmptied(gone);
  const parents = new Set([...gone].map(({ parent }) => parent));
  return [...parents].flatMap((parent) => (parent && !gone.has(parent) ? removeFrom(text, parent, gone) : []));
}

/** The nodes, and in place of all children of an entry the entry. */
function withEmptied(gone: ReadonlySet<TreeNode>): Set<TreeNode> {
  const all = new Set<TreeNode>();
  for (const node of gone) {
    const { parent } = node;
    all.add(parent?.key !== undefined && parent.children.every((child) => gone.has(child)) ? parent : node);
  }
  return all;
}

function removeFrom(text: string, parent: TreeNode, gone: ReadonlySet<TreeNode>): readonly Change[] {
  if (parent.bracket === undefined)
    return parent.children.filter((child) => gone.has(child)).map((child) => linesOf(text, child));
  const { children } = parent;
  if (children.every((child) => gone.has(child)))
    return [{ start: parent.valueStart + 1, end: parent.valueEnd - 1, text: "" }];
  const changes: Change[] = [];
  for (let i = 0; i < children.length; i++) {
    if (!gone.has(children[i] as TreeNode)) continue;
    const from = i;
    while (children[i + 1] && gone.has(children[i + 1] as TreeNode)) i += 1;
    const next = children[i + 1];
    const [first, last, before] = [children[from] as TreeNode, children[i] as TreeNode, children[from - 1]];
    changes.push(
      next
        ? { start: first.start, end: next.start, text: "" }
        : { start: before ? endOf(before) : first.start, end: endOf(last), text: "" },
    );
  }
  return changes;
}

/** The lines that a node takes up, the end of the last one included. */
function linesOf(text: string, node: TreeNode): Change {
  const start = text.lastIndexOf("\n", node.start - 1) + 1;
  const end = text.indexOf("\n", Math.max(node.start, endOf(node) - 1));
  return { start, end: end < 0 ? text.length : end + 1, text: "" };
}

/** Whether a node in block style begins its line, so that its lines can be taken out. */
export function beginsLine(text: string, node: TreeNode): boolean {
  return (
    node.flow ||
    /^\s*$/.test(text.slice(Math.max(text.lastIndexOf("\n", node.start - 1) + 1, node.start - 200), node.start))
  );
}
