// Scans everything that git keeps: each content once, then those that hold a key again under each of their names, to report
// every key at every path with the first commit that has it there.
import {
  encodingOf,
  type Finding,
  grouped,
  type Introduced,
  mayHoldKey,
  type Policy,
  POLICY_FILE,
  probesOf,
  type ScanResult,
  scanText,
  decodeText,
  type SuppressedFinding,
  withoutKeys,
} from "../core/index";
import type { FoundText } from "./content";
import { SUBMODULE } from "./files";
import { explain } from "./git";
import { Graph } from "./git/graph";
import type { Failure } from "./git/history";
import { lfsFileOf } from "./git/lfs";
import { readContents, readContentsOf } from "./git/objects";
import type { OpenRepository } from "./git/open";
import { listSubmodules } from "./git/snapshot";
import { findVersions, refsOf, type Version } from "./git/versions";
import { lookIntoStored, type Place, Places, type StoredEvent, type StoredOptions } from "./scanStored";
import { isInShard, isObjectInShard } from "./shard";
import { type PathInPolicy, pathInPolicy, type Target } from "./target";

/** Scans all that refs, reflogs and the index lead to, and loose objects that nothing leads to. */
export async function* scanHistory(open: OpenRepository, options: StoredOptions): AsyncGenerator<StoredEvent, void> {
  const history = new HistoryScan(open, options);
  await history.nameSubmodules();
  await history.readAll();
  await history.nameAll();
  yield* await history.events();
}

/** A finding at a path, in the first version that has it there. */
interface First {
  readonly key: number;
  readonly id: string;
  readonly found: FoundText;
  readonly inPolicy: PathInPolicy;
  readonly finding: Finding | SuppressedFinding;
  /** The commit that brought it in; without one only the index has it, or nothing. */
  readonly version?: Version;
}

class HistoryScan {
  readonly #open: OpenRepository;
  readonly #options: StoredOptions;
  readonly #places: Places;
  readonly #notes: StoredEvent[] = [];
  /** Fingerprints of all that was read. */
  readonly #keys = new Set<string>();
  /** Objects that hold something, by their ids; found are those of which nothing was found before. */
  readonly #hits = new Map<string, { readonly type: string; readonly found?: FoundText }>();
  readonly #versions = new Map<string, Version[]>();
  readonly #staged = new Map<string, Buffer[]>();
  /** By what is reported once: whether it counts, the file, and the key. */
  readonly #found = new Map<string, First>();
  /** The keys that each version brings to its path. */
  readonly #brought: { readonly version: Version; readonly keys: Set<number> }[] = [];
  readonly #tags = new Map<string, Set<number>>();
  readonly #failures: Failure[] = [];
  #graph = new Graph();
  #files = 0;
  #bytes = 0;
  #binary = 0;
  #pointers = 0;

  constructor(open: OpenRepository, options: StoredOptions) {
    this.#open = open;
    this.#options = options;
    this.#places = new Places(open.repository, options);
  }

