// Which literal or comment a place of a program is in. Not a parser: strings, comments and brackets are enough to
// know where a reference may stand. Total: on broken or hostile text the answer may be wrong, but there is one.
import type { BodyForm, CommentForm, Hole, StringForm, Syntax } from "./syntax";

/** An open bracket, with the ones around it. */
export interface Bracket {
  readonly at: number;
  readonly outer: Bracket | undefined;
}

/** A string, comment or regular expression; offsets are UTF-16, ends exclusive. */
export interface Token {
  readonly kind: "string" | "comment" | "regex" | "body";
  /** The form's name; empty for comments. */
  readonly form: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly end: number;
  /** The innermost bracket that is open where the token starts. */
  readonly within: Bracket | undefined;
  /** The string in whose hole the token stands. */
  readonly parent: Token | undefined;
  /** Code inside the string, its delimiters included. */
  readonly holes: readonly { readonly start: number; readonly end: number }[];
  /** For a body: whether its mark is quoted, so that nothing is expanded in it. */
  readonly verbatim: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Opened = Mutable<Token> & { holes: { start: number; end: number }[] };

/** A string that is being read. */
interface Reading {
  readonly form: StringForm;
  readonly own: Opened;
  readonly depth: number;
  /** What counts as a bracket inside it, when not empty. */
  readonly opening: string;
  readonly close: string;
}

/** Brackets that strings stand in. */
export const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

const SPACE = /\s*([^\w\s])/y;

/** Strings inside strings beyond this depth are read as text. */
const MAX_DEPTH = 12;

/** Bodies without an end, each of which was looked for up to the text's; after so many, no more are. */
const MAX_UNCLOSED = 20;

export class Lexed {
  /** By start. */
  readonly tokens: readonly Token[];
  #code: string | undefined;

  constructor(
    readonly text: string,
    syntax: Syntax,
  ) {
    this.tokens = new Lexer(text, syntax).run();
  }

