// Runs inside VS Code: the tests of the editor layer, on a folder that the launcher has made.
import { join } from "node:path";
import { runMocha } from "../host/mochaSuite";

const FILES = [
  "typing",
  "settings",
  "fix",
  "scan",
  "check",
  "askOthers",
  "actions",
  "stores",
  "bulk",
  "results",
  // Before those that make the folder anew, of which VS Code no longer tells what comes to be in it.
  "teamPolicy",
  "scopes",
  "reports",
  "kept",
];

export function run(): Promise<void> {
  return runMocha(FILES.map((name) => join(__dirname, "inside", `${name}.main.js`)));
}
