// JSON has no variables of its own; programs that read it do, each in its own words: one file each beside this one.
import type { Finding } from "../../model";
import { Lexed, type Token } from "../code/lexer";
import { quoted, slashComments, type Syntax } from "../code/syntax";
import { assignedName, type NameHint } from "../names";
import { type Answer, COMMENT_REASON, type Located, locateEach, type SourceFile } from "../source";
import { Cursor, readFlow } from "./flow";
import { draft, pathOf, Tree, type TreeNode } from "./tree";

/** RFC 8259, with the comments of JSONC. */
export const JSON_TEXT: Syntax = { comments: slashComments, strings: [quoted("quoted", '"')] };

/** A key in a string of a JSON file. Offsets are UTF-16. */
export interface JsonPlace {
  readonly tree: Tree;
  readonly node: TreeNode;
  /** As of `pathOf`. */
  readonly path: string;
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  /** The string is the key and nothing else. */
  readonly whole: boolean;
  readonly hint: NameHint | undefined;
}

/** A program that puts variables into the JSON it reads. */
export interface JsonDialect {
  readonly title: string;
  readonly reference: (name: string) => string;
  /** The paths of values in which it does so. */
  readonly values: RegExp;
}

export function locateJson(dialect: JsonDialect, file: SourceFile, findings: readonly Finding[]): Located {
  const places = jsonPlaces(file, findings);
  return locateEach(findings, (finding) => {
    const place = places(finding);
    return typeof place === "string" ? place : (refusedPath(dialect, place) ?? referring(place, dialect.reference));
  });
}

/** Why a value takes no reference. */
export function refusedPath(
  { title, values }: Pick<JsonDialect, "title" | "values">,
  { path }: JsonPlace,
): string | undefined {
  if (values.test(path)) return undefined;
  return `${title} reads no variables in this entry. Put the key where it does: in env of a server or a configuration.`;
}

/** A reference in place of the key. */
export function referring({ hint, start, end }: JsonPlace, reference: (name: string) => string): Answer {
  return { hint, write: ([name = ""]) => [{ start, end, text: reference(name) }] };
}

/** The place of each finding, or why it is none. */
export function jsonPlaces(file: SourceFile, findings: readonly Finding[]): (finding: Finding) => JsonPlace | string {
  const lexed = new Lexed(file.text, JSON_TEXT);
  const tree = treeOf(lexed);
  const isAccount = /"type"\s{0,9}:\s{0,9}"service_account"/.test(file.text);
  const places = new Map(findings.map((finding) => [finding, isAccount ? ACCOUNT : placeAt(lexed, tree, finding)]));
  return (finding) => places.get(finding) ?? placeAt(lexed, tree, finding);
}

export const ACCOUNT =
  "Keep the service account's file outside the repository, and set GOOGLE_APPLICATION_CREDENTIALS to its path.";

export function jsonTree(text: string): Tree {
  return treeOf(new Lexed(text, JSON_TEXT));
}

function treeOf(lexed: Lexed): Tree {
  const document = draft(undefined, 0, -1, false);
  const opening = /[{[]/.exec(lexed.code);
  if (opening) readFlow(lexed, new Cursor(lexed.tokens), document, opening.index);
  return new Tree([document]);
}

function placeAt(lexed: Lexed, tree: Tree, { span, ruleId }: Finding): JsonPlace | string {
  const [start, end] = [span.start.offset, span.end.offset];
  const token = lexed.at(start);
  if (token?.kind === "comment") return COMMENT_REASON;
  if (ruleId === "google-service-account-key") return ACCOUNT;
  const node = tree.at(start);
  if (!token || !node || end > token.bodyEnd) return "The key stands outside every string here. Replace it by hand.";
  if (node.key !== undefined && start < node.valueStart)
    return "The key is the name of a property here. Replace it by hand.";
  const whole = token.bodyStart === start && token.bodyEnd === end;
  const before = lexed.text.slice(Math.max(token.bodyStart, start - 200), start);
  const inner = before.trim() === "" ? undefined : assignedName(before);
  const own: NameHint | undefined = node.key === undefined ? undefined : { name: node.key, kind: "assigned" };
  return { tree, node, path: pathOf(node), token, start, end, whole, hint: inner ?? own };
}
