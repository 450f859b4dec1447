// How a language writes strings and comments, as data for the lexer. Sources: each language's reference.

export interface StringForm {
  /** Names the form for those who write a reference into it. */
  readonly name: string;
  /** Regular expression source of the opening delimiter with its prefix. */
  readonly open: string;
  /** The closing delimiter; made of the opening one where it varies. */
  readonly close: string | ((open: string) => string);
  /** How the closing delimiter is written inside the string. */
  readonly escape: "backslash" | "doubled" | "none";
  readonly multiline: boolean;
  /** Source of the escapes that it reads as one character, or as none for a line that goes on; those of keys are asked about. */
  readonly escapes?: string;
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

export interface Syntax {
  /** Line comments and block comments: sources of the opening, and the closing text (default: the line's end). */
  readonly comments: readonly { readonly open: string; readonly close?: string }[];
  /** Tried in order. */
  readonly strings: readonly StringForm[];
  /** Source of what stands between two strings that are one text, all of it: a sign, or nothing but blanks. */
  readonly joint?: string;
  /** The same inside of brackets, when a line's end means something outside of them. */
  readonly jointInBrackets?: string;
  readonly bodies?: readonly BodyForm[];
  /** Code that hides a delimiter, such as `\'` in a shell. */
  readonly skip?: string;
  /** `/…/` is a literal where an expression may start. */
  readonly regex?: true;
}

/** `\\x2d` */
export const HEX_ESCAPE = String.raw`\\x[0-9A-Fa-f]{2}`;
/** `\\u002d` */
export const UNICODE_ESCAPE = String.raw`\\u[0-9A-Fa-f]{4}`;
/** A line that goes on with the first sign of the next. */
export const LINE_GOES_ON = String.raw`\\\r?\n(?![ \t])`;
/** Strings that a plus sign puts together. */
export const PLUS = String.raw`\s*\+\s*`;

// As in C.
export const slashComments: Syntax["comments"] = [{ open: "//" }, { open: "/\\*", close: "*/" }];

/** A string on one line with backslash escapes. */
export const quoted = (name: string, quote: string, escapes?: string): StringForm => ({
  name,
  open: quote,
  close: quote,
  escape: "backslash",
  multiline: false,
  ...(escapes !== undefined && { escapes }),
});
