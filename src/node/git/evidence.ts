// What the repository's facts say about one key, step by step, in words.
import type { ExposureEvidence, LocalStepId, Outcome } from "../../core/index";
import { explain } from "../git";
import type { History } from "./history";
import type { Introduction } from "./introductions";
import type { ObjectScan } from "./objects";
import { isPushable, type Unpushed } from "./push";
import { isContested, isNote, type Remotes, shortName } from "./remotes";
import type { Snapshot } from "./snapshot";

export interface RepositoryFacts {
  readonly scan: ObjectScan;
  readonly index: Snapshot;
  readonly head: Snapshot;
  /** Paths, or why they could not be told. */
  readonly ignored: ReadonlySet<string> | string;
  readonly history: History;
  readonly remotes: Remotes;
  readonly unpushed: Unpushed;
  /** The repository has other work trees. */
  readonly worktrees: boolean;
  /** Only the keys' own files were looked at, which was enough. */
  readonly ownFiles: boolean;
  /** Why the history is incomplete here. */
  readonly gaps: readonly string[];
}

/** The answers about the key of an index, whose file has a path in the repository unless it came without one. */
export function evidenceOf(key: number, path: string | undefined, facts: RepositoryFacts): readonly ExposureEvidence[] {
  return [
    ...(path === undefined ? [] : [fileEvidence(path, facts)]),
    indexEvidence(key, facts),
    snapshotEvidence("head", key, facts),
    historyEvidence(key, facts),
    refsEvidence(key, facts),
    remotesEvidence(key, facts),
    pushEvidence(key, facts),
  ];
}

/** One answer for every step about the key, where nothing could be asked or there is nothing to ask. */
export function sameEvidence(outcome: Outcome, detail: string): readonly ExposureEvidence[] {
  const steps: readonly LocalStepId[] = ["index", "head", "history", "refs", "remotes", "push"];
  return steps.map((step) => ({ step, outcome, detail }));
}

function fileEvidence(path: string, { index, ignored, scan }: RepositoryFacts): ExposureEvidence {
  const step = "ignored";
  if (scan.keysIn(path).size > 0)
    return { step, outcome: "failed", detail: "The file's name holds a key, so that Git was not asked about it." };
  if (index.present.has(path)) return { step, outcome: "no", detail: `Git tracks ${path}.` };
  if (typeof ignored === "string") return { step, outcome: "failed", detail: ignored };
  if (ignored.has(path)) return { step, outcome: "yes", detail: `Git ignores ${path}.` };
  return {
    step,
    outcome: "no",
    detail: `Git does not track ${path}, and does not ignore it: \`git add\` would take it.`,
  };
}

function indexEvidence(key: number, facts: RepositoryFacts): ExposureEvidence {
  const { holders } = facts.index;
  const staged = holders.get(key);
  if (staged !== undefined && !facts.head.holders.has(key))
    return {
      step: "index",
      outcome: "yes",
      detail: `Staged in ${shown(staged, facts)}: the next commit takes it along.`,
    };
  if (staged === undefined && facts.worktrees && elsewhere(key, facts) && !facts.history.failure)
    return { step: "index", outcome: "yes", detail: "Staged in another worktree: its next commit takes it along." };
  return snapshotEvidence("index", key, facts);
}

const SNAPSHOT = {
  index: { yes: "In the index", no: "It is not staged." },
  head: { yes: "In the current commit", no: "The current commit does not hold it." },
} as const;

function snapshotEvidence(step: "index" | "head", key: number, facts: RepositoryFacts): ExposureEvidence {
  const snapshot: Snapshot = facts[step];
  const path = snapshot.holders.get(key);
  if (path !== undefined) return { step, outcome: "yes", detail: `${SNAPSHOT[step].yes}, in ${shown(path, facts)}.` };
  if (snapshot.failure !== undefined) return { step, outcome: "failed", detail: snapshot.failure };
  return { step, outcome: "no", detail: snapshot.absent ?? SNAPSHOT[step].no };
}

