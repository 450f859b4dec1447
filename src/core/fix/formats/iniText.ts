// INI and .properties texts, line by line: which section and entry a place is in.
import type { Finding } from "../../model";
import { assignedName, type NameHint } from "../names";
import { COMMENT_REASON } from "../source";

interface Section {
  readonly name: string;
  readonly start: number;
}

/** A key in the value of an entry. Offsets are UTF-16. */
export interface IniPlace {
  /** Empty above the first. */
  readonly section: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** The line that the entry begins on. */
  readonly entryStart: number;
  /** The line that the key is on, its line break left out. */
  readonly lineStart: number;
  readonly lineEnd: number;
  /** What stands between the entry's sign and the key, when they are on one line; else what the line has before it. */
  readonly before: string;
  readonly after: string;
  readonly hint: NameHint | undefined;
}

/** Lines above a value that are looked at for its entry. */
const MAX_ABOVE = 200;
const MAX_LINE = 4000;

export class IniText {
  readonly #sections: readonly Section[];

  constructor(
    readonly text: string,
    /** The signs that open a comment at the start of a line. */
    private readonly comments = "#;",
  ) {
    this.#sections = [...text.matchAll(/^[ \t]*\[([^\]\r\n]{0,200})\]/gm)].map((found) => ({
      name: found[1] ?? "",
      start: found.index,
    }));
  }

  /** The place of a finding, or why it is none. */
  placeOf({ span }: Finding): IniPlace | string {
    const [start, end] = [span.start.offset, span.end.offset];
    const { text } = this;
    const lineStart = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - MAX_LINE);
    const newline = text.indexOf("\n", end);
    const lineEnd = Math.min(newline < 0 ? text.length : newline, end + MAX_LINE);
    const line = text.slice(lineStart, start);
    const first = line.trimStart().charAt(0);
    if (first !== "" && this.comments.includes(first)) return COMMENT_REASON;
    const entryStart = this.#entryStart(lineStart);
    const entry = entryStart === lineStart ? line : text.slice(entryStart, lineStart);
    const found = /^[ \t]*("[^"\r\n]*"|[^=\s#;][^=\r\n]*?)[ \t]*(?:=|:(?=[ \t])|[ \t])[ \t]*/.exec(entry);
    if (!found) return "The key stands outside every value here. Replace it by hand.";
    const before = entryStart === lineStart ? line.slice(found[0].length) : line;
    const after = text.slice(end, lineEnd).trimEnd();
    const key = (found[1] ?? "").replace(/^"|"$/g, "");
    const inner = before.replace(/^["']/, "").trim() === "" ? undefined : assignedName(before);
    const names = before.trim().length < 2 && /^[\w.-]+$/.test(key);
    const hint: NameHint | undefined = inner ?? (names ? { name: key, kind: "assigned" } : undefined);
    return { section: this.#sectionAt(start), key, start, end, entryStart, lineStart, lineEnd, before, after, hint };
  }

  /** A value goes on in lines that begin with a blank, or after a backslash. */
  #entryStart(lineStart: number): number {
    const { text } = this;
    let start = lineStart;
    for (let count = 0; count < MAX_ABOVE && start > 0; count++) {
      const above = text.lastIndexOf("\n", start - 2) + 1;
      const continues =
        /[ \t]/.test(text.charAt(start)) || text.charAt(start - 2) === "\\" || text.startsWith("\\\r", start - 3);
      if (!continues || /^[ \t]*[\r\n[]/.test(text.slice(above, above + 20))) break;
      start = above;
    }
    return start;
  }

  #sectionAt(offset: number): string {
    let low = 0;
    let high = this.#sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sections[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#sections[low - 1]?.name ?? "";
  }
}
