// The preprocessor of C and C++: macros that a literal is the value of, stands beside, or is given to.
import { AROUND, type Spot } from "../code/code";
import type { Lexed } from "../code/lexer";
import { header } from "../code/surroundings";
import type { Words } from "../code/words";

/** `PRIu64 "…"`: a word beside a literal that is no keyword is a macro for another literal. */
export function touchesMacro({ lexed, token, before }: Spot): boolean {
  const word = /(?:^|[^\w#])([A-Za-z_]\w*)\s+$/.exec(before.slice(-80))?.[1];
  if (
    word !== undefined &&
    !/^(?:return|else|do|case|co_return|co_yield|co_await|throw|and|or|not|define)$/.test(word) &&
    !isDefine(before)
  )
    return true;
  const after = lexed.code.slice(token.end, token.end + AROUND);
  // The next line belongs to a directive only after a backslash.
  const gap = directiveBefore(lexed, token.start) === undefined ? String.raw`\s` : String.raw`(?:[ \t]|\\\r?\n)`;
  return new RegExp(String.raw`^${gap}+(?!(?:and|or|xor|bitand|bitor|not_eq)\b)[A-Za-z_]`).test(after);
}

/** `#define U(x) "Bearer " x` and `#define S(x) #x`: a macro of the file that needs a literal between its brackets. */
export function isJoinedByMacro(spot: Spot): boolean {
  const { bracket, text: call } = header(spot);
  const name = /\b([A-Za-z_]\w*)\s*$/.exec(call.slice(-200))?.[1];
  if (name === undefined || bracket !== "(") return false;
  const { text } = spot.lexed;
  const at = text.search(new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}\\(`, "m"));
  if (at < 0) return false;
  const [definition = ""] = text.slice(at, at + AROUND).split(/(?<!\\)\r?\n/, 1);
  return /["#]/.test(definition.slice(definition.indexOf("(")));
}

const isDefine = (before: string): boolean => /#[ \t]*define[ \t]+\w+[ \t]+$/.test(before.slice(-AROUND));

/** The preprocessor's line that a place is in, up to it. */
export function directiveBefore({ text: all }: Lexed, at: number): string | undefined {
  const before = all.slice(Math.max(0, at - AROUND), at);
  const line = /(?:^|\n)((?:[^\n]*\\\r?\n)*[^\n]*)$/.exec(before.slice(-500))?.[1] ?? "";
  return /^\s*#/.test(line) ? line : undefined;
}

/** The macro whose whole value a literal is. */
export function definedBy(spot: Spot): string | undefined {
  const line = directiveBefore(spot.lexed, spot.token.start);
  const name = /^\s*#[ \t]*define[ \t]+(\w+)[ \t]+\(?$/.exec(line ?? "")?.[1];
  return name !== undefined && /^[ \t]*\)?[ \t]*(?:\/[/*][^\n]*)?(?:\r?\n|$)/.test(spot.after) ? name : undefined;
}

/** Why the uses of a macro need the literal. */
export function whyMacroIsLiteral(
  { lexed, token }: Spot,
  { name, words, path, isConstantPlace }: MacroUse,
): string | undefined {
  if (/\.(?:h|hh|hpp|hxx)$/i.test(path))
    return `Files that include this header may need ${name} to be a literal. Make it a function that returns getenv(), and change its uses.`;
  const used = words.at(name).find((at) => {
    const line = directiveBefore(lexed, at);
    if (line !== undefined)
      return !/^\s*#\s*(?:ifdef|ifndef|undef|if|elif)\b/.test(line) && Math.abs(token.start - at) > name.length + 8;
    const before = lexed.text.slice(Math.max(0, at - 200), at);
    const after = lexed.text.slice(at + name.length, at + name.length + 200);
    const joins = /"\s*$/.test(before) || /^\s*(?:u8|[uUL])?R?"/.test(after) || /^[ \t]+[A-Z_]{3,}/.test(after);
    return joins || /\bsizeof\s*\(?\s*$|\]\s*=\s*\{?\s*$|\bconstexpr\b[^;]*$/.test(before) || isConstantPlace(at);
  });
  return used === undefined
    ? undefined
    : `${name} is used where only a literal can stand. Change that first, or define it when building: -D${name}.`;
}

export interface MacroUse {
  readonly name: string;
  readonly words: Words;
  readonly path: string;
  readonly isConstantPlace: (at: number) => boolean;
}
