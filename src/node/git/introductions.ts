// Reads `git log -m --raw`: which commits brought which keys in.

/** The keys that stored objects hold, by object id; keys are indices. */
export type Holders = ReadonlyMap<string, ReadonlySet<number>>;

/** A commit that brings a key to a path where a parent does not have it, or whose message holds it. */
export interface Introduction {
  readonly commit: string;
  /** What holds the key: a file version, or the commit itself. */
  readonly object: string;
  readonly keys: ReadonlySet<number>;
  /** ISO 8601. Whoever makes a commit can write both dates as they like. */
  readonly authored: string;
  readonly committed: string;
  readonly author: string;
  /** Empty where the message holds the key. */
  readonly path: string;
  /** The path holds the key, and what it names does not. */
  readonly named: boolean;
}

/** What `IntroductionReader` reads: a line of these fields for each commit and parent, then one for each changed file. */
export const INTRODUCTION_FORMAT = "%x00%H%x00%aI%x00%cI%x00%an";

/** The id of what is not there: the file was deleted. */
const NOTHING = /^0+$/;
const CHANGE = /^:\S+ \S+ \S+ (\S+) \S+\t(.*)$/;

/**
 * Every version of a file that holds a key counts, and so does a merge that takes it over: all of them have the key,
 * and the earliest is the one to name.
 */
export class IntroductionReader {
  readonly introductions: Introduction[] = [];
  readonly #holders: Holders;
  readonly #keysIn: (path: string) => ReadonlySet<number>;
  #commit: Omit<Introduction, "object" | "keys" | "path" | "named"> | undefined;

  /** `keysIn` tells which keys a path holds. */
  constructor(holders: Holders, keysIn: (path: string) => ReadonlySet<number>) {
    this.#holders = holders;
    this.#keysIn = keysIn;
  }

  take(line: string): void {
    const [start, commit, authored = "", committed = "", author = ""] = line.split("\0");
    if (start === "" && commit !== undefined) {
      this.#commit = { commit, authored, committed, author };
      this.#add(commit, "");
    } else {
      const [, id = "", path = ""] = CHANGE.exec(line) ?? [];
      this.#add(id, path);
    }
  }

  #add(object: string, path: string): void {
    if (!this.#commit) return;
    const keys = this.#holders.get(object);
    if (keys) this.introductions.push({ ...this.#commit, object, keys, path, named: false });
    if (path === "" || NOTHING.test(object)) return;
    const names = this.#keysIn(path);
    if (names.size > 0) this.introductions.push({ ...this.#commit, object, keys: names, path, named: true });
  }
}
