// What changes besides the code: the entry in the env file, its blank twin in the example, the ignore line.
import { fingerprint } from "../../secret";
import type { Span } from "../../model";
import { PointReader } from "../../points";
import { keepsEntries, placeEntry, valuesOf } from "./envFile";
import { templateFor } from "./envPlace";
import { ignoreLineFor } from "./ignoreFile";
import type { KeyFacts } from "../keys";
import type { FileEdit, Piece, Refusal, Variable } from "../model";

/** Pieces in place of what stands between two offsets. */
export interface PieceChange {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** The edit of a file whose text is `text`, or that is made when there is none. */
export function fileEdit(
  { path, role }: Pick<FileEdit, "path" | "role">,
  text: string | undefined,
  changes: readonly PieceChange[],
): FileEdit {
  const reader = new PointReader(text ?? "");
  const spanOf = ({ start, end }: PieceChange): Span => ({ start: reader.at(start), end: reader.at(end) });
  const sorted = [...changes].sort((a, b) => a.start - b.start);
  const edits = sorted.map((change) => ({
    span: spanOf(change),
    pieces: change.pieces.filter((piece) => piece !== ""),
  }));
  return { path, role, create: text === undefined, ...(text !== undefined && { basis: fingerprint(text) }), edits };
}

/** The line ending of a text, or another one when it has none. */
export function eolOf(text: string, otherwise: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? otherwise;
}

export interface Surroundings {
  readonly envPath: string;
  readonly files: ReadonlyMap<string, string>;
  readonly eol: string;
}

/** The entries that the env file lacks; undefined when it has them all. */
export function envEdit(
  variables: readonly Variable[],
  facts: readonly KeyFacts[],
  { envPath, files, eol }: Surroundings,
): FileEdit | Refusal | undefined {
  const wanted = variables.filter((variable) => !variable.reused);
  if (wanted.length === 0) return undefined;
  const old = files.get(envPath);
  const text = old ?? "";
  const changes: PieceChange[] = [];
  const tail: Piece[] = [];
  let appended = "";
  for (const { name, findings } of wanted) {
    const key = findings[0] ?? 0;
    const quote = facts[key]?.quote ?? "";
    const { start, end, before, after } = placeEntry(text + appended, name, eolOf(text, eol));
    const pieces: readonly Piece[] = [before + quote, { key }, quote + after];
    if (start < text.length || end < text.length) changes.push({ start, end, pieces });
    else {
      tail.push(...pieces);
      appended += before + after;
    }
  }
  if (tail.length > 0) changes.push({ start: text.length, end: text.length, pieces: tail });
  const edit = fileEdit({ path: envPath, role: "env" }, old, changes);
  const added = new Map(wanted.map(({ name }) => [name, STAND_IN]));
  if (keepsEntries(text, withStandIns(text, edit), added)) return edit;
  return { refused: `${envPath} has a quote that is never closed, so a new line would not count. Close it first.` };
}

const STAND_IN = "k";

/** The text after an edit, with a stand-in for each key. */
function withStandIns(text: string, { edits }: FileEdit): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, pieces } of edits) {
    parts.push(
      text.slice(at, span.start.offset),
      ...pieces.map((piece) => (typeof piece === "string" ? piece : STAND_IN)),
    );
    at = span.end.offset;
  }
  return parts.join("") + text.slice(at);
}

/** A blank entry for each name that the example lacks, so that others know which variables there are. */
export function templateEdit(
  variables: readonly Variable[],
  { envPath, files, eol }: Surroundings,
): FileEdit | undefined {
  const path = templateFor(envPath, files);
  const old = files.get(path);
  const known = valuesOf(old ?? "");
  let text = "";
  for (const { name } of variables.filter((variable) => !known.has(variable.name))) {
    const { before, after } = placeEntry((old ?? "") + text, name, eolOf(old ?? "", eol));
    text += before + after;
  }
  const end = old?.length ?? 0;
  return text === "" ? undefined : fileEdit({ path, role: "example" }, old, [{ start: end, end, pieces: [text] }]);
}

/** The line that keeps the env file out of git; undefined when one does already. */
export function ignoreEdit({ envPath, files, eol }: Surroundings): FileEdit | undefined {
  const line = ignoreLineFor(envPath, files, eol);
  if (!line) return undefined;
  const old = files.get(line.path);
  const end = old?.length ?? 0;
  return fileEdit({ path: line.path, role: "ignore" }, old, [{ start: end, end, pieces: [line.text] }]);
}
