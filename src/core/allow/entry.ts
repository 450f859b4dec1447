// An allowed finding, written into a policy file: comments, order and formatting of what stands there are kept.
import { findNodeAtLocation, type Node } from "jsonc-parser";
import { escape, minimatch } from "minimatch";
import type { Refusal } from "../fix/model";
import { editedText, type ResolvedEdit } from "../fix/resolveFix";
import { appended, replaced, wholeJson } from "../jsonEdit";
import { type Allowed, parsePolicyFile } from "../policy";
import { type JsonProblem, readJson } from "../readJson";

/** A glob that matches a path, whatever signs are in it, and nothing else; undefined when there is none. */
export function globOf(path: string): string | undefined {
  const glob = escape(path, { magicalBraces: true });
  return minimatch(path, glob, { dot: true }) ? glob : undefined;
}

/**
 * The edits that add an entry to a policy file's text, or that make its text when there is none. An entry for the same
 * key in the same place is replaced. A refusal when the file is broken, or would be.
 */
export function allowing(
  text: string | undefined,
  entry: Allowed,
  eol: "\n" | "\r\n",
): readonly ResolvedEdit[] | Refusal {
  if (text === undefined || text.trim() === "") return [wholeJson(text ?? "", { version: 1, allow: [entry] }, eol)];
  const errors: JsonProblem[] = [];
  const root = readJson(text, errors);
  const before = parsePolicyFile(text);
  const list = root && findNodeAtLocation(root, ["allow"]);
  if (errors.length > 0 || root?.type !== "object" || (list && list.type !== "array"))
    return { refused: `.keystow.json is broken${where(before.problems[0]?.at?.line)}. Repair it first.` };
  const known = list?.children?.find((node) => isSame(node, entry));
  const edits = known
    ? replaced(text, known, entry, eol)
    : list
      ? appended(text, list, { value: entry }, eol)
      : appended(text, root, { name: "allow", value: [entry] }, eol);
  const after = parsePolicyFile(editedText(text, edits));
  const holds = after.value.allow.some((one) => one.fingerprint === entry.fingerprint && one.reason === entry.reason);
  if (holds && after.problems.length <= before.problems.length) return edits;
  return { refused: ".keystow.json could not be changed without breaking it. Add the entry to `allow` by hand." };
}

function where(line: number | undefined): string {
  return line === undefined ? "" : ` in line ${line + 1}`;
}

function isSame(node: Node, entry: Allowed): boolean {
  const valueOf = (name: string): unknown => findNodeAtLocation(node, [name])?.value;
  return valueOf("fingerprint") === entry.fingerprint && valueOf("path") === entry.path;
}
