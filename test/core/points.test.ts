import assert from "node:assert/strict";
import fc from "fast-check";
import { pointAt } from "../../src/core/index";
import { pointAfter, PointReader } from "../../src/core/points";

describe("points", () => {
  it("count lines as an editor does", () => {
    assert.deepEqual(pointAt("a\nb\r\nc\rd", 8), { offset: 8, line: 3, column: 1 });
    assert.deepEqual(pointAt("a\r\nb", 2), { offset: 2, line: 0, column: 2 });
    assert.deepEqual(pointAt("", 0), { offset: 0, line: 0, column: 0 });
  });

  it("agree with a naive count, also from an origin inside of a text", () => {
    const lines = fc
      .array(fc.constantFrom("\n", "\r\n", "\r", "a", "é", "𝒂"), { maxLength: 30 })
      .map((x) => x.join(""));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        fc.pre(!(before.endsWith("\r") && after.startsWith("\n")));
        const whole = before + after;
        const reader = new PointReader(after, pointAt(before, before.length));
        for (let index = 0; index <= after.length; index++) {
          const head = whole.slice(0, before.length + index);
          if (head.endsWith("\r") && whole[head.length] === "\n") continue;
          const split = head.split(/\r\n|\n|\r/);
          const expected = { offset: head.length, line: split.length - 1, column: split.at(-1)?.length };
          assert.deepEqual(reader.at(index), expected);
        }
        assert.deepEqual(pointAfter(pointAt(before, before.length), after), pointAt(whole, whole.length));
      }),
    );
  });
});
