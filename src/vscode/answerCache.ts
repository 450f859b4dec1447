// Answers that cost a person one of few requests a day, kept between sessions in VS Code's own storage: by fingerprint,
// without the key, and not for ever.
import type * as vscode from "vscode";
import type { ExposureEvidence } from "../core/index";

interface Kept {
  readonly answer: ExposureEvidence;
  /** Unix time in milliseconds. */
  readonly until: number;
}

const STORAGE = "keystow.answers";
const DAY = 24 * 60 * 60 * 1000;
/** What was published stays so; what was not may be by next week. */
const DAYS = { yes: 365, no: 7 } as const;

export class AnswerCache {
  constructor(private readonly storage: vscode.Memento) {}

  get(fingerprint: string): ExposureEvidence | undefined {
    return this.#kept[fingerprint]?.answer;
  }

  set(fingerprint: string, answer: ExposureEvidence): void {
    const days = answer.outcome === "yes" ? DAYS.yes : DAYS.no;
    void this.storage.update(STORAGE, { ...this.#kept, [fingerprint]: { answer, until: Date.now() + days * DAY } });
  }

  get #kept(): Readonly<Record<string, Kept>> {
    const kept = this.storage.get<Readonly<Record<string, Kept>>>(STORAGE, {});
    return Object.fromEntries(Object.entries(kept).filter(([, { until }]) => until > Date.now()));
  }
}
