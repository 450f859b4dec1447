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
  /** `yyyy-mm-dd`, the last day on which it holds. */
  readonly expires?: string;
  readonly reason?: string;
}

/** What an entry is looked up by. */
export type BaselineKey = Pick<BaselineEntry, "fingerprint" | "path" | "rule">;

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
    note(NEEDED, node.offset);
    return [];
  });
  return { value: entries, problems };
}

const NEEDED =
  "An entry needs fingerprint, path, rule, and count, a whole number above 0; it may have expires, a day as yyyy-mm-dd, and reason.";

function entryOf(value: unknown): BaselineEntry | undefined {
  const { fingerprint, path, rule, count, expires, reason } = (value ?? {}) as Partial<
    Record<keyof BaselineEntry, unknown>
  >;
  if (typeof fingerprint !== "string" || typeof path !== "string" || typeof rule !== "string") return undefined;
  if (expires !== undefined && (typeof expires !== "string" || !/^\d{4}-\d\d-\d\d$/.test(expires))) return undefined;
  if (reason !== undefined && typeof reason !== "string") return undefined;
  if (typeof count !== "number" || !Number.isInteger(count) || count <= 0) return undefined;
  return {
    fingerprint,
    path,
    rule,
    count,
    ...(expires !== undefined && { expires }),
    ...(reason !== undefined && { reason }),
  };
}

interface Left {
  readonly entry: BaselineEntry;
  count: number;
}

/** A baseline that is being used up by the findings of one scan. */
export class Baseline {
  readonly #left = new Map<string, Left>();
  /** By key and rule, for files that have another name now. */
  readonly #elsewhere = new Map<string, Left[]>();
  readonly #today: string;

  /** `today` as `yyyy-mm-dd`; without it no entry has expired. */
  constructor(entries: readonly BaselineEntry[], today = "") {
    this.#today = today;
    for (const entry of entries) {
      const known = this.#left.get(keyOf(entry));
      const left = { entry: known ? longer(known.entry, entry) : entry, count: (known?.count ?? 0) + entry.count };
      this.#left.set(keyOf(entry), left);
    }
    for (const left of this.#left.values()) {
      const name = keyOf({ ...left.entry, path: "" });
      this.#elsewhere.set(name, [...(this.#elsewhere.get(name) ?? []), left]);
    }
  }

  /** Whether it accepts one more finding of this kind; what it has accepted is used up. */
  accepts(finding: BaselineKey): boolean {
    return this.#use(this.#left.get(keyOf(finding)));
  }

  /**
   * The path at which it accepted the same key before, when that file is gone: it has another name now. What it has
   * accepted is used up.
   */
  acceptsMoved(finding: BaselineKey, isGone: (path: string) => boolean): BaselineEntry | undefined {
    const others = this.#elsewhere.get(keyOf({ ...finding, path: "" })) ?? [];
    // The disk is asked last, and not again for what has been used up.
    const isMoved = ({ path }: BaselineEntry): boolean => path !== finding.path && isGone(path);
    return others.find((left) => this.#holds(left) && isMoved(left.entry) && this.#use(left))?.entry;
  }

  /** What no finding has used and still holds; `count` says how many are left over. */
  unused(): readonly BaselineEntry[] {
    return [...this.#left.values()]
      .filter(({ entry, count }) => count > 0 && !this.#isExpired(entry))
      .map(({ entry, count }) => ({ ...entry, count }));
  }

  /** What holds no longer. */
  expired(): readonly BaselineEntry[] {
    return [...this.#left.values()].map(({ entry }) => entry).filter((entry) => this.#isExpired(entry));
  }

  #use(left: Left | undefined): boolean {
    if (!left || !this.#holds(left)) return false;
    left.count -= 1;
    return true;
  }

  #holds({ entry, count }: Left): boolean {
    return count > 0 && !this.#isExpired(entry);
  }

  #isExpired({ expires }: BaselineEntry): boolean {
    return expires !== undefined && expires < this.#today;
  }
}

/** Of two entries for the same, the one that holds longer. */
function longer(one: BaselineEntry, other: BaselineEntry): BaselineEntry {
  if (one.expires === undefined) return one;
  return other.expires === undefined || other.expires > one.expires ? other : one;
}

function keyOf({ fingerprint, path, rule }: BaselineKey): string {
  return [fingerprint, path, rule].join("\0");
}

/** The text of a baseline file: an entry a line, in one order, so that changes of two people merge. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(({ fingerprint, path, rule, count, expires, reason }) =>
      JSON.stringify({ path, rule, fingerprint, count, expires, reason }),
    );
  const list = lines.length > 0 ? `[\n    ${lines.join(",\n    ")}\n  ]` : "[]";
  return `{\n  "version": 1,\n  "entries": ${list}\n}\n`;
}

function sortKey({ fingerprint, path, rule }: BaselineEntry): string {
  return [path, rule, fingerprint].join("\0");
}

export interface BaselineChange {
  readonly entries: readonly BaselineEntry[];
  /** Findings that are accepted from now on, and those that are at another path. */
  readonly added: number;
  readonly moved: number;
  /** Entries that no finding has used, and those that have gone. */
  readonly unused: number;
  readonly removed: number;
}

/**
 * A baseline after a scan. Without `prune`, what was found is accepted from now on: counts are raised, what has expired
 * holds again, and what is unused stays. With it nothing new is accepted, and what is unused or has expired goes.
 */
export function changedBaseline(
  entries: readonly BaselineEntry[],
  found: readonly BaselineKey[],
  how: {
    readonly today: string;
    readonly prune: boolean;
    readonly isGone: (path: string) => boolean;
    /** Of what is new. */
    readonly more: Pick<BaselineEntry, "expires" | "reason">;
  },
): BaselineChange {
  const { today, prune, isGone, more } = how;
  const baseline = new Baseline(entries, today);
  const after = new Map<string, BaselineEntry>();
  const counts = { added: 0, moved: 0 };
  const take = (entry: BaselineEntry): void => {
    const known = after.get(keyOf(entry));
    after.set(keyOf(entry), { ...(known ?? entry), count: (known?.count ?? 0) + 1 });
  };
  const before = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const rest = found.filter((finding) => {
    const accepted = baseline.accepts(finding);
    if (accepted) take(before.get(keyOf(finding)) ?? { ...finding, count: 0 });
    return !accepted;
  });
  for (const finding of rest) {
    const old = baseline.acceptsMoved(finding, isGone);
    if (old) take({ ...old, path: finding.path });
    else if (!prune) take({ ...finding, count: 0, ...more });
    else continue;
    counts[old ? "moved" : "added"] += 1;
  }
  const unused = baseline.unused();
  if (!prune)
    for (const entry of unused) {
      const known = after.get(keyOf(entry));
      after.set(keyOf(entry), known ? { ...known, count: known.count + entry.count } : entry);
    }
  return {
    entries: [...after.values()],
    ...counts,
    unused: unused.length,
    removed: [...before].filter(([key, { expires }]) => !after.has(key) && (prune || (expires ?? today) < today))
      .length,
  };
}
