// TOML has no variables. The programs that offer another way to a key are in files of their own beside this one.
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { Lexed, type Token } from "../code/lexer";
import { quoted, type Syntax } from "../code/syntax";
import { baseName } from "../folders";
import { COMMENT_REASON, locateEach, type SourceFile } from "../source";

/** TOML 1.0. */
export const TOML: Syntax = {
  comments: [{ open: "#" }],
  strings: [
    { ...quoted("block", '"""'), close: '"""', multiline: true },
    { name: "raw block", open: "'''", close: "'''", escape: "none", multiline: true },
    quoted("basic", '"'),
    { name: "literal", open: "'", close: "'", escape: "none", multiline: false },
  ],
};

export interface Table {
  readonly name: string;
  /** The line after the header. */
  readonly start: number;
  end: number;
}

/** A key in a string of a TOML file. Offsets are UTF-16. */
export interface TomlPlace {
  /** The table's name as it is written; empty above the first. */
  readonly table: Table;
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  /** The line that the key stands on, without its line break: what is before the string, and after it. */
  readonly before: string;
  readonly after: string;
  readonly lineStart: number;
  /** The string is the key and nothing else. */
  readonly whole: boolean;
}

export class TomlText {
  readonly lexed: Lexed;
  readonly tables: readonly Table[];

  constructor(readonly text: string) {
    this.lexed = new Lexed(text, TOML);
    const tables: Table[] = [{ name: "", start: 0, end: text.length }];
    for (const found of text.matchAll(/^[ \t]*\[{1,2}[ \t]*([^\]\r\n]{1,200}?)[ \t]*\]{1,2}[ \t]*(?:#.*)?$/gm)) {
      if (this.lexed.at(found.index + found[0].indexOf("["))) continue;
      const last = tables.at(-1);
      if (last) last.end = found.index;
      const next = text.indexOf("\n", found.index + found[0].length);
      tables.push({ name: found[1] ?? "", start: next < 0 ? text.length : next + 1, end: text.length });
    }
    this.tables = tables;
  }

  tableAt(offset: number): Table {
    let low = 0;
    let high = this.tables.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tables[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.tables[low - 1] ?? { name: "", start: 0, end: this.text.length };
  }

  /** The place of a finding, or why it is none. */
  placeOf({ span }: Finding): TomlPlace | string {
    const [start, end] = [span.start.offset, span.end.offset];
    const token = this.lexed.at(start);
    if (token?.kind === "comment") return COMMENT_REASON;
    if (!token || end > token.bodyEnd) return "The key stands outside every string here. Replace it by hand.";
    const lineStart = Math.max(this.text.lastIndexOf("\n", token.start - 1) + 1, token.start - 2000);
    const newline = this.text.indexOf("\n", token.end);
    const lineEnd = Math.min(newline < 0 ? this.text.length : newline, token.end + 2000);
    return {
      table: this.tableAt(start),
      token,
      start,
      end,
      before: this.text.slice(lineStart, token.start),
      after: this.text.slice(token.end, lineEnd).trimEnd(),
      lineStart,
      whole: token.bodyStart === start && token.bodyEnd === end,
    };
  }

  /** Whether a table has an entry of a name. */
  has(table: Table, key: string): boolean {
    return new RegExp(`^[ \\t]*${key}[ \\t]*=`, "m").test(
      this.text.slice(table.start, Math.min(table.end, table.start + 5000)),
    );
  }
}

/** The name of an entry that has a whole line, of which a string is the value. */
export function entryName({ before, after }: TomlPlace): string | undefined {
  if (!/^[ \t]*(?:#.*)?$/.test(after)) return undefined;
  return /^[ \t]*(["']?)([\w-]+)\1[ \t]*=[ \t]*$/.exec(before)?.[2];
}

/** The line of an entry, its end included. */
export function lineOf(
  text: string,
  { lineStart, token }: TomlPlace,
): { readonly start: number; readonly end: number } {
  const newline = text.indexOf("\n", token.end);
  return { start: lineStart, end: newline < 0 ? text.length : newline + 1 };
}

const WHY: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)\.streamlit\/secrets\.toml$/,
    "Streamlit keeps secrets in this very file. Keep it out of git: put .streamlit/secrets.toml into .gitignore, and rotate the key if it was ever committed.",
  ],
  [
    /(?:^|\/)netlify\.toml$/,
    "Set the key with `netlify env:set NAME --secret`, and remove it here: every build and function has it then.",
  ],
  [
    /(?:^|\/)\.cargo\/config(?:\.toml)?$/,
    "Cargo reads no variables in this file. Set the key in the shell that starts cargo, a registry's token as CARGO_REGISTRIES_NAME_TOKEN.",
  ],
  [
    /(?:^|\/)(?:pyproject|Cargo|poetry|uv)\.toml$/,
    "A manifest reads no variables. Let the program read the key from the environment.",
  ],
  [/(?:^|\/)supabase\/config\.toml$/, 'Write "env(NAME)" in place of the key. The Supabase CLI fills it in from .env.'],
];

function whyNot({ path }: SourceFile): string {
  return (
    WHY.find(([file]) => file.test(path))?.[1] ??
    `TOML reads no variables unless the program that loads ${baseName(path) || "it"} does. Let that program read the key from the environment.`
  );
}

export const OTHER_TOML: Accessor = {
  title: "Other TOML",
  languageIds: ["toml"],
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "TOML reads no variables unless the program that loads it does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => {
    const toml = new TomlText(file.text);
    return locateEach(findings, (finding) => {
      const place = toml.placeOf(finding);
      return typeof place === "string" ? place : whyNot(file);
    });
  },
};
