// Makefiles: a variable of the environment is one of make's, unless the makefile sets it too.
// https://www.gnu.org/software/make/manual/html_node/Environment.html
import type { Accessor, LoadRequest, StartRequest } from "../accessor";
import type { Finding } from "../../model";
import { Lexed } from "../code/lexer";
import { SHELL } from "../languages/shell";
import { baseName, folderOf, join, within } from "../folders";
import { quotedPath } from "../quotedPath";
import { type Answer, type Change, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";

/** UTF-16 code units of a line before and after a key that are looked at. */
const AROUND = 2000;

function locateMakefile({ text }: SourceFile, findings: readonly Finding[]): Located {
  const braces = /(?:^|[^$])\$\{\w/.test(text) && !/(?:^|[^$])\$\(\w+\)/.test(text);
  const reference = (name: string): string => (braces ? `\${${name}}` : `$(${name})`);
  return locateEach(findings, ({ span }) => answerAt(text, span.start.offset, span.end.offset, reference));
}

function answerAt(text: string, start: number, end: number, reference: (name: string) => string): Answer {
  const line = lineBefore(text, start);
  const inDefine = defined(text, start);
  const isRecipe = line.startsWith("\t") || inDefine !== undefined;
  if (isComment(line, isRecipe)) return COMMENT_REASON;
  const insert = ([name = ""]: readonly string[]): readonly Change[] => [{ start, end, text: reference(name) }];
  const read = alternative(line, text.slice(end, end + AROUND));
  if (read)
    return {
      hint: { name: read.name, kind: "read" },
      write: (names) => (names[0] === read.name ? [{ start: start - read.cut, end, text: "" }] : insert(names)),
    };
  if (isRecipe) return inRecipe(line, inDefine, insert);
  return inAssignment(line, { start, end, after: text.slice(end, end + AROUND) }, insert);
}

type Insert = (names: readonly string[]) => readonly Change[];

/** Make puts its variables into a recipe before the shell sees it, in whatever quotes they stand. */
function inRecipe(line: string, inDefine: string | undefined, write: Insert): Answer {
  const name = /([A-Za-z_]\w*)=["']?$/.exec(line)?.[1];
  return {
    ...(name !== undefined && { hint: { name, kind: "assigned" } }),
    ...(inDefine && { forbidden: only(inDefine) }),
    write,
  };
}

const ASSIGNMENT =
  /^[ ]*(?:[^\s:=#][^:=#]*:(?!=)[ \t]*)?(?<words>(?:(?:export|override|private)[ \t]+)*)(?<name>[^\s:=#+?!]+)[ \t]*(?<sign>:{0,3}=|[?+!]=)[ \t]*(?<value>.*)$/s;

/** `NAME = key`: what the makefile sets goes before the environment, unless it is set with `?=`. */
function inAssignment(
  line: string,
  { start, end, after }: { start: number; end: number; after: string },
  insert: Insert,
): Answer {
  const groups = ASSIGNMENT.exec(line)?.groups;
  if (!groups) return { write: insert };
  const { words = "", name = "", sign = "", value = "" } = groups;
  if (/\boverride\b/.test(words))
    return "What is set with override goes before the environment. Take override away first.";
  const quote = value === '"' || value === "'" ? value : "";
  const isWhole = value === quote && after.startsWith(quote) && /^[ \t]*(?:#|\r?\n|$)/.test(after.slice(quote.length));
  const from = start - (line.length - line.lastIndexOf(sign, line.length - value.length - 1));
  const unset: Change = { start: from, end: end + quote.length, text: sign === "+=" ? sign : "?=" };
  return {
    hint: { name, kind: sign === "?=" ? "read" : "assigned" },
    // A variable made of itself has no end.
    ...(!isWhole && { forbidden: only(name) }),
    write: (names) => (names[0] === name ? [unset] : insert(names)),
  };
}

const only = (name: string): RegExp => new RegExp(`^${name.replace(/[^\w]/g, "\\$&")}$`);

/** `$(or $(NAME),key)` */
function alternative(line: string, after: string): { name: string; cut: number } | undefined {
  const groups = /\$[({]or[ \t]+\$[({](?<name>\w+)[)}](?<cut>,[ \t]*)$/.exec(line)?.groups;
  return groups && /^[ \t]*[)}]/.test(after)
    ? { name: groups["name"] ?? "", cut: groups["cut"]?.length ?? 0 }
    : undefined;
}

/** The text before a key from the start of its line, or of the first one that goes on in it. */
function lineBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - AROUND), start);
  let from = before.lastIndexOf("\n") + 1;
  while (from > 0 && /\\\r?\n$/.test(before.slice(Math.max(0, from - 3), from)))
    from = before.lastIndexOf("\n", from - 2) + 1;
  return before.slice(from);
}

/** The variable whose `define` block a place is in. */
function defined(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const found = [
    ...before.matchAll(/^[ \t]*(?:(?:export|override)[ \t]+)*(?:define[ \t]+(?<name>[^\s:=+?]+)|endef\b)/gm),
  ];
  return found.at(-1)?.groups?.["name"];
}

function isComment(line: string, isRecipe: boolean): boolean {
  if (!isRecipe) return /(?<!\\)#/.test(line);
  const command = line.replace(/^\t[ \t@+-]*/, "");
  return new Lexed(`${command}K`, SHELL).at(command.length)?.kind === "comment";
}

/** `include .env`, which make reads as a makefile. */
function loaded({ source, envPath }: LoadRequest): string | undefined {
  const includes = /^[ \t]*(?:-|s)?include[ \t]+(?:\S+[ \t]+)*(?:\.\/)?\.env[ \t\r]*$/m.test(source.text);
  return includes && envPath === join(folderOf(source.path), ".env") ? "The makefile includes .env itself." : undefined;
}

function command({ source: { path }, folder }: StartRequest): string {
  const name = baseName(path);
  const inner = within(folder, folderOf(path));
  if (/^(?:GNUmakefile|[Mm]akefile)$/.test(name)) return inner === "" ? "make" : `make -C ${quotedPath(inner)}`;
  return name === "" || name.endsWith(".mk") ? "make" : `make -f ${quotedPath(within(folder, path))}`;
}

export const MAKEFILES: Accessor = {
  title: "Makefile",
  languageIds: ["makefile"],
  reference: "$(NAME)",
  inside: "Bearer $(NAME)",
  needs: "a variable of the same name is set with `?=`, which leaves the environment's value",
  loader: "`include .env`, direnv; else the shell that starts make",
  refuses: "comments, variables set with override",
  proof: { how: "parsed", by: "tree-sitter" },
  locate: locateMakefile,
  loaded,
  start: (request) => request.withEnv(command(request)),
};
