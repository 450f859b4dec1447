// Runs inside VS Code with the packaged extension installed, as users have it.
import { join } from "node:path";
import { runMocha } from "../host/mochaSuite";

export function run(): Promise<void> {
  return runMocha([join(__dirname, "inside", "vsix.main.js")]);
}
