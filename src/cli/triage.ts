// `--triage FILE`: what people have judged findings to be, by fingerprint.
import { resolve } from "node:path";
import { decodeText, encodingOf, parseTriage, type Triage } from "../core/index";
import { FileReader } from "../node/files";
import { type Io, UsageError } from "./io";
import { problemText } from "./problems";

/** Bytes; far more entries than anybody would judge. */
const MAX_SIZE = 64 * 1024 * 1024;

export interface OpenTriage {
  /** Some of its entries are broken. */
  readonly trouble: boolean;
  readonly of: (fingerprint: string) => Triage | undefined;
}

/** Opens a triage file and tells what is wrong in it; a file that cannot be read is a `UsageError`. */
export function openTriage(file: string, io: Io): OpenTriage {
  const bytes = new FileReader().read(resolve(io.cwd, file), MAX_SIZE);
  if (!Buffer.isBuffer(bytes)) throw new UsageError(`The triage file ${file} was not read: ${bytes.reason}.`);
  const { value, problems } = parseTriage(decodeText(bytes, encodingOf(bytes) ?? "utf-8"));
  for (const problem of problems) io.err(`${problemText(file, problem)}\n`);
  return {
    trouble: problems.length > 0,
    of: (fingerprint) => {
      const entry = value.get(fingerprint);
      return entry && { state: entry.state, ...(entry.note !== undefined && { note: entry.note }) };
    },
  };
}
