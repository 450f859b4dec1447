// YAML's anchors: what is taken out of a file must not be what an alias elsewhere stands for.
import type { TreeNode } from "./tree";

/** Up to this far behind the start of an entry its anchor is looked for, in UTF-16 code units. */
const FAR = 300;

/** Why entries cannot go, when one has an anchor that something else of the text refers to. */
export function whyAnchored(text: string, entries: readonly (TreeNode | undefined)[]): string | undefined {
  const names = entries.flatMap((entry) => (entry && anchorOf(text, entry)) ?? []);
  const name = names.find((one) => isAliased(text, one));
  if (name === undefined) return undefined;
  return `Other places of this file repeat the value by its anchor (*${name}). Write the value out there first.`;
}

function anchorOf(text: string, { start, children, valueEnd }: TreeNode): string | undefined {
  const end = Math.min(children[0]?.start ?? valueEnd, start + FAR);
  return /(?:^|[\s:])&([^\s,[\]{}]+)/.exec(text.slice(start, end))?.[1];
}

function isAliased(text: string, name: string): boolean {
  for (let at = text.indexOf(`*${name}`); at >= 0; at = text.indexOf(`*${name}`, at + 1))
    if (/^(?:[\s,\]}]|$)/.test(text.slice(at + name.length + 1, at + name.length + 2))) return true;
  return false;
}
