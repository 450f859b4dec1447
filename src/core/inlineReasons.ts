// Why somebody has marked a key: the words after the mark, which a report should not lose.
import type { ScanResult, Span } from "./model";

/** UTF-16 code units; a comment that is longer is about something else as well. */
const MAX_WORDS = 200;

/** What ends a comment, from there on; and what may stand between a mark and its words. */
const COMMENT_END = /\s*(?:\*\/|-->|\?>|#>|\*\)|-}|\]\]|%>|["'`]\s*[,;)\]}]).*$/s;
const SEPARATOR = /^[\s:,;–—-]+/;

/** The same result, with the words after each inline mark in the reason; none when a key stands among them. */
export function withInlineReasons<Result extends Pick<ScanResult, "findings" | "suppressed">>(
  text: string,
  result: Result,
): Result {
  if (!result.suppressed.some(({ by }) => by === "inline")) return result;
  const spans = [...result.findings, ...result.suppressed].map(({ span }) => span);
  const known = new Map<string, string>();
  const suppressed = result.suppressed.map((finding) => {
    if (finding.by !== "inline") return finding;
    const name = `${finding.span.start.line} ${finding.reason}`;
    const words = known.get(name) ?? wordsAfter(finding.reason.slice("marked ".length), text, finding.span, spans);
    known.set(name, words);
    return words === "" ? finding : { ...finding, reason: `${finding.reason}: ${words}` };
  });
  return { ...result, suppressed };
}

/** The words after a mark on the line of a key, or on the line above. */
function wordsAfter(mark: string, text: string, { start }: Span, spans: readonly Span[]): string {
  const own = start.offset - start.column;
  const above = text.lastIndexOf("\n", own - 2) + 1;
  const at = text.indexOf(mark, above);
  if (at < 0) return "";
  const from = at + mark.length;
  const lineEnd = text.slice(from, from + MAX_WORDS).search(/[\r\n]|$/);
  // What goes on with a key is no comment, or one that must not be quoted.
  if (spans.some((span) => span.start.offset < from + lineEnd && span.end.offset > from)) return "";
  const words = text.slice(from, from + lineEnd);
  return words.replace(COMMENT_END, "").replace(SEPARATOR, "").trim();
}
