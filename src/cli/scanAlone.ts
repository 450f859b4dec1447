// The program of the one command that is run with every commit: half as much to load as that of all commands.
import { runProgram } from "./program";
import { registerScan } from "./scan";

void runProgram([registerScan]);
