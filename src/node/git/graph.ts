// Commits and their parents, as `git rev-list` lists them.
import type { Holders, Introduction } from "./introductions";

/** The options of `rev-list` for what a graph holds. */
export const ANCESTORS_FIRST = ["--topo-order", "--reverse", "--parents"];

/** Kept as bytes, since a repository may have a million commits. */
export class Graph {
  readonly #blocks: Buffer[] = [];

  /** Takes whole lines, each of a commit's id and those of its parents. */
  add(lines: Buffer): void {
    this.#blocks.push(lines);
  }

  *commits(): Generator<readonly string[]> {
    for (const block of this.#blocks)
      for (const line of block.toString("latin1").split("\n")) if (line !== "") yield line.split(" ");
  }
}

/** The commits that come after an introduction, each with the keys that its history holds. */
export function descend(introductions: readonly Pick<Introduction, "commit" | "keys">[], graph: Graph): Holders {
  const holding = new Map<string, ReadonlySet<number>>();
  for (const { commit, keys } of introductions) holding.set(commit, new Set([...(holding.get(commit) ?? []), ...keys]));
  if (holding.size === 0) return holding;
  for (const ids of graph.commits()) {
    const sources = ids.flatMap((id) => holding.get(id) ?? []);
    const [first, ...others] = sources;
    if (!first) continue;
    // Nearly every commit holds just what its parent holds, so that they share one set.
    const same = others.every((other) => [...other].every((key) => first.has(key)));
    holding.set(ids[0] ?? "", same ? first : new Set(sources.flatMap((one) => [...one])));
  }
  return holding;
}
