// Runs inside VS Code: the measurement beside a scan, as a suite.
import { join } from "node:path";
import { runMocha } from "../../host/mochaSuite";

export function run(): Promise<void> {
  return runMocha([join(__dirname, "measureBeside.main.js")]);
}
