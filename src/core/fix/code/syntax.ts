// How a language writes strings and comments, as data for the lexer. Sources: each language's reference.

export interface StringForm {
  /** Names the form for those who write a reference into it. */
  readonly name: string;
  /** Regular expression source of the opening delimiter with its prefix. */
  readonly open: string;
  /** The closing delimiter; made of the opening one where it varies. */
  readonly close: string | ((open: string) => string);
  /** How the closing delimiter is written inside the string. */
  readonly escape: "backslash" | "backtick" | "doubled" | "none";
  /** Texts inside the string that begin like its end, or hide what follows, and do neither: `''$` in Nix. */
  readonly hidden?: readonly string[];
  readonly multiline: boolean;
  /** Source of the escapes that it reads as one character, or as none for a line that goes on; those of keys are asked about. */
  readonly escapes?: string;
  /** Quotes right before the closing delimiter belong to the string: `"""say "a""""`. */
  readonly lastQuotes?: true;
  /** The opening bracket counts inside the string, so that as many closing ones are part of it. */
  readonly nests?: true;
  /** A second text follows, up to the same closing delimiter or in brackets of its own: `s/a/b/`. */
  readonly twice?: true;
  /** Brackets that hold code inside the string, and what stands for the bare opening bracket. */
  readonly holes?: readonly Hole[];
}

export interface Hole {
  readonly open: string;
  readonly close: ")" | "}" | "`";
  /** Text that looks like an opening and is none, such as `{{`. */
  readonly literal?: string;
}

/** Text whose first mark is on one line and whose body is the lines after it: a heredoc, a YAML block scalar. */
export interface BodyForm extends Pick<StringForm, "name" | "open"> {
  /** The end of the body that starts at `from`, or undefined when there is none. */
  readonly bodyEnd: (text: string, mark: RegExpExecArray, from: number) => number | undefined;
}

/** A line comment or a block comment. */
export interface CommentForm {
  /** Regular expression source of the opening. */
  readonly open: string;
  /** The closing text; default: the line's end. */
  readonly close?: string;
  /** What opens a comment inside a comment, which has to be closed too. */
  readonly nested?: string;
  /** Text that ends a line comment early, and is no part of it. */
  readonly before?: string;
}

/** Code right before and right after a place. */
export interface Beside {
  readonly before: RegExp;
  readonly after: RegExp;
}

export interface Syntax {
  readonly comments: readonly CommentForm[];
  /** Tried in order. */
  readonly strings: readonly StringForm[];
  /** Source of what stands between two strings that are one text, all of it: a sign, or nothing but blanks. */
  readonly joint?: string;
  /** The same inside of brackets, when a line's end means something outside of them. */
  readonly jointInBrackets?: string;
  /** What takes a string beside it before that sign joins it to another; default: as with a plus sign. */
  readonly tighter?: Beside;
  readonly bodies?: readonly BodyForm[];
  /** Code that hides a delimiter, such as `\'` in a shell. */
  readonly skip?: string;
  /** `/…/` is a literal where an expression may start: after a sign, or after one of these words. */
  readonly regex?: { readonly after: readonly string[] };
}

/** `\\x2d` */
export const HEX_ESCAPE = String.raw`\\x[0-9A-Fa-f]{2}`;
/** `\\u002d` */
export const UNICODE_ESCAPE = String.raw`\\u[0-9A-Fa-f]{4}`;
/** `\\u{2d}` */
export const BRACED_ESCAPE = String.raw`\\u\{[0-9A-Fa-f]+\}`;
/** The three, as most languages have them. */
export const HEX_OR_UNICODE = [HEX_ESCAPE, UNICODE_ESCAPE, BRACED_ESCAPE].join("|");
/** A line that goes on with the first sign of the next. */
export const LINE_GOES_ON = String.raw`\\\r?\n(?![ \t])`;
/** Strings that a plus sign puts together. */
export const PLUS = String.raw`\s*\+\s*`;
/** The same where a line that begins with a sign is a statement of its own. */
export const PLUS_AT_END = String.raw`[ \t]*\+\s*`;

// As in C.
export const slashComments: Syntax["comments"] = [{ open: "//" }, { open: "/\\*", close: "*/" }];

/** As in Rust, Kotlin, Scala, Swift and Dart. */
export const nestedComments: Syntax["comments"] = [{ open: "//" }, { open: "/\\*", close: "*/", nested: "/*" }];

/** A character between single quotes; what begins with one and is none (`'a` in Rust and Scala) is left alone. */
export const character: StringForm = {
  name: "character",
  open: String.raw`b?'(?=(?:\\[^\r\n][^'\r\n]{0,10}|[^\\'\r\n]|[\uD800-\uDBFF][\uDC00-\uDFFF])')`,
  close: "'",
  escape: "backslash",
  multiline: false,
};

/** A string on one line with backslash escapes. */
export const quoted = (name: string, quote: string, escapes?: string): StringForm => ({
  name,
  open: quote,
  close: quote,
  escape: "backslash",
  multiline: false,
  ...(escapes !== undefined && { escapes }),
});
