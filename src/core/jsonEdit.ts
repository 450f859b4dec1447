// Changes to JSON that keep its comments, order and formatting.
import { type FormattingOptions, type JSONPath, modify } from "jsonc-parser";
import type { ResolvedEdit } from "./fix/resolveFix";
import { PointReader } from "./points";

export interface JsonChange {
  readonly path: JSONPath;
  readonly value: unknown;
  /** Put before what has the index that the path ends with, or at the list's end. */
  readonly insert: boolean;
}

/** The edits that give a value to a path of a JSON text. */
export function jsonEdits(text: string, { path, value, insert }: JsonChange, eol: string): readonly ResolvedEdit[] {
  const reader = new PointReader(text);
  return modify(text, path, value, { isArrayInsertion: insert, formattingOptions: formatting(text, eol) })
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, length, content }) => ({
      span: { start: reader.at(offset), end: reader.at(offset + length) },
      text: content,
    }));
}

/** One edit that makes the whole text a value's JSON. */
export function wholeJson(text: string, value: unknown, eol: string): ResolvedEdit {
  const reader = new PointReader(text);
  const json = JSON.stringify(value, undefined, 2).replaceAll("\n", eol) + eol;
  return { span: { start: reader.at(0), end: reader.at(text.length) }, text: json };
}

/** As the text is written already. */
function formatting(text: string, eol: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  const tabs = indent.startsWith("\t");
  return { insertSpaces: !tabs, tabSize: tabs ? 1 : indent.length, eol: /\r\n|\n/.exec(text)?.[0] ?? eol };
}
