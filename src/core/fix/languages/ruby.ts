// Ruby.
import { type Accessor, besideEnv, type LoadRequest, type StartRequest } from "../accessor";
import { AROUND, type CodeLanguage, locateCode, type Reader, type Spot } from "../code/code";
import { escapeIn, insertInto, replaceWhole } from "../code/write";
import { isAdjacent, isOutput } from "../code/surroundings";
import { type Base64, SPLIT } from "../code/encoded";
import { CLOSING } from "../code/lexer";
import { isCodeInText, lineBefore } from "../code/lines";
import { HEX_OR_UNICODE, type Hole, LINE_GOES_ON, quoted, type StringForm, type Syntax } from "../code/syntax";
import { baseName, join } from "../folders";
import { quotedPath } from "../quotedPath";
import type { Change } from "../source";
import { loadsInTime } from "./ownLoad";

const RUBY_HOLES: readonly Hole[] = [{ open: "#{", close: "}" }];

/** `%q(…)` and its kin, in any delimiters. */
const percent = (name: string, letters: string, holes?: readonly Hole[]): StringForm => ({
  name,
  open: String.raw`(?<![\w)\]}"'])%${letters}(?:[(\[{<]|[|!/^~](?=\S))`,
  close: (open) => CLOSING[open.slice(-1)] ?? open.slice(-1),
  escape: "backslash",
  multiline: true,
  nests: true,
  ...(holes && { holes }),
});

const ESCAPES = `${HEX_OR_UNICODE}|${LINE_GOES_ON}`;

