// JSON parsers go down by recursion, which must not be led deeper than any file that a person writes.

const MAX_DEPTH = 100;

/** `code` is a JSON text with its strings and comments blanked. */
export function isTooDeep(code: string): boolean {
  let depth = 0;
  for (const [bracket] of code.matchAll(/[[\]{}]/g)) {
    depth += "[{".includes(bracket) ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
