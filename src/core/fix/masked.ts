// A plan -> the texts that it stands for, with masks in place of all keys, to be shown.
import { createTwoFilesPatch } from "diff";
import type { Finding, Span } from "../model";
import { overlaps } from "../points";
import { DEFAULT_POLICY, everything, type Policy } from "../policy";
import { scanText } from "../scan";
import { syntaxOf } from "./env/store";
import type { BulkPlan, FileEdit, FixPlan } from "./model";
import { editedText, isStale, keysOf, type ResolvedEdit, type Texts } from "./resolveFix";

/** A file before and after a plan. Every key, also one that nobody moves, and every value of an env file is masked. */
export interface MaskedFile extends Pick<FileEdit, "path" | "role" | "create"> {
  /** Empty for a file that is made. */
  readonly before: string;
  readonly after: string;
}

/**
 * What a plan changes, masked; also keys that `policy` silences. Empty when a file is not as it was when the plan was
 * made.
 */
export function maskedTexts(
  plan: FixPlan | BulkPlan,
  texts: Texts,
  policy: Policy = DEFAULT_POLICY,
): readonly MaskedFile[] {
  if (plan.files.some((file) => isStale(file, texts.get(file.path)))) return [];
  const all = everything(policy);
  const keys = keysOf(plan);
  return plan.files.map((file) => {
    const own = keys.filter(({ path }) => path === file.path).map(({ finding }) => finding);
    const maskOf = (key: number): string => keys[key]?.finding.mask ?? "…";
    return maskedFile(file, texts.get(file.path) ?? "", { own, maskOf, policy: all });
  });
}

/** A unified diff of `maskedTexts`. Not a patch: it does not apply. */
export function maskedDiff(plan: FixPlan | BulkPlan, texts: Texts, policy?: Policy): string {
  return maskedTexts(plan, texts, policy)
    .map(({ path, role, create, before, after }) => {
      const name = path === "" ? "untitled" : path;
      const context = role === "source" ? 3 : 0;
      const old = create ? "/dev/null" : `a/${name}`;
      return createTwoFilesPatch(old, `b/${name}`, before, after, "", "", { context }).replace(/^=+\n/, "");
    })
    .join("");
}

interface Masking {
  /** The plan's findings in this file. */
  readonly own: readonly Finding[];
  readonly maskOf: (key: number) => string;
  readonly policy: Policy;
}

function maskedFile({ path, role, create, edits }: FileEdit, text: string, masking: Masking): MaskedFile {
  const masks = masksOf({ path, role }, text, masking);
  const shown = edits.map(({ span, pieces }) => ({
    span,
    text: pieces.map((piece) => (typeof piece === "string" ? piece : masking.maskOf(piece.key))).join(""),
  }));
  const kept = masks.filter((mask) => !shown.some((edit) => touches(edit.span, mask.span)));
  return { path, role, create, before: editedText(text, masks), after: editedText(text, inOrder([...kept, ...shown])) };
}

/** What nobody should read over a shoulder: every key, and in an env file every value. */
function masksOf(
  { path, role }: Pick<FileEdit, "path" | "role">,
  text: string,
  { own, policy }: Masking,
): readonly ResolvedEdit[] {
  const values =
    role === "env"
      ? syntaxOf(path)
          .parse(text)
          .filter(({ value }) => value !== "")
      : [];
  const hidden = values.map(({ valueStart, valueEnd }): ResolvedEdit => {
    const raw = text.slice(valueStart, valueEnd);
    return {
      span: flatSpan(valueStart + (raw.length - raw.trimStart().length), valueStart + raw.trimEnd().length),
      text: "…",
    };
  });
  const { findings, suppressed } = scanText(text, { path }, policy);
  for (const { span, mask } of [...own, ...findings, ...suppressed])
    if (!hidden.some((one) => overlaps(one.span, span))) hidden.push({ span, text: mask });
  return inOrder(hidden);
}

/** Ascending; what is inserted before what stands there. */
function inOrder(edits: readonly ResolvedEdit[]): readonly ResolvedEdit[] {
  return [...edits].sort((a, b) => a.span.start.offset - b.span.start.offset || a.span.end.offset - b.span.end.offset);
}

const touches = (edit: Span, mask: Span): boolean =>
  overlaps(edit, mask) || (edit.start.offset === mask.start.offset && edit.end.offset === mask.end.offset);

/** A span that only its offsets are asked of. */
function flatSpan(start: number, end: number): Span {
  return { start: { offset: start, line: 0, column: start }, end: { offset: end, line: 0, column: end } };
}
