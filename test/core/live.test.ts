import assert from "node:assert/strict";
import fc from "fast-check";
import { type Change, DEFAULT_POLICY, LiveText, type Policy, RULES, scanText } from "../../src/core/index";
import { TextView } from "../support/textView";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};
const WHERE = { path: "a.txt" };

/** Other forms of a text, as files hold it. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => `key: ${Buffer.from(text).toString("base64")}\n`,
  (text) => `"${text.replaceAll(/[-_]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}"`,
  (text) => text.slice(0, text.length / 2) + '" + "' + text.slice(text.length / 2),
];

/** Text that is likely to make, break and complete keys: whole samples, halves, names, hosts, marks, padding. */
const fragment = fc.oneof(
  fc
    .tuple(fc.constantFrom(...RULES), fc.integer({ min: 0, max: 5 }))
    .map(([rule, seed]) => rule.sample(String(seed)).text),
  fc
    .tuple(fc.constantFrom(...RULES), fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([rule, seed, at]) => {
      const { text } = rule.sample(String(seed));
      return text.slice(0, Math.floor(text.length * at));
    }),
  fc
    .tuple(fc.constantFrom(...RULES), fc.integer({ min: 0, max: 5 }), fc.constantFrom(...ENCODINGS))
    .map(([rule, seed, encode]) => encode(rule.sample(String(seed)).text)),
  fc.constantFrom(
    "\n",
    " ",
    '"',
    "'",
    "# keystow:allow\n",
    "https://x.openai.azure.com/",
    "api_key = ",
    "mistral = ",
    "deepseek or qwen: ",
    "https://api.deepseek.com https://dashscope.aliyuncs.com",
    "authDomain ",
    "API_KEY=",
    "robot@project.iam.gserviceaccount.com",
  ),
  fc.integer({ min: 1, max: 6000 }).map((length) => "lorem ipsum ".repeat(length / 12)),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[\r\n\u0085\u2028\u2029]/g, "")),
);

const text = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(""));
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9000 })),
  insert: fc.oneof(
    fc.constant(""),
    fc.string({ maxLength: 2 }).map((s) => s.replaceAll(/[\r\n]/g, "")),
    fragment,
  ),
});

describe("LiveText", () => {
  for (const eol of ["\n", "\r\n"] as const) {
    it(`ends equal to a full scan after any sequence of edits, with ${JSON.stringify(eol)}`, () => {
      fc.assert(
        fc.property(
          text,
          fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
          fc.integer({ min: 700, max: 9000 }),
          (start, events, budget) => {
            const withEol = (part: string): string => part.replaceAll("\n", eol);
            const view = new TextView(withEol(start), eol);
            const live = new LiveText(view, EVERYTHING);
            while (!live.advance(budget));
            for (const edits of events) {
              const changes: Change[] = [];
              for (const { at, remove, insert } of edits) {
                const from = Math.floor(at * view.text.length);
                const to = Math.min(view.text.length, from + remove);
                // An editor never edits inside of a line break, nor leaves half of one behind, not even between two
                // changes of one event.
                if ([from, to].some((index) => view.text.startsWith("\r\n", index - 1))) return;
                changes.push(view.replace(from, to, withEol(insert)));
                if (eol === "\r\n" && /\r(?!\n)|(?<!\r)\n/.test(view.text)) return;
              }
              live.edit(changes);
              while (!live.advance(budget));
              assert.deepEqual(live.result(WHERE), scanText(view.text, WHERE, EVERYTHING));
            }
          },
        ),
        { numRuns: 150 },
      );
    });
  }

  it("shows what it knows before it has read the whole text", () => {
    const [rule] = RULES;
    assert.ok(rule);
    const { text: key } = rule.sample("early");
    const view = new TextView(`${key}\n${"filler ".repeat(100_000)}`);
    const live = new LiveText(view, EVERYTHING);
    assert.equal(live.advance(10_000), false);
    assert.equal(live.result(WHERE).findings.length, 1);
  });

  it("says that there are more places than it remembers", () => {
    const rule = RULES.find(({ id }) => id === "aws-access-key-id");
    assert.ok(rule);
    const lines = Array.from({ length: 6000 }, (_, i) => rule.sample(String(i)).text);
    const live = new LiveText(new TextView(lines.join("\n")), EVERYTHING);
    while (!live.advance(1_000_000));
    assert.deepEqual(live.result(WHERE).capped, ["aws-access-key-id", "*"]);
  });
});
