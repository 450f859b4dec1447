import * as vscode from "vscode";
import { issuerOf } from "../../core/index";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import type { OutsideRun } from "../exposureCheck";
import { type Log, Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import type { Settings } from "../settings";
import { type Target, targetFor } from "./target";

/** Sends a key to its issuer to be revoked; gives why it was not taken, or undefined when it was. */
export type Revoke = (target: Target, url: string, run: Omit<OutsideRun, "onProgress">) => Promise<string | undefined>;

export interface RevokeDependencies {
  readonly diagnostics: Diagnostics;
  readonly maskedTexts: MaskedTexts;
  readonly settings: Settings;
  readonly log: Log;
  /** Missing where there is no Node. */
  readonly revoke: Revoke | undefined;
}

const YES = "Revoke for Good";

/** Revokes a key where whoever has it may do so without login. Nothing is sent before a person has said that it is final. */
export async function revokeKey(argument: unknown, dependencies: RevokeDependencies): Promise<void> {
  const { diagnostics, maskedTexts, settings, log, revoke } = dependencies;
  const target = await targetFor(argument, diagnostics, { suppressed: true, kept: maskedTexts });
  const name = keyName(target.finding);
  const url = issuerOf(target.finding)?.revocation?.url;
  if (!url)
    throw new Trouble(
      `${target.finding.vendor || "Its issuer"} takes no revocation without login: sign in there to revoke it.`,
      {
        label: "Open Its Page",
        run: () => vscode.commands.executeCommand("keystow.openRevokePage", argument),
      },
    );
  if (!revoke) throw new Trouble("Revoking needs VS Code on the desktop.");
  const { network, endpoints } = settings.outside();
  const { host: receiver } = new URL(url);
  const instead = endpoints[receiver];
  const host = instead === undefined ? receiver : `${receiver} at ${new URL(instead).host}`;
  if (network === "never") throw new Trouble("The setting keystow.network is never: nothing is sent.");
  const detail = `The key itself is sent to ${host}, its issuer, which stops it at once and tells its owner. Whatever still uses it stops working. This cannot be undone.`;
  const choice = await vscode.window.showWarningMessage(`Revoke this ${name} for good?`, { modal: true, detail }, YES);
  if (choice !== YES) return;
  const { signal } = new AbortController();
  const reason = await revoke(target, url, { signal, endpoints, onRequest: (line) => log.info(`Revocation ${line}`) });
  if (reason !== undefined) throw new Trouble(`The ${name} was not revoked: ${reason}`);
  void vscode.window.showInformationMessage(
    `${host} has taken the ${name} to be revoked. Put a new one into the env file: “Keystow: Rotate Key in Env Files”.`,
  );
}
