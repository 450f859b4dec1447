// What has to be done with keys before the edit, where a store is no file: `dotnet` keeps them, or the person does.
import * as vscode from "vscode";
import { type FixPlan, keysToHandOver, onePasswordReference } from "../core/index";
import { Trouble } from "./log";
import type { Machine } from "./machine";
import { CHANGED, type FolderPlan } from "./planMoves";

/**
 * Hands the keys of plans over; fails with words for the person when that cannot be, and then nothing has changed.
 * Returns the way back, for when the edit is not taken after all; undefined when nothing had to be handed over.
 */
export async function handOver(
  folders: readonly FolderPlan[],
  machine: Machine | undefined,
): Promise<(() => Promise<void>) | undefined> {
  const ways: (() => Promise<void>)[] = [];
  const takeBack = async (): Promise<void> => {
    for (const way of ways) await way();
  };
  try {
    for (const { root, plan, texts } of folders)
      for (const step of plan.steps) {
        const keys = step.plan.handover && keysToHandOver(step.plan, texts.get(step.path) ?? "");
        if (step.plan.handover && !keys) throw new Trouble(CHANGED);
        const way = keys && (await handStep(step.plan, keys, { root, machine }));
        if (way) ways.push(way);
      }
  } catch (error) {
    await takeBack();
    throw error;
  }
  return ways.length > 0 ? takeBack : undefined;
}

async function handStep(
  { handover }: FixPlan,
  keys: ReadonlyMap<string, string>,
  { root, machine }: { readonly root: vscode.Uri; readonly machine: Machine | undefined },
): Promise<(() => Promise<void>) | undefined> {
  if (handover?.kind === "1password") {
    let number = 0;
    for (const [name, key] of keys)
      await handToPerson(key, onePasswordReference(handover.vault, name), { number: ++number, of: keys.size });
    return undefined;
  }
  if (!handover || !machine) return undefined;
  const kept = await machine.keepUserSecrets(vscode.Uri.joinPath(root, handover.project), keys, handover.init);
  if ("refused" in kept) throw new Trouble(kept.refused);
  return kept.takeBack;
}

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
