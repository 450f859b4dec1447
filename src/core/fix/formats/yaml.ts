// YAML has no variables of its own; programs that read it do, each in its own words: one file each beside this one.
import type { Finding, Span } from "../../model";
import { Lexed } from "../code/lexer";
import { assignedName } from "../names";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { quoted, type Syntax } from "../code/syntax";
import { keysAbove } from "./yamlKeys";

/** A quote opens a scalar only where a value may start. */
const opening = (quote: string): string => String.raw`${quote}(?<=(?:^|[[{,]|[:?-][ \t]|![^\s]*[ \t])[ \t]*${quote})`;

/** YAML 1.2.2. */
export const YAML: Syntax = {
  comments: [{ open: String.raw`(?<=^|[ \t])#` }],
  strings: [
    { ...quoted("double", opening('"')), close: '"', multiline: true },
    { name: "single", open: opening("'"), close: "'", escape: "doubled", multiline: true },
  ],
  bodies: [
    {
      name: "block",
      open: String.raw`[|>](?<=[:-][ \t]+(?:[!&][^\s]*[ \t]+)*[|>])[-+\d]*(?=[ \t]*(?:#.*)?$)`,
      bodyEnd: (text, mark, from) => {
        const line = text.slice(text.lastIndexOf("\n", mark.index) + 1, mark.index);
        const parent = line.search(/[^\s-]/) < 0 ? line.lastIndexOf("-") : line.search(/[^\s-]/);
        const next = new RegExp(`^ {0,${parent}}[^\\s]`, "gm");
        next.lastIndex = from;
        return next.exec(text)?.index ?? text.length;
      },
    },
  ],
};

/** A program that puts variables into the YAML it reads. */
export interface YamlDialect {
  readonly reference: (name: string) => string;
  /** Why a value takes no variable; `keys` are those above it, from the innermost. */
  readonly refuse?: (keys: readonly string[], file: SourceFile) => string | undefined;
  /** Names that the program does not take. */
  readonly forbidden?: RegExp;
  readonly spelling?: (name: string) => string;
}

/** Finds the keys of a YAML file that one program reads, and what can be written in their places. */
export function locateYaml(dialect: YamlDialect, file: SourceFile, findings: readonly Finding[]): Located {
  const lexed = new Lexed(file.text, YAML);
  return locateEach(findings, ({ span }) => answerAt(lexed, dialect, file, span));
}

function answerAt(lexed: Lexed, dialect: YamlDialect, file: SourceFile, span: Span): Answer {
  const { text } = lexed;
  const [start, end] = [span.start.offset, span.end.offset];
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  const after = text.slice(token?.kind === "string" ? token.end : end);
  if (token?.kind !== "body" && /^[ \t]*:(?:\s|$)/.test(after))
    return "The key is the name of an entry here. Replace it by hand.";
  const reason = dialect.refuse?.(keysAbove(text, token?.kind === "body" ? token.start - 1 : start), file);
  if (reason !== undefined) return reason;
  // In [] and {} a plain scalar holds no braces.
  const bare = !token && flowAt(lexed, start);
  const whole = /[[{,:]\s*$/.test(text.slice(Math.max(0, start - 50), start)) && /^\s*[\]},]/.test(after);
  if (bare && !whole) return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const quote = bare ? '"' : "";
  return {
    hint: assignedName(
      text.slice(Math.max(0, start - 200), token?.kind === "string" ? token.start : start).replace(/- *$/, ""),
    ),
    ...(dialect.forbidden && { forbidden: dialect.forbidden }),
    ...(dialect.spelling && { spelling: dialect.spelling }),
    write: ([name = ""]) => [{ start, end, text: quote + dialect.reference(name) + quote }],
  };
}

/** Whether a place is between the brackets of a flow collection, which may span lines. */
function flowAt({ code }: Lexed, offset: number): boolean {
  let depth = 0;
  for (const [bracket] of code
    .slice(Math.max(0, offset - 2000), offset)
    .replace(/\$\{\{.*?\}\}|\$\{.*?\}/g, "")
    .matchAll(/(?<=(?:^|[:[{,-])\s*)[[{]|[\]}]/gm))
    depth = "[{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
  return depth > 0;
}