/** A file version that holds the key, that no commit brought in, and that this worktree's index does not name. */
function elsewhere(key: number, facts: RepositoryFacts): boolean {
  const { scan, history } = facts;
  return (
    scan.hits.some(({ keys, type, dangling }) => keys.has(key) && type === "blob" && !dangling) &&
    !history.introductions.some(({ keys }) => keys.has(key)) &&
    !history.refs.some(({ keys }) => keys.has(key)) &&
    !facts.index.holders.has(key) &&
    !facts.head.holders.has(key)
  );
}

function historyEvidence(key: number, facts: RepositoryFacts): ExposureEvidence {
  const step = "history";
  const { history, scan } = facts;
  const hits = scan.hits.filter(({ keys }) => keys.has(key));
  const first = earliest(history.introductions.filter(({ keys }) => keys.has(key)));
  if (first) {
    const where = `${introduced(first, facts)}${stillNamed(key, first, facts)}`;
    const detail = `First ${where}; ${facts.ownFiles ? OWN_FILES : held(hits.length)}.`;
    return { step, outcome: "yes", detail, at: first.committed };
  }
  if (hits.some(({ type }) => type === "tag")) return { step, outcome: "yes", detail: "In the message of a tag." };
  if (hits.some(({ dangling }) => dangling))
    return {
      step,
      outcome: "yes",
      detail: "In an object that nothing names any more, such as a dropped stash or a file staged once.",
    };
  if (scan.unpointed.has(key))
    return { step, outcome: "yes", detail: "In a file kept by Git LFS that nothing in the history points at." };
  if (history.refs.some(({ keys }) => keys.has(key)))
    return { step, outcome: "yes", detail: "In a file that a ref names directly." };
  if (elsewhere(key, facts) && (history.failure || !facts.worktrees)) {
    const why = history.failure ? `could not be told: ${explain(history.failure)}` : "is not known.";
    return { step, outcome: "yes", detail: `In a stored object. What names it ${why}` };
  }
  return unlessIncomplete(step, "No object in the history holds it.", facts);
}

function refsEvidence(key: number, facts: RepositoryFacts): ExposureEvidence {
  const names = refsOf(key, facts).map(shortName);
  if (names.length > 0) return { step: "refs", outcome: "yes", detail: `On ${listed(names)}.` };
  return unlessIncomplete("refs", "No branch or tag holds it.", facts);
}

function remotesEvidence(key: number, facts: RepositoryFacts): ExposureEvidence {
  const step = "remotes";
  const names = refsOf(key, facts);
  const now = names.filter((name) => isNote(name, facts.remotes));
  const uploads = facts.history.uploads.filter(({ keys }) => keys.has(key));
  const pushes = uploads.filter(({ pushed }) => pushed);
  const first = (pushes.length > 0 ? pushes : uploads).reduce<(typeof uploads)[number] | undefined>(
    (best, one) => (!best || Date.parse(one.at) < Date.parse(best.at) ? one : best),
    undefined,
  );
  const contested = names.find((name) => isContested(name, facts.remotes));
  if (!first && now.length === 0 && contested !== undefined) {
    const detail = `Fetches write over ${shortName(contested)} here, so that it cannot be told which of its commits a remote has.`;
    return { step, outcome: "failed", detail };
  }
  const silent = facts.remotes.all.find(({ fetched }) => fetched.length === 0);
  if (!first && now.length === 0 && silent && names.length > 0) {
    const detail = `Fetches from ${silent.name} write nothing here, so that it cannot be told what it has.`;
    return { step, outcome: "failed", detail };
  }
  if (!first && now.length === 0)
    return unlessIncomplete(step, "No remote's branch holds it, nor did when it was last noted.", facts);
  const when = first ? `${first.pushed ? "pushed to" : "seen on"} ${shortName(first.ref)} on ${day(first.at)}` : "";
  const where =
    now.length > 0
      ? `On ${listed(now.map(shortName))} now`
      : "On no remote's branch any more, but the remote may keep it";
  return { step, outcome: "yes", detail: `${where}${when && `; ${when}`}.`, ...(first && { at: first.at }) };
}

