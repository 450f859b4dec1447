// The publication check as the editor layer knows it; what does it is there on the desktop alone.
import type { Askable, ExposureAnswer, ExposureEvidence } from "../core/index";
import type { Target } from "./commands/target";

/** How far a check is. */
export interface CheckProgress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

export interface CheckRun {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CheckProgress) => void;
}

/** One thing that one receiver could be asked. */
export interface OutsideQuestion {
  readonly step: Askable;
  /** The host. */
  readonly receiver: string;
  /** What is sent, as a part of a sentence. */
  readonly sends: string;
}

/** How others are asked. */
export interface OutsideRun extends CheckRun {
  readonly endpoints: Readonly<Record<string, string>>;
  /** Takes a line about every request. */
  readonly onRequest: (line: string) => void;
}

export interface ExposureCheck {
  /** From this machine alone. */
  readonly answers: readonly ExposureAnswer[];
  readonly questions: readonly OutsideQuestion[];
  /** Asks what has not been asked yet, and gives all answers anew; undefined when it was cancelled. */
  readonly ask: (chosen: readonly OutsideQuestion[], run: OutsideRun) => Promise<readonly ExposureAnswer[] | undefined>;
}

export interface CheckOptions extends CheckRun {
  readonly cache: {
    get(fingerprint: string): ExposureEvidence | undefined;
    set(fingerprint: string, answer: ExposureEvidence): void;
  };
}

/** Gathers what this machine knows of keys; undefined when it was cancelled. */
export type CheckExposure = (targets: readonly Target[], options: CheckOptions) => Promise<ExposureCheck | undefined>;
