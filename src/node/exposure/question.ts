// A question to one receiver outside, before anybody has allowed it: who would be asked what, and how.
import type { Askable, ExposureEvidence, Finding, Outcome } from "../../core/index";
import type { Secret } from "../../core/reveal";
import { withMasks } from "../git/gather";
import type { Trace } from "../git/trace";
import type { Outside, Reply } from "./outside";

/** A key that others can be asked about. */
export interface AskedKey {
  /** Missing where the text no longer holds it: such a key is asked about nowhere. */
  readonly secret?: Secret;
  readonly finding: Finding;
  /** What the key stands in. */
  readonly text: string;
  /** One for each repository that was looked into: its file's own, and submodules. */
  readonly traces: readonly Trace[];
  /** What this machine knows. */
  readonly evidence: readonly ExposureEvidence[];
}

/** What is said where there is nobody to ask. */
export type NoAnswer = Pick<ExposureEvidence, "detail"> & { readonly outcome: "no" | "failed" };

export type Answers = ReadonlyMap<AskedKey, ExposureEvidence>;

export interface Question {
  readonly step: Askable;
  /** The host. */
  readonly receiver: string;
  /** What is sent, as a part of a sentence. */
  readonly sends: string;
  readonly keys: readonly AskedKey[];
  /** Asks about those of its keys that are still open. Never rejects. */
  readonly ask: (open: readonly AskedKey[], outside: Outside) => Promise<Answers>;
}

/** The evidence of a question, with the receiver and the time of the answer. */
export function evidence(
  { step, receiver }: Pick<Question, "step" | "receiver">,
  outcome: Outcome,
  detail: string,
  more: Pick<ExposureEvidence, "link" | "at" | "proves"> = {},
): ExposureEvidence {
  return { step, outcome, detail, by: receiver, at: new Date().toISOString(), ...more };
}

/** An answer that the protocol does not know proves nothing. */
export function unexpected(host: string, reply: Reply): string {
  return reply.kind === "failed"
    ? reply.reason
    : `${host} answered in a way that Keystow does not know (${reply.status}).`;
}

/** What is said to people who are not signed in. A page for people that says 403 may be a filter on the way. */
export function isRefusal({ status, headers }: Extract<Reply, { kind: "answer" }>): boolean {
  return [401, 404, 410].includes(status) || (status === 403 && !/html/i.test(headers["content-type"] ?? ""));
}

/** What others say can quote what they were asked about; a link that holds a key is none to follow. */
export function withoutKeys(answer: ExposureEvidence, keys: readonly AskedKey[]): ExposureEvidence {
  const { link, ...rest } = { ...answer, detail: masked(answer.detail, keys) };
  return link !== undefined && masked(link, keys) === link ? { ...rest, link } : rest;
}

/** A text with the masks of the keys in place of the keys. */
export function masked(text: string, keys: readonly AskedKey[]): string {
  return withMasks(
    text,
    keys.flatMap(({ secret }) => secret ?? []),
  );
}

/** JSON of an answer; undefined where it is none. */
export function jsonOf(reply: Extract<Reply, { kind: "answer" }>): unknown {
  try {
    return JSON.parse(reply.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A value as the object that it should be. */
export function fields(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
