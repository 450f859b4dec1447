// JavaScript and TypeScript, with JSX.
import type { Accessor } from "../accessor";
import { browserReason } from "./browser";
import { addDotenv, scriptLoaded, scriptStart } from "./scriptLoading";
import { runtimeOf, scriptReader } from "./scriptRuntime";
import { AROUND, type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { insertInto, replaceWhole } from "../code/write";
import { header, statementBefore } from "../code/surroundings";
import type { Lexed } from "../code/lexer";
import { folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";
import { SCRIPT } from "./scriptSyntax";
import type { Base64 } from "../code/encoded";

const isTyped = (file: SourceFile): boolean => file.languageId.startsWith("typescript");

/** `<Chat apiKey="…" />`: an attribute takes an expression only in braces, and its text has no escapes. */
const ATTRIBUTE = /<[A-Za-z][\w.]*(?:\s+[\w-]+=?)*\s+[\w-]+=$/;
const MAX_NESTING = 10;

function isAttribute({ lexed, token }: Spot): boolean {
  // Without strings and what stands in braces, a tag is names and signs.
  let code = lexed.code.slice(Math.max(0, token.start - AROUND), token.start);
  for (let depth = 0; depth < MAX_NESTING && code.includes("}"); depth++) code = code.replace(/\{[^{}]*\}/g, "");
  return ATTRIBUTE.test(code);
}

const ENUM = /\benum\s+[\w$]+\s*$/;
const TYPE = /(?:\binterface\s[^=(]*|\btype\s+[\w$<>, ]+=[^;]*)$/;

const TYPE_REASON = "A type cannot hold a reference. Replace the key by hand.";

/** What stands before a literal type of TypeScript, where an expression could not stand or would mean nothing. */
const BEFORE_TYPE = [
  /\b(?:as|satisfies|extends)\s*$/,
  /(?<!\|)\|\s*$/,
  /(?<!&)&\s*$/,
  /\b(?:const|let|var)\s+[\w$]+\s*:\s*$/,
];
const AFTER_TYPE = /^\s*(?:\|(?!\|)|&(?!&))/;
const PARAMETER = /[(,]\s*(?:(?:private|public|protected|readonly)\s+)*[\w$]+\??\s*:\s*$/;
const FIELD = /[;{}\n]\s*(?:[\w$]+\s+)*[\w$]+[?!]?\s*:\s*$/;

function isType(spot: Spot): boolean {
  const { before, after } = spot;
  if (BEFORE_TYPE.some((one) => one.test(before)) || AFTER_TYPE.test(after)) return true;
  if (/[\w$]<\s*$/.test(before) && /^\s*[>,]/.test(after)) return true;
  if (/\)\s*:\s*$/.test(before) && /^\s*(?:\{|=>)/.test(after)) return true;
  const { bracket, text } = header(spot);
  if (bracket === "(") return PARAMETER.test(before.slice(-NEAR));
  return bracket === "{" && /\bclass\b[^{]*$/.test(text) && FIELD.test(before.slice(-NEAR));
}

/** `x: "KEY" = "KEY"`: nothing else is of that type. */
function hasItsType({ lexed, token, before }: Spot): boolean {
  const type = before.replace(/\s*=\s*$/, "");
  return type.length < before.length && type.endsWith(lexed.text.slice(token.start, token.end));
}

/** UTF-16 code units in which a name and its modifiers stand. */
const NEAR = 200;

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { bracket, text } = header(spot);
  const before = spot.before.trimEnd();
  if (bracket === "{" && ENUM.test(text))
    return "An enum member cannot be read from the environment. Make it a constant first.";
  if (isTyped(file) && (isType(spot) || hasItsType(spot))) return TYPE_REASON;
  if (TYPE.test(text) || /\btype\s+[\w$<>, ]+=[^;={\n]*$/.test(statementBefore(spot.lexed, spot.token.start).text))
    return TYPE_REASON;
  if (/\b(?:from|import)$|\b(?:require|import)\s*\($/.test(before))
    return "A module's name cannot be read from the environment.";
  if (bracket === "{" && /[{,]$/.test(before) && /^\s*:/.test(spot.after))
    return "The key is the name of a property here. Replace it by hand.";
  if (
    spot.token.form === "template" &&
    /[\w$)\]]$/.test(spot.before) &&
    !/\b(?:return|typeof|case|in|of|await|yield|else|default)$/.test(spot.before)
  )
    return "A tagged template cannot be changed safely. Replace the key by hand.";
  if (spot.token.form === "quoted" && !spot.whole && /\\[1-9]|\\0\d/.test(bodyOf(spot)))
    return "The string has octal escapes, which a template cannot hold. Replace the key by hand.";
  if (isAttribute(spot) && !spot.whole && /[&\r\n]/.test(bodyOf(spot)))
    return "The attribute has entities or several lines. Replace the key by hand.";
  return browserReason(file, spot.lexed) ?? sharedReason(file, spot.lexed);
}

/** A module that SvelteKit may bundle for pages as well as for the server reads no variables of either. */
function sharedReason(file: SourceFile, lexed: Lexed): string | undefined {
  const folder = foldersUp(folderOf(file.path)).find((one) => file.files.has(join(one, "package.json")));
  const manifest = folder === undefined ? "" : (file.files.get(join(folder, "package.json")) ?? "");
  const isShared =
    /"@sveltejs\/kit"\s*:/.test(manifest) &&
    /(?:^|\/)src\//.test(file.path) &&
    runtimeOf(file, () => lexed.code) === "node";
  return isShared
    ? "SvelteKit may send this module to browsers. Move the call into a server module first: a +page.server or +server file, or $lib/server."
    : undefined;
}

const bodyOf = ({ lexed, token }: Spot): string => lexed.text.slice(token.bodyStart, token.bodyEnd);

function write(spot: Spot, names: readonly string[], { reader }: { reader: Reader }): readonly Change[] {
  const quote = spot.lexed.text.charAt(spot.token.start);
  const [open, close] = isAttribute(spot) ? ["{", "}"] : ["", ""];
  if (!spot.whole) {
    const texts = names.map((name) => `\${${reader.read(name, quote)}}`);
    return [...insertInto(spot, texts), ...(spot.token.form === "template" ? [] : toTemplate(spot, open, close))];
  }
  // The literal's type was string; a variable's is string or undefined.
  const expression = reader.read(names[0] ?? "", quote) + (reader.definite ?? "");
  const constant = /^\s+as\s+const\b/.exec(spot.after)?.[0].length ?? 0;
  const changes = replaceWhole(spot, open + expression + close);
  return changes.map((change) => ({ ...change, end: change.end + constant }));
}

/** A quoted string's quotes turned to backticks, and what a template would read differently escaped. */
function toTemplate(spot: Spot, open: string, close: string): readonly Change[] {
  const { token, lexed } = spot;
  const backslashes = isAttribute(spot);
  const escapes = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(/\\[^]|`|\$\{|\\$/g)]
    .filter(([found]) => backslashes || !found.startsWith("\\"))
    .filter(
      (match) =>
        !spot.keys.some((key) => key.start <= token.bodyStart + match.index && token.bodyStart + match.index < key.end),
    )
    .map((match) => token.bodyStart + match.index)
    .map((at): Change => ({ start: at, end: at, text: "\\" }));
  return [
    { start: token.start, end: token.bodyStart, text: `${open}\`` },
    ...escapes,
    { start: token.bodyEnd, end: token.end, text: `\`${close}` },
  ];
}

const IN_BASE64 = String.raw`^\s*,\s*(["'])base64(?:url)?\1\s*\)`;

/** `btoa` and `atob` are in Node since 16, Deno, Bun and browsers; `Buffer` is Node's. */
const BASE64: Base64 = {
  decodings: [
    { before: /(?<![\w$.])(?:(?:globalThis|window|self)\.)?atob\(\s*$/, after: /^\s*\)/ },
    {
      before: /\bBuffer\.from\(\s*$/,
      after: new RegExp(
        String.raw`${IN_BASE64}\s*\.toString\(\s*(?:(["'])(?:utf-?8|ascii|latin1|binary)\2\s*)?\)`,
        "i",
      ),
    },
    {
      before: /\bBuffer\.from\(\s*$/,
      after: new RegExp(IN_BASE64, "i"),
      result: (_, text) => `Buffer.from(${text})`,
    },
  ],
  encode: (_, text) => `btoa(${text})`,
};

/** A literal that ends its expression. */
const END = /^[ \t]*(?:[;,)}\]\r\n]|$)/;

const VARIABLES = String.raw`\b(?:process\.env|Bun\.env|import\.meta\.env)`;

const SCRIPT_LANGUAGE: CodeLanguage = {
  syntax: SCRIPT,
  base64: () => BASE64,
  reader: scriptReader,
  refuse,
  write,
  fallback: [
    {
      before: new RegExp(
        String.raw`(?:${VARIABLES}(?:\.(?<dot>[A-Za-z_]\w*)|\[["'](?<text>[A-Za-z_]\w*)["']\]))(?<cut>\s*(?:\|\||\?\?)\s*)$`,
      ),
      after: END,
    },
    { before: /\bDeno\.env\.get\(\s*["'](?<text>[A-Za-z_]\w*)["']\s*\)(?<cut>\s*(?:\|\||\?\?)\s*)$/, after: END },
    // const { NAME = "default" } = process.env
    {
      before: /[{,]\s*(?<text>[A-Za-z_]\w*)(?<cut>\s*=\s*)$/,
      after: new RegExp(String.raw`^[^{}]{0,500}\}\s*=\s*${VARIABLES}`),
    },
  ],
  withoutFallback: ({ definite = "" }, code) => (/[|?]\s*$/.test(code) ? definite : ""),
};

const BOTH = {
  inside: "`Bearer ${process.env.NAME}`",
  encoded: "escapes, `+`, `atob`, `Buffer.from`, base64",
  loader: "Next.js, Nuxt, dotenv, direnv, `--env-file` in an npm script; else `node --env-file=.env`",
  locate: (file, findings) => locateCode(SCRIPT_LANGUAGE, file, findings),
  loaded: scriptLoaded,
  addLoader: addDotenv,
  start: scriptStart,
} satisfies Partial<Accessor>;

export const JAVASCRIPT_FILES: Accessor = {
  ...BOTH,
  title: "JavaScript",
  languageIds: ["javascript", "javascriptreact"],
  reference: "process.env.NAME",
  needs: "nothing; a quoted string becomes a template, a JSX attribute gets braces",
  refuses: "comments, property names, module names, tagged templates, code for browsers",
  proof: { how: "executed", by: "Node" },
};

export const TYPESCRIPT_FILES: Accessor = {
  ...BOTH,
  title: "TypeScript",
  languageIds: ["typescript", "typescriptreact"],
  reference: "process.env.NAME!",
  needs: 'nothing; `process.env["NAME"]` where the tsconfig forbids the short form',
  refuses: "comments, types, enum members, property names, module names, tagged templates, code for browsers",
  proof: { how: "executed", by: "the TypeScript compiler and Node" },
};
