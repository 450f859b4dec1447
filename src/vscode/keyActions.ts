// What can be done about a key: one table behind the light bulb and the list of all actions.
import * as vscode from "vscode";
import { type Finding, issuerOf, KEYLESS_RULES, ruleOf } from "../core/index";
import type { CommandId } from "../manifest";
import { placeOf, targetFor } from "./commands/target";
import { keyName } from "./convert";
import type { Diagnostics } from "./diagnostics";
import type { MaskedTexts } from "./maskedTexts";

export interface KeyAction {
  readonly command: CommandId;
  /** Names the kind of key, never the key. */
  readonly title: (finding: Finding) => string;
  readonly detail: string;
  readonly applies: (finding: Finding, inEnvFile: boolean) => boolean;
  /** Also for a key of a text that is in no working file. */
  readonly withoutFile?: true;
}

const always = (): boolean => true;
const inCode = (_: Finding, inEnvFile: boolean): boolean => !inEnvFile;
const inEnv = (_: Finding, inEnvFile: boolean): boolean => inEnvFile;

/** In the order in which they are offered. */
export const KEY_ACTIONS = {
  move: {
    command: "keystow.moveToEnv",
    title: (finding) => `Move ${keyName(finding)} to an env file`,
    detail: "The code reads a variable instead.",
    applies: inCode,
  },
  stopTracking: {
    command: "keystow.stopTracking",
    title: () => "Stop tracking this env file and ignore it",
    detail: "Shows the Git steps, and asks before it does anything.",
    applies: inEnv,
  },
  redact: {
    command: "keystow.redact",
    title: (finding) => `Redact ${keyName(finding)}`,
    detail: "A placeholder stands in its place.",
    applies: inCode,
  },
  rotate: {
    command: "keystow.rotate",
    title: (finding) => `Rotate ${keyName(finding)}\u2026`,
    detail: "Takes a new key and puts it into every env file that holds the old one.",
    applies: always,
  },
  allow: {
    command: "keystow.allow",
    title: (finding) => `Allow this ${keyName(finding)}\u2026`,
    detail: "With a reason: in the policy file, or by a comment beside it.",
    applies: always,
    withoutFile: true,
  },
  check: {
    command: "keystow.checkPublished",
    title: (finding) => `Check whether this ${keyName(finding)} is published`,
    detail: "Asks Git on this machine; others only when you say so.",
    applies: always,
    withoutFile: true,
  },
  triage: {
    command: "keystow.triage",
    title: (finding) => `Triage this ${keyName(finding)}\u2026`,
    detail: "A real key, none, or one that is rotated; kept for every later scan.",
    applies: always,
    withoutFile: true,
  },
  goKeyless: {
    command: "keystow.goKeyless",
    title: (finding) => `Go without this ${keyName(finding)}`,
    detail: "A managed identity in place of the key: code, role, and how keys are switched off.",
    applies: ({ ruleId }) => KEYLESS_RULES.includes(ruleId),
  },
  copyReference: {
    command: "keystow.copyReference",
    title: () => "Copy the variable reference",
    detail: "The text by which this language reads the variable. Nothing else changes.",
    applies: inCode,
  },
  revoke: {
    command: "keystow.openRevokePage",
    title: ({ vendor }) => `Open the page where ${vendor} revokes it`,
    detail: "In the browser. Nothing of the key is in the address.",
    applies: ({ ruleId }) => Boolean(ruleOf(ruleId)?.revokeUrl),
    withoutFile: true,
  },
  revokeForGood: {
    command: "keystow.revoke",
    title: ({ vendor }) => `Revoke it at ${vendor} without login\u2026`,
    detail: "Sends the key to its issuer once you have confirmed. It cannot be undone.",
    applies: (finding) => issuerOf(finding)?.revocation !== undefined,
    withoutFile: true,
  },
  hide: {
    command: "keystow.hideFromAgents",
    title: () => "Keep this env file from agents",
    detail: "In the ignore files of those that you choose.",
    applies: inEnv,
  },
  explain: {
    command: "keystow.explainRule",
    title: () => "About this kind of key",
    detail: "Its shape, its usual variable, and where this is known from.",
    applies: always,
    withoutFile: true,
  },
} as const satisfies Record<string, KeyAction>;

const ALL: readonly KeyAction[] = Object.values(KEY_ACTIONS);

/** Lists every action for a key, and runs the one that is chosen. */
export async function pickKeyAction(
  argument: unknown,
  diagnostics: Diagnostics,
  maskedTexts: MaskedTexts,
): Promise<void> {
  const { document, finding, kept } = await targetFor(argument, diagnostics, { suppressed: true, kept: maskedTexts });
  const actions = ALL.filter(
    ({ applies, withoutFile }) => applies(finding, diagnostics.isEnvFile(document.uri)) && (!kept || withoutFile),
  );
  const items = actions.map((action) => ({ label: action.title(finding), detail: action.detail, action }));
  const placeHolder = `${keyName(finding)}, line ${finding.span.start.line + 1}`;
  const picked = await vscode.window.showQuickPick(items, { title: "Keystow", placeHolder, matchOnDetail: true });
  if (picked) await vscode.commands.executeCommand(picked.action.command, placeOf(document, finding));
}
