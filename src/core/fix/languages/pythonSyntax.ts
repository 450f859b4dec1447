// How Python writes strings and comments.
import type { Hole, StringForm, Syntax } from "../code/syntax";

const pythonForms = (name: string, prefix: string, holes?: readonly Hole[]): readonly StringForm[] =>
  ['"""', "'''", '"', "'"].map((quote) => ({
    name,
    open: prefix + quote,
    close: quote,
    escape: "backslash",
    multiline: quote.length === 3,
    ...(holes && { holes }),
  }));

/** The Python language reference, section 2.4. */
export const PYTHON: Syntax = {
  comments: [{ open: "#" }],
  strings: [
    ...pythonForms("format", String.raw`(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])`, [{ open: "{", close: "}", literal: "{{" }]),
    ...pythonForms("bytes", String.raw`(?<!\w)(?:[bB][rR]?|[rR][bB])`),
    ...pythonForms("raw", String.raw`(?<!\w)[rR]`),
    ...pythonForms("plain", String.raw`(?:(?<!\w)[uU])?`),
  ],
};
