// What a person has judged a finding to be, kept by fingerprint: it holds for the key wherever it stands, and survives
// every new scan. Unlike a suppression it hides nothing; what is judged stays listed with its state.
import { findNodeAtLocation, getNodeValue } from "jsonc-parser";
import type { Problem } from "./model";
import { pointAt } from "./points";
import { type Checked, DEFAULT_POLICY } from "./policy";
import { type JsonProblem, readJson } from "./readJson";
import { scanText } from "./scan";

/** `true`: a real key that works; `false`: none, such as an example; `rotated`: it was one and is revoked. */
export type TriageState = "true" | "false" | "rotated";

export interface Triage {
  readonly state: TriageState;
  /** Why, in a person's words. */
  readonly note?: string;
}

/** A judgement as it is kept and handed on. */
export interface TriageEntry extends Triage {
  readonly fingerprint: string;
  /** When it was made, ISO 8601. */
  readonly at?: string;
}

/** What each state is called, and what it means. */
export const TRIAGE: Readonly<Record<TriageState, { readonly name: string; readonly meaning: string }>> = {
  true: { name: "a real key", meaning: "It works, or may work: rotate it." },
  false: { name: "not a key", meaning: "An example, a test value, or another text that only looks like one." },
  rotated: { name: "rotated", meaning: "It was a key; it is revoked, and a new one is in use." },
};

export const TRIAGE_STATES = Object.keys(TRIAGE) as readonly TriageState[];

/** Whether there is something left to do: it is judged to be a key, or by nobody yet. */
export function isOpen(triage: Triage | undefined): boolean {
  return triage === undefined || triage.state === "true";
}

/** "not a key: the sample of the docs". */
export function triageWords({ state, note }: Triage): string {
  return note === undefined ? TRIAGE[state].name : `${TRIAGE[state].name}: ${note}`;
}

/** Of two judgements of one key, the one that leaves it open. */
export function joinTriages(one: Triage | undefined, other: Triage | undefined): Triage | undefined {
  if (!one || !other) return one ?? other;
  return isOpen(other) && !isOpen(one) ? other : one;
}

/** Why a text cannot be a note, for the person; undefined when it can. */
export function whyNoNote(text: string): string | undefined {
  const { findings, suppressed } = scanText(text, { path: "note" }, DEFAULT_POLICY);
  return findings.length + suppressed.length > 0 ? "The note must not hold a key." : undefined;
}

/** Reads a triage file (JSON with comments). Every broken entry is named with its place; the rest holds, the last of a key. */
export function parseTriage(text: string): Checked<ReadonlyMap<string, TriageEntry>> {
  const errors: JsonProblem[] = [];
  const root = readJson(text, errors);
  const problems: Problem[] = errors.map(({ message, offset }) => ({ message, at: pointAt(text, offset) }));
  const note = (message: string, offset: number): void => void problems.push({ message, at: pointAt(text, offset) });
  const member = (name: string) => (root?.type === "object" ? findNodeAtLocation(root, [name]) : undefined);
  const list = member("entries");
  const entries = new Map<string, TriageEntry>();
  if (list?.type !== "array") {
    if (errors.length === 0) note("A triage file must be an object with a list of entries.", list?.offset ?? 0);
    return { value: entries, problems };
  }
  const version = member("version");
  if (version?.value !== 1) note("version must be 1: this Keystow reads no other.", version?.offset ?? 0);
  for (const node of list.children ?? []) {
    const entry = entryOf(getNodeValue(node));
    if (typeof entry === "string") note(`this entry has no effect: ${entry}`, node.offset);
    else entries.set(entry.fingerprint, entry);
  }
  return { value: entries, problems };
}

function entryOf(value: unknown): TriageEntry | string {
  const { fingerprint, state, note, at } = (value ?? {}) as Partial<Record<keyof TriageEntry, unknown>>;
  if (typeof fingerprint !== "string" || !/^k1:[0-9a-f]{32}$/.test(fingerprint))
    return "an entry needs the fingerprint of a finding, `k1:` and 32 hex characters.";
  // A person may write true and false without quotes.
  const known = TRIAGE_STATES.find((one) => one === String(state));
  if (!known) return `state must be one of ${TRIAGE_STATES.join(", ")}.`;
  if (note !== undefined && typeof note !== "string") return "note must be a text.";
  if (note !== undefined && whyNoNote(note) !== undefined) return "note must not hold a key.";
  if (at !== undefined && (typeof at !== "string" || Number.isNaN(Date.parse(at)))) return "at must be a time.";
  return { fingerprint, state: known, ...(note !== undefined && { note }), ...(at !== undefined && { at }) };
}

/** The text of a triage file. */
export function triageFile(entries: Iterable<TriageEntry>): string {
  const sorted = [...entries].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const written = sorted.map(({ fingerprint, state, note, at }) => ({ fingerprint, state, note, at }));
  return `${JSON.stringify({ version: 1, entries: written }, undefined, 2)}\n`;
}
