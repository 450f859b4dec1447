// R.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { replaceWhole } from "../code/write";
import { CLOSING } from "../code/lexer";
import { HEX_OR_UNICODE, quoted, type Syntax } from "../code/syntax";
import { baseName } from "../folders";
import { powershellQuoted, quotedPath } from "../quotedPath";
import type { Change } from "../source";
import { loadsInTime } from "./ownLoad";

/** `?Quotes` in R. */
export const R: Syntax = {
  comments: [{ open: "#" }],
  strings: [
    {
      name: "raw",
      open: String.raw`(?<![\w.])[rR]["']-*[(\[{]`,
      close: (open) => `${CLOSING[open.slice(-1)] ?? ""}${open.slice(2, -1)}${open.charAt(1)}`,
      escape: "none",
      multiline: true,
    },
    { ...quoted("quoted", '"', HEX_OR_UNICODE), multiline: true },
    { ...quoted("quoted", "'", HEX_OR_UNICODE), multiline: true },
    { ...quoted("name", "`"), multiline: true },
  ],
};

function refuse({ token, before, after }: Spot): string | undefined {
  const isName = (token.within !== undefined && /^\s*=(?!=)/.test(after)) || /[$@]\s*$/.test(before);
  if (token.form === "name" || isName) return "The key is a name here. Replace it by hand.";
  if (/^\s*(?:<<?-|=(?!=))/.test(after) || /->>?\s*$/.test(before))
    return "A value is assigned to this name. Replace it by hand.";
  return undefined;
}

/** `paste0("Bearer ", Sys.getenv("NAME"), "…")` */
function paste({ lexed, token, keys }: Spot, expressions: readonly string[]): readonly Change[] {
  const open = lexed.text.slice(token.start, token.bodyStart);
  const close = lexed.text.slice(token.bodyEnd, token.end);
  const [first] = keys;
  const starts = first?.start === token.bodyStart;
  const parts = keys.map((key, index): Change => {
    const atEnd = key.end === token.bodyEnd;
    const atStart = key.start === token.bodyStart;
    return {
      start: atStart ? token.start : key.start,
      end: atEnd ? token.end : key.end,
      text: `${atStart ? "paste0(" : `${close}, `}${expressions[index] ?? ""}${atEnd ? ")" : `, ${open}`}`,
    };
  });
  const ends = keys.at(-1)?.end === token.bodyEnd;
  return [
    ...(starts ? [] : [{ start: token.start, end: token.start, text: "paste0(" }]),
    ...parts,
    ...(ends ? [] : [{ start: token.end, end: token.end, text: ")" }]),
  ];
}

const R_LANGUAGE: CodeLanguage = {
  syntax: R,
  reader: () => ({ read: (name, quote) => `Sys.getenv(${quote}${name}${quote})`, imports: () => [] }),
  refuse,
  write: (spot, names, { reader: { read } }) => {
    const quote = spot.lexed.text.slice(spot.token.start, spot.token.bodyStart).includes("'") ? "'" : '"';
    const expressions = names.map((name) => read(name, quote));
    return spot.whole ? replaceWhole(spot, expressions[0] ?? "") : paste(spot, expressions);
  },
  fallback: {
    before: /\bSys\.getenv\(\s*["'](?<text>[A-Za-z_]\w*)["'](?<cut>\s*,\s*(?:unset\s*=\s*)?)$/,
    after: /^\s*\)/,
  },
};

export const R_FILES: Accessor = {
  title: "R",
  languageIds: ["r"],
  reference: 'Sys.getenv("NAME")',
  inside: 'paste0("Bearer ", Sys.getenv("NAME"))',
  needs: "nothing",
  loader: 'readRenviron(".env"), the package dotenv, direnv; else R itself by R_ENVIRON_USER',
  encoded: "escapes",
  refuses: "comments, names of arguments and columns",
  proof: { how: "executed", by: "R" },
  locate: (file, findings) => locateCode(R_LANGUAGE, file, findings),
  loaded: (request) => {
    if (baseName(request.envPath) !== ".env") return undefined;
    if (loadsInTime(request, /\breadRenviron\(\s*["'](?:\.\/)?\.env["']/g, R)) return "readRenviron() loads .env.";
    if (loadsInTime(request, /\bload_dot_env\(|\b(?:library|require)\(["']?dotenv["']?\)/g, R))
      return "The package dotenv loads .env when the program starts in its folder.";
    return undefined;
  },
  // R reads the lines of this file when it starts: ?Startup.
  start: ({ file, shell, env }) =>
    shell === "posix"
      ? `R_ENVIRON_USER=${quotedPath(env)} Rscript ${file}`
      : `$env:R_ENVIRON_USER = ${powershellQuoted(env)}; Rscript ${file}`,
};
