// A plan -> the texts that it stands for, with the keys, to be written.
import type { Span } from "../model";
import { reveal } from "../reveal";
import { fingerprint } from "../secret";
import type { BulkPlan, FileEdit, FixPlan, Piece, PlacedKey, Refusal } from "./model";

/** The texts of the plan's files by path, the sources included; files that are not there are left out. */
export type Texts = ReadonlyMap<string, string>;

/** Text in place of a span of the file as it is now. */
export interface ResolvedEdit {
  readonly span: Span;
  readonly text: string;
}

/** One file's edits, ascending and disjoint. Holds keys: write it, and do not log it. */
export interface ResolvedFile extends Pick<FileEdit, "path" | "role" | "create"> {
  readonly edits: readonly ResolvedEdit[];
}

/**
 * Fills in the keys of a plan. A refusal when a file is not as it was when the plan was made, or when a source no
 * longer holds a key in its place.
 */
export function resolveFix(plan: FixPlan | BulkPlan, texts: Texts): readonly ResolvedFile[] | Refusal {
  const files = resolvePieces(plan, texts);
  if ("refused" in files) return files;
  return files.map(({ edits, ...file }) => ({
    ...file,
    edits: edits.map(({ span, pieces }) => ({ span, text: pieces.map(({ text }) => text).join("") })),
  }));
}

/** One file's edits, each piece beside the text that it stands for. */
export interface FilledFile extends Pick<FileEdit, "path" | "role" | "create"> {
  readonly edits: readonly { readonly span: Span; readonly pieces: readonly FilledPiece[] }[];
}

/** A piece and what it stands for: itself, or a key. */
export interface FilledPiece {
  readonly piece: Piece;
  readonly text: string;
}

/** As `resolveFix`, piece by piece. */
export function resolvePieces(plan: FixPlan | BulkPlan, texts: Texts): readonly FilledFile[] | Refusal {
  const stale = plan.files.find((file) => isStale(file, texts.get(file.path)));
  if (stale)
    return { refused: `${stale.path || "The text"} has changed meanwhile, so nothing was written. Try again.` };
  const secrets = keysOf(plan).map(({ path, finding }) => reveal(texts.get(path) ?? "", finding));
  if (secrets.includes(undefined)) return { refused: "The text has changed since it was scanned. Try again." };
  const textOf = (piece: Piece): string => (typeof piece === "string" ? piece : (secrets[piece.key]?.expose() ?? ""));
  return plan.files.map(({ path, role, create, edits }) => ({
    path,
    role,
    create,
    edits: edits.map(({ span, pieces }) => ({ span, pieces: pieces.map((piece) => ({ piece, text: textOf(piece) })) })),
  }));
}

/**
 * The keys that have to be handed over before the files are written, by their variables' names; `text` is the source's.
 * Give them where the person asked for it, and nowhere else. Undefined when the text no longer holds one of them.
 */
export function keysToHandOver(plan: FixPlan, text: string): ReadonlyMap<string, string> | undefined {
  const keys = new Map<string, string>();
  for (const { name, findings, reused } of plan.variables) {
    const finding = plan.findings[findings[0] ?? 0];
    const key = finding && reveal(text, finding)?.expose();
    if (key === undefined) return undefined;
    if (!reused) keys.set(name, key);
  }
  return keys;
}

export function isStale({ basis, create }: FileEdit, text: string | undefined): boolean {
  return create ? text !== undefined : text === undefined || fingerprint(text) !== basis;
}

/** The keys that the pieces of a plan are indices of. */
export function keysOf(plan: FixPlan | BulkPlan): readonly PlacedKey[] {
  if ("keys" in plan) return plan.keys;
  const path = plan.files.find(({ role }) => role === "source")?.path ?? "";
  return plan.findings.map((finding) => ({ path, finding }));
}

/** A text after edits that are ascending and disjoint. */
export function editedText(text: string, edits: readonly ResolvedEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.span.start.offset), edit.text);
    at = edit.span.end.offset;
  }
  return parts.join("") + text.slice(at);
}
