// PowerShell 5.1 and 7.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
import type { Accessor, StartRequest } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, insertInto, replaceWhole } from "../code/write";
import { Lexed } from "../code/lexer";
import type { Hole, Syntax } from "../code/syntax";
import { baseName, within } from "../folders";
import type { Finding } from "../../model";
import { assignedName, type NameHint } from "../names";
import { type Change, type Located, locateEach, type SourceFile } from "../source";
import { powershellQuoted } from "../quotedPath";

const HOLES: readonly Hole[] = [
  { open: "$(", close: ")" },
  { open: "${", close: "}" },
];

export const POWERSHELL: Syntax = {
  comments: [{ open: "<#", close: "#>" }, { open: String.raw`(?<![^\s;&|(){},])#` }],
  skip: "`[^]",
  strings: [
    {
      name: "hereDouble",
      open: String.raw`@"(?=[ \t]*\r?\n)`,
      close: '\n"@',
      escape: "backtick",
      multiline: true,
      holes: HOLES,
    },
    { name: "hereSingle", open: String.raw`@'(?=[ \t]*\r?\n)`, close: "\n'@", escape: "none", multiline: true },
    { name: "double", open: '"', close: '"', escape: "backtick", hidden: ['""'], multiline: true, holes: HOLES },
    { name: "single", open: "'", close: "'", escape: "doubled", multiline: true },
  ],
};

/** Read by every PowerShell that starts, before anything could load an env file. */
const START_FILES = /^(?:Microsoft\.\w+_)?profile\.ps1$/i;

function locatePowerShell(file: SourceFile, findings: readonly Finding[]): Located {
  const name = baseName(file.path);
  if (START_FILES.test(name))
    return refuseAll(findings, "A profile sets the environment itself. Keep keys in a file outside it, and load that.");
  if (/\.psd1$/i.test(name))
    return refuseAll(findings, "A data file of PowerShell takes constants only. Read the variable in the script.");
  const located = locateCode(POWERSHELL_LANGUAGE, file, findings);
  const lexed = new Lexed(file.text, POWERSHELL);
  const refused = new Map(located.refused);
  const slots = [...located.slots];
  for (const index of located.refused.keys()) {
    const span = findings[index]?.span;
    if (!span || lexed.at(span.start.offset)) continue;
    const change = argument(file.text, span.start.offset, span.end.offset);
    if (!change) continue;
    refused.delete(index);
    slots.push({ findings: [index], ...change });
  }
  return { ...located, slots, refused };
}

const refuseAll = (findings: readonly Finding[], reason: string): Located => locateEach(findings, () => reason);

