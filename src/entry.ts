// The one file that VS Code is given, so that the core ships once: the desktop's extension, the browser's, and the threads
// of the scan. Modules that none of them uses are not run; a browser could not run Node's.
import type { ExtensionContext } from "vscode";
import { SCAN_THREAD } from "./node/scanThreadName";
import { SIFT_THREAD } from "./node/siftThread";

const isNode =
  typeof process !== "undefined" && (process.versions as NodeJS.ProcessVersions | undefined)?.node !== undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const { activate: start } = await (isNode ? import("./extension") : import("./extension.web"));
  start(context);
}

const thread = isNode ? (process.getBuiltinModule("node:worker_threads").workerData as unknown) : undefined;
if (thread === SIFT_THREAD) void import("./node/sift.worker");
if (thread === SCAN_THREAD) void import("./node/scan.worker");
