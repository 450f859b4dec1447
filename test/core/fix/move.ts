// Moves the keys of a text, and checks all that must hold whatever the language.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import {
  DEFAULT_POLICY,
  editedText,
  type FixPlan,
  maskedDiff,
  planFix,
  pointAt,
  type ResolvedEdit,
  resolveFix,
  scanText,
} from "../../../src/core/index";
import { requestFor } from "./cases";

export interface Moved {
  readonly plan: FixPlan;
  readonly source: string;
  readonly env: string;
}

/** Moves every key of a text; `keys` are those that it may hold, `files` those that are around it. */
export function move(
  path: string,
  text: string,
  { keys, files }: { readonly keys: readonly string[]; readonly files: ReadonlyMap<string, string> },
): Moved {
  const plan = planFix(requestFor(path, text, files));
  assert.ok(!("refused" in plan), (plan as { refused?: string }).refused);
  assert.deepEqual(
    plan.left.map(({ refused }) => refused),
    [],
  );
  const texts = new Map([...files, [path, text]]);
  const resolved = resolveFix(plan, texts);
  assert.ok(!("refused" in resolved));
  const result = new Map(texts);
  for (const { path: name, edits } of resolved) {
    const before = texts.get(name) ?? "";
    const after = editedText(before, edits);
    assert.ok(editedText(after, inverse(before, edits)) === before, "undo does not restore the text");
    result.set(name, after);
  }
  for (const shown of [JSON.stringify(plan), maskedDiff(plan, texts)])
    for (const key of keys) assert.ok(!shown.includes(key.slice(12, 20)), "a key shows");
  const source = result.get(path) ?? "";
  const { findings, suppressed } = scanText(source, { path }, DEFAULT_POLICY);
  assert.deepEqual(
    [...findings, ...suppressed].map(({ mask }) => mask),
    [],
    "a key is left, so a second fix would do more",
  );
  return { plan, source, env: result.get(plan.envPath) ?? "" };
}

/** Asserts that an env file gives back just these keys, each under one name, and what it had before. */
export function holdsKeys(env: string, keys: readonly string[], before: string): void {
  const old = parse(before);
  const now = parse(env);
  for (const [name, value] of Object.entries(old)) assert.ok(value === "" || now[name] === value, `${name} is lost`);
  // A format may insist on the names of two places that hold the same key.
  const added = [...new Set(Object.values(now))].filter((value) => value !== "" && !Object.values(old).includes(value));
  const hoped = [...new Set(keys)].filter((key) => !Object.values(old).includes(key));
  // No diff of these may be shown: they are keys.
  assert.ok(added.length === hoped.length && hoped.every((key) => added.includes(key)), "the env file has other keys");
}

/** The edits that take others back. */
function inverse(before: string, edits: readonly ResolvedEdit[]): readonly ResolvedEdit[] {
  const after = editedText(before, edits);
  let shift = 0;
  return edits.map(({ span, text }) => {
    const start = span.start.offset + shift;
    shift += text.length - (span.end.offset - span.start.offset);
    const at = { start: pointAt(after, start), end: pointAt(after, start + text.length) };
    return { span: at, text: before.slice(span.start.offset, span.end.offset) };
  });
}
