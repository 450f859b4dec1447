import * as vscode from "vscode";
import { ruleOf } from "../../core/index";
import { keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import { targetFor } from "./target";

/** Opens the page where the owner of a key revokes it. Nothing of the key is in the address. */
export async function openRevokePage(
  argument: unknown,
  diagnostics: Diagnostics,
  maskedTexts: MaskedTexts,
): Promise<void> {
  const { finding } = await targetFor(argument, diagnostics, { suppressed: true, kept: maskedTexts });
  const revokeUrl = ruleOf(finding.ruleId)?.revokeUrl;
  if (!revokeUrl)
    throw new Trouble(`Keystow knows no page that revokes this ${keyName(finding)}. Revoke it where it was made.`);
  await vscode.env.openExternal(vscode.Uri.parse(revokeUrl, true));
}
