// Shell scripts: sh, bash, zsh.
import type { Finding } from "../model";
import { baseName } from "./folders";
import { Lexed, type Token } from "./lexer";
import { type Answer, COMMENT_REASON, type Located, locateEach, type Change, type SourceFile } from "./source";
import { SHELL } from "./syntax";

/** Read by every shell that starts, before anything could load an env file. */
const START_FILES = /^\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zshenv|zprofile|zlogin|kshrc)$/;

export function locateShell(file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, SHELL);
  return locateEach(findings, ({ span }) => {
    if (START_FILES.test(baseName(file.path)))
      return "A shell's start file sets the environment itself. Keep keys in a file outside it and load that with `set -a; . FILE; set +a`.";
    return answerAt(lexed, span.start.offset, span.end.offset);
  });
}

function answerAt(lexed: Lexed, start: number, end: number): Answer {
  const { text } = lexed;
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  if (token?.verbatim)
    return "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark, or pass the key as an argument.";
  if (token && end > token.bodyEnd) return "The key crosses quotes here. Replace it by hand.";
  const fallback = /\$\{(?<name>[A-Za-z_]\w*):?[-=]$/.exec(text.slice(Math.max(0, start - 100), start));
  const hint = assignment(text, token?.kind === "string" ? token.start : start);
  const write = ([name = ""]: readonly string[]): readonly Change[] => {
    const own = hint?.name === name ? "own" : "other";
    return reference(lexed, { token, start, end }, name, own);
  };
  if (!fallback || text.charAt(end) !== "}") return { hint, write };
  const name = fallback.groups?.["name"] ?? "";
  const cut = fallback[0].length - "${".length - name.length;
  return {
    hint: { name, kind: "read" },
    write: (names) => (names[0] === name ? [{ start: start - cut, end, text: "" }] : write(names)),
  };
}

/** `NAME=`, also as `-NAME=` or `--name=`, right before a word. */
function assignment(text: string, at: number): { name: string; kind: "assigned" } | undefined {
  const name = /([A-Za-z_][\w-]*)=$/.exec(text.slice(Math.max(0, at - 100), at))?.[1];
  return name === undefined ? undefined : { name, kind: "assigned" };
}

interface Place {
  readonly token: Token | undefined;
  readonly start: number;
  readonly end: number;
}

function reference(lexed: Lexed, { token, start, end }: Place, name: string, kind: "own" | "other"): readonly Change[] {
  const { text } = lexed;
  // A variable that is assigned to itself has to be there already: `:?` says so when it is not.
  const own = kind === "own" && (token ? token.bodyStart === start && token.bodyEnd === end : true);
  const full = own ? `\${${name}:?}` : `\${${name}}`;
  const short = own ? full : /^["'\s/;|&)]/.test(text.charAt(end)) || end === text.length ? `$${name}` : full;
  if (!token) return [{ start, end, text: `"${own ? full : `$${name}`}"` }];
  if (token.kind === "body") return [{ start, end, text: full }];
  if (token.form === "double") return [{ start, end, text: short }];
  const body = text.slice(token.bodyStart, start) + text.slice(end, token.bodyEnd);
  if (/["$`\\!]/.test(body)) return splice(text, token, { start, end }, name);
  return [
    { start: token.start, end: token.bodyStart, text: '"' },
    { start, end, text: short },
    { start: token.bodyEnd, end: token.end, text: '"' },
  ];
}

/** `'a'"$X"'b'`: the text on both sides keeps its own quotes. */
function splice(text: string, token: Token, key: { start: number; end: number }, name: string): readonly Change[] {
  const open = text.slice(token.start, token.bodyStart);
  const close = text.slice(token.bodyEnd, token.end);
  const left = key.start === token.bodyStart ? { at: token.start, text: "" } : { at: key.start, text: close };
  const right = key.end === token.bodyEnd ? { at: token.end, text: "" } : { at: key.end, text: open };
  return [{ start: left.at, end: right.at, text: `${left.text}"$${name}"${right.text}` }];
}
