import * as vscode from "vscode";
import { type FixDependencies, previewReference } from "../applyFix";
import type { Diagnostics } from "../diagnostics";
import { Trouble } from "../log";
import { targetFor } from "./target";

/** Puts the text by which the language of a key's file would read its variable on the clipboard; changes nothing else. */
export async function copyReference(
  argument: unknown,
  diagnostics: Diagnostics,
  dependencies: FixDependencies,
): Promise<void> {
  const { document, finding } = await targetFor(argument, diagnostics);
  const reference = await previewReference(document, finding, dependencies);
  if ("refused" in reference) throw new Trouble(reference.refused);
  await vscode.env.clipboard.writeText(reference.text);
  void vscode.window.showInformationMessage(`Copied ${reference.text}. The key itself stays where it is.`);
}
