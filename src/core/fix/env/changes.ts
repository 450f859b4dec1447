// Changes of a file beside the code, with places for keys that only `resolveFix` fills in.
import { fingerprint } from "../../secret";
import type { Span } from "../../model";
import { PointReader } from "../../points";
import type { FileEdit, Piece } from "../model";

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
