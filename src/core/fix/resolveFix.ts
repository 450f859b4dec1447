// A plan -> the texts that it stands for: with the keys, to be written, or with their masks, to be shown.
import { createTwoFilesPatch } from "diff";
import type { Span } from "../model";
import { overlaps } from "../points";
import { DEFAULT_POLICY, type Policy } from "../policy";
import { reveal, type Secret } from "../reveal";
import { scanText } from "../scan";
import { fingerprint } from "../secret";
import { syntaxOf } from "./env/store";
import type { FileEdit, FixPlan, Refusal } from "./model";

/** The texts of the plan's files by path, the source's included; files that are not there are left out. */
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
 * Fills in the keys of a plan. A refusal when a file is not as it was when the plan was made, or when the source no
 * longer holds a key in its place.
 */
export function resolveFix(plan: FixPlan, texts: Texts): readonly ResolvedFile[] | Refusal {
  const stale = plan.files.find((file) => isStale(file, texts.get(file.path)));
  if (stale)
    return { refused: `${stale.path || "The text"} has changed meanwhile, so nothing was written. Try again.` };
  const source = plan.files.find((file) => file.role === "source");
  const secrets = plan.findings.map((finding) => reveal(texts.get(source?.path ?? "") ?? "", finding));
  if (secrets.includes(undefined)) return { refused: "The text has changed since it was scanned. Try again." };
  return plan.files.map((file) => ({
    path: file.path,
    role: file.role,
    create: file.create,
    edits: fill(file, (key) => secrets[key]),
  }));
}

/**
 * The keys that have to be handed over before the files are written, by their variables' names. Give them where the
 * person asked for it, and nowhere else. A refusal as from `resolveFix`.
 */
export function keysToHandOver(plan: FixPlan, texts: Texts): ReadonlyMap<string, string> | Refusal {
  const files = resolveFix(plan, texts);
  if ("refused" in files) return files;
  const source = plan.files.find((file) => file.role === "source");
  const text = texts.get(source?.path ?? "") ?? "";
  const keys = new Map<string, string>();
  for (const { name, findings, reused } of plan.variables) {
    const finding = plan.findings[findings[0] ?? 0];
    const key = finding && reveal(text, finding)?.expose();
    if (key !== undefined && !reused) keys.set(name, key);
  }
  return keys;
}

function isStale({ basis, create }: FileEdit, text: string | undefined): boolean {
  return create ? text !== undefined : text === undefined || fingerprint(text) !== basis;
}

function fill({ edits }: FileEdit, secretOf: (key: number) => Secret | undefined): readonly ResolvedEdit[] {
  return edits.map(({ span, pieces }) => ({
    span,
    text: pieces.map((piece) => (typeof piece === "string" ? piece : (secretOf(piece.key)?.expose() ?? ""))).join(""),
  }));
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

/**
 * A unified diff of a plan in which every key, also of findings that `policy` silences, and every value of an env
 * file is masked. Not a patch: it does not apply. Empty when a file is not as it was when the plan was made.
 */
export function maskedDiff(plan: FixPlan, texts: Texts, policy: Policy = DEFAULT_POLICY): string {
  if (plan.files.some((file) => isStale(file, texts.get(file.path)))) return "";
  const all: Policy = { ...policy, disabled: new Set(), severity: ALL };
  return plan.files.map((file) => fileDiff(file, texts.get(file.path) ?? "", { ...plan, policy: all })).join("");
}

const ALL: Policy["severity"] = { high: "information", medium: "information", low: "information" };

interface Shown extends Pick<FixPlan, "findings" | "store"> {
  readonly policy: Policy;
}

function fileDiff(file: FileEdit, text: string, shown: Shown): string {
  const { findings } = shown;
  const masks = masksOf(file, text, shown);
  const edits = file.edits.map(({ span, pieces }) => ({
    span,
    text: pieces.map((piece) => (typeof piece === "string" ? piece : (findings[piece.key]?.mask ?? "…"))).join(""),
  }));
  const kept = masks.filter((mask) => !edits.some((edit) => touches(edit.span, mask.span)));
  const before = editedText(text, masks);
  const after = editedText(
    text,
    [...kept, ...edits].sort((a, b) => a.span.start.offset - b.span.start.offset),
  );
  const name = file.path === "" ? "untitled" : file.path;
  const context = file.role === "source" ? 3 : 0;
  const patch = createTwoFilesPatch(file.create ? "/dev/null" : `a/${name}`, `b/${name}`, before, after, "", "", {
    context,
  });
  return patch.replace(/^=+\n/, "");
}

/** What nobody should read over a shoulder: the keys of a source, every value of an env file. */
function masksOf({ path, role }: FileEdit, text: string, { findings, policy, store }: Shown): readonly ResolvedEdit[] {
  if (role === "env")
    return syntaxOf(store)
      .parse(text)
      .filter((entry) => entry.value !== "")
      .map(({ valueStart, valueEnd }) => ({ span: flatSpan(valueStart, valueEnd), text: "…" }));
  if (role === "ignore") return [];
  const scan = scanText(text, { path }, policy);
  const own = role === "source" ? findings : [];
  const others = [...scan.findings, ...scan.suppressed].filter(
    (one) => !own.some(({ span }) => overlaps(span, one.span)),
  );
  return [...own, ...others]
    .map(({ span, mask }) => ({ span, text: mask }))
    .sort((a, b) => a.span.start.offset - b.span.start.offset);
}

const touches = (edit: Span, mask: Span): boolean =>
  overlaps(edit, mask) || (edit.start.offset === mask.start.offset && edit.end.offset === mask.end.offset);

/** A span that only its offsets are asked of. */
function flatSpan(start: number, end: number): Span {
  return { start: { offset: start, line: 0, column: start }, end: { offset: end, line: 0, column: end } };
}
