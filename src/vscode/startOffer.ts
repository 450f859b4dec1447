// What makes a start command permanent, written on the person's click.
import * as vscode from "vscode";
import { resolveFix, type StartOffer } from "../core/index";
import { applyTogether, saveAll } from "./fileEdits";
import { Trouble } from "./log";

export type TakeOffer = (root: vscode.Uri, offer: StartOffer) => Promise<void>;

/** Writes an offer into the files of a folder. Fails with words when a file has changed since it was made. */
export async function takeOffer(root: vscode.Uri, { file }: StartOffer): Promise<void> {
  const uri = vscode.Uri.joinPath(root, file.path);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  const texts = new Map(document ? [[file.path, document.getText()]] : []);
  const wasDirty = document?.isDirty ?? false;
  const resolved = resolveFix({ steps: [], keys: [], files: [file], left: [] }, texts);
  if ("refused" in resolved)
    throw new Trouble(`${file.path} has changed meanwhile, so nothing was written. Try again.`);
  const taken = await applyTogether(resolved.map(({ create, edits }) => ({ uri, create, edits })));
  if (!taken) throw new Trouble(`VS Code did not take the edit of ${file.path}. Try again.`);
  if (!wasDirty) await saveAll([uri]);
  await vscode.window.showTextDocument(uri, { preview: false });
}
