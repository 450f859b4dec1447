// Env files: read like the dotenv package reads them, changed without touching what stands there.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import fc from "fast-check";
import { keepsEntries, parseEnv, placeEntry, quoteFor, valuesOf } from "../../../src/core/fix/env/envFile";

const PIECES = [
  "A",
  "B_1",
  "c.d-e",
  "=",
  " = ",
  ": ",
  "export ",
  "'",
  '"',
  "`",
  "#",
  " # note",
  "\\n",
  "\\",
  "$X",
  "value",
  "é",
  " ",
  "\t",
  "\n",
  "\n",
  "\r\n",
  "\n\n",
  "\uFEFF",
  "A=1\n",
  "B='two words'\n",
  'C="a\\nb"\n',
  "D=`x`\r\n",
  "E=\n",
  "F='a\nb'\n",
  "OPENAI_API_KEY=\n",
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((parts) => parts.join(""));
const keyChars = fc.constantFrom(..."abcXYZ019-_./+=:@%, '\"`#$!&()*~é");
const values = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abcdefXYZ0123456789-_"), minLength: 20, maxLength: 40 }),
  fc.string({ unit: keyChars, minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value),
);

describe("an env file", () => {
  it("is read as dotenv reads it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.deepEqual(Object.fromEntries(valuesOf(text)), { ...parse(text) });
      }),
      { numRuns: 3000 },
    );
  });

  it("gives a new value back, keeps every other and every byte before it", () => {
    let kept = 0;
    fc.assert(
      fc.property(texts, values, fc.constantFrom("\n", "\r\n"), (text, value, eol) => {
        const quote = quoteFor(value);
        if (quote === undefined) return;
        const old = parse(text);
        const { start, end, before, after } = placeEntry(text, "OPENAI_API_KEY", eol);
        if ((old["OPENAI_API_KEY"] ?? "") !== "") return;
        const now = `${text.slice(0, start)}${before}${quote}${value}${quote}${after}${text.slice(end)}`;
        assert.match(text.slice(start, end), /^[ \t'"`]*$/, "more than a blank value is gone");
        if (!keepsEntries(text, now, new Map([["OPENAI_API_KEY", value]]))) return;
        kept += 1;
        assert.deepEqual({ ...parse(now) }, { ...old, OPENAI_API_KEY: value });
      }),
      { numRuns: 3000 },
    );
    assert.ok(kept > 1500, `only ${kept} were kept`);
  });

  it("keeps CRLF, a byte order mark and comments, and ends with a line break", () => {
    const place = placeEntry("\uFEFF# mine\r\nA=1", "B", "\n");
    assert.deepEqual([place.before, place.after], ["\r\nB=", "\r\n"]);
    assert.deepEqual(placeEntry("\uFEFF", "B", "\n").before, "B=");
    assert.deepEqual(placeEntry("", "B", "\r\n"), { start: 0, end: 0, before: "B=", after: "\r\n" });
  });

  it("says where a value stands", () => {
    const text = "export A = 'x y' # note\nB=";
    const [a, b] = parseEnv(text);
    assert.equal(text.slice(a?.valueStart, a?.valueEnd), " 'x y'");
    assert.deepEqual([a?.exported, b?.exported, b?.valueStart, b?.valueEnd], [true, false, text.length, text.length]);
  });

  it("quotes only what needs it, and nothing that no quotes can hold", () => {
    assert.equal(quoteFor("sk-a_b/c+d=="), "");
    assert.equal(quoteFor("a b#c$d"), "'");
    assert.equal(quoteFor("it's"), '"');
    for (const value of ["a\nb", "a\\nb", `'"`, "'$x"]) assert.equal(quoteFor(value), undefined);
  });
});
