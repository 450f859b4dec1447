// The extension on the desktop and on remote machines.
import type { ExtensionContext } from "vscode";
import { activateOn } from "./vscode/activate";
import { scanThroughEditor } from "./vscode/workspaceScan";

export function activate(context: ExtensionContext): void {
  activateOn({ scanFolder: scanThroughEditor }, context);
}
