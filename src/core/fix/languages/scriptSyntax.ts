// How JavaScript writes strings and comments.
import { quoted, slashComments, type Syntax } from "../code/syntax";

/** ECMA-262, with TypeScript and JSX on top. */
export const SCRIPT: Syntax = {
  comments: [...slashComments, { open: "(?<![^])#!" }],
  strings: [
    quoted("quoted", '"'),
    quoted("quoted", "'"),
    { ...quoted("template", "`"), multiline: true, holes: [{ open: "${", close: "}" }] },
  ],
  regex: true,
};
