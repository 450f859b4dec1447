// The command line: which of its programs, each of which is a file of its own, knows the command.
void (process.argv[2] === "scan" ? import("./cli/scanAlone") : import("./cli/everyCommand"));