/** A bare word of a command, which double quotes keep one word. */
function argument(
  text: string,
  start: number,
  end: number,
): Pick<Located["slots"][number], "hint" | "write"> | undefined {
  const left = /[\w\-=:/.?+~%]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? "";
  const right = /^[\w\-=:/.?+~%]*/.exec(text.slice(end, end + 200))?.[0] ?? "";
  const before = text.slice(Math.max(0, start - 200), start - left.length);
  if (!/(?:^|[\s(])$/.test(before) || !/^(?:[\s;|)}]|$)/.test(text.charAt(end + right.length))) return undefined;
  if (!/[^\s=({,;|&][ \t]+(?:`\r?\n[ \t]*)?$/.test(before)) return undefined;
  const hint = /\bsetx(?:\.exe)?\s+(?<name>\w+)\s+$/i.exec(before)?.groups?.["name"];
  return {
    hint: hint === undefined ? assignedName(left) : { name: hint, kind: "assigned" },
    write: ([name = ""]) => {
      if (left === "" && right === "") return [{ start, end, text: `$env:${name}` }];
      return [
        { start: start - left.length, end: start - left.length, text: '"' },
        { start, end, text: expansion(text, end, name) },
        { start: end + right.length, end: end + right.length, text: '"' },
      ];
    },
  };
}

/** In braces, unless what follows can be no part of a name. */
function expansion(text: string, end: number, name: string): string {
  return /^(?:["'\s/;|&),\]}]|$)/.test(text.charAt(end)) ? `$env:${name}` : `\${env:${name}}`;
}

function refuse(spot: Spot): string | undefined {
  const { lexed } = spot;
  for (let bracket = spot.token.within; bracket; bracket = bracket.outer) {
    const before = lexed.code.slice(Math.max(0, bracket.at - 200), bracket.at);
    const sign = lexed.text.charAt(bracket.at);
    if (sign === "(" && /(?:^|[^\w\])}"'])\[\s*[\w.]+\s*$/.test(before))
      return "An attribute takes constants only. Read the variable in the code instead.";
    if (sign === "{" && /(?:^|[=;\s])data(?:\s+\w+)?(?:\s+-SupportedCommand\s+[\w, -]+)?\s*$/i.test(before))
      return "A data section takes constants only. Read the variable outside of it.";
  }
  if (spot.token.form === "hereSingle" && lexed.text.slice(spot.token.start, spot.token.end).includes('\n"@'))
    return "The key stands in a here-string that cannot take a variable. Replace it by hand.";
  return undefined;
}

const OWN = /(?:^|[\n;{])[ \t]*(?<cut>\$env:(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*)$/i;

function hint({ before }: Spot): NameHint | undefined {
  const name = /\$(?:env:|\{env:)(?<name>[A-Za-z_]\w*)\}?[ \t]*=[ \t]*$/i.exec(before.slice(-200))?.groups?.["name"];
  return name === undefined ? assignedName(before) : { name, kind: "assigned" };
}

function write(spot: Spot, names: readonly string[]): readonly Change[] {
  const { token, lexed, before, after } = spot;
  const [name = ""] = names;
  const own = spot.whole ? OWN.exec(before.slice(-200))?.groups : undefined;
  if (own?.["name"] === name && /^[ \t]*(?:[\r\n;}#]|$)/.test(after))
    return [
      {
        start: token.start - (own["cut"]?.length ?? 0),
        end: token.end,
        text: `if (-not $env:${name}) { throw "${name} is not set." }`,
      },
    ];
  if (spot.whole && !token.form.startsWith("here") && !isCompound(spot)) return replaceWhole(spot, `$env:${name}`);
  const rest = textAround(spot);
  if (token.form === "single" && /["\u201C-\u201E]/.test(rest)) return concatenated(spot, names);
  const references = insertInto(
    spot,
    names.map((one, index) => expansion(lexed.text, spot.keys[index]?.end ?? 0, one)),
  );
  return token.form === "single" || token.form === "hereSingle" ? [...references, ...toDouble(spot)] : references;
}

/** Whether a literal may be only a part of a command's word: `--key="…"`. */
function isCompound({ before, after }: Spot): boolean {
  const word = /[^\s([{,;|@!+*]*$/.exec(before.slice(-200))?.[0] ?? "";
  return (word !== "" && !/^[$[].*=$/.test(word)) || /^[\w/:$-]/.test(after);
}

function textAround({ token, lexed, keys }: Spot): string {
  const bounds = [token.bodyStart, ...keys.flatMap(({ start, end }) => [start, end]), token.bodyEnd];
  return bounds.map((bound, i) => (i % 2 === 0 ? lexed.text.slice(bound, bounds[i + 1]) : "")).join("");
}

/** `('…' + $env:NAME + '…')`, which is one argument of a command too. */
function concatenated(spot: Spot, names: readonly string[]): readonly Change[] {
  const { start, end } = spot.token;
  const expressions = names.map((name) => `$env:${name}`);
  return [
    { start, end: start, text: "(" },
    ...concatenate({ ...spot, after: "" }, expressions),
    { start: end, end, text: ")" },
  ];
}

/** A literal that expands nothing made one that does, its signs escaped. */
function toDouble({ token, lexed, keys }: Spot): readonly Change[] {
  const isHere = token.form === "hereSingle";
  const signs = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(isHere ? /[$`]/g : /[$`]|''/g)]
    .map((match): Change => {
      const start = token.bodyStart + match.index;
      return match[0] === "''" ? { start, end: start + 1, text: "" } : { start, end: start, text: "`" };
    })
    .filter(({ start }) => !keys.some((key) => key.start <= start && start < key.end));
  return [
    { start: token.bodyStart - 1, end: token.bodyStart, text: '"' },
    ...signs,
    { start: token.bodyEnd + (isHere ? 1 : 0), end: token.bodyEnd + (isHere ? 2 : 1), text: '"' },
  ];
}

const POWERSHELL_LANGUAGE: CodeLanguage = {
  syntax: POWERSHELL,
  reader: () => ({ read: (name) => `$env:${name}`, imports: () => [] }),
  refuse,
  hint,
  fallback: {
    before: /\$(?:env:(?<dot>[A-Za-z_]\w*)|\{env:(?<text>[A-Za-z_]\w*)\})(?<cut>\s*\?\?\s*)$/i,
    after: /^[ \t]*(?:[;,)}\]\r\n#]|$)/,
  },
  write,
};

/** Ways to read a dotenv file, which PowerShell has no command for. */
const LOADS =
  /\b(?:Get-Content|gc|cat)\s[^\r\n]{0,200}\.env\b|\b(?:Set-DotEnv|Import-DotEnv|Set-PsEnv|Use-DotEnv)\b|::ReadAllLines\([^)\r\n]{0,200}\.env\b/i;

function command({ source: { path }, folder, shell, file, withEnv }: StartRequest): string {
  if (shell === "posix") return withEnv(`pwsh ${file}`);
  return withEnv(`& ${powershellQuoted(`./${path === "" ? "FILE" : within(folder, path)}`)}`);
}

export const POWERSHELL_FILES: Accessor = {
  title: "PowerShell",
  languageIds: ["powershell"],
  reference: "$env:NAME",
  inside: '"Bearer $env:NAME"',
  needs: "double quotes, with what they expand escaped; a variable of the same name is not set, but asked for",
  loader: "the script itself; else the PowerShell that starts it",
  refuses: "comments, attributes, data sections and data files, profiles",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locatePowerShell,
  loaded: ({ source }) => (LOADS.test(source.text) ? "The script loads .env itself." : undefined),
  start: command,
};
