// Patterns for paths, as the packaging tools read them. A repository writes these patterns, so that no regular
// expression is made of them: matching takes at most the length of the pattern times that of the path.

/** Folders of any number. */
const ANY = Symbol();

type Part = readonly Piece[];

/** One character by its test, or any number of characters. */
type Piece = ((char: string) => boolean) | "*";

export interface Glob {
  readonly noHidden?: boolean;
  readonly parts: readonly (Part | typeof ANY)[];
}

export interface Dialect {
  /** `{a,b}` and `+(a|b)` mean something. */
  readonly shell?: boolean;
  readonly ignoreCase?: boolean;
  /** Wildcards do not stand for names that start with a dot. */
  readonly noHidden?: boolean;
}

/** The globs that a pattern stands for; undefined when it is not understood. */
export function globsOf(pattern: string, dialect: Dialect = {}): readonly Glob[] | undefined {
  const folded = dialect.ignoreCase ? pattern.toLowerCase() : pattern;
  if (dialect.shell && /[?*+@!]\(/.test(folded)) return undefined;
  const plain = dialect.shell && folded.includes("{") ? expanded(folded) : [folded];
  const globs = plain?.map((one) => globOf(one, dialect));
  return globs?.every((glob) => glob !== undefined) ? globs : undefined;
}

function globOf(pattern: string, { noHidden = false }: Dialect): Glob | undefined {
  const parts = pattern.split(/\/+/).map((part) => (part === "**" ? ANY : partOf(part)));
  return parts.every((part) => part !== undefined) ? { parts, noHidden } : undefined;
}

/** A text without some characters at its end. */
export function trimmedEnd(text: string, chars: string): string {
  let end = text.length;
  while (end > 0 && chars.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

const MAX_EXPANDED = 64;

/** What braces stand for; undefined when that is a lot, or numbers. */
function expanded(pattern: string): readonly string[] | undefined {
  let left = [""];
  const open: { readonly before: readonly string[]; done: readonly string[]; commas: number }[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const top = open.at(-1);
    if (char === "{") {
      open.push({ before: left, done: [], commas: 0 });
      left = [""];
    } else if (char === "," && top) {
      if (top.commas === MAX_EXPANDED) return undefined;
      top.done = [...top.done, ...left];
      top.commas += 1;
      left = [""];
    } else if (char === "}" && top) {
      open.pop();
      const inner = [...top.done, ...left];
      if (top.commas === 0 && (inner[0] === "" || inner[0]?.includes(".."))) return undefined;
      const ways = top.commas === 0 ? inner.map((way) => `{${way}}`) : inner;
      if (top.before.length * ways.length > MAX_EXPANDED) return undefined;
      left = top.before.flatMap((before) => ways.map((way) => before + way));
    } else {
      const piece = char === "\\" ? pattern.slice(i, ++i + 1) : char;
      left = left.map((way) => way + piece);
    }
  }
  return open.length > 0 ? undefined : left;
}

function partOf(text: string): Part | undefined {
  const pieces: Piece[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "*") {
      if (pieces.at(-1) !== "*") pieces.push("*");
    } else if (char === "?") pieces.push(() => true);
    else if (char === "[") {
      const found = classAt(text, i);
      if (!found) return undefined;
      pieces.push(found.test);
      i = found.end;
    } else {
      const wanted = char === "\\" && i + 1 < text.length ? text.charAt(++i) : char;
      pieces.push((one) => one === wanted);
    }
  }
  // A name has a character at least.
  return pieces.length === 1 && pieces[0] === "*" ? [() => true, "*"] : pieces;
}

/** A class such as `[a-z]`, and where it ends. */
function classAt(
  text: string,
  start: number,
): { readonly test: (char: string) => boolean; readonly end: number } | undefined {
  const negated = /[!^]/.test(text.charAt(start + 1));
  const first = start + (negated ? 2 : 1);
  const ranges: (readonly [string, string])[] = [];
  for (let i = first; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "]" && i > first)
      return { test: (one) => ranges.some(([from, to]) => from <= one && one <= to) !== negated, end: i };
    if (char === "[" && text.charAt(i + 1) === ":") return undefined;
    const from = char === "\\" ? text.charAt(++i) : char;
    if (text.charAt(i + 1) === "-" && !["]", "", "\\"].includes(text.charAt(i + 2))) {
      ranges.push([from, text.charAt(i + 2)]);
      i += 2;
    } else ranges.push([from, from]);
  }
  return undefined;
}

/** Whether a glob matches a path's names; `partly`, whether it may match something below it as well. */
export function matches({ parts, noHidden }: Glob, names: readonly string[], partly = false): boolean {
  let at = skipping(parts, [0]);
  for (const name of names) {
    const next = new Set<number>();
    for (const place of at) {
      const part = parts[place];
      if (noHidden && name.startsWith(".") && !startsWithDot(part)) continue;
      if (part === ANY) next.add(place).add(place === parts.length - 1 ? place + 1 : place);
      else if (part && fits(part, name)) next.add(place + 1);
    }
    at = skipping(parts, next);
    if (at.size === 0) return false;
  }
  return partly || at.has(parts.length);
}

function startsWithDot(part: Glob["parts"][number] | undefined): boolean {
  const first = part === ANY ? "*" : part?.[0];
  return first !== "*" && first?.("a") === false;
}

/** Folders of any number may be none, unless nothing comes after them. */
function skipping(parts: Glob["parts"], places: Iterable<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) if (parts[place] === ANY && place < parts.length - 1) all.add(place + 1);
  return all;
}

/** Goes back to the last `*` alone, as far as that may still take in more. */
function fits(part: Part, name: string): boolean {
  let [piece, char, star, from] = [0, 0, -1, 0];
  while (char < name.length) {
    const test = part[piece];
    if (test === "*") {
      star = piece++;
      from = char;
    } else if (test?.(name.charAt(char))) {
      piece++;
      char++;
    } else if (star >= 0) {
      piece = star + 1;
      char = ++from;
    } else return false;
  }
  while (part[piece] === "*") piece++;
  return piece === part.length;
}
