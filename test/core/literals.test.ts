// Fixed texts looked for all at once: what is found is what a regular expression finds.
import assert from "node:assert/strict";
import fc from "fast-check";
import { Literals } from "../../src/core/literals";

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The longest at every index, by a regular expression. */
function expected(literals: readonly string[], text: string, from: number, to: number): [string, number][] {
  const longestFirst = [...literals].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escape).join("|"), "y");
  const found: [string, number][] = [];
  for (let index = from; index < Math.min(to, text.length); index++) {
    pattern.lastIndex = index;
    const literal = pattern.exec(text)?.[0];
    if (literal !== undefined) found.push([literal, index]);
  }
  return found;
}

function seen(literals: readonly string[], text: string, from = 0, to = text.length): [string, number][] {
  const found: [string, number][] = [];
  new Literals(literals).visit(text, { from, to }, (literal, index) => found.push([literal, index]));
  return found;
}

describe("fixed texts", () => {
  const character = fc.constantFrom(..."abA_-. é𝒳\u0461");
  const text = (limits: fc.StringConstraints): fc.Arbitrary<string> => fc.string({ ...limits, unit: character });

  it("are found as a regular expression finds them", () => {
    const literals = fc
      .nat(4)
      .chain((least) => fc.uniqueArray(text({ minLength: least + 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(literals, text({ maxLength: 60 }), fc.nat(20), fc.nat(70), (wanted, around, from, to) => {
        const body = around + wanted.join("a") + around;
        assert.deepEqual(seen(wanted, body, from, to), expected(wanted, body, from, to));
      }),
      { numRuns: 500 },
    );
  });

  it("are found at both ends, and where one ends inside of another", () => {
    assert.deepEqual(seen(["abc", "abcd", "cde"], "abcdeabc"), [
      ["abcd", 0],
      ["cde", 2],
      ["abc", 5],
    ]);
  });

  it("are not taken for another text of the same hash", () => {
    assert.deepEqual(seen(["abcd"], "\u0161bcd ABCD"), []);
  });
});
