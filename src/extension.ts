// The extension on the desktop and on remote machines.
import type { ExtensionContext } from "vscode";
import { activateOn } from "./vscode/activate";
import { DESKTOP } from "./vscode/desktop";

export function activate(context: ExtensionContext): void {
  activateOn(DESKTOP, context);
}
