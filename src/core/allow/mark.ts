// The inline mark: a comment beside a key that says why it may stay. Only where it is certain to be a comment.
import { Lexed, type Token } from "../fix/code/lexer";
import type { Refusal } from "../fix/model";
import type { ResolvedEdit } from "../fix/resolveFix";
import type { Finding } from "../model";
import { PointReader } from "../points";
import { type CommentStyle, commentStyleOf } from "./comments";

export interface MarkedFile {
  readonly languageId: string;
  readonly text: string;
  readonly eol: string;
}

const MARK = "keystow:allow";

/**
 * The edit that marks a finding as allowed. `others` are the findings of the file: a mark counts for its own line and
 * the next, and nobody else's key may slip under it.
 */
export function markingEdit(
  file: MarkedFile,
  finding: Finding,
  { others, reason }: { readonly others: readonly Finding[]; readonly reason: string },
): ResolvedEdit | Refusal {
  const scene = sceneOf(file, finding.span.start.offset);
  if (typeof scene === "string") return { refused: scene };
  const { style, lexed, from } = scene;
  const lines = linesAround(file.text, finding.span.start.offset);
  const isInTag = (offset: number): boolean =>
    style.open === "<!--" && file.text.lastIndexOf("<", offset - 1) > file.text.lastIndexOf(">", offset - 1);
  const where: Where = { ...lines, style, isInTag, at: (offset) => lexed.at(offset - from) };
  const words = `${MARK} ${wordsFor(reason, style)}`;
  const line = finding.span.start.line;
  const nextIsFree = !others.some((other) => other !== finding && other.span.start.line === line + 1);
  const edit =
    (nextIsFree ? trailing(where, words) : undefined) ?? above(where, words, file.eol) ?? trailing(where, words);
  if (!edit) return { refused: "No comment can stand beside the key here. Allow it in the policy file." };
  const reader = new PointReader(file.text);
  const point = reader.at(edit.offset);
  return { span: { start: point, end: point }, text: edit.text };
}

interface Scene {
  readonly style: CommentStyle;
  readonly lexed: Lexed;
  /** Where the text that was read starts in the file. */
  readonly from: number;
}

const NO_COMMENTS = "This format has no comments that Keystow knows. Allow the key in the policy file.";

/** How comments are written at an offset, or why none can be. */
function sceneOf({ languageId, text }: MarkedFile, offset: number): Scene | string {
  const inner = HOSTS.has(languageId) ? scriptAround(text, offset) : undefined;
  if (inner === "style" || (!inner && languageId === "php" && !inCode(text, offset))) return NO_COMMENTS;
  const own = languageId === "vue" || languageId === "svelte" ? "html" : languageId;
  const style = commentStyleOf(inner ? "javascript" : own);
  if (!style) return NO_COMMENTS;
  const from = inner?.from ?? 0;
  const lexed = new Lexed(text.slice(from, inner?.to ?? text.length), style.syntax);
  if (languageId === "markdown" && isFenced(text, offset)) return NO_COMMENTS;
  if (languageId.endsWith("react") && isMarkup(text, offset, lexed.at(offset)))
    return "Text between tags takes no comment. Allow the key in the policy file.";
  return { style, lexed, from };
}

const HOSTS: ReadonlySet<string> = new Set(["html", "vue", "svelte"]);

/** The script that an offset is in; `style` for a style sheet. */
function scriptAround(text: string, offset: number): { from: number; to: number } | "style" | undefined {
  const open = /<(script|style)\b[^>]{0,1000}>/gi;
  const lower = text.toLowerCase();
  for (let found = open.exec(text); found && found.index < offset; found = open.exec(text)) {
    const from = found.index + found[0].length;
    const name = (found[1] ?? "").toLowerCase();
    const end = lower.indexOf(`</${name}`, from);
    const to = end < 0 ? text.length : end;
    if (offset < to) return offset < from ? undefined : name === "style" ? "style" : { from, to };
    open.lastIndex = to;
  }
  return undefined;
}

/** Whether an offset of a PHP file is between `<?php` and `?>`. */
function inCode(text: string, offset: number): boolean {
  return text.lastIndexOf("<?", offset) > text.lastIndexOf("?>", offset);
}

function isFenced(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return [...before.matchAll(/^ {0,3}(?:```|~~~)/gm)].length % 2 === 1 || /^(?: {4}|\t)/.test(line);
}

/** Whether a line of JSX has text of a page on it, or seems to. */
function isMarkup(text: string, offset: number, token: Token | undefined): boolean {
  const { start, end } = linesAround(text, offset);
  if (!token) return true;
  return token.kind !== "comment" && /<\/?[A-Za-z>]|>\s*$/.test(text.slice(start, end).replace(/=>\s*$/, ""));
}

interface Lines {
  /** The line of the key, without its end, and the one before. */
  readonly start: number;
  readonly end: number;
  readonly line: string;
  readonly before: string;
}

interface Where extends Lines {
  readonly style: CommentStyle;
  readonly at: (offset: number) => Token | undefined;
  /** Whether a tag is open at an offset. */
  readonly isInTag: (offset: number) => boolean;
}

function linesAround(text: string, offset: number): Lines {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const rest = /[\r\n]/g;
  rest.lastIndex = offset;
  const end = rest.exec(text)?.index ?? text.length;
  const before =
    text
      .slice(0, start)
      .split(/\r\n|\n|\r/)
      .at(-2) ?? "";
  return { start, end, line: text.slice(start, end), before };
}

interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** The mark at the end of the key's line. */
function trailing({ style, at, isInTag, line, end }: Where, words: string): Insertion | undefined {
  const gap = /\s$/.test(line) || line === "" ? "" : " ";
  const last = at(end - 1);
  // Within a comment the words do: one that ends with its line, or one that goes on.
  const comment =
    at(end)?.kind === "comment" || (last?.kind === "comment" && last.end >= end && last.bodyEnd === last.end);
  if (comment) return { offset: end, text: gap + words };
  if (at(end) || style.alone || style.goesOn?.test(line) || isInTag(end)) return undefined;
  return { offset: end, text: gap + commentOf(words, style) };
}

/** The mark on a line of its own before the key's. */
function above({ style, at, isInTag, line, start, before }: Where, words: string, eol: string): Insertion | undefined {
  const token = at(start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const inside = token && token.start < start;
  if ((inside && token.kind !== "comment") || token?.kind === "body") return undefined;
  if (style.goesOn?.test(before) || isInTag(start) || line.startsWith("<?")) return undefined;
  return { offset: start, text: `${indent}${inside ? words : commentOf(words, style)}${eol}` };
}

function commentOf(words: string, { open, close }: CommentStyle): string {
  return close === undefined ? `${open} ${words}` : `${open} ${words} ${close}`;
}

/** A reason on one line, which does not end the comment that it stands in, nor the script around it. */
function wordsFor(reason: string, { close }: CommentStyle): string {
  const inAny = reason.replace(/\*\/|<\/|\?>|#>/g, " ");
  const safe = close === "-->" ? inAny.replace(/-{2,}/g, "-").replace(/>/g, " ") : inAny;
  const line = safe.replace(/\s+/g, " ").trim();
  return line.replace(/[\\^`_ ]+$/, "");
}
