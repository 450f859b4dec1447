// What a move did to a file beside the code, in whole lines: taken back and put back even when somebody has changed the
// file in between. Pure.
import { diffArrays } from "diff";

/** Lines in place of others that stood together. */
interface Hunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The lines are in private fields: one of them holds a key, and nothing that prints an object may show it. */
export class LineChange {
  readonly #hunks: readonly Hunk[];

  /** From the file's text before (empty when there was none) and after. */
  constructor(before: string, after: string) {
    this.#hunks = hunksOf(linesOf(before), linesOf(after));
  }

  /** A text without what was added; undefined when nothing of it is there. */
  takenBack(text: string): string | undefined {
    const pieces = piecesOf(text);
    const taken = this.#hunks.map(({ removed, added }) => swap(pieces, added, removed));
    return taken.includes(true) ? pieces.map(join).join("") : undefined;
  }

  /** A text with what was added, at the end where its old place is not known; undefined when all of it is there. */
  putBack(text: string): string | undefined {
    const pieces = piecesOf(text);
    const eol = pieces.find((piece) => piece.eol !== "")?.eol ?? "\n";
    const missing = this.#hunks.filter(({ added }) => !added.every((line) => has(pieces, line)));
    if (missing.length === 0) return undefined;
    for (const { removed, added } of missing) {
      if (swap(pieces, removed, added)) continue;
      const last = pieces.at(-1);
      if (last && last.line !== "" && last.eol === "") last.eol = eol;
      pieces.push(...added.filter((line) => !has(pieces, line)).map((line) => ({ line, eol })));
    }
    return pieces.map(join).join("");
  }
}

function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: { removed: readonly string[]; added: readonly string[] }[] = [];
  let isOpen = false;
  for (const { value, added, removed } of diffArrays([...before], [...after])) {
    if (!added && !removed) {
      isOpen = false;
      continue;
    }
    if (!isOpen) hunks.push({ removed: [], added: [] });
    isOpen = true;
    const last = hunks.at(-1);
    if (last) last[added ? "added" : "removed"] = value;
  }
  return hunks;
}

const has = (pieces: readonly Piece[], line: string): boolean => pieces.some((piece) => piece.line === line);

/** Puts lines in the place of others, where they stand together or else as far as they are there; false when none is. */
function swap(pieces: Piece[], old: readonly string[], lines: readonly string[]): boolean {
  const together = pieces.findIndex((_, at) => old.every((line, index) => pieces[at + index]?.line === line));
  if (together >= 0 && old.length > 0) {
    replace(pieces, together, { count: old.length, lines });
    return true;
  }
  let rest = lines;
  let found = false;
  for (const [index, line] of old.entries()) {
    const at = pieces.findIndex((piece) => piece.line === line);
    if (at < 0) continue;
    const paired = old.length === lines.length;
    replace(pieces, at, { count: 1, lines: paired ? lines.slice(index, index + 1) : rest });
    rest = [];
    found = true;
  }
  return found;
}

function replace(pieces: Piece[], at: number, { count, lines }: { count: number; lines: readonly string[] }): void {
  const last = pieces[at + count - 1]?.eol ?? "";
  const eol = pieces.find((piece) => piece.eol !== "")?.eol ?? "\n";
  const made = lines.map((line, index) => ({ line, eol: index < lines.length - 1 ? eol : last }));
  pieces.splice(at, count, ...made);
}

interface Piece {
  line: string;
  eol: string;
}

const join = ({ line, eol }: Piece): string => line + eol;

function piecesOf(text: string): Piece[] {
  return (text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []).map((whole) => {
    const line = whole.replace(/[\r\n]+$/, "");
    return { line, eol: whole.slice(line.length) };
  });
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
}
