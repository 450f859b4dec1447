// What the publication check has found out in this session, by fingerprint: a key is the same key in every file.
import * as vscode from "vscode";
import type { ExposureAnswer } from "../core/index";

export class Exposures implements vscode.Disposable {
  readonly #answers = new Map<string, ExposureAnswer>();
  readonly #changed = new vscode.EventEmitter<ReadonlySet<string>>();

  /** Fires with the fingerprints of the keys that there are new answers about. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    this.#changed.dispose();
  }

  get(fingerprint: string): ExposureAnswer | undefined {
    return this.#answers.get(fingerprint);
  }

  set(answers: readonly ExposureAnswer[]): void {
    for (const answer of answers) this.#answers.set(answer.fingerprint, answer);
    this.#changed.fire(new Set(answers.map(({ fingerprint }) => fingerprint)));
  }
}
