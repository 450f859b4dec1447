import * as vscode from "vscode";
import { redaction } from "../../core/index";
import type { Diagnostics } from "../diagnostics";
import { applyTogether } from "../fileEdits";
import { Trouble } from "../log";
import { targetsFor } from "./target";

/** Puts placeholders in place of the keys at the argument's places, of the selection, or of the one at the cursor. */
export async function redact(argument: unknown, diagnostics: Diagnostics): Promise<void> {
  const { document, findings } = await targetsFor(argument, diagnostics);
  // From here to applyEdit nothing waits, so the findings are those of the text.
  const edits = redaction(document.getText(), findings);
  if (!(await applyTogether([{ uri: document.uri, create: false, edits }])))
    throw new Trouble("VS Code did not take the edit, so nothing was redacted. Try again.");
  const what = findings.length === 1 ? "the key" : `${findings.length} keys`;
  void vscode.window.setStatusBarMessage(`Keystow: redacted ${what}. Rotate what was ever shared.`, 5000);
}
