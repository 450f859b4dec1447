// What a program makes of its configuration after the fix is what it made of it before: see readings.ts.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { parse as parseEnv } from "dotenv";
import { accessorFor, editedText, languageOf, resolveFix } from "../../src/core/index";
import { CASE_FILES, casesOf, filled, planOf } from "../core/fix/cases";
import { MAY_SEE_MORE, READINGS } from "./readings";

/** So that no key shows in a failure. */
function hashed(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === "string"
        ? one.replace(/[\w-]{30,}/g, (key) => createHash("sha256").update(key).digest("hex"))
        : one,
    ),
  );
}

/** What one value has of all that another has. */
function common(value: unknown, other: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(other)) return value.map((one, i) => common(one, other[i]));
  if (typeof value !== "object" || typeof other !== "object" || value === null || other === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key in other)
      .map(([key, one]) => [key, common(one, (other as Readonly<Record<string, unknown>>)[key])]),
  );
}

describe("a configuration after the fix is read as before", () => {
  const seen = new Set<string>();
  for (const file of CASE_FILES)
    for (const one of casesOf(file)) {
      const [[path, text] = ["", ""]] = one.before;
      const source = { path, languageId: languageOf(path, text), text, eol: "\n", files: one.before };
      const title = accessorFor(source)?.title ?? "";
      const reading = READINGS[title];
      if (!reading || one.refused !== undefined) continue;
      seen.add(title);
      it(`${title}: ${one.title}`, () => {
        const plan = planOf(one.before);
        assert.ok(!("refused" in plan));
        const texts = new Map([...one.before].map(([name, before]) => [name, filled(before)]));
        const files = resolveFix(plan, texts);
        assert.ok(!("refused" in files));
        const now = new Map(texts);
        for (const edit of files) now.set(edit.path, editedText(texts.get(edit.path) ?? "", edit.edits));
        const env = parseEnv(now.get(plan.envPath) ?? "");
        const given = { env, start: plan.start?.command, files: now };
        const before = reading(texts.get(path) ?? "", { ...given, env: {}, start: undefined, files: texts });
        const after = reading(now.get(path) ?? "", given);
        assert.deepEqual(hashed(MAY_SEE_MORE.has(title) ? common(after, before) : after), hashed(before));
      });
    }

  it("is shown for each program whose reading is known", () => {
    assert.deepEqual(
      Object.keys(READINGS).filter((title) => !seen.has(title)),
      [],
    );
  });
});
