// The shapes that flow through Keystow: readonly, JSON-safe, and free of any key.
// A finding is a pointer to a key, never a copy of it; see `reveal.ts` for the one way to the value.

/** A place in a text: UTF-16 offset, zero-based line, and column in UTF-16 code units. */
export interface Point {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The end is exclusive. */
export interface Span {
  readonly start: Point;
  readonly end: Point;
}

export type Confidence = "high" | "medium" | "low";
export type Severity = "error" | "warning" | "information";

/** How sure we are of the shape: A stated by the provider, B several scanners agree, C one source, D a guess. */
export type Evidence = "A" | "B" | "C" | "D";

/** How a text holds a key in another form: the run that has to be decoded, around the key's span, and how. */
export interface Encoded {
  /** UTF-16 code units of the run before the span's start, and after its end. */
  readonly before: number;
  readonly after: number;
  /** From the source on. `pieces`: escapes, and literals that are put together. */
  readonly via: readonly ("pieces" | "base64")[];
}

export interface Finding {
  readonly ruleId: string;
  readonly vendor: string;
  readonly span: Span;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** The public prefix, `…`, and the length: never a random character of the key. */
  readonly mask: string;
  /** `k1:` and 32 hex characters; the same for the same key on every machine. */
  readonly fingerprint: string;
  /** A key with little randomness, or from an own pattern, is named by path, rule and ordinal instead of its value. */
  readonly fingerprintOf: "key" | "place";
  /** For a key that is encoded or split where it stands. */
  readonly encoded?: Encoded;
  /** Facts that the key itself states in clear, such as the year an Azure key was made in. */
  readonly notes: readonly string[];
}

/** Who says that a finding is no trouble. */
export type SuppressedBy = "inline" | "allow" | "baseline" | "env-file" | "policy";

export interface SuppressedFinding extends Finding {
  readonly by: SuppressedBy;
  readonly reason: string;
}

export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Rules that found more than `MAX_PER_RULE` keys in this text; the rest is not listed. */
  readonly capped: readonly string[];
}

/** Something wrong with settings or a policy file, in words for the person who wrote it. */
export interface Problem {
  readonly message: string;
  /** Where in the file, when it comes from one. */
  readonly at?: Point;
}

export const CONFIDENCES: readonly Confidence[] = ["high", "medium", "low"];
export const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];
