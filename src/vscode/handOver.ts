// What has to be done with keys before the edit, where a store is no file: `dotnet` keeps them, or the person does.
import * as vscode from "vscode";
import { type FixPlan, keysToHandOver, onePasswordReference } from "../core/index";
import { Trouble } from "./log";
import type { Machine } from "./machine";

export interface Handing {
  readonly root: vscode.Uri;
  readonly texts: ReadonlyMap<string, string>;
  readonly machine: Machine | undefined;
}

/**
 * Hands the keys of a plan over; fails with words for the person when that cannot be, and then nothing has changed.
 * Returns the way back, for when the edit is not taken after all.
 */
export async function handOver(plan: FixPlan, { root, texts, machine }: Handing): Promise<() => Promise<void>> {
  const { handover } = plan;
  if (!handover) return async () => {};
  const keys = keysToHandOver(plan, texts);
  if ("refused" in keys) throw new Trouble(keys.refused);
  if (handover.kind === "1password") {
    let count = 0;
    for (const [name, key] of keys)
      await handToPerson(key, onePasswordReference(handover.vault, name), { number: ++count, of: keys.size });
    return async () => {};
  }
  const project = vscode.Uri.joinPath(root, handover.project);
  if (!machine || project.scheme !== "file") throw new Trouble(NO_DOTNET);
  if (!vscode.workspace.isTrusted) throw new Trouble(NOT_TRUSTED, TRUST);
  const kept = await machine.keepUserSecrets(project, keys, handover.init);
  if ("refused" in kept) throw new Trouble(kept.refused);
  return kept.takeBack;
}

const NO_DOTNET =
  "User secrets are kept by dotnet, which cannot be started here. Choose another store for this folder (keystow.store).";
const NOT_TRUSTED =
  "User secrets are kept by dotnet, which runs code of the project. Trust this workspace first, or choose another store (keystow.store).";
const TRUST = {
  label: "Manage Trust",
  run: () => vscode.commands.executeCommand("workbench.trust.manage"),
};

/** The key is lost without the item, so the code changes only after the person has said that there is one. */
async function handToPerson(key: string, reference: string, turn: { number: number; of: number }): Promise<void> {
  const which = turn.of > 1 ? ` (${turn.number} of ${turn.of})` : "";
  const [, , vault = "", item = "", field = ""] = reference.split("/");
  const copy = "Copy Key";
  const detail = `Keystow writes ${reference} into the env file. Copy the key, then make an item "${item}" in the vault "${vault}" with the key in its field "${field}".`;
  if ((await ask(`Keep this key in 1Password${which}`, detail, copy)) !== copy) throw new vscode.CancellationError();
  await vscode.env.clipboard.writeText(key);
  const done = "The Item Is Saved";
  const next = `The key is on the clipboard. Make the item "${item}" with the field "${field}" in the vault "${vault}", and save it. Cancel leaves the code as it is.`;
  if ((await ask(`Make the item in 1Password${which}`, next, done)) !== done) throw new vscode.CancellationError();
}

async function ask(message: string, detail: string, button: string): Promise<string | undefined> {
  return vscode.window.showInformationMessage(message, { modal: true, detail }, button);
}
