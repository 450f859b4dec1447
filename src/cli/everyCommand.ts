// The program of all commands, in the order in which its help names them.
import { registerBaseline } from "./acceptBaseline";
import { registerCheck } from "./check";
import { registerExplain } from "./explain";
import { registerFix } from "./fix";
import { registerMerge } from "./merge";
import { runProgram } from "./program";
import { registerRevoke } from "./revoke";
import { registerRules } from "./rules";
import { registerScan } from "./scan";

void runProgram([
  registerScan,
  registerBaseline,
  registerMerge,
  registerFix,
  registerCheck,
  registerRevoke,
  registerRules,
  registerExplain,
]);
