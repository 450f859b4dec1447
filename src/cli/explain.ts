// `keystow explain FILE:LINE`: why there is a finding, or why there is none.
import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import { decodeText, encodingOf, type Explanation, explainLine } from "../core/index";
import { FileReader } from "../node/files";
import { relativePath } from "../node/pathText";
import { Targets, whereaboutsOf } from "../node/target";
import { type ExitCode, type Io, UsageError } from "./io";
import { problemText } from "./problems";

const EXIT_CODES = `
Exit codes:
  0  the line was explained
  2  wrong usage, or the file could not be read
`;

export function registerExplain(program: Command, io: Io, end: (code: ExitCode) => void): void {
  program
    .command("explain")
    .description("Tell why there is a finding on a line, or why there is none.")
    .argument("<file:line>", "the line, counted from 1")
    .addHelpText("after", EXIT_CODES)
    .action((place: string) => {
      io.out(explain(place, io));
      end(0);
    });
}

function explain(place: string, io: Io): string {
  const { file, line } = parsePlace(place);
  const path = resolve(io.cwd, file);
  const target = new Targets({ cwd: io.cwd }).of(dirname(path));
  const { policy, policyFile, problems } = target;
  for (const problem of problems) io.err(`${problemText(relativePath(io.cwd, policyFile ?? ""), problem)}\n`);
  const bytes = new FileReader().read(path, policy.maxFileSize);
  const encoding = Buffer.isBuffer(bytes) ? encodingOf(bytes) : undefined;
  if (!Buffer.isBuffer(bytes)) throw new UsageError(`${file} was not read: ${bytes.reason}.`);
  if (!encoding) throw new UsageError(`${file} is no text, so it is not scanned.`);
  const where = whereaboutsOf(target, { folder: target.start, name: basename(path) });
  const explanations = explainLine(decodeText(bytes, encoding), line - 1, where, policy);
  const shown = `${relativePath(io.cwd, path)}:${line}`;
  if (explanations.length === 0) return `${shown}: nothing there begins like a key that Keystow knows.\n`;
  return explanations.map((one) => textOf(shown, one)).join("");
}

function textOf(shown: string, { verdict, ruleId, name, column, reason }: Explanation): string {
  return `${shown}:${column + 1}  ${verdict}  ${name}  ${ruleId}\n  ${reason}\n`;
}

/** `FILE:LINE`, also with a column after it; the file's own name may hold colons. */
function parsePlace(place: string): { readonly file: string; readonly line: number } {
  const [, file, line] = /^(.+?):([1-9]\d*)(?::\d+)?$/s.exec(place) ?? [];
  if (file === undefined) throw new UsageError(`"${place}" is no place: write FILE:LINE, such as src/app.py:12.`);
  return { file, line: Number(line) };
}
