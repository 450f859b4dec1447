// Keys replaced by placeholders where they stand: for places that cannot read a variable, such as comments.
import { jointsIn } from "./decode";
import { desiredName } from "./fix/names";
import type { ResolvedEdit } from "./fix/resolveFix";
import type { Finding } from "./model";
import { PointReader } from "./points";

/**
 * What stands for a key of a rule: a plain word, which no syntax takes apart (`<NAME>` redirects in a shell and opens a
 * tag in HTML), and which no rule takes for a key.
 */
export function placeholderFor(ruleId: string): string {
  return `YOUR_${desiredName(ruleId, undefined)}`;
}

/** The edits that put a placeholder in place of every finding's key: ascending and disjoint. */
export function redaction(text: string, findings: readonly Finding[]): readonly ResolvedEdit[] {
  const changes = findings.flatMap((finding) => changesFor(text, finding)).sort((a, b) => a.start - b.start);
  const reader = new PointReader(text);
  let end = 0;
  // Two keys in one run of base64 are replaced together.
  return changes.flatMap((change) => {
    if (change.start < end) return [];
    end = change.end;
    return [{ span: { start: reader.at(change.start), end: reader.at(change.end) }, text: change.text }];
  });
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function changesFor(text: string, { span, ruleId, encoded }: Finding): readonly Change[] {
  const [start, end] = [span.start.offset, span.end.offset];
  const placeholder = placeholderFor(ruleId);
  if (!encoded) return [{ start, end, text: placeholder }];
  // Of base64 no part can be replaced alone: what follows would read differently.
  if (encoded.via.includes("base64"))
    return [{ start: start - encoded.before, end: end + encoded.after, text: placeholder }];
  const joints = jointsIn(text.slice(start, end));
  const quotes = text.slice(start, end).match(/["'`]/g) ?? [];
  if (quotes[0] === quotes.at(-1)) return [{ start, end, text: placeholder }];
  // The first piece and the last are in other quotes, so each literal stays.
  const starts = [start, ...joints.map((joint) => start + joint.end)];
  const ends = [...joints.map((joint) => start + joint.start), end];
  return starts.map((from, index) => ({ start: from, end: ends[index] ?? end, text: index === 0 ? placeholder : "" }));
}
