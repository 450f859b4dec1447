// How JavaScript writes strings and comments.
import { HEX_OR_UNICODE, LINE_GOES_ON, PLUS, quoted, slashComments, type Syntax } from "../code/syntax";

const ESCAPES = `${HEX_OR_UNICODE}|${LINE_GOES_ON}`;

/** ECMA-262, with TypeScript and JSX on top. */
export const SCRIPT: Syntax = {
  comments: [...slashComments, { open: "(?<![^])#!" }],
  strings: [
    quoted("quoted", '"', ESCAPES),
    quoted("quoted", "'", ESCAPES),
    { ...quoted("template", "`", ESCAPES), multiline: true, holes: [{ open: "${", close: "}" }] },
  ],
  joint: PLUS,
  regex: {
    after: ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "do", "else", "await", "yield"],
  },
};
