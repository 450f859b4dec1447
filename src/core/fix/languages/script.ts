// JavaScript and TypeScript, with JSX.
import { type Accessor, besideEnv, type LoadRequest, type StartRequest } from "../accessor";
import { packageOf } from "../env/envPlace";
import { browserReason } from "./browser";
import {
  AROUND,
  type CodeLanguage,
  header,
  locateCode,
  insertInto,
  type Reader,
  replaceWhole,
  type Spot,
  statementBefore,
} from "../code/code";
import { baseName, folderOf, foldersUp, join } from "../folders";
import { quotedPath } from "../quotedPath";
import type { Change, SourceFile } from "../source";
import { quoted, slashComments, type Syntax } from "../code/syntax";

/** ECMA-262, with TypeScript and JSX on top. */
export const SCRIPT: Syntax = {
  comments: [...slashComments, { open: "(?<![^])#!" }],
  strings: [
    quoted("quoted", '"'),
    quoted("quoted", "'"),
    { ...quoted("template", "`"), multiline: true, holes: [{ open: "${", close: "}" }] },
  ],
  regex: {
    after: ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "do", "else", "await", "yield"],
  },
};

const isTyped = (file: SourceFile): boolean => file.languageId.startsWith("typescript");

/** A tsconfig can forbid `process.env.NAME`, since its type has no such property. */
function isStrictAboutNames(file: SourceFile): boolean {
  const configs = foldersUp(folderOf(file.path)).map((folder) => file.files.get(join(folder, "tsconfig.json")) ?? "");
  return configs.some((text) => /"noPropertyAccessFromIndexSignature"\s*:\s*true/.test(text));
}

function read(file: SourceFile, name: string, quote: string): string {
  const q = quote === "'" ? "'" : '"';
  return isTyped(file) && isStrictAboutNames(file) ? `process.env[${q}${name}${q}]` : `process.env.${name}`;
}

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

function refuse(spot: Spot, file: SourceFile): string | undefined {
  const { bracket, text } = header(spot);
  const before = spot.before.trimEnd();
  if (bracket === "{" && ENUM.test(text))
    return "An enum member cannot be read from the environment. Make it a constant first.";
  if (TYPE.test(text) || /\btype\s+[\w$<>, ]+=[^;={\n]*$/.test(statementBefore(spot.lexed, spot.token.start).text))
    return "A type cannot hold a reference. Replace the key by hand.";
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
  return browserReason(file, spot.lexed);
}

const bodyOf = ({ lexed, token }: Spot): string => lexed.text.slice(token.bodyStart, token.bodyEnd);

function write(
  spot: Spot,
  names: readonly string[],
  { file }: { reader: Reader; file: SourceFile },
): readonly Change[] {
  const quote = spot.lexed.text.charAt(spot.token.start);
  const [open, close] = isAttribute(spot) ? ["{", "}"] : ["", ""];
  if (!spot.whole) {
    const texts = names.map((name) => `\${${read(file, name, quote)}}`);
    return [...insertInto(spot, texts), ...(spot.token.form === "template" ? [] : toTemplate(spot, open, close))];
  }
  // The literal's type was string; a variable's is string or undefined.
  const expression = read(file, names[0] ?? "", quote) + (isTyped(file) ? "!" : "");
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

const SCRIPT_LANGUAGE: CodeLanguage = {
  syntax: SCRIPT,
  reader: (file) => ({ read: (name, quote) => read(file, name, quote), imports: () => [] }),
  refuse,
  write,
  fallback: {
    before: /\bprocess\.env(?:\.(?<dot>[A-Za-z_]\w*)|\[["'](?<text>[A-Za-z_]\w*)["']\])(?<cut>\s*(?:\|\||\?\?)\s*)$/,
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
  withoutFallback: (file) => (isTyped(file) ? "!" : ""),
};

function loaded(request: LoadRequest): string | undefined {
  const { source, envPath } = request;
  const env = baseName(envPath);
  const manifest = besideEnv(request, "package.json");
  const framework = /"(next|nuxt)"\s*:/.exec(manifest)?.[1];
  if (framework !== undefined) return `${framework === "next" ? "Next.js" : "Nuxt"} reads ${env}; restart its server.`;
  const inOwnPackage = folderOf(envPath) === packageOf(source.path, source.files);
  if (/["']dotenv(?:\/config)?["']/.test(source.text) && env === ".env" && inOwnPackage)
    return "dotenv loads .env when the program starts in its folder.";
  return /--env-file[= ]\S*\.env/.test(manifest) ? `The npm scripts give ${env} to Node.` : undefined;
}

/** Node reads an env file itself since 20.6; TypeScript goes through what the project runs it with. */
function start({ source, folder, file, env, withEnv }: StartRequest): string {
  const manifest = source.files.get(join(folder, "package.json")) ?? "";
  const flag = `--env-file=${quotedPath(env)}`;
  const script = /"start"\s*:\s*"node ([\w@./ -]+)"/.exec(manifest)?.[1];
  if (script !== undefined) return `node ${flag} ${script}`;
  if (/"start"\s*:/.test(manifest)) return withEnv("npm start");
  if (!/\.[cm]?tsx?'?$/.test(file)) return `node ${flag} ${file}`;
  if (/"tsx"\s*:/.test(manifest)) return `npx tsx ${flag} ${file}`;
  if (/"ts-node"\s*:/.test(manifest)) return `node ${flag} -r ts-node/register ${file}`;
  return `node ${flag} ${file.replace(/ts(x?)('?)$/, "js$2")}`;
}

const BOTH = {
  inside: "`Bearer ${process.env.NAME}`",
  loader: "Next.js, Nuxt, dotenv, direnv, `--env-file` in an npm script; else `node --env-file=.env`",
  locate: (file, findings) => locateCode(SCRIPT_LANGUAGE, file, findings),
  loaded,
  start,
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
