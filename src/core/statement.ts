// Which lines before a value may name it: its own, the one before, and the one that opens its block.

/** Words of names that hold some key. */
export const KEY = /key|token|secret|auth|credential|passw|bearer|\bpat\b/i;

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the end of a text starts that may name what follows it: after the last `;` or `}`, on the last line, and on
 * the line before when the last one names just "some key", as in a YAML map or an argument list over several lines, or
 * "the value", whose name stands above it, perhaps above its type too.
 */
export function statementStart(text: string): number {
  const own = Math.max(text.lastIndexOf(";"), text.lastIndexOf("}")) + 1;
  let start = lineStart(text, text.length);
  let needsMore = saysLittle(text.slice(start));
  for (let lines = 0; lines < MORE_LINES && needsMore && start > own; lines++) {
    const end = endBefore(text, start);
    start = lineStart(text, end);
    needsMore = lines === 0 && OF_A_VARIABLE.test(text.slice(start, end));
  }
  return Math.max(own, start);
}

const MORE_LINES = 2;
/** `value:` of a list of variables, `default =` and `type =` of a declared one. */
const OF_A_VARIABLE = /^[\s-]*["']?(?:value|default|type|description)["']?\s*[:=]/i;

function saysLittle(line: string): boolean {
  return KEY.test(line) || OF_A_VARIABLE.test(line) || !/\w/.test(line);
}

/** Of a section's name: `[groq]`. */
const SECTION = /^\s*\[[^\]]*\]\s*$/;

/**
 * The line that opens the block of which the line before an index is an entry: the nearest one above that is indented
 * less, or names a section. None for an entry that is named well itself, nor further away than `within` characters.
 */
export function openerOf(text: string, index: number, within: number): Line | undefined {
  const top = Math.max(0, index - within);
  let start = lineStart(text.slice(top, index), index - top) + top;
  const own = text.slice(start, index);
  if (start === top || !saysLittle(own)) return undefined;
  const depth = depthOf(own);
  for (;;) {
    const end = endBefore(text, start);
    if (end <= top) return undefined;
    start = lineStart(text.slice(top, end), end - top) + top;
    if (start === top && top > 0) return undefined; // Only a part of it.
    const line = text.slice(start, end);
    if (SECTION.test(line) || (line.trim() !== "" && depthOf(line) < depth)) return { start, end };
  }
}

const depthOf = (line: string): number => line.length - line.trimStart().length;

/** The end of the line before the one that starts at an index. */
const endBefore = (text: string, start: number): number => start - (text.startsWith("\r\n", start - 2) ? 2 : 1);

/** The start of the line that ends at an index. */
function lineStart(text: string, end: number): number {
  const line = text.slice(0, end);
  return Math.max(line.lastIndexOf("\n"), line.lastIndexOf("\r")) + 1;
}
