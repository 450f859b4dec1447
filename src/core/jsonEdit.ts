// Changes to JSON that keep every byte of what stands there: comments, order, and how others have formatted it.
import type { Node } from "jsonc-parser";
import type { ResolvedEdit } from "./fix/resolveFix";
import { PointReader } from "./points";
import { eolOf } from "./lineEnd";

/** A new element of a list, or with a name a new property of an object. */
export interface JsonItem {
  readonly name?: string;
  readonly value: unknown;
}

/** The edits that put an item at the end of a list or an object of a JSON text. */
export function appended(text: string, into: Node, item: JsonItem, eol: string): readonly ResolvedEdit[] {
  const style: Style = { unit: unitOf(text), eol: eolOf(text, eol) };
  const last = into.children?.at(-1);
  if (!last) {
    const indent = indentAt(text, into.offset);
    const inner = text.slice(into.offset + 1, into.offset + into.length - 1);
    const blank = inner.trim() === "" ? inner.length : 0;
    const lines = `${style.eol}${indent}${style.unit}${jsonOf(item, indent + style.unit, style)}${style.eol}${indent}`;
    return resolved(text, [{ offset: into.offset + 1, length: blank, content: lines }]);
  }
  const end = last.offset + last.length;
  const before = text.slice(into.children?.at(-2)?.offset ?? into.offset, last.offset);
  const many = /[\r\n]/.test(before);
  const [whole, comma, comment = ""] = /^(\s*,)?([ \t]*\/\/[^\r\n]*)?/.exec(text.slice(end)) ?? [""];
  const indent = indentAt(text, last.offset);
  const added = many || comment ? `${style.eol}${indent}${jsonOf(item, indent, style)}` : ` ${jsonOf(item)}`;
  const place = end + whole.length;
  if (comma !== undefined) return resolved(text, [{ offset: place, length: 0, content: added }]);
  if (place === end) return resolved(text, [{ offset: end, length: 0, content: `,${added}` }]);
  return resolved(text, [
    { offset: end, length: 0, content: "," },
    { offset: place, length: 0, content: added },
  ]);
}

/** The edit that gives another value to what stands at a node. */
export function replaced(text: string, node: Node, value: unknown, eol: string): readonly ResolvedEdit[] {
  const style: Style = { unit: unitOf(text), eol: eolOf(text, eol) };
  const isLong = /[\r\n]/.test(text.slice(node.offset, node.offset + node.length));
  const content = isLong ? jsonOf({ value }, indentAt(text, node.offset), style) : jsonOf({ value });
  return resolved(text, [{ offset: node.offset, length: node.length, content }]);
}

/** One edit that makes the whole text a value's JSON. */
export function wholeJson(text: string, value: unknown, eol: string): ResolvedEdit {
  const reader = new PointReader(text);
  const json = JSON.stringify(value, undefined, 2).replaceAll("\n", eol) + eol;
  return { span: { start: reader.at(0), end: reader.at(text.length) }, text: json };
}

interface Style {
  readonly unit: string;
  readonly eol: string;
}

/** On one line without a style. */
function jsonOf({ name, value }: JsonItem, indent = "", style?: Style): string {
  const key = name === undefined ? "" : `${JSON.stringify(name)}: `;
  if (!style) return key + JSON.stringify(value);
  return key + JSON.stringify(value, undefined, style.unit).replaceAll("\n", style.eol + indent);
}

function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
}

/** The blanks that the line of an offset starts with. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

function resolved(
  text: string,
  edits: readonly { readonly offset: number; readonly length: number; readonly content: string }[],
): readonly ResolvedEdit[] {
  const reader = new PointReader(text);
  return edits.map(({ offset, length, content }) => ({
    span: { start: reader.at(offset), end: reader.at(offset + length) },
    text: content,
  }));
}
