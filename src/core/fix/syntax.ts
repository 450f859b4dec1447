// How a language writes strings and comments, as data for the lexer. Sources: each language's reference.

export interface StringForm {
  /** Names the form for those who write a reference into it. */
  readonly name: string;
  /** Regular expression source of the opening delimiter with its prefix. */
  readonly open: string;
  /** The closing delimiter; made of the opening one where it varies. */
  readonly close: string | ((open: string) => string);
  /** How the closing delimiter is written inside the string. */
  readonly escape: "backslash" | "doubled" | "none";
  readonly multiline: boolean;
  /** Brackets that hold code inside the string, and what stands for the bare opening bracket. */
  readonly holes?: readonly Hole[];
}

export interface Hole {
  readonly open: string;
  readonly close: ")" | "}" | "`";
  /** Text that looks like an opening and is none, such as `{{`. */
  readonly literal?: string;
}

/** Text whose first mark is on one line and whose body is the lines after it: a heredoc, a YAML block scalar. */
export interface BodyForm extends Pick<StringForm, "name" | "open"> {
  /** The end of the body that starts at `from`, or undefined when there is none. */
  readonly bodyEnd: (text: string, mark: RegExpExecArray, from: number) => number | undefined;
}

export interface Syntax {
  /** Line comments and block comments: sources of the opening, and the closing text (default: the line's end). */
  readonly comments: readonly { readonly open: string; readonly close?: string }[];
  /** Tried in order. */
  readonly strings: readonly StringForm[];
  readonly bodies?: readonly BodyForm[];
  /** Code that hides a delimiter, such as `\'` in a shell. */
  readonly skip?: string;
  /** `/…/` is a literal where an expression may start. */
  readonly regex?: true;
}

const slashComments = [{ open: "//" }, { open: "/\\*", close: "*/" }];

const quoted = (name: string, quote: string): StringForm => ({
  name,
  open: quote,
  close: quote,
  escape: "backslash",
  multiline: false,
});

/** ECMA-262, with TypeScript and JSX on top. */
export const SCRIPT: Syntax = {
  comments: [...slashComments, { open: "(?<![^])#!" }],
  strings: [
    quoted("quoted", '"'),
    quoted("quoted", "'"),
    { ...quoted("template", "`"), multiline: true, holes: [{ open: "${", close: "}" }] },
  ],
  regex: true,
};

const pythonForms = (name: string, prefix: string, holes?: readonly Hole[]): readonly StringForm[] =>
  ['"""', "'''", '"', "'"].map((quote) => ({
    name,
    open: prefix + quote,
    close: quote,
    escape: "backslash",
    multiline: quote.length === 3,
    ...(holes && { holes }),
  }));

/** The Python language reference, section 2.4. */
export const PYTHON: Syntax = {
  comments: [{ open: "#" }],
  strings: [
    ...pythonForms("format", String.raw`(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])`, [{ open: "{", close: "}", literal: "{{" }]),
    ...pythonForms("bytes", String.raw`(?<!\w)(?:[bB][rR]?|[rR][bB])`),
    ...pythonForms("raw", String.raw`(?<!\w)[rR]`),
    ...pythonForms("plain", String.raw`(?:(?<!\w)[uU])?`),
  ],
};

export const GO: Syntax = {
  comments: slashComments,
  strings: [
    quoted("quoted", '"'),
    { name: "raw", open: "`", close: "`", escape: "none", multiline: true },
    quoted("character", "'"),
  ],
};

export const JAVA: Syntax = {
  comments: slashComments,
  strings: [{ ...quoted("block", '"""'), multiline: true }, quoted("quoted", '"'), quoted("character", "'")],
};

const braces: readonly Hole[] = [{ open: "{", close: "}", literal: "{{" }];

/** The C# language reference, "String literals". */
export const CSHARP: Syntax = {
  comments: slashComments,
  strings: [
    {
      name: "block",
      open: String.raw`\$*"{3,}`,
      close: (open) => open.replaceAll("$", ""),
      escape: "none",
      multiline: true,
    },
    { name: "format", open: String.raw`(?:\$@|@\$)"`, close: '"', escape: "doubled", multiline: true, holes: braces },
    { name: "quoted", open: '@"', close: '"', escape: "doubled", multiline: true },
    { ...quoted("format", String.raw`\$"`), close: '"', holes: braces },
    quoted("quoted", '"'),
    quoted("character", "'"),
  ],
};

const SHELL_HOLES: readonly Hole[] = [
  { open: "$(", close: ")" },
  { open: "${", close: "}" },
  { open: "`", close: "`" },
];

/** POSIX shell command language 2.2 and 2.7.4, with the `$'…'` of bash and zsh. */
export const SHELL: Syntax = {
  comments: [{ open: String.raw`(?<![^\s;&|()])#` }],
  skip: String.raw`\\[^]`,
  strings: [
    { ...quoted("ansi", String.raw`\$'`), close: "'", multiline: true },
    { ...quoted("double", String.raw`\$?"`), close: '"', multiline: true, holes: SHELL_HOLES },
    { name: "single", open: "'", close: "'", escape: "none", multiline: true },
  ],
  bodies: [
    {
      name: "heredoc",
      open: String.raw`(?<!<)<<(?<tabs>-?)[ \t]*(?<quote>['"\\]?)(?<word>[A-Za-z_]\w*)['"]?`,
      bodyEnd: (text, mark, from) => {
        const end = new RegExp(`^${mark.groups?.["tabs"] ? "\\t*" : ""}${mark.groups?.["word"] ?? ""}$`, "gm");
        end.lastIndex = from;
        return end.exec(text)?.index;
      },
    },
  ],
};

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

/** RFC 8259, with the comments of JSONC. */
export const JSON_TEXT: Syntax = { comments: slashComments, strings: [quoted("quoted", '"')] };
