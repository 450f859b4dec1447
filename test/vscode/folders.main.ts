// Runs inside VS Code in a workspace of several folders: two of one name, and one within another.
import { join } from "node:path";
import { runMocha } from "../host/mochaSuite";

export function run(): Promise<void> {
  return runMocha([join(__dirname, "inside", "folders.main.js")]);
}
