// What a language says about the keys of one text: which can become a reference, and how.
import type { Finding } from "../model";
import type { StoreId } from "./env/storeIds";
import type { NameHint } from "./names";

export interface SourceFile {
  /** Relative to the owning folder; empty for a text without a file. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly eol: string;
  /** The env file that settings name, whatever others there are. */
  readonly envFile?: string;
  /** Other files that are known, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Where its keys go; the env file when it does not say. */
  readonly store?: StoreId;
}

/** New text in place of what stands between two offsets. It never holds text of the source, so never a key. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Keys that are replaced together, because they stand in one literal. */
export interface Slot {
  /** Indices of findings, in the order of the text. */
  readonly findings: readonly number[];
  readonly hint?: NameHint | undefined;
  /** Names that the place does not take; with a number behind it, the name that it would have is one that it takes. */
  readonly forbidden?: RegExp;
  /** The name that Keystow would choose, made one that the place takes. */
  readonly spelling?: (name: string) => string;
  /** `names` are those of `findings`, in their order. */
  readonly write: (names: readonly string[], envPath: string) => readonly Change[];
}

export interface Located {
  readonly slots: readonly Slot[];
  /** Findings that cannot be moved, each with the reason. */
  readonly refused: ReadonlyMap<number, string>;
  /** Imports or declarations that the references need, given the names that are used, at least one. */
  readonly imports?: (names: readonly string[]) => readonly Change[];
  /** Changes that several slots need at one place; asked once, after each slot that is moved was asked to write. */
  readonly together?: (envPath: string) => readonly Change[];
  /** The env file that is read for this text stands beside it, whatever other there is. */
  readonly envFile?: string;
}

/** A slot, or the reason why there is none. */
export type Answer = Omit<Slot, "findings"> | string;

export const COMMENT_REASON = "A comment cannot read a variable. Remove the key from it by hand.";

/** Asks about each finding alone, for formats in which keys do not disturb each other. */
export function locateEach(findings: readonly Finding[], ask: (finding: Finding) => Answer): Located {
  const slots: Slot[] = [];
  const refused = new Map<number, string>();
  findings.forEach((finding, index) => {
    const answer = ask(finding);
    if (typeof answer === "string") refused.set(index, answer);
    else slots.push({ findings: [index], ...answer });
  });
  return { slots, refused };
}

/** In order, what two slots ask for alike once, and changes that touch made one. */
export function joinChanges(changes: readonly Change[]): readonly Change[] {
  const joined: Change[] = [];
  for (const change of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last && change.start < last.end) continue;
    if (last?.end !== change.start) joined.push(change);
    else joined[joined.length - 1] = { start: last.start, end: change.end, text: last.text + change.text };
  }
  return joined;
}
