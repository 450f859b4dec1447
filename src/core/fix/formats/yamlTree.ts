// A YAML text as a tree. Not a validating parser: total and linear on any text, also on templates that make YAML.
import type { Lexed, Token } from "../code/lexer";
import { Cursor, readFlow } from "./flow";
import { type Draft, draft, Tree } from "./tree";

export function yamlTree(lexed: Lexed): Tree {
  return new Reader(lexed).run();
}

class Reader {
  readonly #cursor: Cursor;
  readonly #documents: Draft[] = [];
  /** The nodes that are open, by column; the first is the document. */
  #open: Draft[] = [];

  constructor(private readonly lexed: Lexed) {
    this.#cursor = new Cursor(lexed.tokens);
  }

  run(): Tree {
    this.#startDocument(0);
    const { text } = this.lexed;
    for (let at = 0; at < text.length;) {
      const end = this.#line(at);
      const next = text.indexOf("\n", end);
      at = next < 0 ? text.length : next + 1;
    }
    return new Tree(this.#documents);
  }

  #startDocument(at: number): void {
    const document = draft(undefined, at, -1, false);
    this.#documents.push(document);
    this.#open = [document];
  }

  /** Reads one line, and those that its value reaches; returns an offset on the last one. */
  #line(start: number): number {
    const { text } = this.lexed;
    const over = this.#cursor.at(start);
    // The line ends what began above it.
    if (over && over.start < start) return over.kind === "body" ? over.end - 1 : over.end;
    if (over?.kind === "body") return over.end - 1;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(start, start + 4))) {
      this.#startDocument(start);
      return start;
    }
    let at = this.#blanks(start);
    while (/^-(?:\s|$)/.test(text.slice(at, at + 2))) {
      this.#push(draft(this.#parentAt(at - start, true), at, at - start, false));
      at = this.#blanks(at + 1);
    }
    if (at >= text.length || "\r\n#".includes(text.charAt(at))) return at;
    // A template's own line.
    if (text.startsWith("{{", at)) return at;
    return this.#content(start, at);
  }

  /** Reads an entry, or a scalar that stands alone. */
  #content(lineStart: number, start: number): number {
    const { text } = this.lexed;
    const column = start - lineStart;
    const token = this.#cursor.at(start);
    const colon = token?.kind === "string" ? this.#colonAfter(token.end) : plainColon(text, start);
    const top = this.#open.at(-1);
    if (colon === undefined) {
      if (top?.flow === false && top.column < column) return this.#value(top, start);
      return start;
    }
    const node = draft(this.#parentAt(column, false), start, column, false);
    node.key = text
      .slice(start, colon)
      .trimEnd()
      .replace(/^(["'])([^]*)\1$/, "$2");
    node.valueStart = node.valueEnd = colon + 1;
    this.#push(node);
    return this.#value(node, this.#blanks(colon + 1));
  }

  #colonAfter(end: number): number | undefined {
    const found = /^[ \t]*:(?=\s|$)/.exec(this.lexed.text.slice(end, end + 100));
    return found ? end + found[0].length - 1 : undefined;
  }

  /** Reads what starts at an offset into a node; returns an offset on its last line. */
  #value(node: Draft, from: number): number {
    const { text } = this.lexed;
    const start = this.#properties(from);
    const char = text.charAt(start);
    if (char === "" || "\r\n#".includes(char)) return start;
    if (node.valueStart === node.valueEnd) node.valueStart = start;
    if ((char === "[" || char === "{") && !text.startsWith("{{", start))
      return readFlow(this.lexed, this.#cursor, node, start);
    const token = this.#cursor.at(start);
    if (token?.kind === "string") return (node.valueEnd = token.end);
    const lineEnd = endOfLine(text, start);
    const body = /^[|>][-+\d]*[ \t]*(?:#.*)?$/.test(text.slice(start, Math.min(lineEnd, start + 200)));
    const below = body ? this.#bodyAfter(lineEnd) : undefined;
    if (below) {
      node.valueStart = below.bodyStart;
      node.valueEnd = below.bodyEnd;
      return below.end - 1;
    }
    node.valueEnd = plainEnd(text, start, lineEnd);
    return lineEnd;
  }

  #bodyAfter(lineEnd: number): Token | undefined {
    const next = this.lexed.text.indexOf("\n", lineEnd);
    const token = next < 0 ? undefined : this.#cursor.at(next + 1);
    return token?.kind === "body" ? token : undefined;
  }

  /** After tags and anchors. */
  #properties(from: number): number {
    let at = from;
    for (;;) {
      const found = /^[!&][^\s,[\]{}]*[ \t]*/.exec(this.lexed.text.slice(at, at + 200));
      if (!found) return at;
      at += found[0].length;
    }
  }

  /** The node that holds what starts at a column. The dashes of a list may stand right below the key that has it. */
  #parentAt(column: number, dash: boolean): Draft | undefined {
    while (this.#open.length > 1) {
      const top = this.#open.at(-1);
      if (!top || top.column < column || (dash && top.column === column && top.key !== undefined)) break;
      this.#open.pop();
    }
    return this.#open.at(-1);
  }

  #push(node: Draft): void {
    this.#open.push(node);
  }

  #blanks(from: number): number {
    let at = from;
    while (this.lexed.text.charAt(at) === " " || this.lexed.text.charAt(at) === "\t") at += 1;
    return at;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** The colon after a key without quotes. */
function plainColon(text: string, start: number): number | undefined {
  if ("[{&*!|>'\"%@`,]}".includes(text.charAt(start))) return undefined;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\n" || (char === "#" && /\s/.test(text.charAt(at - 1)))) return undefined;
    if (char === ":" && /^(?:\s|$)/.test(text.slice(at + 1, at + 2))) return at;
  }
  return undefined;
}

/** The end of a scalar without quotes, before a comment. */
function plainEnd(text: string, start: number, lineEnd: number): number {
  const line = text.slice(start, lineEnd);
  const comment = line.search(/\s#/);
  return start + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length;
}
