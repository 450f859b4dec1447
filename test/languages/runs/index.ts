// Every program that is run before and after the fix.
import type { Run } from "../run";
import { C_RUNS } from "./c";
import { GO_RUNS } from "./go";
import { JAVA_RUNS } from "./java";
import { JVM_RUNS } from "./jvm";
import { PYTHON_RUNS } from "./python";
import { RUST_RUNS } from "./rust";
import { SCRIPT_RUNS } from "./script";
import { SHELL_RUNS } from "./shell";

export const RUNS: readonly Run[] = [
  ...SCRIPT_RUNS,
  ...PYTHON_RUNS,
  ...GO_RUNS,
  ...RUST_RUNS,
  ...JAVA_RUNS,
  ...JVM_RUNS,
  ...C_RUNS,
  ...SHELL_RUNS,
];