/** A no, unless something was not looked at: absence then proves nothing. */
function unlessIncomplete(step: LocalStepId, no: string, { gaps, history }: RepositoryFacts): ExposureEvidence {
  if (gaps.length > 0) return { step, outcome: "failed", detail: `History incomplete here: ${gaps.join("; ")}.` };
  if (history.failure) return { step, outcome: "failed", detail: explain(history.failure) };
  return { step, outcome: "no", detail: no };
}

function pushEvidence(key: number, facts: RepositoryFacts): ExposureEvidence {
  const step = "push";
  const { remotes, unpushed, index, head } = facts;
  if (remotes.failure !== undefined) return { step, outcome: "failed", detail: remotes.failure };
  if (remotes.unnamed && refsOf(key, facts).some(isPushable)) {
    const detail =
      "A branch is set to push to an address that is no named remote, so that it cannot be told what is there.";
    return { step, outcome: "failed", detail };
  }
  if (remotes.all.length === 0) return { step, outcome: "no", detail: "There is no remote to push to." };
  const names = unpushed.refs.filter(({ keys }) => keys.has(key)).map(({ name }) => shortName(name));
  if (names.length > 0) return { step, outcome: "yes", detail: `Pushing ${listed(names)} uploads it.` };
  if (unpushed.failure !== undefined) return { step, outcome: "failed", detail: unpushed.failure };
  if (refsOf(key, facts).some(isPushable))
    return { step, outcome: "no", detail: "It is there already: a remote has every commit that holds it." };
  const no = head.holders.has(key)
    ? "No branch that could be pushed holds it. HEAD, which is detached, does."
    : `No branch that could be pushed holds it.${index.holders.has(key) ? " A commit of what is staged would." : ""}`;
  return unlessIncomplete(step, no, facts);
}

/** Branches, tags and others that hold a key; stashes are told by the history, and HEAD of a remote names a branch. */
function refsOf(key: number, { history }: RepositoryFacts): readonly string[] {
  const names = history.refs.filter(({ keys }) => keys.has(key)).map(({ name }) => name);
  return names.filter((name) => name !== "refs/stash" && !/^refs\/remotes\/.+\/HEAD$/.test(name));
}

/** A path, unless it holds a key itself, also in an encoded form. */
function shown(path: string, { scan }: RepositoryFacts): string {
  return scan.keysIn(path).size > 0 ? "a file whose name holds a key" : path;
}

function earliest(introductions: readonly Introduction[]): Introduction | undefined {
  return introductions.reduce<Introduction | undefined>(
    (best, one) => (!best || Date.parse(one.committed) < Date.parse(best.committed) ? one : best),
    undefined,
  );
}

function introduced(introduction: Introduction, facts: RepositoryFacts): string {
  const { commit, object, authored, committed, author, path, named } = introduction;
  const dates = day(authored) === day(committed) ? day(committed) : `${day(committed)}, authored ${day(authored)}`;
  const pointer = facts.scan.hits.some(({ id, pointer }) => id === object && pointer);
  const place = named ? "the name of a file" : path ? shown(path, facts) : "its message";
  return `in commit ${commit.slice(0, 12)} of ${dates} by ${author}, in ${place}${pointer ? ", a file kept by Git LFS" : ""}`;
}

/** What keeps a commit that no branch shows. */
function stillNamed(key: number, { commit }: Introduction, facts: RepositoryFacts): string {
  const stash = facts.history.stashes.get(commit);
  if (stash !== undefined) return `, which is ${stash}`;
  return refsOf(key, facts).length > 0 || facts.history.failure
    ? ""
    : ", which only a reflog, a stash or a detached HEAD names";
}

const OWN_FILES = "in this file's history, other files were not needed for the answer";

function held(count: number): string {
  if (count === 0) return "no content holds it";
  return count === 1 ? "1 stored object holds it" : `${count} stored objects hold it`;
}

const MAX_NAMES = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function day(time: string): string {
  return time.slice(0, 10);
}
