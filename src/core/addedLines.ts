// Which lines of a text are not in an earlier one, as a line diff tells.
import { diffArrays } from "diff";

/** Offsets in UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Changes after which looking for the fewest takes too long: then every line from the first changed one to the last counts. */
const MAX_CHANGES = 3000;

/** Where the added lines of a text stand, in order. */
export function addedRanges(before: string, after: string): readonly Range[] {
  const old = linesOf(before);
  const lines = linesOf(after);
  const shorter = Math.min(old.length, lines.length);
  let first = 0;
  while (first < shorter && old[first] === lines[first]) first += 1;
  let same = 0;
  while (same < shorter - first && old.at(-1 - same) === lines.at(-1 - same)) same += 1;
  const changed = lines.slice(first, lines.length - same);
  const parts = diffArrays(old.slice(first, old.length - same), changed, { maxEditLength: MAX_CHANGES });
  const ranges: Range[] = [];
  let at = lengthOf(lines.slice(0, first));
  for (const { added, removed, value } of parts ?? [{ added: true, removed: false, value: changed }]) {
    if (removed) continue;
    const end = at + lengthOf(value);
    if (added) ranges.push({ start: at, end });
    at = end;
  }
  return ranges;
}

/** The lines with their ends; a last line that has none differs from one that has. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
