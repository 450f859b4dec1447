// Rust: statics that read a variable when they are first used, so that a reference has the type of the literal,
// `&'static str`, and fits wherever that stood. (std::sync::LazyLock, since Rust 1.80.)
import type { Spot } from "../code/code";
import { bracketsAround, header, statementBefore } from "../code/surroundings";
import type { Lexed } from "../code/lexer";
import { Words } from "../code/words";
import { freeName } from "../names";
import type { Change, SourceFile } from "../source";

export const LAZY = "std::sync::LazyLock";

/** The statement before a place; the semicolon of `[&str; 2]` ends none. */
export function codeBefore(lexed: Lexed, at: number): string {
  const { text, start } = statementBefore(lexed, at);
  return /^[^[\]]*\]/.test(text) ? `${statementBefore(lexed, start - 1).text};${text}` : text;
}

export class Statics {
  /** The start of a module -> variable -> its static. */
  readonly #made = new Map<number, Map<string, string>>();
  readonly #declared = new Map<string, string>();
  readonly #words: Words;

  constructor(
    readonly lexed: Lexed,
    readonly file: SourceFile,
  ) {
    this.#words = new Words(() => lexed.code);
  }

  /** Where each word of the code stands. */
  wordAt(word: string): readonly number[] {
    return this.#words.at(word);
  }

  read(name: string, spot?: Spot): string {
    const own = /^use\s+std::(?:env\s*;|\{(?:[^{}]*,)?\s*env\s*[,}])/m.test(this.lexed.code.slice(0, 20_000));
    const short = own && (spot === undefined || moduleOf(spot) < 0);
    return `${short ? "" : "std::"}env::var("${name}").expect("${name} is not set")`;
  }

  /** Notes that the file declares a static for a variable itself. */
  declare(name: string, spot: Spot, as: string): void {
    if (moduleOf(spot) < 0 && !spot.token.within) this.#declared.set(name, as);
  }

  /** The name of the static of a variable at a place; it is made when there is none. */
  nameOf(name: string, spot: Spot): string {
    const module = moduleOf(spot);
    const declared = module < 0 ? this.#declared.get(name) : undefined;
    if (declared !== undefined) return declared;
    const here = this.#made.get(module) ?? new Map<string, string>();
    this.#made.set(module, here);
    const known = here.get(name);
    if (known !== undefined) return known;
    const made = freeName(name.toUpperCase(), (one) => this.wordAt(one).length === 0);
    here.set(name, made);
    return made;
  }

