// Every program that is run before and after the fix.
import type { Run } from "../run";
import { C_RUNS } from "./c";
import { CSHARP_RUNS } from "./csharp";
import { ELIXIR_RUNS } from "./elixir";
import { ENCODED_RUNS } from "./encoded";
import { FISH_RUNS } from "./fish";
import { GO_RUNS } from "./go";
import { HTTP_RUNS } from "./http";
import { JAVA_RUNS } from "./java";
import { JVM_RUNS } from "./jvm";
import { LUA_RUNS } from "./lua";
import { MAKE_RUNS } from "./make";
import { NIX_RUNS } from "./nix";
import { PERL_RUNS } from "./perl";
import { PHP_RUNS } from "./php";
import { PYTHON_RUNS } from "./python";
import { R_RUNS } from "./r";
import { RUBY_RUNS } from "./ruby";
import { RUNTIME_RUNS } from "./runtimes";
import { RUST_RUNS } from "./rust";
import { SCRIPT_RUNS } from "./script";
import { SHELL_RUNS } from "./shell";
import { TERRAFORM_RUNS } from "./terraform";

export const RUNS: readonly Run[] = [
  ...SCRIPT_RUNS,
  ...RUNTIME_RUNS,
  ...PYTHON_RUNS,
  ...GO_RUNS,
  ...CSHARP_RUNS,
  ...JAVA_RUNS,
  ...SHELL_RUNS,
  ...ENCODED_RUNS,
  ...FISH_RUNS,
  ...MAKE_RUNS,
  ...TERRAFORM_RUNS,
  ...NIX_RUNS,
  ...HTTP_RUNS,
  ...RUST_RUNS,
  ...JVM_RUNS,
  ...C_RUNS,
  ...PHP_RUNS,
  ...RUBY_RUNS,
  ...PERL_RUNS,
  ...LUA_RUNS,
  ...R_RUNS,
  ...ELIXIR_RUNS,
];
