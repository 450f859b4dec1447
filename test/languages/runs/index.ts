// Every program that is run before and after the fix.
import type { Run } from "../run";
import { ENCODED_RUNS } from "./encoded";
import { GO_RUNS } from "./go";
import { JAVA_RUNS } from "./java";
import { PYTHON_RUNS } from "./python";
import { RUNTIME_RUNS } from "./runtimes";
import { SCRIPT_RUNS } from "./script";
import { SHELL_RUNS } from "./shell";

export const RUNS: readonly Run[] = [
  ...SCRIPT_RUNS,
  ...RUNTIME_RUNS,
  ...PYTHON_RUNS,
  ...GO_RUNS,
  ...JAVA_RUNS,
  ...SHELL_RUNS,
  ...ENCODED_RUNS,
];
