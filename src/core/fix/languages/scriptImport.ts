// An import added to a script, in its own style.
import type { Lexed } from "../code/lexer";
import type { Change, SourceFile } from "../source";

/**
 * `import CLAUSE from "MODULE"`, or `import "MODULE"` without a clause, before the first import; as `require` in a
 * CommonJS module.
 */
export function scriptImport(file: SourceFile, lexed: Lexed, clause: string, module: string): Change {
  const { text, eol } = file;
  const { code } = lexed;
  const first = /^[ \t]*import\b(?!\s*\()/m.exec(code)?.index;
  const required = /^[ \t]*(?:(?:const|let|var)\b[^=\n]*=\s*)?require\s*\(/m.exec(code)?.index;
  const at = first ?? required ?? start(text, lexed);
  const quote =
    /^[ \t]*(?:import|(?:const|let|var)\b[^=\n]*=\s*require)\b[^"'\n]*(["'])/m.exec(text.slice(at, at + 2000))?.[1] ??
    '"';
  const line = /^.*$/m.exec(code.slice(at))?.[0].trimEnd() ?? "";
  const end = (first ?? required) === undefined || line.endsWith(";") ? ";" : "";
  const statement =
    first === undefined && isCommonJs(file, lexed, required)
      ? `${clause === "" ? "" : `const ${clause.replace(" as ", ": ")} = `}require(${quote}${module}${quote})`
      : `import ${clause === "" ? "" : `${clause} from `}${quote}${module}${quote}`;
  const gap = (first ?? required) === undefined ? eol : "";
  return { start: at, end: at, text: `${statement}${end}${eol}${gap}` };
}

export function isCommonJs({ path, files }: SourceFile, { code }: Lexed, required?: number): boolean {
  if (/\.[cm]ts$|\.mjs$/.test(path)) return false;
  if (path.endsWith(".cjs")) return true;
  if (/^[ \t]*(?:import\b(?!\s*\()|export\b)/m.test(code) || /\.tsx?$/.test(path)) return false;
  if (required !== undefined || /\bmodule\.exports\b|\bexports\./.test(code)) return true;
  return ![...files].some(([name, text]) => name.endsWith("package.json") && /"type"\s*:\s*"module"/.test(text));
}

/** After the script line, the first comments and directives. */
function start(text: string, lexed: Lexed): number {
  const script = /^\uFEFF?#![^\n]*\n?/.exec(text)?.[0].length ?? 0;
  const directives = lexed.tokens.find((token) => token.kind === "string");
  const isDirective =
    directives &&
    /^use [a-z]+$/.test(text.slice(directives.bodyStart, directives.bodyEnd)) &&
    lexed.code.slice(0, directives.start).trim() === "";
  if (!isDirective) return script > 0 ? script : text.startsWith("\uFEFF") ? 1 : 0;
  const end = text.indexOf("\n", directives.end);
  return end < 0 ? text.length : end + 1;
}
