// How the lines of a text end, and adding one.

/** What adds a line at the end of a text. */
export function lineAtEnd(text: string, line: string, eol: string): string {
  const newline = eolOf(text, eol);
  return `${text === "" || /[\r\n]$/.test(text) ? "" : newline}${line}${newline}`;
}

/** The line ending of a text, or another one when it has none. */
export function eolOf(text: string, otherwise: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? otherwise;
}
