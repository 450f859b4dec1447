// How JavaScript writes strings and comments.
import {
  BRACES_ESCAPE,
  HEX_ESCAPE,
  LINE_GOES_ON,
  PLUS,
  quoted,
  slashComments,
  type Syntax,
  UNICODE_ESCAPE,
} from "../code/syntax";

const ESCAPES = [HEX_ESCAPE, UNICODE_ESCAPE, BRACES_ESCAPE, LINE_GOES_ON].join("|");

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