  /** The innermost token with the offset in its own text; undefined in code. */
  at(offset: number): Token | undefined {
    let token = this.tokens[this.#startedBy(offset) - 1];
    while (token && token.end <= offset) token = token.parent;
    return token?.holes.some((hole) => hole.start <= offset && offset < hole.end) ? undefined : token;
  }

  /** The string in whose hole an opening bracket stands; undefined in code. */
  around(hole: number): Token | undefined {
    let token = this.tokens[this.#startedBy(hole) - 1];
    while (token && !token.holes.some(({ start }) => start === hole)) token = token.parent;
    return token;
  }

  /** The first token that starts after another one's end. */
  next({ end }: Token): Token | undefined {
    return this.tokens[this.#startedBy(end - 1)];
  }

  /** How many tokens start at an offset or before. */
  #startedBy(offset: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The text with every token, delimiters included, turned to blanks; line breaks and offsets are kept. */
  get code(): string {
    if (this.#code !== undefined) return this.#code;
    const parts: string[] = [];
    let at = 0;
    for (const token of this.tokens) {
      if (token.start < at) continue;
      parts.push(this.text.slice(at, token.start), this.text.slice(token.start, token.end).replace(/[^\r\n]/g, " "));
      at = token.end;
    }
    this.#code = parts.join("") + this.text.slice(at);
    return this.#code;
  }
}

class Lexer {
  readonly #tokens: Opened[] = [];
  readonly #search: RegExp;
  readonly #regexAfter: RegExp;
  readonly #forms: readonly (StringForm | BodyForm | CommentForm | "skip")[];
  /** Forms that did not close on their line are not tried again before its end. */
  readonly #dead = new Map<unknown, number>();
  #pending: { readonly form: BodyForm; readonly mark: RegExpExecArray; readonly within: Bracket | undefined }[] = [];

  #unclosed = 0;

  constructor(
    private readonly text: string,
    private readonly syntax: Syntax,
  ) {
    const { comments, strings, bodies = [], skip } = syntax;
    this.#forms = [...(skip ? (["skip"] as const) : []), ...comments, ...bodies, ...strings];
    const sources = this.#forms.map((form, i) => `(?<f${i}>${form === "skip" ? skip : form.open})`);
    this.#regexAfter = new RegExp(`(?:^|[^\\w$.])(?:${syntax.regex?.after.join("|") ?? ""})$`);
    this.#search = new RegExp([...sources, "(?<other>[()[\\]{}`/\\n])"].join("|"), "gm");
  }

  run(): readonly Token[] {
    this.#codeFrom(0, undefined, undefined, 0);
    return this.#tokens;
  }

  /** Reads code up to the closing bracket of a hole, or to the end; returns the offset after it. */
  #codeFrom(from: number, until: Hole["close"] | undefined, parent: Token | undefined, depth: number): number {
    let at = from;
    let within: Bracket | undefined;
    for (;;) {
      this.#search.lastIndex = at;
      const found = this.#search.exec(this.text);
      if (!found) return this.text.length;
      at = found.index + found[0].length;
      const bracket = found.groups?.["other"];
      if (bracket === undefined) {
        at = this.#open(found, within, parent, depth);
      } else if (bracket === until && !within) {
        return at;
      } else if (bracket === "\n") {
        at = this.#bodies(at, parent);
      } else if (bracket === "/") {
        if (this.syntax.regex && this.#regexMayStart(found.index)) at = this.#regex(found.index, within, parent);
      } else if ("([{".includes(bracket)) {
        within = { at: found.index, outer: within };
      } else if (bracket !== "`") {
        within = within?.outer;
      }
    }
  }

  /** Reads what a delimiter opens; returns the offset after it. */
  #open(found: RegExpExecArray, within: Bracket | undefined, parent: Token | undefined, depth: number): number {
    const index = this.#forms.findIndex((_, i) => found.groups?.[`f${i}`] !== undefined);
    const form = this.#forms[index];
    const inside = found.index + found[0].length;
    if (!form || form === "skip") return inside;
    if ("bodyEnd" in form) {
      this.#pending.push({ form, mark: found, within });
      return inside;
    }
    if ("escape" in form) return this.#string(form, found, { within, parent, depth });
    const bodyEnd = this.#commentEnd(form, inside);
    const end = Math.min(this.text.length, bodyEnd + (form.close?.length ?? 0));
    this.#tokens.push(token("comment", "", { start: found.index, bodyStart: inside, bodyEnd, end, within, parent }));
    return end;
  }

  /** Where the closing text of a comment stands, or else where the comment ends. */
  #commentEnd({ close, nested, before }: CommentForm, from: number): number {
    if (close === undefined) {
      const lineEnd = this.#lineEnd(from);
      const early = before === undefined ? -1 : this.text.slice(from, lineEnd).indexOf(before);
      return early < 0 ? lineEnd : from + early;
    }
    let opened = nested === undefined ? -1 : this.text.indexOf(nested, from);
    let closed = this.text.indexOf(close, from);
    for (let depth = 0; closed >= 0;) {
      if (nested !== undefined && opened >= 0 && opened < closed) {
        depth += 1;
        opened = this.text.indexOf(nested, opened + nested.length);
      } else if (depth === 0) return closed;
      else {
        depth -= 1;
        closed = this.text.indexOf(close, closed + close.length);
      }
    }
    return this.text.length;
  }

  #string(
    form: StringForm,
    found: RegExpExecArray,
    { within, parent, depth }: { within: Bracket | undefined; parent: Token | undefined; depth: number },
  ): number {
    const bodyStart = found.index + found[0].length;
    if ((this.#dead.get(form) ?? -1) > found.index) return bodyStart;
    const close = typeof form.close === "string" ? form.close : form.close(found[0]);
    const own = token("string", form.name, {
      start: found.index,
      bodyStart,
      bodyEnd: 0,
      end: Infinity,
      within,
      parent,
    });
    const place = this.#tokens.push(own) - 1;
    const text = { form, own, depth, opening: form.nests ? found[0].slice(-1) : "", close };
    let at = this.#stringEnd(text, bodyStart);
    if (form.twice && this.text.startsWith(close, at)) at = this.#secondEnd(text, at);
    if (at < this.text.length || form.multiline) {
      own.bodyEnd = Math.min(at, this.text.length);
      own.end = Math.min(at + close.length, this.text.length);
      if (this.text.startsWith(close, at)) return own.end;
    }
    if (form.multiline) return this.text.length;
    this.#tokens.length = place;
    this.#dead.set(form, at);
    return bodyStart;
  }

  /** Where the closing delimiter of a string stands, or else where the string stops without one. */
  #stringEnd({ form, own, depth, opening, close }: Reading, from: number): number {
    const { holes = [], multiline } = form;
    let level = 0;
    for (let at = from; ;) {
      const char = this.text.charAt(at);
      if (char === "" || (!multiline && (char === "\n" || char === "\r"))) return at;
      const hole = holes.find((one) => this.text.startsWith(one.open, at));
      const escaped = hole?.open.startsWith("\\") ? 0 : escapeLength(this.text, at, form, close);
      if (escaped > 0) at += escaped;
      else if (level === 0 && this.text.startsWith(close, at)) {
        if (form.lastQuotes) while (this.text.startsWith(close, at + 1)) at += 1;
        return at;
      } else if (hole?.literal && this.text.startsWith(hole.literal, at)) at += hole.literal.length;
      else if (hole && depth < MAX_DEPTH) {
        const start = at;
        at = this.#codeFrom(at + hole.open.length, hole.close, own, depth + 1);
        own.holes.push({ start, end: at });
      } else {
        if (opening !== close) level += Number(char === opening) - Number(char === close);
        at += 1;
      }
    }
  }

  /** The same for the second text of a form that has two. */
  #secondEnd(text: Reading, firstEnd: number): number {
    const at = firstEnd + text.close.length;
    if (!(text.opening in CLOSING)) return this.#stringEnd(text, at);
    SPACE.lastIndex = at;
    const opening = SPACE.exec(this.text)?.[1] ?? "";
    const close = CLOSING[opening];
    return close === undefined ? firstEnd : this.#stringEnd({ ...text, opening, close }, SPACE.lastIndex);
  }

  /** Reads the bodies whose marks stand on the line that ends at `from`. */
  #bodies(from: number, parent: Token | undefined): number {
    let at = from;
    for (const { form, mark, within } of this.#pending) {
      const end = this.#unclosed < MAX_UNCLOSED ? form.bodyEnd(this.text, mark, at) : undefined;
      if (end === undefined) {
        this.#unclosed += 1;
        continue;
      }
      if (end === at) continue;
      const body = token("body", form.name, { start: at, bodyStart: at, bodyEnd: end, end, within, parent });
      body.verbatim = (mark.groups?.["quote"] ?? "") !== "";
      this.#tokens.push(body);
      at = end;
    }
    this.#pending = [];
    return at;
  }

