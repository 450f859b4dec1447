// A text to be shown without its keys, in which everything stands where it stood.
import { everything, type Policy } from "./policy";
import { scanText } from "./scan";

/**
 * Dots in place of every key, also of one that a policy silences, after its public prefix. Lines, columns and offsets stay,
 * so that a finding of the text points to the same place.
 */
export function hideKeys(text: string, path: string, policy: Policy): string {
  const { findings, suppressed } = scanText(text, { path }, everything(policy));
  const hidden = [...findings, ...suppressed].map(({ span, mask, encoded }) => {
    const prefix = mask.slice(0, mask.lastIndexOf("\u2026"));
    const start = span.start.offset - (encoded?.before ?? 0);
    // Of an encoded key even the beginning would say more than a mask does.
    const shown = !encoded && text.startsWith(prefix, start) ? prefix.length : 0;
    return { start: start + shown, end: span.end.offset + (encoded?.after ?? 0) };
  });
  let result = "";
  let at = 0;
  for (const { start, end } of hidden.sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    result += text.slice(at, from) + text.slice(from, end).replace(/[^\r\n]/g, "\u2022");
    at = end;
  }
  return result + text.slice(at);
}
