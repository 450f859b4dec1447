// What the fix leaves is a program: the "after" of every fixture, by the real parser of its language.
import assert from "node:assert/strict";
import { languageOf } from "../../src/core/index";
import { filled } from "../core/fix/cases";
import { AFTERS } from "./afters";

describe("the text after the fix is parsed", () => {
  for (const { file, title, path, parser, before, after } of AFTERS)
    it(`${file}: ${title}`, async () => {
      const errors = (text: string) => parser.errors(filled(text), languageOf(path, text));
      // Fixtures may be pieces of programs; what the parser does not take before, it need not take after.
      if ((await errors(before)).length > 0) return;
      assert.deepEqual(await errors(after), []);
    }).timeout(120_000);
});
