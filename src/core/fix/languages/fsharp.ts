// F#.
import type { Accessor } from "../accessor";
import { type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, insertInto, type Joint } from "../code/write";
import { restOf } from "../code/surroundings";
import { lineAfter, lineBefore } from "../code/lines";
import { type Hole, quoted, type Syntax } from "../code/syntax";
import type { Change } from "../source";

const braces: readonly Hole[] = [{ open: "{", close: "}", literal: "{{" }];

/** The F# language reference, "Strings" and "Interpolated strings". */
export const FSHARP: Syntax = {
  comments: [{ open: String.raw`\(\*(?!\))`, close: "*)", nested: "(*" }, { open: "//" }],
  // A character; the name of a type (`'a`) is none.
  skip: String.raw`(?<!\w)'(?:\\[^\n]{1,9}?|[^\\'\n]{1,2})'`,
  strings: [
    { name: "many", open: String.raw`\${2,}"""`, close: '"""', escape: "none", multiline: true },
    { name: "format triple", open: String.raw`\$"""`, close: '"""', escape: "none", multiline: true, holes: braces },
    { name: "triple", open: '"""', close: '"""', escape: "none", multiline: true },
    { name: "format", open: String.raw`(?:\$@|@\$)"`, close: '"', escape: "doubled", multiline: true, holes: braces },
    { name: "quoted", open: '@"', close: '"', escape: "doubled", multiline: true },
    { ...quoted("format", String.raw`\$"`), close: '"', multiline: true, holes: braces },
    { ...quoted("quoted", '"'), multiline: true },
  ],
};

/** Functions whose first string is a format, not text. */
const PRINTS = /\b(?:[ef]?printfn?|[sbk]printf|k[sb]printf|failwithf|bprintf)\b[^"|;()]*$/;

function refuse(spot: Spot): string | undefined {
  const { lexed, token, after, before } = spot;
  const line = lineBefore(lexed, token.start);
  const code = lexed.code.slice(Math.max(0, token.start - 500), token.start);
  if (code.lastIndexOf("[<") > code.lastIndexOf(">]"))
    return "An attribute takes constants only. Read the variable in code instead.";
  if (/\[<[^>]*\bLiteral\b[^>]*>\]\s*let\b[^=]*=\s*$/.test(code))
    return "A literal takes constants only. Take [<Literal>] away, where no pattern or attribute uses it.";
  if (isPattern(line, lineAfter(lexed, token.end)))
    return "A pattern takes constants only. Compare with = in a guard instead.";
  if (/<\s*$/.test(before) && /^\s*[,>]/.test(after))
    return "A type's argument takes constants only. Replace the key by hand.";
  if (token.form === "many")
    return "A string with several dollar signs is not changed safely. Replace the key by hand.";
  if (/^B\b/.test(after))
    return "A byte array literal takes its text as it is. Use Encoding.UTF8.GetBytes() with a string first.";
  if (token.parent && !spot.whole) return "The string stands inside another one. Replace the key by hand.";
  if (PRINTS.test(line) && !token.form.startsWith("format") && /%(?!%)/.test(restOf(spot)))
    return "The key stands in a format. Give it %s there and the key as an argument first.";
  return undefined;
}

function isPattern(before: string, after: string): boolean {
  const arrow = after.indexOf("->");
  return (
    arrow >= 0 &&
    !/\bfun\b/.test(after.slice(0, arrow)) &&
    /(?:\||\bwith\b|\bfunction\b)(?:(?!\bwhen\b|->)[^\n])*$/.test(before)
  );
}

/** Whether the expression stands where a function's argument does, which takes parentheses. */
const isArgument = ({ before }: Spot): boolean =>
  !/(?:^|[=(\[{,;:<>|&+-]|\b(?:then|else|return|yield|in|do|when|if|elif|lazy|with|match))\s*$/.test(
    before.trimEnd() === "" ? "" : before,
  );

const PLUS: Joint = { operator: "+", isLoose: (spot) => isArgument(spot) || /^\s*[.[?]/.test(spot.after) };

function write(spot: Spot, names: readonly string[], read: (name: string) => string): readonly Change[] {
  const { lexed, token } = spot;
  const expressions = names.map(read);
  if (token.form === "format triple")
    return insertInto(
      spot,
      expressions.map((one) => `{${one}}`),
    );
  if (PRINTS.test(lineBefore(lexed, token.start)) && !token.form.startsWith("format"))
    return [
      ...insertInto(
        spot,
        names.map(() => "%s"),
      ),
      { start: token.end, end: token.end, text: expressions.map((one) => ` (${one})`).join("") },
    ];
  if (spot.whole && !token.form.startsWith("format")) {
    const [one = ""] = expressions;
    return [{ start: token.start, end: token.end, text: isArgument(spot) ? `(${one})` : one }];
  }
  return token.form === "triple" ? toFormat(spot, expressions) : concatenate(spot, expressions, PLUS);
}

/** `"""…"""` as `$"""…"""`, its braces and percent signs doubled. */
function toFormat(spot: Spot, expressions: readonly string[]): readonly Change[] {
  const { lexed, token, keys } = spot;
  const signs = [...lexed.text.slice(token.bodyStart, token.bodyEnd).matchAll(/[{}%]/g)]
    .map((match): Change => {
      const at = token.bodyStart + match.index;
      return { start: at, end: at, text: match[0] };
    })
    .filter(({ start }) => !keys.some((key) => key.start <= start && start < key.end));
  return [
    { start: token.start, end: token.start, text: "$" },
    ...signs,
    ...insertInto(
      spot,
      expressions.map((one) => `{${one}}`),
    ),
  ];
}

const FSHARP_LANGUAGE: CodeLanguage = {
  syntax: FSHARP,
  reader: (_, { code }) => {
    const short = /^[ \t]*open[ \t]+System[ \t]*\r?$/m.test(code);
    return {
      read: (name) => `${short ? "" : "System."}Environment.GetEnvironmentVariable("${name}")`,
      imports: () => [],
    };
  },
  refuse,
  write: (spot, names, { reader: { read } }) => write(spot, names, (name) => read(name, '"')),
};

export const FSHARP_FILES: Accessor = {
  title: "F#",
  languageIds: ["fsharp"],
  reference: 'System.Environment.GetEnvironmentVariable("NAME")',
  inside: '"Bearer " + System.Environment.GetEnvironmentVariable("NAME")',
  needs:
    "nothing; shorter after `open System`; a triple-quoted string becomes an interpolated one, a format takes `%s`",
  loader: "direnv; else the shell",
  refuses: "comments, literals, attributes, patterns, types' arguments, byte arrays",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: (file, findings) => locateCode(FSHARP_LANGUAGE, file, findings),
  start: ({ file, withEnv }) => withEnv(/\.fsx'?$/.test(file) ? `dotnet fsi ${file}` : "dotnet run"),
};
