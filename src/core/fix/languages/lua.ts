// Lua, in Neovim and nginx too.
import type { Accessor } from "../accessor";
import { AROUND, type CodeLanguage, locateCode, type Spot } from "../code/code";
import { concatenate, type Joint, replaceWhole } from "../code/write";
import { SPLIT } from "../code/encoded";
import { type Beside, BRACED_ESCAPE, HEX_ESCAPE, quoted, type Syntax } from "../code/syntax";
import type { Change } from "../source";

const LEVELS = ["", "=", "==", "==="];

const ESCAPES = `${HEX_ESCAPE}|${BRACED_ESCAPE}`;

/** What binds tighter than `..`. */
const TIGHTER: Beside = { before: /(?:[#*/%+^~-]|\bnot)\s*$/, after: /^\s*(?:[*/%+^]|-(?!-))/ };

/** The Lua 5.4 reference manual, section 3.1. */
export const LUA: Syntax = {
  comments: [
    ...LEVELS.map((level) => ({ open: String.raw`--\[${level}\[`, close: `]${level}]` })),
    { open: "--" },
    { open: "(?<![^])#" },
  ],
  strings: [
    {
      name: "long",
      open: String.raw`\[=*\[`,
      close: (open) => open.replaceAll("[", "]"),
      escape: "none",
      multiline: true,
    },
    quoted("quoted", '"', ESCAPES),
    quoted("quoted", "'", ESCAPES),
  ],
  joint: String.raw`\s*\.\.\s*`,
  tighter: TIGHTER,
};

function refuse(spot: Spot): string | undefined {
  const { lexed, token, keys, pieces } = spot;
  if (/\bredis\.p?call\b/.test(lexed.code.slice(0, 10 * AROUND)))
    return "Redis runs a script without the environment. Pass the key as an argument (ARGV).";
  // The call takes the first piece alone.
  if (pieces.length > 1 && isArgument(spot)) return SPLIT;
  // `]` before the closing `]]` would end the string one sign early.
  if (
    token.form === "long" &&
    keys.some(({ start }) => lexed.text.charAt(start - 1) === "]" && start > token.bodyStart)
  )
    return "A bracket stands right before the key in a long string. Replace the key by hand.";
  return undefined;
}

const DOTS: Joint = {
  operator: "..",
  isLoose: ({ before, after }) => TIGHTER.before.test(before.slice(-20)) || TIGHTER.after.test(after),
};

/** `print "…"` is a call, which an expression takes parentheses for. */
function isArgument({ before }: Spot): boolean {
  const word = /(?:^|[^\w.:])(\w+)\s*$/.exec(before.slice(-100))?.[1];
  if (word !== undefined && KEYWORDS.test(word)) return false;
  return /[\w)\]}"']\s*$/.test(before.slice(-100));
}

const KEYWORDS = /^(?:return|and|or|not|in|then|else|do|if|elseif|while|until|repeat|local|end|\d\w*)$/;

function write(spot: Spot, expressions: readonly string[]): readonly Change[] {
  const { lexed, token, before } = spot;
  const changes = spot.whole ? replaceWhole(spot, expressions[0] ?? "") : withLineBreaks(spot, expressions);
  // A bracket that starts the next statement would call what is read.
  const isCalled = /^\s*\(/.test(lexed.code.slice(token.end, token.end + AROUND));
  if (!isArgument(spot)) return isCalled ? [...changes, { start: token.end, end: token.end, text: ";" }] : changes;
  const gap = /\s*$/.exec(before.slice(-100))?.[0].length ?? 0;
  const [first, ...rest] = changes;
  const open = { start: token.start - gap, end: token.start, text: "(" };
  const close = { start: token.end, end: token.end, text: ")" };
  if (!spot.whole || !first) return [open, ...changes, close];
  return [
    {
      ...first,
      start: open.start,
      text: `(${expressions[0] ?? ""})${/^\w/.test(lexed.text.slice(token.end, token.end + 1)) ? " " : ""}`,
    },
    ...rest,
  ];
}

/** A long string that is opened right before a line break does not hold that break. */
function withLineBreaks(spot: Spot, expressions: readonly string[]): readonly Change[] {
  const { lexed, token, keys } = spot;
  const changes = concatenate(spot, expressions, DOTS);
  if (token.form !== "long") return changes;
  return changes.map((change) => {
    const key = keys.find(({ end }) => end === change.end);
    const lineBreak =
      key && key.end < token.bodyEnd ? /^\r?\n/.exec(lexed.text.slice(key.end, key.end + 2))?.[0] : undefined;
    return lineBreak === undefined ? change : { ...change, text: change.text + lineBreak };
  });
}

const LUA_LANGUAGE: CodeLanguage = {
  syntax: LUA,
  reader: (_, { code }) => {
    const inNeovim = /\bvim\.env\./.test(code) && !/\bos\.getenv\b/.test(code);
    return {
      read: (name, quote) => (inNeovim ? `vim.env.${name}` : `os.getenv(${quote}${name}${quote})`),
      imports: () => [],
    };
  },
  refuse,
  write: (spot, names, { reader: { read } }) => {
    const quote = spot.lexed.text.charAt(spot.token.start) === "'" ? "'" : '"';
    return write(
      spot,
      names.map((name) => read(name, quote)),
    );
  },
  fallback: {
    before:
      /\b(?:os\.getenv\s*\(?\s*["'](?<text>[A-Za-z_]\w*)["']\s*\)?|vim\.env\.(?<dot>[A-Za-z_]\w*))(?<cut>\s+or\s+)$/,
    after: /^(?!\s*\()[ \t]*(?:[;,)}\]\r\n]|--|$)/,
  },
};

export const LUA_FILES: Accessor = {
  title: "Lua",
  languageIds: ["lua"],
  reference: 'os.getenv("NAME")',
  inside: '"Bearer " .. os.getenv("NAME")',
  needs: "nothing; `vim.env.NAME` where the file does so; parentheses where a call has none",
  loader: "direnv; else the shell",
  encoded: "escapes, `..`",
  refuses: "comments, scripts for Redis",
  proof: { how: "executed", by: "Lua" },
  locate: (file, findings) => locateCode(LUA_LANGUAGE, file, findings),
  // http://nginx.org/en/docs/ngx_core_module.html#env
  loaded: ({ source, names }) =>
    /\bngx\.\w/.test(source.text)
      ? `nginx hides variables from Lua: add ${names.map((name) => `\`env ${name};\``).join(" ")} to nginx.conf, and start it with the env file.`
      : undefined,
  start: ({ file, source, withEnv }) => withEnv(/\bvim\.\w/.test(source.text) ? "nvim" : `lua ${file}`),
};
