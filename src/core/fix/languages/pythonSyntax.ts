// How Python writes strings and comments.
import { HEX_ESCAPE, type Hole, LINE_GOES_ON, type StringForm, type Syntax, UNICODE_ESCAPE } from "../code/syntax";

const pythonForms = (
  name: string,
  prefix: string,
  { escapes, holes }: Pick<StringForm, "escapes" | "holes"> = {},
): readonly StringForm[] =>
  ['"""', "'''", '"', "'"].map((quote) => ({
    name,
    open: prefix + quote,
    close: quote,
    escape: "backslash",
    multiline: quote.length === 3,
    ...(holes && { holes }),
    ...(escapes !== undefined && { escapes }),
  }));

const BYTES_ESCAPES = `${HEX_ESCAPE}|${LINE_GOES_ON}`;
const ESCAPES = `${BYTES_ESCAPES}|${UNICODE_ESCAPE}`;
const HOLES: readonly Hole[] = [{ open: "{", close: "}", literal: "{{" }];

/** The Python language reference, section 2.4. */
export const PYTHON: Syntax = {
  comments: [{ open: "#" }],
  strings: [
    ...pythonForms("raw format", String.raw`(?<!\w)(?:[fFtT][rR]|[rR][fFtT])`, { holes: HOLES }),
    ...pythonForms("format", String.raw`(?<!\w)[fFtT]`, { holes: HOLES, escapes: ESCAPES }),
    ...pythonForms("raw bytes", String.raw`(?<!\w)(?:[bB][rR]|[rR][bB])`),
    ...pythonForms("bytes", String.raw`(?<!\w)[bB]`, { escapes: BYTES_ESCAPES }),
    ...pythonForms("raw", String.raw`(?<!\w)[rR]`),
    ...pythonForms("plain", String.raw`(?:(?<!\w)[uU])?`, { escapes: ESCAPES }),
  ],
  // Side by side, or with a plus sign; over lines in brackets, or where a line goes on.
  joint: String.raw`(?:[ \t]|\\\r?\n)*(?:\+(?:[ \t]|\\\r?\n)*)?`,
  jointInBrackets: String.raw`\s*(?:\+\s*)?`,
};
