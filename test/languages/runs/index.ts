// Every program that is run before and after the fix.
import type { Run } from "../run";
import { GO_RUNS } from "./go";
import { JAVA_RUNS } from "./java";
import { PHP_RUNS } from "./php";
import { PYTHON_RUNS } from "./python";
import { SCRIPT_RUNS } from "./script";
import { SHELL_RUNS } from "./shell";
import { RUBY_RUNS } from "./ruby";
import { PERL_RUNS } from "./perl";
import { LUA_RUNS } from "./lua";
import { R_RUNS } from "./r";
import { ELIXIR_RUNS } from "./elixir";

export const RUNS: readonly Run[] = [
  ...SCRIPT_RUNS,
  ...PYTHON_RUNS,
  ...GO_RUNS,
  ...JAVA_RUNS,
  ...PHP_RUNS,
  ...RUBY_RUNS,
  ...PERL_RUNS,
  ...LUA_RUNS,
  ...R_RUNS,
  ...ELIXIR_RUNS,
  ...SHELL_RUNS,
];