  #lineEnd(from: number): number {
    const end = this.text.indexOf("\n", from);
    if (end < 0) return this.text.length;
    return this.text.charAt(end - 1) === "\r" ? end - 1 : end;
  }

  #regexMayStart(at: number): boolean {
    let before = at - 1;
    while (before >= 0 && " \t\r\n".includes(this.text.charAt(before))) before -= 1;
    if (before < 0) return true;
    if (/[\w$)\]}"'`<.]/.test(this.text.charAt(before)))
      return this.#regexAfter.test(this.text.slice(Math.max(0, before - 12), before + 1));
    return true;
  }

  #regex(start: number, within: Bracket | undefined, parent: Token | undefined): number {
    if ((this.#dead.get("regex") ?? -1) > start) return start + 1;
    let inClass = false;
    let at = start + 1;
    for (; at < this.text.length; at++) {
      const char = this.text.charAt(at);
      if (char === "\n" || char === "\r") break;
      if (char === "\\") at += 1;
      else if (char === "[") inClass = true;
      else if (char === "]") inClass = false;
      else if (char === "/" && !inClass) {
        this.#tokens.push(
          token("regex", "", { start, bodyStart: start + 1, bodyEnd: at, end: at + 1, within, parent }),
        );
        return at + 1;
      }
    }
    this.#dead.set("regex", at);
    return start + 1;
  }
}

/** How much text at a place of a string is an escape; 0 when there is none. */
function escapeLength(text: string, at: number, { escape, hidden }: StringForm, close: string): number {
  const listed = hidden?.find((one) => text.startsWith(one, at));
  if (listed !== undefined) return listed.length;
  if (escape === "doubled") return text.startsWith(close + close, at) ? 2 * close.length : 0;
  if (text.charAt(at) !== ESCAPING[escape]) return 0;
  return text.startsWith("\r\n", at + 1) ? 3 : 2;
}

const ESCAPING: Readonly<Record<StringForm["escape"], string | undefined>> = {
  backslash: "\\",
  backtick: "`",
  doubled: undefined,
  none: undefined,
};

function token(
  kind: Token["kind"],
  form: string,
  place: Pick<Token, "start" | "bodyStart" | "bodyEnd" | "end" | "within" | "parent">,
): Opened {
  return { kind, form, ...place, holes: [], verbatim: false };
}