/** The Ruby documentation, "Literals". */
export const RUBY: Syntax = {
  comments: [{ open: "#" }, { open: String.raw`^=begin\b`, close: "\n=end" }],
  // A character (`?"`) and the global variables that look like quotes.
  skip: "(?<![\\w)\\]}])\\?[\"'#`](?!\\w)|\\$[\"'`/]",
  strings: [
    { name: "data", open: String.raw`^__END__$`, close: "\0", escape: "none", multiline: true },
    { ...quoted("symbol", '(?<!:):"'), close: '"', multiline: true, holes: RUBY_HOLES },
    { ...quoted("raw symbol", "(?<!:):'"), close: "'", multiline: true },
    { ...quoted("double", '"', ESCAPES), multiline: true, holes: RUBY_HOLES },
    { ...quoted("command", "`"), multiline: true, holes: RUBY_HOLES },
    { ...quoted("single", "'"), multiline: true },
    percent("pattern", "r", RUBY_HOLES),
    percent("double", "Q?", RUBY_HOLES),
    percent("words", "[WI]", RUBY_HOLES),
    percent("command", "x", RUBY_HOLES),
    percent("single", "[qwi]"),
    percent("raw symbol", "s"),
  ],
  bodies: [
    {
      name: "heredoc",
      open: "(?<![\\w)\\]}<])<<(?<indent>[~-]?)[\"`]?(?<quote>'?)(?<word>[A-Z_]\\w*)[\"'`]?",
      bodyEnd: (text, mark, from) => {
        const indent = mark.groups?.["indent"] ? "[ \\t]*" : "";
        const end = new RegExp(`^${indent}${mark.groups?.["word"] ?? ""}\\r?$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
  // Side by side, or with a plus sign that ends its line.
  joint: String.raw`(?:[ \t]|\\\r?\n)*(?:\+\s*)?`,
  regex: { after: ["and", "or", "not", "if", "elsif", "unless", "while", "until", "when", "in", "then", "return"] },
};

function refuse(spot: Spot): string | undefined {
  const { lexed, token, after, before } = spot;
  if (isOutput(spot)) return SPLIT;
  if (token.form === "data") return "What follows __END__ is data. Keep it in a file outside the repository.";
  if (token.form === "pattern") return "A regular expression is not changed safely. Replace the key by hand.";
  if (token.form === "raw symbol") return "A symbol in single quotes takes no interpolation. Replace the key by hand.";
  if (
    /^["']$/.test(lexed.text.charAt(token.start)) &&
    /^:(?!:)/.test(after) &&
    !/\?[^\n]*$/.test(before.slice(-AROUND))
  )
    return "The key is the name of an entry here. Replace it by hand.";
  if (/^\s*in\b|[\w)\]}]\s+in\s+$/.test(patternBefore(spot)))
    return "A pattern takes constants only. Compare with == or `when` instead.";
  if (token.verbatim)
    return "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark first.";
  if (token.kind === "body" && isCodeInText(spot, ["#{"]))
    return "The key stands in code inside a heredoc. Replace it by hand.";
  return undefined;
}

const patternBefore = ({ lexed, token }: Spot): string => {
  const line = lineBefore(lexed, token.start);
  return /\bfor\b/.test(line) ? "" : line;
};

const CHANGES = String.raw`[ \t]*<<|&?\.(?:(?:concat|insert|prepend|replace|clear|force_encoding)\b|\w+!(?!=))`;

/** The variables whose strings the file changes in place, which it can do with none that ENV holds. */
function changedIn(text: string): ReadonlySet<string> {
  if (/^#[^\n]{0,200}\bfrozen_string_literal:[ \t]*true/m.test(text)) return new Set();
  const changed = new RegExp(String.raw`(?<![\w@$])(?<name>[@$]{0,2}[A-Za-z_]\w*)(?:${CHANGES})`, "g");
  return new Set([...text.matchAll(changed)].map(({ groups }) => groups?.["name"] ?? ""));
}

function isChanged({ before, after, encodes }: Spot, changed: ReadonlySet<string>): boolean {
  if (encodes) return false;
  const name = /(?<![\w@$.])(?<name>[@$]{0,2}[A-Za-z_]\w*)[ \t]*(?:\|\|)?=[ \t]*$/.exec(before)?.groups?.["name"];
  return changed.has(name ?? "") || new RegExp(`^(?:${CHANGES})`).test(after);
}

function write(
  spot: Spot,
  names: readonly string[],
  { reader: { read } }: { reader: Reader },
  changed: ReadonlySet<string>,
): readonly Change[] {
  const { token, lexed } = spot;
  const quote = lexed.text.charAt(token.start) === "'" ? "'" : '"';
  const isPlain =
    token.form === "" ||
    (token.kind === "string" && /^(?:["']|%[qQ]?[^\w\s])/.test(lexed.text.slice(token.start, token.bodyStart)));
  if (spot.whole && isPlain) {
    const isPart = isAdjacent(spot, /^[ \t]*(?:\\\r?\n[ \t]*)*$/);
    if (isPart) return replaceWhole(spot, `"#{${read(names[0] ?? "", '"')}}"`);
    return replaceWhole(spot, read(names[0] ?? "", quote) + (isChanged(spot, changed) ? ".dup" : ""));
  }
  const references = insertInto(
    spot,
    names.map((name) => `#{${read(name, '"')}}`),
  );
  return token.form === "single" ? [...references, ...toDouble(spot)] : references;
}

/** `'…'` as `"…"`, `%q` as `%Q`, `%w` as `%W`, and what that would read differently escaped. */
function toDouble(spot: Spot): readonly Change[] {
  const { token, lexed } = spot;
  const isQuoted = lexed.text.charAt(token.start) === "'";
  const escapes = escapeIn(spot, isQuoted ? /\\[\\']|["\\]|#(?=[{$@])/g : /\\[\\()[\]{}<>|!/^~ ]|\\|#(?=[{$@])/g);
  if (!isQuoted) {
    const at = token.start + 1;
    return [{ start: at, end: at + 1, text: lexed.text.charAt(at).toUpperCase() }, ...escapes];
  }
  return [
    { start: token.start, end: token.bodyStart, text: '"' },
    ...escapes,
    { start: token.bodyEnd, end: token.end, text: '"' },
  ];
}

const NAME = String.raw`\s*["'](?<text>[A-Za-z_]\w*)["']\s*`;

/** Without an import: the library base64 is no part of Ruby since 3.4. */
const BASE64: Base64 = {
  decodings: [{ before: /(?<![\w.:@$])Base64\.(?:strict_|urlsafe_)?decode64\(\s*$/, after: /^\s*\)/ }],
  encode: (text) => `[${text}].pack("m0")`,
  template: (before, expression, after) => `"${before}#{${expression}}${after}"`,
};

const rubyLanguage = (changed: ReadonlySet<string>): CodeLanguage => ({
  syntax: RUBY,
  base64: () => BASE64,
  reader: (_, { code }) => {
    const subscripts = /\bENV\[/.test(code) && !/\bENV\.fetch\b/.test(code);
    return {
      read: (name, quote) => (subscripts ? `ENV[${quote}${name}${quote}]` : `ENV.fetch(${quote}${name}${quote})`),
      imports: () => [],
    };
  },
  refuse,
  write: (spot, names, context) => write(spot, names, context, changed),
  fallback: {
    before: new RegExp(String.raw`\bENV(?:\.fetch\(|\[)${NAME}\]?(?<cut>\s*(?:\|\||,)\s*)$`),
    after: /^[ \t]*(?:[;,)}\]\r\n]|$)/,
  },
});

const LOADS =
  /\brequire\s*\(?\s*["']dotenv\/(?:load|autorestore)["']|\bDotenv\.(?:load|overload)\b(?:[ (]\s*["'](?<path>[^"'\n]{1,200})["'])?/g;

function loaded(request: LoadRequest): string | undefined {
  if (baseName(request.envPath) !== ".env") return undefined;
  const gems = besideEnv(request, "Gemfile");
  if (/^[ \t]*gem\s+["'](?:dotenv-rails|dotenv)["']/m.test(gems) && /^[ \t]*gem\s+["']rails["']/m.test(gems))
    return "dotenv loads .env when Rails starts.";
  if (loadsInTime(request, LOADS, RUBY)) return "dotenv loads .env when the program starts in its folder.";
  return undefined;
}

/** The gem dotenv has a command that starts a program with an env file. */
function start({ source, folder, file, env, withEnv }: StartRequest): string {
  const gems = source.files.get(join(folder, "Gemfile")) ?? "";
  const gem = (name: string): boolean => new RegExp(`^\\s*gem\\s+["']${name}["']`, "m").test(gems);
  if (gem("rails")) return withEnv("bin/rails server");
  if (gem("dotenv")) return `bundle exec dotenv -f ${quotedPath(env)} ruby ${file}`;
  return withEnv(gems === "" ? `ruby ${file}` : `bundle exec ruby ${file}`);
}

export const RUBY_FILES: Accessor = {
  title: "Ruby",
  languageIds: ["ruby"],
  reference: 'ENV.fetch("NAME")',
  inside: '"Bearer #{ENV.fetch("NAME")}"',
  needs:
    'nothing; `ENV["NAME"]` where the file does so; single quotes become double ones, `%q` and `%w` become `%Q` and `%W`',
  loader: "dotenv, dotenv-rails, direnv; else the shell",
  encoded: "escapes, `+` and literals side by side, `Base64.decode64`, base64",
  refuses:
    "comments, names of entries, patterns after `in`, heredocs with a quoted mark, regular expressions, what follows `__END__`",
  proof: { how: "executed", by: "Ruby" },
  locate: (file, findings) => locateCode(rubyLanguage(changedIn(file.text)), file, findings),
  loaded,
  start,
};
