// How a Python file reads variables already, else with a new `import os`.
import type { Reader } from "../code/code";
import type { Lexed } from "../code/lexer";
import type { Change, SourceFile } from "../source";

/** How the file reads variables already, when it does so before the first key; else with a new `import os`. */
export function pythonReader(file: SourceFile, lexed: Lexed, firstUse: number): Reader {
  const known = lexed.code.slice(0, firstUse).replace(/^\uFEFF/, "");
  const module =
    /^import[ \t]+(?:[\w., \t]+,[ \t]*)?os(?:[ \t]+as[ \t]+(?<alias>\w+)|(?:\.path)?[ \t]*(?:[,;\r\n]))/m.exec(known);
  const names = /^from[ \t]+os[ \t]+import[ \t]*(\([^()]*\)|[^\r\n;]+)/m.exec(known)?.[1] ?? "";
  const imported = (name: string): string | undefined => {
    const found = new RegExp(`\\b${name}\\b(?:\\s+as\\s+(\\w+))?`).exec(names);
    return found ? (found[1] ?? name) : undefined;
  };
  const hasBase64 = /^import[ \t]+(?:[\w., \t]+,[ \t]*)?base64[ \t]*[,;\r\n]/m.test(known);
  const imports =
    (os: boolean): Reader["imports"] =>
    (encodes) =>
      importModules(lexed, [...(encodes && !hasBase64 ? ["base64"] : []), ...(os ? ["os"] : [])], file.eol);
  const helper = helperIn(known, lexed.code);
  if (helper !== undefined && (!module || lexed.code.includes(`${helper}(`)))
    return { read: call(helper), imports: imports(false) };
  if (module) {
    const os = module.groups?.["alias"] ?? "os";
    const gets = lexed.code.includes(`${os}.getenv(`) && !lexed.code.includes(`${os}.environ[`);
    return { read: gets ? call(`${os}.getenv`) : subscript(`${os}.environ`), imports: imports(false) };
  }
  const environ = imported("environ");
  if (environ !== undefined) return { read: subscript(environ), imports: imports(false) };
  const getenv = imported("getenv");
  if (getenv !== undefined) return { read: call(getenv), imports: imports(false) };
  return { read: subscript("os.environ"), imports: imports(true) };
}

const subscript = (map: string) => (name: string, quote: string) => `${map}[${quote}${name}${quote}]`;
const call = (of: string) => (name: string, quote: string) => `${of}(${quote}${name}${quote})`;

/** Where an import has to stand. */
interface FirstImport {
  readonly at: number;
  readonly isImport: boolean;
  /** Between the statements of one line. */
  readonly isInline: boolean;
}

/** After the first comments, the docstring and the imports from `__future__`. */
export function firstImport(lexed: Lexed): FirstImport {
  const { code } = lexed;
  const bom = code.startsWith("\uFEFF") ? 1 : 0;
  // What runs a notebook's cell stands first.
  const magic = /^\uFEFF?\s*%%.*\n?/.exec(code)?.[0].length ?? 0;
  const last = [...code.matchAll(FUTURE)].at(-1);
  const after = last ? last.index + last[0].length : afterDocstring(code, magic);
  const goesOn = /[ \t]*;[ \t]*(?=\S)/y;
  goesOn.lastIndex = after;
  if (goesOn.test(code)) return { at: goesOn.lastIndex, isImport: false, isInline: true };
  const line = /^.*\S.*$/gm;
  line.lastIndex = after;
  const found = line.exec(code);
  const at = Math.max(magic, bom, found?.index ?? 0);
  return { at, isImport: found !== null && /^\uFEFF?(?:import|from)\b/.test(found[0]), isInline: false };
}

const FUTURE = /(?:^\uFEFF?|;[ \t]*)from[ \t]+__future__[ \t]+import[ \t]*(?:\([^()]*\)|(?:[^\\\r\n(;]|\\\r?\n)*)/gm;

/** The end of a docstring that more than blanks is left of in the code: parentheses, a backslash or a semicolon. */
function afterDocstring(code: string, from: number): number {
  const signs = /[\s()\\]*/y;
  signs.lastIndex = from;
  const left = signs.exec(code)?.[0] ?? "";
  const end = from + left.length;
  if (code.charAt(end) === ";") return end;
  const after = from + Math.max(left.lastIndexOf(")"), left.lastIndexOf("\\")) + 1;
  return /[\r\n]/.test(code.slice(after, end)) ? after : from;
}

function importModules(lexed: Lexed, names: readonly string[], eol: string): readonly Change[] {
  if (names.length === 0) return [];
  const { at, isImport, isInline } = firstImport(lexed);
  const end = isInline ? "; " : eol;
  const text = names.map((name) => `import ${name}${end}`).join("") + (isImport || isInline ? "" : eol);
  return [{ start: at, end: at, text }];
}

/**
 * A function that reads variables for the file: python-decouple's `config`, an `Env` of environs or django-environ, a
 * `Config` of Starlette.
 */
function helperIn(known: string, code: string): string | undefined {
  const decouple =
    /^from[ \t]+decouple[ \t]+import[ \t]+(?:\w+[ \t]*,[ \t]*)*config\b(?:[ \t]+as[ \t]+(?<alias>\w+))?/m.exec(known);
  if (decouple) return decouple.groups?.["alias"] ?? "config";
  const made = /^(?<name>\w+)[ \t]*=[ \t]*(?<type>(?:environ\.|environs\.)?Env|Config)\(/m.exec(known)?.groups;
  if (made?.["type"] === "Config" && !/\bstarlette\.config\b/.test(code)) return undefined;
  return made && /\b(?:environ|environs|starlette)\b/.test(code) ? made["name"] : undefined;
}
