// The extension where there is no Node: vscode.dev, github.dev.
import type { ExtensionContext } from "vscode";
import { activateOn } from "./vscode/activate";
import { scanThroughEditor } from "./vscode/workspaceScan";

export function activate(context: ExtensionContext): void {
  activateOn({ scan: scanThroughEditor, shell: "posix" }, context);
}
