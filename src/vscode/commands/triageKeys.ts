// Judging keys: from the view, for all that is chosen, or for the key at the cursor; and handing the judgements on.
import * as vscode from "vscode";
import {
  parseTriage,
  type Problem,
  TRIAGE,
  TRIAGE_STATES,
  triageFile,
  type TriageState,
  whyNoNote,
} from "../../core/index";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { type Log, Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import type { ResultsView } from "../results/view";
import type { Triages } from "../triages";
import { targetFor } from "./target";

const FILE = ".keystow-triage.json";

export interface TriageDependencies {
  readonly diagnostics: Diagnostics;
  readonly maskedTexts: MaskedTexts;
  readonly triages: Triages;
  readonly view: ResultsView;
  readonly log: Log;
}

export class TriageKeys {
  constructor(private readonly dependencies: TriageDependencies) {}

  /** The key at the argument's place, or at the cursor: asks what it is. */
  async one(argument: unknown): Promise<void> {
    const { diagnostics, maskedTexts, triages } = this.dependencies;
    const { finding } = await targetFor(argument, diagnostics, { suppressed: true, kept: maskedTexts });
    const known = triages.get(finding.fingerprint);
    const title = `Triage ${keyName(finding)}`;
    const states = TRIAGE_STATES.map((state) => ({
      label: capital(TRIAGE[state].name),
      detail: TRIAGE[state].meaning,
      state,
      ...(known?.state === state && { description: "now" }),
    }));
    const none = { label: "Not triaged", detail: "Forgets what it was judged to be.", state: undefined };
    const picked = await vscode.window.showQuickPick([...states, ...(known ? [none] : [])], {
      title,
      placeHolder: "What is it? This is kept for every later scan, and written to no file.",
    });
    if (picked) await this.#judge([finding.fingerprint], picked.state, title);
  }

  /** All that is chosen in the view; undefined forgets what it was judged to be. */
  async chosen(state: TriageState | undefined, argument: unknown, selected: unknown): Promise<void> {
    const items = this.dependencies.view.chosen(argument, selected);
    const fingerprints = [...new Set(items.map(({ finding }) => finding.fingerprint))];
    const [first] = items;
    const what = first && fingerprints.length === 1 ? keyName(first.finding) : `${fingerprints.length} keys`;
    await this.#judge(fingerprints, state, `Triage ${what}`);
  }

  async #judge(fingerprints: readonly string[], state: TriageState | undefined, title: string): Promise<void> {
    const { triages } = this.dependencies;
    if (!state) {
      await triages.judge(fingerprints, undefined);
      return;
    }
    const notes = new Set(fingerprints.map((fingerprint) => triages.get(fingerprint)?.note ?? ""));
    const [known = ""] = notes.size === 1 ? notes : [];
    const note = await vscode.window.showInputBox({
      title: `${title}: ${TRIAGE[state].name}`,
      prompt: "A note for whoever reads it later. Enter without one is fine; Escape changes nothing.",
      value: known,
      ignoreFocusOut: true,
      validateInput: whyNoNote,
    });
    if (note === undefined || whyNoNote(note) !== undefined) return;
    await triages.judge(fingerprints, { state, ...(note.trim() !== "" && { note: note.trim() }) });
  }

  /** Writes all judgements to a file that the person chooses. */
  async exportAll(): Promise<void> {
    const { entries } = this.dependencies.triages;
    if (entries.length === 0)
      throw new Trouble('Nothing is triaged yet. Choose "Triage" on a finding in the view first.');
    const file = await vscode.window.showSaveDialog({
      title: "Export Triage",
      ...place(),
      filters: { JSON: ["json"] },
    });
    if (!file) return;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(triageFile(entries)));
    const words = `Wrote ${count(entries.length)} to ${vscode.workspace.asRelativePath(file)}. “keystow scan --triage” reads it.`;
    void vscode.window.showInformationMessage(words);
  }

  /** Takes judgements from a file; they replace those of the same keys. */
  async importAll(): Promise<void> {
    const { triages, log } = this.dependencies;
    const { defaultUri } = place();
    const [file] =
      (await vscode.window.showOpenDialog({
        title: "Import Triage",
        filters: { JSON: ["json"] },
        ...(defaultUri && { defaultUri: vscode.Uri.joinPath(defaultUri, "..") }),
      })) ?? [];
    if (!file) return;
    const name = vscode.workspace.asRelativePath(file);
    const { value, problems } = parseTriage(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    for (const problem of problems) log.warn(problemWords(name, problem));
    await triages.take([...value.values()]);
    const [first] = problems;
    if (first)
      throw new Trouble(
        `Took ${count(value.size)}. ${problemWords(name, first)}${problems.length > 1 ? ` There are ${problems.length - 1} more, see the log.` : ""}`,
        { label: "Show File", run: () => vscode.window.showTextDocument(file) },
      );
    void vscode.window.showInformationMessage(`Took ${count(value.size)} from ${name}.`);
  }
}

/** "triage.json, line 3: state must be one of …". */
function problemWords(file: string, { message, at }: Problem): string {
  return `${file}${at ? `, line ${at.line + 1}` : ""}: ${message}`;
}

function count(entries: number): string {
  return entries === 1 ? "1 judgement" : `${entries.toLocaleString("en")} judgements`;
}

/** Where a dialog starts. */
function place(): { readonly defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, FILE) } : {};
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
