// Findings that a team has accepted for now: a scan fails only on others.
import { findNodeAtLocation, getNodeValue } from "jsonc-parser";
import type { Problem } from "./model";
import { pointAt } from "./points";
import type { Checked } from "./policy";
import { type JsonProblem, readJson } from "./readJson";

export interface BaselineEntry {
  readonly fingerprint: string;
  /** Relative to the baseline file, with `/`. */
  readonly path: string;
  readonly rule: string;
  /** How many findings it accepts. */
  readonly count: number;
}

/** Reads a `.keystow-baseline.json`. Every broken entry is named with its place; the rest holds. */
export function parseBaseline(text: string): Checked<readonly BaselineEntry[]> {
  const errors: JsonProblem[] = [];
  const root = readJson(text, errors);
  const problems: Problem[] = errors.map(({ message, offset }) => ({ message, at: pointAt(text, offset) }));
  const note = (message: string, offset: number): void => void problems.push({ message, at: pointAt(text, offset) });
  const member = (name: string) => root && findNodeAtLocation(root, [name]);
  const list = root?.type === "object" ? member("entries") : undefined;
  if (list?.type !== "array") {
    if (errors.length === 0) note("A baseline must be an object with a list of entries.", list?.offset ?? 0);
    return { value: [], problems };
  }
  const version = member("version");
  if (version?.value !== 1) note("version must be 1: this Keystow reads no other.", version?.offset ?? 0);
  const entries = (list.children ?? []).flatMap((node) => {
    const entry = entryOf(getNodeValue(node));
    if (entry) return [entry];
    note("An entry needs fingerprint, path, rule, and count, a whole number above 0.", node.offset);
    return [];
  });
  return { value: entries, problems };
}

function entryOf(value: unknown): BaselineEntry | undefined {
  const { fingerprint, path, rule, count } = (value ?? {}) as Partial<Record<keyof BaselineEntry, unknown>>;
  if (typeof fingerprint !== "string" || typeof path !== "string" || typeof rule !== "string") return undefined;
  return typeof count === "number" && Number.isInteger(count) && count > 0
    ? { fingerprint, path, rule, count }
    : undefined;
}

/** A baseline that is being used up by the findings of one scan. */
export class Baseline {
  readonly #left = new Map<string, { readonly entry: BaselineEntry; count: number }>();

  constructor(entries: readonly BaselineEntry[]) {
    for (const entry of entries) {
      const before = this.#left.get(keyOf(entry))?.count ?? 0;
      this.#left.set(keyOf(entry), { entry, count: before + entry.count });
    }
  }

  /** Whether it accepts one more finding of this kind; what it has accepted is used up. */
  accepts(finding: Omit<BaselineEntry, "count">): boolean {
    const left = this.#left.get(keyOf(finding));
    if (!left || left.count === 0) return false;
    left.count -= 1;
    return true;
  }

  /** What no finding has used; `count` says how many are left over. */
  unused(): readonly BaselineEntry[] {
    return [...this.#left.values()].filter(({ count }) => count > 0).map(({ entry, count }) => ({ ...entry, count }));
  }
}

function keyOf({ fingerprint, path, rule }: Omit<BaselineEntry, "count">): string {
  return [fingerprint, path, rule].join("\0");
}
