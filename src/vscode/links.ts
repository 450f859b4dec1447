// Commands as links, for hovers and diagnostics.
import * as vscode from "vscode";
import type { CommandId } from "../manifest";

/** The address that runs a command with arguments, which must be data. */
export function commandLink(id: CommandId, ...args: readonly unknown[]): vscode.Uri {
  return vscode.Uri.parse(`command:${id}?${encodeURIComponent(JSON.stringify(args))}`, true);
}

/** Text as Markdown that shows it as it is; titles of own patterns come from a repository. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#+\-.!~|<>&]/g, "\\$&");
}
