// PHP 7.3 and later, in pages too.
import { type Accessor, besideEnv, type LoadRequest } from "../accessor";
import { AROUND, type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { concatenate, insertInto, type Joint, replaceWhole } from "../code/write";
import { bracketsAround, statementBefore } from "../code/surroundings";
import type { Base64 } from "../code/encoded";
import type { Lexed } from "../code/lexer";
import { isCodeInText } from "../code/lines";
import { type Beside, BRACED_ESCAPE, HEX_ESCAPE, type Hole, quoted, type Syntax } from "../code/syntax";
import { baseName, folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";
import { loadsInTime } from "./ownLoad";

const PHP_HOLES: readonly Hole[] = [
  { open: "{$", close: "}" },
  { open: "${", close: "}" },
];

/** What binds tighter than the dot, or as tight before PHP 8. */
const TIGHTER: Beside = {
  before: /(?:[+*/%!@~)]|(?<!-)-|\bclone)\s*$/,
  after: /^\s*(?:[[(*/%+-]|::)/,
};

/** The PHP manual, "Basic syntax" and "Strings". What stands outside its tags is a string of the page. */
export const PHP: Syntax = {
  comments: [
    { open: String.raw`#(?!\[)`, before: "?>" },
    { open: "//", before: "?>" },
    { open: String.raw`/\*`, close: "*/" },
  ],
  strings: [
    { name: "page", open: String.raw`(?<![^])(?=[^])|\?>`, close: "<?", escape: "none", multiline: true },
    {
      ...quoted("double", '(?:(?<!\\w)[bB])?"', `${HEX_ESCAPE}|${BRACED_ESCAPE}`),
      close: '"',
      multiline: true,
      holes: PHP_HOLES,
    },
    { ...quoted("single", "(?:(?<!\\w)[bB])?'"), close: "'", multiline: true },
    { ...quoted("shell", "`"), multiline: true, holes: PHP_HOLES },
  ],
  joint: String.raw`\s*\.\s*`,
  tighter: TIGHTER,
  bodies: [
    {
      name: "heredoc",
      open: String.raw`<<<[ \t]*"?(?<quote>'?)(?<word>[A-Za-z_]\w*)["']?(?=\r?\n)`,
      bodyEnd: (text, mark, from) => {
        const end = new RegExp(`^[ \\t]*${mark.groups?.["word"] ?? ""}\\b`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
};

const manifestOf = ({ path, files }: SourceFile): string =>
  foldersUp(folderOf(path))
    .map((folder) => files.get(join(folder, "composer.json")))
    .find((one) => one !== undefined) ?? "";

const LARAVEL = /"laravel\/framework"\s*:/;

/**
 * Since version 5, Symfony's Dotenv and phpdotenv tell getenv() nothing, and fill $_ENV; Laravel does both. Laravel's env()
 * gives null outside the configuration once that is cached.
 */
function readerFor(file: SourceFile, lexed: Lexed): Reader {
  const manifest = manifestOf(file);
  const none = (): readonly Change[] => [];
  const isLaravel = LARAVEL.test(manifest);
  if (/(?:^|\/)config\/[^/]+\.php$/.test(file.path) && (isLaravel || /\benv\s*\(/.test(lexed.code)))
    return { read: (name, quote) => `env(${quote}${name}${quote})`, imports: none };
  return usesEnvArray(lexed.code, manifest)
    ? { read: (name, quote) => `$_ENV[${quote}${name}${quote}]`, imports: none }
    : { read: (name, quote) => `getenv(${quote}${name}${quote})`, imports: none };
}

function usesEnvArray(code: string, manifest: string): boolean {
  if (/\bgetenv\s*\(/.test(code)) return false;
  if (/\$_ENV\s*\[|\bDotenv::create(?:Imm|M)utable\b|\bnew\s+Dotenv\s*\(\s*\)/.test(code)) return true;
  return !LARAVEL.test(manifest) && /"(?:vlucas\/phpdotenv|symfony\/dotenv)"\s*:/.test(manifest);
}

const PROPERTY = /\b(?:public|protected|private|static|var|readonly)\s[^;{}=()]*\$\w+\s*=(?![>=])/;

function refuse(spot: Spot): string | undefined {
  const { lexed, token, pieces, after } = spot;
  if (token.form === "page")
    return "The page itself is sent to everybody. Call the service from PHP, and revoke this key.";
  if (pieces.some(({ form }) => form === "shell"))
    return "A command in backticks takes no function call. Pass it to shell_exec() as a string first.";
  for (const { at } of bracketsAround(spot)) {
    const before = lexed.code.slice(Math.max(0, at - 200), at);
    if (/#$/.test(before)) return "An attribute takes constants only. Read the variable in code instead.";
    if (/\b(?:function|fn)\b\s*&?\s*\w*\s*$/.test(before))
      return "A default parameter takes constants only. Give it null, and read the variable in the function.";
  }
  const statement = statementBefore(lexed, token.start).text;
  if (PROPERTY.test(statement))
    return "A property's or static variable's first value takes constants only. Set it in the constructor or function instead.";
  if (/^\s*case\s+\w+\s*=\s*$/.test(statement))
    return "A case of an enumeration takes constants only. Read the variable in a method.";
  if (isConstant(spot) && !isMovableConstant(spot))
    return "A constant takes no function call. Use define() outside classes, or a static method.";
  if (token.kind === "body" && isCodeInText(spot, ["{$", "${"]))
    return "The key stands in code inside a heredoc. Replace it by hand.";
  if (token.kind === "body" && /^[ \t]*\w+\s*\[/.test(after))
    return "A part of the heredoc is taken here. Replace the key by hand.";
  return undefined;
}

const isConstant = ({ lexed, token }: Spot): boolean => /\bconst\b/.test(statementBefore(lexed, token.start).text);

/** `const NAME = "…";` on its own, which define() can replace when no namespace is added to the name. */
function isMovableConstant(spot: Spot): boolean {
  const { lexed, token, after } = spot;
  if (/^\s*namespace\b/m.test(lexed.code.slice(0, 4 * AROUND))) return false;
  const { text } = statementBefore(lexed, token.start);
  return bracketsAround(spot).length === 0 && /^\s*(?:php\s+)?const\s+\w+\s*=\s*$/.test(text) && /^\s*;/.test(after);
}

function constant(spot: Spot): readonly Change[] {
  const { lexed, token, after } = spot;
  if (!isConstant(spot) || !isMovableConstant(spot)) return [];
  const { text, start } = statementBefore(lexed, token.start);
  const found = /const(\s+)(\w+)\s*=\s*$/.exec(text);
  const semicolon = token.end + after.indexOf(";");
  return [
    { start: start + (found?.index ?? 0), end: token.start, text: `define('${found?.[2] ?? ""}', ` },
    { start: semicolon, end: semicolon, text: ")" },
  ];
}

const DOT: Joint = {
  operator: ".",
  isLoose: ({ before, after }) => TIGHTER.before.test(before.slice(-20)) || TIGHTER.after.test(after),
};

function write(spot: Spot, names: readonly string[], { reader: { read }, file }: { reader: Reader; file: SourceFile }) {
  const { token, lexed } = spot;
  const quote = lexed.text.charAt(token.bodyStart - 1) === '"' ? '"' : "'";
  const isArray = read("", "'").startsWith("$");
  if (token.kind === "body" && (token.verbatim || !isArray))
    return splitBody(
      spot,
      names.map((name) => read(name, "'")),
      file.eol,
    );
  if (spot.whole) return replaceWhole(spot, read(names[0] ?? "", quote));
  if (isArray && token.form !== "single")
    return insertInto(
      spot,
      names.map((name) => `{${read(name, "'")}}`),
    );
  return concatenate(
    spot,
    names.map((name) => read(name, quote)),
    DOT,
  );
}

/** A heredoc closed before each key and opened again after it; the line break before its end is no part of it. */
function splitBody({ lexed, token, keys }: Spot, expressions: readonly string[], eol: string): readonly Change[] {
  const [mark = ""] = /<<<[^\r\n]*(?=\r?\n$)/.exec(lexed.text.slice(Math.max(0, token.start - 200), token.start)) ?? [];
  const [, indent = "", word = ""] = /^([ \t]*)(\w+)/.exec(lexed.text.slice(token.end, token.end + 200)) ?? [];
  const opening = /^<<<[ \t]*["']?\w+["']?/.exec(mark)?.[0] ?? mark;
  return keys.map((key, index) => ({
    ...key,
    text: `${eol}${indent}${word} . ${expressions[index] ?? ""} . ${opening}${eol}${indent}`,
  }));
}

const BASE64: Base64 = {
  decodings: [
    {
      before: /(?<![\w$\\:]|->)\\?base64_decode\(\s*$/i,
      after: /^\s*(?:,\s*(?:true|false)\s*)?\)/i,
    },
  ],
  encode: (_, text) => `base64_encode(${text})`,
  operator: ".",
};

const PHP_LANGUAGE: CodeLanguage = {
  syntax: PHP,
  base64: () => BASE64,
  reader: readerFor,
  refuse,
  statement: constant,
  write,
  fallback: {
    before:
      /(?:\b(?:getenv|env)\(|\$_(?:ENV|SERVER)\[)\s*["'](?<text>[A-Za-z_]\w*)["']\s*[)\]]?(?<cut>\s*(?:\?:|\?\?|,)\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
};

const LOADS = /\bDotenv\b[^;]{0,200}(?:->|::)(?:load|safeLoad|bootEnv|loadEnv|overload)\s*\(/g;

function loaded(request: LoadRequest): string | undefined {
  if (baseName(request.envPath) !== ".env") return undefined;
  const manifest = besideEnv(request, "composer.json");
  if (LARAVEL.test(manifest))
    return "Laravel reads .env when it starts. Run `php artisan config:clear` if its configuration is cached.";
  if (/"symfony\/framework-bundle"\s*:/.test(manifest) && /"symfony\/(?:dotenv|runtime)"\s*:/.test(manifest))
    return "Symfony reads .env when it starts.";
  return loadsInTime(request, LOADS, PHP) ? "Dotenv loads .env when the program starts." : undefined;
}

export const PHP_FILES: Accessor = {
  title: "PHP",
  languageIds: ["php"],
  reference: "getenv('NAME')",
  inside: "'Bearer ' . getenv('NAME')",
  needs:
    "nothing; `$_ENV['NAME']` where the file or its Dotenv wants that, `env('NAME')` in Laravel's configuration; a global const becomes define()",
  loader: "Laravel, Symfony, phpdotenv, direnv; else the shell",
  encoded: "escapes, `.`, `base64_decode`, base64",
  refuses:
    "comments, text outside PHP's tags, constants of classes, first values of properties, default parameters, attributes, commands in backticks",
  proof: { how: "executed", by: "PHP" },
  locate: (file, findings) => locateCode(PHP_LANGUAGE, file, findings),
  loaded,
  start: ({ file, source, withEnv }) =>
    // Most php.ini leave $_ENV empty.
    withEnv(`php ${usesEnvArray(source.text, manifestOf(source)) ? "-d variables_order=EGPCS " : ""}${file}`),
};