  /** What submodules keep is in repositories of their own. */
  async nameSubmodules(): Promise<void> {
    for (const path of await listSubmodules(this.#open)) {
      const { file } = this.#places.of(Buffer.from(path));
      if (isInShard(file, this.#options.shard))
        this.#notes.push({ kind: "skipped", file, reason: SUBMODULE, trouble: false });
    }
  }

  /** Finds the contents that hold something, under whatever name. */
  async readAll(): Promise<void> {
    const { shard, onProgress } = this.#options;
    const policies = await this.#policies();
    const look = ({ id, type }: { readonly id: string; readonly type: string }, content: Buffer): void => {
      const bytes = type === "blob" ? content : messageOf(content);
      const encoding = encodingOf(bytes);
      if (type === "blob" && lfsFileOf(bytes) !== undefined) this.#pointers += 1;
      if (!encoding) {
        this.#binary += 1;
        return;
      }
      this.#files += 1;
      this.#bytes += bytes.length;
      const suspicious = policies.filter((policy) => mayHoldKey(bytes, probesOf(policy), encoding));
      if (suspicious.length === 0) return;
      const text = decodeText(bytes, encoding);
      if (!suspicious.some((policy) => isAnything(scanText(text, { path: "" }, policy)))) return;
      const { found } = lookIntoStored(bytes, this.#nameless(id, type), this.#options.today);
      this.#hits.set(id, { type, ...(found && this.#isNew(found) && { found: light(found) }) });
    };
    const read = await readContents(look, {
      ...this.#read,
      wanted: (id) => isObjectInShard(id, shard),
      onProgress: (_, total) =>
        onProgress?.({ files: this.#files + this.#binary, bytes: this.#bytes, ...(total !== undefined && { total }) }),
    });
    this.#graph = read.graph ?? this.#graph;
    const { gaps, losses } = read;
    for (const gap of gaps) this.#gap(losses.includes(gap) ? `history incomplete: ${gap}` : gap, losses.includes(gap));
    for (const gap of this.#open.repository.gaps) this.#gap(`history incomplete: ${gap}`, true);
    if (this.#binary > 0) this.#gap(`${count(this.#binary, "binary file version")} not read`, false);
    if (this.#pointers > 0) this.#gap(`${count(this.#pointers, "file version")} kept by Git LFS not read`, false);
  }

  /** Reads what holds something again, under each of its names. */
  async nameAll(): Promise<void> {
    const idsOf = (type: string): ReadonlySet<string> =>
      new Set([...this.#hits].filter(([, one]) => one.type === type).map(([id]) => id));
    const wanted = { blobs: idsOf("blob"), commits: idsOf("commit") };
    if (this.#hits.size === 0 || this.#open.signal.aborted) return;
    for (const version of await findVersions(wanted, this.#open, this.#failures))
      this.#versions.set(version.id, [...(this.#versions.get(version.id) ?? []), version]);
    await this.#listStaged(wanted.blobs);
    await readContentsOf(this.#hits.keys(), ({ id, type }, content) => this.#name(id, type, content), this.#read);
  }

  async events(): Promise<readonly StoredEvent[]> {
    const { signal } = this.#open;
    const brought = this.#brought.map(({ version, keys }) => ({ commit: version.commit, keys }));
    const refs = signal.aborted
      ? new Map<number, readonly string[]>()
      : await refsOf(brought, this.#tags, this.#graph, this.#open, this.#failures);
    for (const failure of this.#failures) this.#gap(`history incomplete: ${explain(failure)}`, true);
    const { policy } = this.#places.top;
    const complete = !signal.aborted;
    // What came into a text together, and is in the same refs, is told together.
    const together = ({ key, id, found, version }: First): string =>
      [id, found.file, version?.commit, ...(refs.get(key) ?? [])].join("\0");
    const told = [...grouped(this.#found.values(), together).values()].map((all): StoredEvent => {
      const [{ key, id, found, inPolicy, version }] = all as readonly [First];
      const { file, cells } = found;
      const shown = { kind: "stored", id, file, cells, inPolicy, result: resultOf(all) } as const;
      // Without its refs, a commit would be said to be in none.
      if (!complete) return { ...shown, untraced: true };
      return version ? { ...shown, introduced: introducedBy(version, refs.get(key) ?? [], policy) } : shown;
    });
    return [
      ...this.#notes,
      ...told,
      ...(complete ? [] : this.#unnamed()),
      { kind: "summary", complete, files: this.#files, bytes: this.#bytes, ignored: 0 },
    ];
  }

  get #read() {
    return { ...this.#open, maxBlob: this.#places.top.policy.maxFileSize };
  }

  /** Said of the repository as a whole. After an interruption, every run of git ends with a word. */
  #gap(reason: string, trouble: boolean): void {
    const file = this.#places.gitFolder;
    if (!this.#open.signal.aborted) this.#notes.push({ kind: "skipped", file, reason, trouble });
  }

  /** What is looked for: by the policy of the top folder, and by others, which may have patterns of their own. */
  async #policies(): Promise<readonly Policy[]> {
    const { git, repository, signal } = this.#open;
    // The one of the working directory may be in no commit yet.
    const targets: Target[] = [this.#places.top, this.#places.own];
    const args = ["ls-files", "-z", "--", `:(glob)**/${POLICY_FILE}`];
    if (!repository.bare)
      await git.fields(args, { cwd: repository.root, signal }, (path) => {
        targets.push(this.#places.of(Buffer.from(path)).target);
      });
    for (const target of targets) this.#notes.push(...this.#places.problemsOf(target));
    const [top, ...others] = targets.map(({ policy }) => policy);
    return [...new Set([...(top ? [top] : []), ...others.filter(({ file }) => file.patterns.length > 0)])];
  }

  async #listStaged(blobs: ReadonlySet<string>): Promise<void> {
    const { git, repository, signal } = this.#open;
    if (repository.bare) return;
    const end = await git.fields(["ls-files", "--stage", "-z"], { cwd: repository.root, signal }, (field) => {
      const tab = field.indexOf(TAB);
      const [, id = ""] = field.toString("latin1", 0, tab).split(" ");
      if (blobs.has(id)) this.#staged.set(id, [...(this.#staged.get(id) ?? []), Buffer.from(field.subarray(tab + 1))]);
    });
    if (end.kind !== "ok") this.#failures.push(end);
  }

  #name(id: string, type: string, content: Buffer): void {
    const versions = this.#versions.get(id) ?? [];
    if (type !== "blob") {
      this.#look(messageOf(content), this.#nameless(id, type), { id, versions });
      return;
    }
    const paths = new Map([...versions.map(({ path }) => path), ...(this.#staged.get(id) ?? [])].map(byText));
    if (paths.size === 0) this.#look(content, this.#nameless(id, type), { id, versions });
    for (const [text, path] of paths) {
      const here = versions.filter((version) => version.path.toString("latin1") === text);
      this.#look(content, this.#places.of(path), { id, versions: here });
    }
  }

  /** An object that has no path, or whose path is not known yet. */
  #nameless(id: string, type: string): Place {
    const name = `${type}:${id}`;
    return { ...this.#places.of(Buffer.alloc(0)), name, file: name };
  }

  /** Whether a content holds a key that none has held that was read before. */
  #isNew({ result }: FoundText): boolean {
    const before = this.#keys.size;
    for (const { fingerprint } of [...result.findings, ...result.suppressed]) this.#keys.add(fingerprint);
    return this.#keys.size > before;
  }

  /** After an interruption, what was found and not named yet; each key once, since most versions of a file have the same. */
  *#unnamed(): Generator<StoredEvent> {
    const told = new Set([...this.#found.values()].map(({ finding }) => finding.fingerprint));
    const isNew = ({ fingerprint }: Finding): boolean => !told.has(fingerprint);
    for (const [id, { type, found }] of this.#hits) {
      if (!found) continue;
      const { file, cells, result } = found;
      const [findings, suppressed] = [result.findings.filter(isNew), result.suppressed.filter(isNew)];
      for (const { fingerprint } of [...findings, ...suppressed]) told.add(fingerprint);
      const { target, name } = this.#nameless(id, type);
      const inPolicy = pathInPolicy(target, name);
      const left = { ...result, findings, suppressed };
      if (isAnything(left)) yield { kind: "stored", id, file, cells, result: left, inPolicy, untraced: true };
    }
  }

  /** Adds what one content holds under one name; `versions` are the commits that brought it to there. */
  #look(
    bytes: Buffer,
    place: Place,
    { id, versions }: { readonly id: string; readonly versions: readonly Version[] },
  ): void {
    this.#notes.push(...this.#places.problemsOf(place.target));
    const excluded = this.#places.exclusionOf(place);
    const { skipped, found } = excluded === undefined ? lookIntoStored(bytes, place, this.#options.today) : NOTHING;
    const reasons = excluded === undefined ? skipped.map(({ reason }) => reason) : [excluded];
    for (const reason of reasons) this.#skipOnce(place.file, reason);
    if (!found) return;
    const keys = new Set<number>();
    const inPolicy = pathInPolicy(place.target, place.name);
    const add = (by: string, finding: First["finding"]): unknown =>
      keys.add(this.#add(by, { id, found, inPolicy, finding }, versions));
    for (const finding of found.result.findings) add("", finding);
    for (const finding of found.result.suppressed) add(finding.by, finding);
    for (const version of versions) this.#brought.push({ version, keys });
    if (versions.length === 0) this.#tags.set(id, new Set([...(this.#tags.get(id) ?? []), ...keys]));
  }

  readonly #skipped = new Set<string>();

  #skipOnce(file: string, reason: string): void {
    if (this.#skipped.has(`${file}\0${reason}`)) return;
    this.#skipped.add(`${file}\0${reason}`);
    this.#notes.push({ kind: "skipped", file, reason, trouble: false });
  }

  /** Keeps the earliest; a version that no commit has is told apart by its place. Returns the key's number. */
  #add(by: string, one: Omit<First, "key" | "version">, versions: readonly Version[]): number {
    const { found, finding } = one;
    const { offset } = finding.span.start;
    const first = versions.reduce<Version | undefined>(
      (best, one) => (best && !isBefore(one, best) ? best : one),
      undefined,
    );
    const name = [by, found.file, finding.fingerprint, first ? "" : `${found.file} ${offset}`].join("\0");
    const known = this.#found.get(name);
    const key = known?.key ?? this.#found.size;
    if (!known || isEarlier({ version: first, finding }, known))
      this.#found.set(name, { ...one, key, found: light(found), ...(first && { version: first }) });
    return key;
  }
}

const TAB = 9;
const NOTHING = { skipped: [], found: undefined };

/** The text is not needed any more, and a history may have many. */
function light(found: FoundText): FoundText {
  return { ...found, text: "" };
}

/** What a commit or tag says, without the lines before, which are git's own. */
export function messageOf(content: Buffer): Buffer {
  const end = content.indexOf("\n\n");
  return end < 0 ? Buffer.alloc(0) : content.subarray(end + 2);
}

function isAnything({ findings, suppressed }: ScanResult): boolean {
  return findings.length + suppressed.length > 0;
}

function byText(path: Buffer): readonly [string, Buffer] {
  return [path.toString("latin1"), path];
}

/** By date, then by id, so that parts of a scan agree on which is the first of all. */
function isBefore(one: Version, other: Version): boolean {
  const later = Date.parse(one.date) - Date.parse(other.date);
  return later < 0 || (later === 0 && one.commit < other.commit);
}

function isEarlier(one: { version: Version | undefined; finding: Finding }, other: First): boolean {
  if (!one.version || !other.version) return false;
  if (one.version.commit !== other.version.commit) return isBefore(one.version, other.version);
  return one.finding.span.start.offset < other.finding.span.start.offset;
}

function resultOf(all: readonly First[]): ScanResult {
  const isSuppressed = (one: First["finding"]): one is SuppressedFinding => "by" in one;
  const found = all.map(({ finding }) => finding);
  return {
    findings: found.filter((one) => !isSuppressed(one)),
    suppressed: found.filter(isSuppressed),
    capped: [],
  };
}

/** Names come from the repository, and may hold a key. */
function introducedBy({ commit, author, date }: Version, refs: readonly string[], policy: Policy): Introduced {
  const shown = (text: string): string => withoutKeys(text, policy);
  return { commit, author: shown(author), date, refs: refs.map(shown).sort() };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
