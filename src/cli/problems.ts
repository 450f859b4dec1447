import { printable, type Problem } from "../core/index";

/** A problem of a file in one line, with its place as people and editors count it, from 1. */
export function problemText(file: string, { message, at }: Problem): string {
  return printable(at ? `${file}:${at.line + 1}:${at.column + 1}: ${message}` : `${file}: ${message}`);
}
