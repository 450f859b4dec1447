// A text as an editor holds it: lines, and edits in line and column. The reference for the live document's view.
import type { Change, LineView, Point } from "../../src/core/index";
import { pointAt } from "../../src/core/index";

export class TextView implements LineView {
  readonly eol: "\n" | "\r\n";
  #text: string;
  #lines: readonly string[];

  constructor(text: string, eol: "\n" | "\r\n" = "\n") {
    this.eol = eol;
    this.#text = text;
    this.#lines = text.split(eol);
  }

  get text(): string {
    return this.#text;
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  line(index: number): string {
    return this.#lines[index] ?? "";
  }

  /** Puts `text` in place of offsets `from` to `to`, and says so as an editor would. */
  replace(from: number, to: number, text: string): Change {
    const at = (offset: number): Point => pointAt(this.#text, offset);
    const change = { removed: { start: at(from), end: at(to) }, text };
    this.#text = this.#text.slice(0, from) + text + this.#text.slice(to);
    this.#lines = this.#text.split(this.eol);
    return change;
  }
}
