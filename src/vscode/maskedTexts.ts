// Texts that a scan has found keys in and that are in no file here, to be read with the keys hidden: what is staged, what
// the history holds, what a notebook has printed.
import * as vscode from "vscode";
import { hideKeys, isNotebook, type Policy } from "../core/index";

export const MASKED_SCHEME = "keystow-masked";

export interface MaskedText {
  /** Where it is, before its path: "staged", a commit. */
  readonly place: string;
  /** With `/`. */
  readonly path: string;
  /** What tells it from others of that place and path. */
  readonly id: string;
  readonly policy: Policy;
  readonly read: () => Promise<string>;
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
    const path = isNotebook(text.path) ? `${text.path}.json` : text.path;
    const uri = vscode.Uri.from({
      scheme: MASKED_SCHEME,
      path: `/${text.place}/${path.replace(/^(?:\.\.\/)+|^\/+/, "")}`,
      query: text.id,
    });
    this.#known.set(uri.toString(), text);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const text = this.#known.get(uri.toString());
    // A tab that an earlier session has left.
    if (!text) return "Keystow no longer knows this text: scan again.\n";
    return hideKeys(await text.read(), text.path, text.policy);
  }
}
