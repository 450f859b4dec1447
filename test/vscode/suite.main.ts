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
  "scopes",
  "reports",
  "kept",
  "teamPolicy",
];

export function run(): Promise<void> {
  return runMocha(FILES.map((name) => join(__dirname, "inside", `${name}.main.js`)));
}
