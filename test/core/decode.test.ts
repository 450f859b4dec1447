// Keys in other forms: base64, escapes, pieces. What is found is the key that a program would read, and its span covers
// exactly what writes it.
import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULT_POLICY, type Finding, mayHoldKey, probesOf, scanText } from "../../src/core/index";
import { reveal } from "../../src/core/reveal";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const alone = KEY_KINDS.filter(({ use, grade, json }) => use === "alone" && grade <= "B" && !json);
const kind = fc.constantFrom(...alone);
const key = fc.tuple(kind, fc.nat(999)).map(([one, seed]) => one.make(randomFrom(String(seed))));
/** The search over bytes, which decides whether a file is read at all, must not miss what is found. */
function found(text: string): readonly Finding[] {
  const { findings } = scanText(text, { path: "a.txt" }, DEFAULT_POLICY);
  if (findings.length > 0) assert.ok(mayHoldKey(Buffer.from(text), probesOf(DEFAULT_POLICY)), "missed in bytes");
  return findings;
}

/** Asserts that just this key is found, in just this stretch of a text. */
function holds(text: string, value: string, stretch: string): void {
  const bare = found(`"${value}"`);
  if (bare.length !== 1) return; // What makes a key of a low kind or of a placeholder is tested elsewhere.
  const findings = found(text);
  assert.equal(findings.length, 1, text.replaceAll(value, "…").slice(0, 60));
  const [finding] = findings;
  assert.ok(finding);
  assert.equal(text.slice(finding.span.start.offset, finding.span.end.offset), stretch);
  assert.equal(finding.fingerprint, bare[0]?.fingerprint);
  assert.equal(finding.mask, bare[0]?.mask);
  assert.equal(reveal(text, finding)?.expose(), value);
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

describe("keys in other forms", () => {
  it("are found in base64, as in a Kubernetes Secret", () => {
    fc.assert(fc.property(key, (value) => holds(`data:\n  key: ${base64(value)}\n`, value, base64(value))));
  });

  it("are found in the base64 of a user and a key, as in Basic authentication", () => {
    fc.assert(
      fc.property(key, fc.constantFrom("api:", "user:", "x:y:"), (value, user) => {
        const text = `Authorization: Basic ${base64(user + value)}`;
        const [finding] = found(text);
        if (found(`"${value}"`).length !== 1) return;
        assert.ok(finding);
        assert.equal(reveal(text, finding)?.expose(), value);
        assert.ok(text.endsWith(text.slice(finding.span.start.offset)));
      }),
    );
  });

  it("are found in base64 of base64", () => {
    fc.assert(fc.property(key, (value) => holds(`x = "${base64(base64(value))}"`, value, base64(base64(value)))));
  });

  it("are found with one, some and all characters escaped", () => {
    const which = fc.func(fc.boolean());
    fc.assert(
      fc.property(key, which, (value, isEscaped) => {
        const written = [...value].map((char, i) => (i === 0 || isEscaped(i) ? escape(char) : char)).join("");
        if (written.length <= 4000) holds(`{"k": "${written}"}`, value, written); // A longer run is not decoded.
      }),
    );
  });

  it("are found percent-encoded", () => {
    fc.assert(
      fc.property(key, (value) => {
        const written = value.replaceAll(/[-_+/=]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
        if (written !== value) holds(`https://x.test/?key=${written}&n=1`, value, written);
      }),
    );
  });

  it("are found in two pieces", () => {
    const joints = ['" + "', '" +\n    "', '"\n    "', "' . '", '" & "', '" .. "', '" <> "', '"\\\n  "'];
    fc.assert(
      fc.property(
        key,
        fc.constantFrom(...joints),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (value, joint, at) => {
          const index = Math.floor(value.length * at);
          if (!/\w$/.test(value.slice(0, index)) || !/^\w/.test(value.slice(index)) || value.length < 40) return;
          const written = value.slice(0, index) + joint + value.slice(index);
          const quote = joint[0];
          const findings = found(`key = ${quote}${written}${quote}`);
          if (found(`"${value}"`).length !== 1) return;
          assert.ok(findings.some((one) => reveal(`key = ${quote}${written}${quote}`, one)?.expose() === value));
        },
      ),
    );
  });

  it("are not put together with the next text of a list where they are whole", () => {
    fc.assert(
      fc.property(
        key,
        fc.constantFrom(
          '" "',
          '""',
          "' '",
          '\\"\\"',
          "` `",
          "``",
          "`\n`",
          "\\`\\`",
          "\\`\\'",
          "\\'\\n', \"\\`",
          '\\"\\n",\n "\\"',
        ),
        (value, gap) => {
          if (found(`"${value}"`).length !== 1) return;
          const quote = gap.startsWith("\\") ? gap.slice(0, 2) : gap[0]!;
          const text = `run ${quote}${value}${gap}Bearer${quote}`;
          assert.deepEqual(
            found(text).map((one) => [reveal(text, one)?.expose() === value, one.encoded]),
            [[true, undefined]],
          );
        },
      ),
    );
  });

  it("stay silent where nothing is a key", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 24, maxLength: 200 }), (text) => {
        assert.deepEqual(found(`x: ${base64(text)}`), []);
      }),
    );
  });

  it("cannot be revealed once the text has changed", () => {
    const value = alone[0]!.make(randomFrom("changed"));
    const text = `k: ${base64(value)}`;
    const [finding] = found(text);
    assert.ok(finding);
    assert.equal(reveal(text.replace(/.$/, "x"), finding), undefined);
    assert.equal(reveal(` ${text}`, finding), undefined);
  });
});
