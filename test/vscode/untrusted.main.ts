// Runs inside VS Code in a workspace that nobody trusts: Restricted Mode.
import { join } from "node:path";
import { runMocha } from "../host/mochaSuite";

export function run(): Promise<void> {
  return runMocha([join(__dirname, "inside", "untrusted.main.js")]);
}
