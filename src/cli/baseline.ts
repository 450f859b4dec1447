// `--baseline FILE`: read, used up, and at the end compared with what was found.
import { dirname, resolve } from "node:path";
import { Baseline, decodeText, encodingOf, parseBaseline, type ReportFinding } from "../core/index";
import { FileReader } from "../node/files";
import { relativePath } from "../node/pathText";
import { type Io, UsageError } from "./io";
import { problemText } from "./problems";

/** Bytes; far more entries than anybody would accept. */
const MAX_SIZE = 64 * 1024 * 1024;

export interface OpenBaseline {
  /** Some of its entries are broken. */
  readonly trouble: boolean;
  readonly accepts: (finding: ReportFinding) => boolean;
  /** Names on standard error the entries below the scanned paths that no finding has used. */
  readonly tellUnused: (paths: readonly string[]) => void;
}

/** Opens a baseline file and tells what is wrong in it; a file that cannot be read is a `UsageError`. */
export function openBaseline(file: string, io: Io): OpenBaseline {
  const path = resolve(io.cwd, file);
  const bytes = new FileReader().read(path, MAX_SIZE);
  if (!Buffer.isBuffer(bytes)) throw new UsageError(`The baseline ${file} was not read: ${bytes.reason}.`);
  const { value, problems } = parseBaseline(decodeText(bytes, encodingOf(bytes) ?? "utf-8"));
  for (const problem of problems) io.err(`${problemText(file, problem)}\n`);
  const baseline = new Baseline(value);
  const folder = dirname(path);
  return {
    trouble: problems.length > 0,
    accepts: ({ fingerprint, file, ruleId }) =>
      baseline.accepts({ fingerprint, path: relativePath(folder, resolve(io.cwd, file)), rule: ruleId }),
    tellUnused: (paths) => {
      const scanned = paths.map((one) => `${resolve(io.cwd, one)}/`);
      for (const { path, rule, count } of baseline.unused()) {
        if (!scanned.some((one) => `${resolve(folder, path)}/`.startsWith(one))) continue;
        io.err(`${file}: ${path} has ${count} fewer of ${rule} than the baseline accepts; the entry can go.\n`);
      }
    },
  };
}
