// Reads `git log -m --raw`: which commits brought which keys in.

/** The keys that stored objects hold, by object id; keys are indices. */
export type Holders = ReadonlyMap<string, ReadonlySet<number>>;

/** A commit in which a key appears that its parents do not have at that path, or whose message holds it. */
export interface Introduction {
  readonly commit: string;
  readonly keys: ReadonlySet<number>;
  /** ISO 8601. Whoever makes a commit can write both dates as they like. */
  readonly authored: string;
  readonly committed: string;
  readonly author: string;
  /** Empty where the message holds the key. */
  readonly path: string;
}

/** What `IntroductionReader` reads: one line of fields for each comparison, then a line for each changed file. */
export const INTRODUCTION_FORMAT = "%x00%H%x00%P%x00%aI%x00%cI%x00%an";

const CHANGE = /^:\S+ \S+ (\S+) (\S+) \S+\t(.*)$/;

interface Arrivals {
  readonly about: Omit<Introduction, "keys" | "path">;
  readonly parents: number;
  /** In how many comparisons a key arrives. */
  readonly times: Map<number, number>;
  path: string;
}

/**
 * git compares a merge with each parent in turn. A key comes in where every comparison shows it arriving; a parent
 * that holds it at that path shows no such change.
 */
export class IntroductionReader {
  readonly #holders: Holders;
  readonly #commits = new Map<string, Arrivals>();
  #current: Arrivals | undefined;
  /** The keys that have arrived in the comparison that is being read. */
  #arrived = new Set<number>();

  constructor(holders: Holders) {
    this.#holders = holders;
  }

  take(line: string): void {
    if (line.startsWith("\0")) return this.#begin(line);
    const [, before = "", after = "", path = ""] = CHANGE.exec(line) ?? [];
    if (!this.#current) return;
    for (const key of this.#holders.get(after) ?? []) {
      if (this.#arrived.has(key) || this.#holders.get(before)?.has(key)) continue;
      this.#arrived.add(key);
      this.#current.times.set(key, (this.#current.times.get(key) ?? 0) + 1);
      this.#current.path ||= path;
      this.#commits.set(this.#current.about.commit, this.#current);
    }
  }

  introductions(): readonly Introduction[] {
    return [...this.#commits.values()].flatMap(({ about, parents, times, path }) => {
      const keys = new Set([...times].filter(([, count]) => count >= parents).map(([key]) => key));
      return keys.size > 0 ? [{ ...about, keys, path }] : [];
    });
  }

  #begin(line: string): void {
    const [, commit = "", parents = "", authored = "", committed = "", author = ""] = line.split("\0");
    const about = { commit, authored, committed, author };
    this.#current = this.#commits.get(commit) ?? {
      about,
      parents: Math.max(1, parents.split(" ").length),
      times: new Map(),
      path: "",
    };
    this.#arrived = new Set();
    const inMessage = this.#holders.get(commit);
    if (inMessage) for (const key of inMessage) this.#current.times.set(key, Infinity);
    if (inMessage) this.#commits.set(commit, this.#current);
  }
}
