// What a move did to a file beside the code, in whole lines: taken back and put back even when somebody has changed the
// file in between. Pure.

/** The lines are in private fields: one of them holds a key, and nothing that prints an object may show it. */
export class LineChange {
  readonly #added: readonly string[];
  readonly #removed: readonly string[];

  /** From the file's text before (empty when there was none) and after. */
  constructor(before: string, after: string) {
    this.#added = surplus(linesOf(after), linesOf(before));
    this.#removed = surplus(linesOf(before), linesOf(after));
  }

  /** A text without what was added; undefined when nothing of it is there. */
  takenBack(text: string): string | undefined {
    const pieces = piecesOf(text);
    const kept = this.#added.filter((line, index) => this.#swap(pieces, line, this.#partner(this.#removed, index)));
    return kept.length > 0 ? pieces.map(join).join("") : undefined;
  }

  /** A text with what was added, at the end where its old place is not known; undefined when all of it is there. */
  putBack(text: string): string | undefined {
    const pieces = piecesOf(text);
    const eol = pieces.find((piece) => piece.eol !== "")?.eol ?? "\n";
    const missing = this.#added
      .map((line, index) => ({ line, partner: this.#partner(this.#removed, index) }))
      .filter(({ line }) => !pieces.some((piece) => piece.line === line));
    if (missing.length === 0) return undefined;
    for (const { line, partner } of missing) {
      if (partner !== undefined && this.#swap(pieces, partner, line)) continue;
      const last = pieces.at(-1);
      if (last && last.line !== "" && last.eol === "") last.eol = eol;
      pieces.push({ line, eol });
    }
    return pieces.map(join).join("");
  }

  /** The line that one of the others replaced, where they stand one to one. */
  #partner(others: readonly string[], index: number): string | undefined {
    return this.#added.length === this.#removed.length ? others[index] : undefined;
  }

  /** Puts `line` in the place of `old`, or drops that without one; false when there is no such place. */
  #swap(pieces: Piece[], old: string, line: string | undefined): boolean {
    const at = pieces.findIndex((piece) => piece.line === old);
    const piece = pieces[at];
    if (!piece) return false;
    if (line === undefined) pieces.splice(at, 1);
    else piece.line = line;
    return true;
  }
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

/** The lines that `more` has beyond those of `less`. */
function surplus(more: readonly string[], less: readonly string[]): readonly string[] {
  const left = [...less];
  return more.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
