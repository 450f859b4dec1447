// Texts that a scan has found keys in and that are in no file here, to be read with the keys hidden: what is staged, what
// the history holds, what a notebook has printed.
import * as vscode from "vscode";
import { hideKeys, type Introduced, isNotebook, type Policy } from "../core/index";
import { type CellPlace, nameIn } from "./places";

export const MASKED_SCHEME = "keystow-masked";

export interface MaskedText {
  /** Where it is, before its path: "staged", a commit. */
  readonly place: string;
  /** The working file that it is of, which need not be there. */
  readonly file: vscode.Uri;
  /** The folder of the policy file that holds for it; undefined when it belongs to none. */
  readonly policyFolder: vscode.Uri | undefined;
  /** The folder that its path is relative to; undefined when it belongs to none. */
  readonly root: vscode.Uri | undefined;
  /** With `/`. */
  readonly path: string;
  /** What it is shown as, when not as the file that it is of: ".txt". */
  readonly extension?: string;
  /** What tells it from others of that place and path. */
  readonly id: string;
  readonly policy: () => Promise<Policy>;
  readonly read: () => Promise<string>;
  /** Where it is, for people: "staged", "1234abcd5678, Ann, 2026-05-04". */
  readonly where: string;
  /** Why no key can be moved out of it, and what to do instead. */
  readonly stays: string;
  readonly introduced?: Introduced;
  /** Of what a cell has printed. */
  readonly cell?: CellPlace;
}

/** "src/app.js (staged)". */
export function maskedName({ root, path, where }: MaskedText): string {
  return `${nameIn(root, path)} (${where})`;
}

export class MaskedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #provider = vscode.workspace.registerTextDocumentContentProvider(MASKED_SCHEME, this);
  readonly #known = new Map<string, MaskedText>();

  dispose(): void {
    this.#provider.dispose();
  }

  /** The address under which a text can be opened from now on. It is read then. */
  add(text: MaskedText): vscode.Uri {
    // A notebook's editor would want a file.
    const path = `${text.path}${text.extension ?? (isNotebook(text.path) ? ".json" : "")}`;
    const uri = vscode.Uri.from({
      scheme: MASKED_SCHEME,
      path: `/${text.place}/${path.replace(/^(?:\.\.\/)+|^\/+/, "")}`,
      query: text.id,
    });
    this.#known.set(uri.toString(), text);
    return uri;
  }

  get(uri: vscode.Uri): MaskedText | undefined {
    return this.#known.get(uri.toString());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const text = this.#known.get(uri.toString());
    // A tab that an earlier session has left.
    if (!text) return "Keystow no longer knows this text: scan again.\n";
    return hideKeys(await text.read(), text.path, await text.policy());
  }
}
