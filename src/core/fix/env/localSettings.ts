// `local.settings.json` of Azure Functions: `Values` become environment variables when `func start` runs.
// https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
import { findNodeAtLocation, type Node } from "jsonc-parser";
import { Lexed } from "../code/lexer";
import { JSON_TEXT } from "../formats/json";
import { isTooDeep, type JsonProblem, readJson } from "../../readJson";
import type { Piece } from "../model";
import type { PieceChange } from "./changes";
import type { EnvEntry, Wanted } from "./envFile";

/** The tree of a text, or why there is none. */
function treeOf(text: string): Node | string {
  if (isTooDeep(text)) return "is nested too deep to be read.";
  const errors: JsonProblem[] = [];
  const root = readJson(text.replace(/^\uFEFF/, " "), errors);
  if (root?.type !== "object" || errors.length > 0) return "is not valid JSON. Mend it first.";
  return root;
}

/** What `Values` holds, in order. */
export function parseLocalSettings(text: string): readonly EnvEntry[] {
  const root = treeOf(text);
  const values = typeof root === "string" ? undefined : findNodeAtLocation(root, ["Values"]);
  return (values?.type === "object" ? (values.children ?? []) : []).flatMap(({ children: [key, node] = [] }) => {
    if (!key || !node) return [];
    const inQuotes = node.type === "string" ? 1 : 0;
    return {
      name: String(key.value),
      value: node.type === "string" ? String(node.value) : text.slice(node.offset, node.offset + node.length),
      valueStart: node.offset + inQuotes,
      valueEnd: node.offset + node.length - inQuotes,
      exported: true,
    };
  });
}

/** Quotes of JSON, for a value that needs no escape in them. */
export function jsonQuoteFor(value: string): '"' | undefined {
  return JSON.stringify(value) === `"${value}"` ? '"' : undefined;
}

/** What puts entries into `Values`, comments and formatting kept; or why that cannot be, to follow the file's name. */
export function editLocalSettings(
  text: string | undefined,
  wanted: readonly Wanted[],
  eol: string,
): readonly PieceChange[] | string {
  if (text === undefined || text.trim() === "") return [newFile(text ?? "", wanted, eol)];
  const root = treeOf(text);
  if (typeof root === "string") return root;
  if (findNodeAtLocation(root, ["IsEncrypted"])?.value === true)
    return "is encrypted, so Keystow cannot add to it. Run `func settings decrypt` first, or add the key with `func settings add`.";
  const values = findNodeAtLocation(root, ["Values"]);
  if (values && values.type !== "object") return "has Values that are no object. Mend it first.";
  const entries = parseLocalSettings(text);
  const blank = (name: string): EnvEntry | undefined => entries.find((one) => one.name === name && one.value === "");
  const filled = wanted.flatMap(({ name, value }): readonly PieceChange[] => {
    const entry = blank(name);
    return entry ? [{ start: entry.valueStart - 1, end: entry.valueEnd + 1, pieces: value }] : [];
  });
  const added = wanted.filter(({ name }) => !blank(name));
  if (added.length === 0) return filled;
  return [...filled, ...(values ? into(text, values, added, eol) : withValues(text, root, added, eol))];
}

const INDENT = "  ";

function newFile(text: string, wanted: readonly Wanted[], eol: string): PieceChange {
  const open = `{${eol}${INDENT}"IsEncrypted": false,${eol}${INDENT}"Values": {${eol}`;
  const pieces = [open, ...properties(wanted, INDENT + INDENT, eol), `${eol}${INDENT}}${eol}}${eol}`];
  return { start: text.length, end: text.length, pieces };
}

function withValues(text: string, root: Node, wanted: readonly Wanted[], eol: string): readonly PieceChange[] {
  const indent = indentIn(text, root);
  const step = indent === "" ? INDENT : indent;
  const pieces = [`"Values": {${eol}`, ...properties(wanted, step + step, eol), `${eol}${step}}`];
  return append(text, root, { pieces, indent: step, eol });
}

function into(text: string, values: Node, wanted: readonly Wanted[], eol: string): readonly PieceChange[] {
  const own = indentIn(text, values);
  const indent = own === "" ? lineIndent(text, values.offset) + INDENT : own;
  return append(text, values, { pieces: properties(wanted, indent, eol).slice(1), indent, eol });
}

/** `"A": "…",` and so on, a line each. */
function properties(wanted: readonly Wanted[], indent: string, eol: string): readonly Piece[] {
  return wanted.flatMap(({ name, value }, index) => [
    `${index === 0 ? "" : `,${eol}`}${indent}`,
    `${JSON.stringify(name)}: `,
    ...value,
  ]);
}

interface Addition {
  /** What is added, without the indentation of its first line. */
  readonly pieces: readonly Piece[];
  readonly indent: string;
  readonly eol: string;
}

/** Adds to the end of an object, after the comments that stand there. */
function append(text: string, object: Node, { pieces, indent, eol }: Addition): readonly PieceChange[] {
  const close = object.offset + object.length - 1;
  const last = object.children?.at(-1);
  const lastEnd = last ? last.offset + last.length : object.offset + 1;
  const end = lastEnd + text.slice(lastEnd, close).trimEnd().length;
  const hasComma = last !== undefined && commaBetween(text, lastEnd, close);
  const comma: readonly PieceChange[] =
    last === undefined || hasComma ? [] : [{ start: lastEnd, end: lastEnd, pieces: [","] }];
  const hasLines = /[\r\n]/.test(text.slice(end, close));
  const outer = lineIndent(text, object.offset);
  const tail = hasLines ? [] : [eol + outer];
  const added = [eol + indent, ...pieces, ...(hasComma ? [","] : []), ...tail];
  // On one line the blanks before the bracket go, since it gets a line of its own.
  const addition = { start: end, end: hasLines ? end : close, pieces: added };
  const [first] = comma;
  if (first?.start !== end) return [...comma, addition];
  return [{ ...addition, pieces: [",", ...added] }];
}

function commaBetween(text: string, start: number, end: number): boolean {
  return new Lexed(text.slice(start, end), JSON_TEXT).code.includes(",");
}

/** The indentation of the first property that starts a line; empty when none does. */
function indentIn(text: string, object: Node): string {
  for (const { offset } of object.children ?? []) {
    const line = lineStart(text, offset);
    if (line > object.offset) return text.slice(line, offset).replace(/\S[^]*$/, "");
  }
  return "";
}

function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}