  changes(): readonly Change[] {
    return [...this.#made].flatMap(([module, names]): readonly Change[] => {
      if (names.size === 0) return [];
      const { eol } = this.file;
      const at = module < 0 ? this.#top() : module + 1;
      const indent = module < 0 ? "" : `${/^[ \t]*/.exec(lineOf(this.lexed.text, module))?.[0] ?? ""}    `;
      const items = [...names].map(
        ([name, made]) =>
          `${indent}static ${made}: ${LAZY}<String> =${eol}` +
          `${indent}    ${LAZY}::new(|| ${this.read(name, undefined)});`,
      );
      const text = items.join(eol);
      return [{ start: at, end: at, text: module < 0 ? this.#apart(text, at) : `${eol}${text}` }];
    });
  }

  /** After the first `use`s, else before the first item. */
  #top(): number {
    const { code, text } = this.lexed;
    let end: number | undefined;
    const uses =
      /^(?:pub(?:\([^)\n]*\))?[ \t]+)?(?:use|extern[ \t]+crate)\b[^;]{0,2000};[^\r\n]*\r?\n|^[^\r\n]*\r?\n?/gm;
    for (let line = uses.exec(code); line && line[0] !== ""; line = uses.exec(code)) {
      if (/^(?:pub\b[^\n]*?\s)?(?:use|extern)\b/.test(line[0])) end = uses.lastIndex;
      else if (/^[^\s#]/.test(line[0]) && !/^\uFEFF?mod\s+\w+;/.test(line[0])) break;
    }
    if (end !== undefined) return end;
    // What stands inside of the file's own head, `//!` and `#![…]`, goes before every item.
    const heads = /^\uFEFF?(?:[ \t]*(?:\/\/!|#!|\/\/(?!\/)).*\r?\n|[ \t]*\r?\n)*/.exec(text)?.[0] ?? "";
    return heads.length;
  }

  /** Blank lines around what stands at the file's top. */
  #apart(text: string, at: number): string {
    const { eol } = this.file;
    const before = this.lexed.text.slice(0, at);
    const rest = this.lexed.text.slice(at, at + 10);
    const gap = before.trim() === "" || /\n[ \t]*\r?\n$/.test(before) ? "" : eol;
    return `${gap}${text}${eol}${/^\s*\n/.test(rest) ? "" : eol}`;
  }
}

/** The offset of the brace of the module that a place is in; -1 for the file's own. */
function moduleOf(spot: Spot): number {
  return (
    bracketsAround(spot).find(({ at, text }) => spot.lexed.text[at] === "{" && /\bmod\s+\w+\s*$/.test(text))?.at ?? -1
  );
}

function lineOf(text: string, at: number): string {
  return text.slice(text.lastIndexOf("\n", at) + 1, at);
}

const ITEM =
  /(?<head>\bpub\b(?:\s*\([^)]*\))?\s*)?\b(?<kind>const|static)\s+(?<name>[A-Za-z_]\w*)\s*:\s*(?<type>&\s*(?:'static\s+)?str)\s*=\s*$/;

export interface Constant {
  readonly name: string;
  /** What makes it a static, and its uses read from it; the literal aside. */
  readonly changes: readonly Change[];
}

/** The `const` or `static` whose value a literal is; the reason when it has to stay one; undefined for any other place. */
export function constantOf(spot: Spot, statics: Statics): Constant | string | undefined {
  const { lexed, token, after } = spot;
  const { text, start } = statementBefore(lexed, token.start);
  const item = ITEM.exec(text);
  if (!item?.groups || !/^\s*;/.test(after)) return undefined;
  const { name = "", kind = "", type = "", head } = item.groups;
  if (head !== undefined)
    return `Other files can use ${name}, which has to stay a constant for them. Make it a function that reads the variable.`;
  if (/\b(?:impl|trait)\b[^;{}]*$/.test(header(spot).text))
    return `${name} has to stay a constant. Make it a function that reads the variable.`;
  const kindAt = start + item.index + item[0].search(/\b(?:const|static)\b/);
  const typeAt = start + item.index + item[0].lastIndexOf(type);
  const nameAt = start + item.index + item[0].indexOf(name, kindAt - start - item.index + kind.length);
  const uses = statics.wordAt(name).filter((at) => at !== nameAt && !isImport(lexed, at));
  const reason = uses.map((at) => whyConstant(lexed, at, name)).find((one) => one !== undefined);
  if (reason !== undefined) return reason;
  if (lexed.text.includes(`{${name}}`) || lexed.text.includes(`{${name}:`))
    return `A format string names ${name}, which has to stay a constant. Give it as an argument first.`;
  const changes = [
    { start: kindAt, end: kindAt + kind.length, text: "static" },
    { start: typeAt, end: typeAt + type.length, text: `${LAZY}<String>` },
    ...uses.map((at) => ({ start: at, end: at + name.length, text: `${name}.as_str()` })),
  ];
  return { name, changes };
}

const isImport = ({ code }: Lexed, at: number): boolean =>
  /\buse\s+[\w:{},\s]*$/.test(code.slice(Math.max(0, at - 500), at));

function whyConstant(lexed: Lexed, at: number, name: string): string | undefined {
  const before = lexed.code.slice(Math.max(0, at - 500), at);
  const after = lexed.code.slice(at + name.length, at + name.length + 50);
  const statement = statementBefore(lexed, at).text;
  const isPath = /(?<!\b(?:super|self|crate))\s*::\s*$/.test(before);
  const isPattern = /^\s*(?:=>|\|(?!\|)|if\b)/.test(after) || /\blet\s+$/.test(before);
  const inConstant = /\b(?:const|static)\b(?!\s*ref\b)/.test(statement) || /\bconst\s+fn\b[^{}]*\{[^{}]*$/.test(before);
  if (isPath || isPattern || inConstant || /\b(?:const|static|let|fn|mod)\s+(?:mut\s+)?$/.test(before))
    return `A pattern, another constant or another name uses ${name}, which has to stay a constant. Change that first.`;
  return undefined;
}
