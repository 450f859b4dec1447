// YAML has no variables of its own; programs that read it do, each in its own words: one file each beside this one.
import type { Finding } from "../../model";
import { Lexed, type Token } from "../code/lexer";
import { quoted, type Syntax } from "../code/syntax";
import { assignedName } from "../names";
import { type Answer, type Change, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { pathOf, type Tree, type TreeNode } from "./tree";
import { yamlTree } from "./yamlTree";

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

/** A key in a value of a YAML file. Offsets are UTF-16. */
export interface YamlPlace {
  readonly lexed: Lexed;
  readonly tree: Tree;
  /** The entry or element whose value holds the key. */
  readonly node: TreeNode;
  /** As of `pathOf`. */
  readonly path: string;
  /** The quotes or the block that the key is in; undefined in a plain scalar. */
  readonly token: Token | undefined;
  readonly start: number;
  readonly end: number;
  /** The value is the key and nothing else. */
  readonly whole: boolean;
  readonly finding: Finding;
}

/** A program that puts variables into the YAML it reads. */
export interface YamlDialect {
  readonly reference: (name: string, place: YamlPlace) => string;
  /** Why a value takes no variable. */
  readonly refuse?: (place: YamlPlace, file: SourceFile) => string | undefined;
  /** Another answer than the reference in place of the key. */
  readonly answer?: (place: YamlPlace, file: SourceFile) => Answer | undefined;
  /** Names that the program does not take. */
  readonly forbidden?: RegExp;
  /** A reference begins with a sign of YAML's own, so a plain scalar cannot begin with it. */
  readonly needsQuotes?: true;
  /** The name that Keystow would choose, made one that the program takes. */
  readonly spelling?: (name: string) => string;
}

/** Finds the keys of a YAML file that one program reads, and what can be written in their places. */
export function locateYaml(dialect: YamlDialect, file: SourceFile, findings: readonly Finding[]): Located {
  const places = yamlPlaces(file, findings);
  return locateEach(findings, (finding) => {
    const place = places(finding);
    return typeof place === "string" ? place : answerAt(dialect, file, place);
  });
}

/** The place of each finding, or why it is none. */
export function yamlPlaces(
  { text }: SourceFile,
  findings: readonly Finding[],
): (finding: Finding) => YamlPlace | string {
  const lexed = new Lexed(text, YAML);
  const tree = yamlTree(lexed);
  const places = new Map(findings.map((finding) => [finding, placeAt(lexed, tree, finding)]));
  return (finding) => places.get(finding) ?? placeAt(lexed, tree, finding);
}

function placeAt(lexed: Lexed, tree: Tree, finding: Finding): YamlPlace | string {
  const [start, end] = [finding.span.start.offset, finding.span.end.offset];
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  const node = tree.at(start);
  if (!node || end > node.valueEnd) return "The key stands outside every value here. Replace it by hand.";
  if (start < node.valueStart) return "The key is the name of an entry here. Replace it by hand.";
  const body = token ?? { bodyStart: node.valueStart, bodyEnd: node.valueEnd };
  const whole = isBlank(lexed.text, body.bodyStart, start) && isBlank(lexed.text, end, body.bodyEnd);
  return { lexed, tree, node, path: pathOf(node), token, start, end, whole, finding };
}

function isBlank(text: string, from: number, to: number): boolean {
  return to - from < 100 && text.slice(from, to).trim() === "";
}

function answerAt(dialect: YamlDialect, file: SourceFile, place: YamlPlace): Answer {
  const reason = dialect.refuse?.(place, file);
  if (reason !== undefined) return reason;
  const own = dialect.answer?.(place, file);
  if (own !== undefined) return own;
  const { node, token, start, end } = place;
  const bare = !token && node.flow;
  if (bare && !place.whole)
    return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const opens = bare || (!token && dialect.needsQuotes === true && start === node.valueStart);
  if (opens && /["\\]/.test(file.text.slice(end, node.valueEnd)))
    return "A reference cannot begin a value without quotes. Put the value into quotes first.";
  return {
    hint: hintOf(place),
    ...(dialect.forbidden && { forbidden: dialect.forbidden }),
    ...(dialect.spelling && { spelling: dialect.spelling }),
    write: ([name = ""]) => {
      const text = escaped(token, dialect.reference(name, place));
      return opens ? quotedFrom(place, text) : [{ start, end, text }];
    },
  };
}

/** A plain scalar that starts with the key, put into quotes. */
function quotedFrom({ node, start, end }: YamlPlace, text: string): readonly Change[] {
  if (node.valueEnd === end) return [{ start, end, text: `"${text}"` }];
  return [
    { start, end, text: `"${text}` },
    { start: node.valueEnd, end: node.valueEnd, text: '"' },
  ];
}

/** Whether an expression, which `}}` ends, is open at the end of a text. */
export function isInExpression(before: string, open: "{{" | "${{"): boolean {
  return before.lastIndexOf(open) > before.lastIndexOf("}}");
}

/** A text as it is written in a scalar's quotes. */
export function escaped(token: Token | undefined, text: string): string {
  if (token?.form === "single") return text.replaceAll("'", "''");
  return token?.form === "double" ? text.replace(/["\\]/g, "\\$&") : text;
}

/** What the key is called where it stands: the entry's own name, or what is assigned inside the value. */
export function hintOf({ lexed, node, token, start }: YamlPlace): ReturnType<typeof assignedName> {
  const inner = token?.kind === "string" ? token.bodyStart : node.valueStart;
  const before = lexed.text.slice(Math.max(inner, start - 200), start);
  if (before.trim() !== "") return assignedName(before);
  return node.key === undefined ? undefined : { name: node.key, kind: "assigned" };
}
