// A report file for `keystow merge`: JSON Lines line by line, so that it may be larger than a text can be, others whole.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { decodeText, encodingOf, type MergedReport, readReportPart, type ReportPart } from "../core/index";
import { FileReader, troubleOf } from "../node/files";
import { type Io, UsageError } from "./io";

/** Bytes of a report that is one document, or of one line. */
const MAX_SIZE = 512 * 1024 * 1024;
/** Bytes that are read at once. */
const PIECE = 1 << 20;
const NO_REPORT = "is no report of keystow scan in JSON, JSON Lines or SARIF";

/** Adds a report to a merged one. What is no report is a `UsageError`. */
export function addReport(file: string, merged: MergedReport, io: Io): void {
  const path = resolve(io.cwd, file);
  const unread = whyUnread(path);
  if (unread !== undefined) throw new UsageError(`The report ${file} was not read: ${unread}.`);
  const lines = linesOf(path);
  const { value: first } = lines.next();
  const part = first === undefined ? undefined : (readReportPart(first) ?? wholeOf(path, file));
  if (!part || part.kind === "foreign") throw new UsageError(`${file} ${part?.why ?? NO_REPORT}.`);
  if (part.kind === "report") for (const report of part.reports) merged.add(report);
  else addLines(part, lines, { file, merged });
}

/** JSON Lines: findings, then the rest of the report, and nothing after it. */
function addLines(
  first: ReportPart,
  lines: Iterable<string>,
  { file, merged }: { readonly file: string; readonly merged: MergedReport },
): void {
  const add = (part: ReportPart | undefined): boolean => {
    if (part?.kind === "finding") merged.addFinding(part.finding);
    else if (part?.kind === "rest") merged.addRest(part.rest);
    else throw new UsageError(`${file} ${NO_REPORT}.`);
    return part.kind === "rest";
  };
  let hasEnded = add(first);
  for (const line of lines) {
    if (hasEnded) throw new UsageError(`${file} ${NO_REPORT}: something follows its last line.`);
    hasEnded = add(readReportPart(line));
  }
  if (!hasEnded) throw new UsageError(`${file} ${NO_REPORT}: its last line is missing.`);
}

function whyUnread(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? undefined : "it is no regular file";
  } catch (error) {
    return troubleOf(error);
  }
}

function wholeOf(path: string, file: string): ReportPart | undefined {
  const bytes = new FileReader().read(path, MAX_SIZE);
  if (!Buffer.isBuffer(bytes)) throw new UsageError(`The report ${file} was not read: ${bytes.reason}.`);
  return readReportPart(decodeText(bytes, encodingOf(bytes) ?? "utf-8"));
}

/** The lines of a file in UTF-8 that are not empty; of any other encoding none can be read on its own. */
function* linesOf(path: string): Generator<string, undefined> {
  const file = openSync(path, "r");
  try {
    const piece = Buffer.allocUnsafe(PIECE);
    let rest = Buffer.alloc(0);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      const text = Buffer.concat([rest, piece.subarray(0, read)]);
      let from = 0;
      for (let end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED, from)) {
        yield* asLine(text.subarray(from, end));
        from = end + 1;
      }
      rest = text.subarray(from);
      if (rest.length > MAX_SIZE) return;
    }
    yield* asLine(rest);
  } finally {
    closeSync(file);
  }
}

const LINE_FEED = 10;

function* asLine(bytes: Buffer): Generator<string> {
  const text = bytes
    .toString()
    .replace(/^\ufeff/, "")
    .trim();
  if (text !== "") yield text;
}
