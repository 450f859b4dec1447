// What the person has judged findings to be, by fingerprint: kept by VS Code for the workspace, so that it survives a new
// scan and a restart. Nothing is written to the repository.
import * as vscode from "vscode";
import type { Triage, TriageEntry } from "../core/index";

const STORAGE = "keystow.triage";

export class Triages implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ReadonlySet<string>>();
  readonly #entries: Map<string, TriageEntry>;
  /** Fires with the fingerprints of the keys that are judged anew. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly storage: vscode.Memento) {
    const kept = storage.get<readonly TriageEntry[]>(STORAGE, []);
    this.#entries = new Map(kept.map((entry) => [entry.fingerprint, entry]));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get(fingerprint: string): Triage | undefined {
    return this.#entries.get(fingerprint);
  }

  get entries(): readonly TriageEntry[] {
    return [...this.#entries.values()];
  }

  /** Judges keys anew, from now; undefined forgets what was said of them. */
  async judge(fingerprints: readonly string[], triage: Triage | undefined): Promise<void> {
    const at = new Date().toISOString();
    for (const fingerprint of fingerprints) {
      if (triage) this.#entries.set(fingerprint, { fingerprint, ...triage, at });
      else this.#entries.delete(fingerprint);
    }
    await this.#keep(fingerprints);
  }

  /** Takes judgements from elsewhere; they replace those of the same keys. */
  async take(entries: readonly TriageEntry[]): Promise<void> {
    for (const entry of entries) this.#entries.set(entry.fingerprint, entry);
    await this.#keep(entries.map(({ fingerprint }) => fingerprint));
  }

  async #keep(fingerprints: readonly string[]): Promise<void> {
    this.#changed.fire(new Set(fingerprints));
    await this.storage.update(STORAGE, this.entries);
  }
}
