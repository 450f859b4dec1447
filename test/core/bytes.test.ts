import assert from "node:assert/strict";
import fc from "fast-check";
import {
  DEFAULT_POLICY,
  mayHoldKey,
  parsePolicyFile,
  type Policy,
  probesOf,
  RULES,
  scanText,
} from "../../src/core/index";
import { Machine } from "../../src/core/bytes/machine";
import { anyRun, type Least, type Visit } from "../../src/core/bytes/runs";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const EVERYTHING: Policy = { ...DEFAULT_POLICY, severity: { high: "error", medium: "warning", low: "information" } };
const OWN: Policy = {
  ...EVERYTHING,
  file: parsePolicyFile(
    '{"version":1,"patterns":[{"id":"own-key","title":"Own","prefix":"own:","pattern":"own:[a-z0-9 ]{12}"}]}',
  ).value,
};
const POLICIES = [DEFAULT_POLICY, EVERYTHING, OWN];

const finds = (text: string, policy: Policy): boolean => {
  const { findings, suppressed } = scanText(text, { path: "a.txt" }, policy);
  return findings.length + suppressed.length > 0;
};
const utf16be = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

/** Keys of both generators, bare and in the line that gives them their context, and parts of both. */
const keyText = fc
  .tuple(fc.nat(RULES.length - 1), fc.nat(KEY_KINDS.length - 1), fc.string({ maxLength: 6 }), fc.nat(3))
  .map(([rule, kind, seed, choice]) => {
    const sample = RULES[rule]!.sample(seed).text;
    const other = KEY_KINDS[kind]!;
    const key = other.make(randomFrom(seed));
    const lines = [sample, other.contextLine?.(key) ?? key, key, sample.slice(0, -1)];
    return lines[choice]!;
  });
const glue = fc.constantFrom(
  "",
  " ",
  "\n",
  "\\n",
  "${A:-",
  "${SOME_LONG_NAME_1-",
  "AKIA",
  "%3D",
  '"',
  "/",
  "+",
  "=",
  "-",
  "_",
  "x",
  "é",
  "\u212a",
  "own:abc def 123 z",
  "Bearer ",
  "api-key: ",
);
const document = fc
  .array(
    fc.oneof(
      keyText,
      glue,
      fc.string({ unit: "binary", maxLength: 30 }).map((part) => part.replaceAll("\0", "")), // A zero makes it no text.
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

describe("mayHoldKey", () => {
  it("never misses what a scan finds", () => {
    fc.assert(
      fc.property(document, fc.constantFrom(...POLICIES), (text, policy) => {
        if (finds(text, policy))
          assert.ok(mayHoldKey(Buffer.from(text), probesOf(policy)), JSON.stringify(text.length));
      }),
      { numRuns: 1000 },
    );
  });

  it("misses no kind of key by itself, at both ends of a file and behind an escape", () => {
    for (const kind of KEY_KINDS) {
      const { provider } = kind;
      const key = kind.make(randomFrom(`bytes ${provider}`));
      for (const text of [key, kind.contextLine?.(key) ?? "", `"\\n${key}"`, `?a%3D${key}`, `host/${key}/x`]) {
        if (finds(text, EVERYTHING)) assert.ok(mayHoldKey(Buffer.from(text), probesOf(EVERYTHING)), provider);
      }
    }
  });

  it("misses no key in two pieces, whatever joins them", () => {
    const joints = ['" + "', '\\" + \\"', "' '", '"\\\n  "', "\\\n", "\\\r\n", '\\" \\"', "\\' . \\'", '" ||\n\t"'];
    for (const kind of KEY_KINDS) {
      const key = kind.make(randomFrom("two pieces"));
      const middle = Math.ceil(key.length / 2);
      for (const joint of joints) {
        const split = key.slice(0, middle) + joint + key.slice(middle);
        const text = (kind.contextLine?.(key) ?? `key = "${key}"`).replace(key, () => split);
        if (finds(text, EVERYTHING))
          assert.ok(mayHoldKey(Buffer.from(text), probesOf(EVERYTHING)), JSON.stringify(joint));
      }
    }
  });

  it("passes UTF-16 on, with and without a byte order mark", () => {
    const text = `key = "${RULES[0]!.sample("wide").text}"`;
    assert.ok(finds(text, DEFAULT_POLICY));
    for (const bytes of [
      Buffer.from(text, "utf16le"),
      Buffer.from(`\ufeff${text}`, "utf16le"),
      utf16be(text),
      utf16be(`\ufeff${text}`),
    ])
      assert.ok(mayHoldKey(bytes, probesOf(DEFAULT_POLICY)));
  });

  it("sees through ordinary code", () => {
    const code = [
      "const veryLongIdentifierThatGoesOn = anotherRatherLongIdentifier_withMany_Underscores_in_it;",
      "sk-skeleton-loader-with-long-name hf_internal_testing_tiny_model",
      `"integrity": "sha512-${"a1B2".repeat(21)}=="`,
      "import mistral, cohere, pinecone from 'ngc';",
    ].join("\n");
    assert.equal(mayHoldKey(Buffer.from(code.repeat(50)), probesOf(DEFAULT_POLICY)), false);
    assert.equal(mayHoldKey(Buffer.alloc(0), probesOf(DEFAULT_POLICY)), false);
  });
});

describe("runs", () => {
  type AnyRun = (bytes: Uint8Array, least: Least, visit: Visit) => boolean;
  const machine = Machine.start();
  const bySimd: AnyRun | undefined =
    machine && ((bytes, least, visit) => machine.anyRun(bytes, least, undefined, visit) === true);
  const least = { word: 20, base64: 40, dash: 5 };
  const runsBy = (find: AnyRun, bytes: Uint8Array): readonly string[] => {
    const runs: string[] = [];
    find(bytes, least, (kind, start, end) => {
      if (kind === "escape" || kind === "disguised" || end - start >= least[kind]) runs.push(`${kind} ${start} ${end}`);
      return false;
    });
    return runs.sort();
  };
  /** By a regular expression, which knows nothing of either search. */
  const expected = (bytes: Uint8Array): readonly string[] => {
    const text = Buffer.from(bytes).toString("latin1");
    const all = (kind: string, pattern: RegExp): readonly string[] =>
      [...text.matchAll(pattern)].map(({ index, 0: run }) => `${kind} ${index} ${index + run.length}`);
    return [
      ...all("word", /[A-Za-z0-9_-]{20,}/g),
      ...all("base64", /[A-Za-z0-9+/]{40,}/g),
      ...all("dash", /-{5,}/g),
      ...all("escape", /\\(?=[ux])|%(?=[2-7])|&(?=#)/g),
    ].sort();
  };
  const pieces = fc.array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom("a", "Z", "0", "_", "-", "+", "/", "\\u", "%2", "&#"), fc.nat(150))
        .map(([char, n]) => char.repeat(n)),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 30 },
  );
  const bytesOf = pieces.map((parts) => Buffer.from(parts.join(""), "latin1"));

  it("are the same by SIMD, byte by byte and by a regular expression", () => {
    assert.ok(bySimd, "Node has WebAssembly with SIMD");
    fc.assert(
      fc.property(bytesOf, (bytes) => {
        assert.deepEqual(runsBy(bySimd, bytes), expected(bytes));
        assert.deepEqual(runsBy(anyRun, bytes), expected(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it("have no room for what is too large, which is then looked at byte by byte", () => {
    const large = Buffer.alloc((64 << 20) + 1, " ");
    large.write(RULES[0]!.sample("large").text, large.length - 300);
    assert.equal(
      machine?.anyRun(large, least, undefined, () => true),
      undefined,
    );
    assert.ok(mayHoldKey(large, probesOf(EVERYTHING)));
  });

  it("go on over the blocks in which a large file is read", () => {
    assert.ok(bySimd);
    for (const length of [65_515, 65_535, 65_536, 65_537, 131_072, 200_000]) {
      const bytes = Buffer.alloc(length, " ");
      bytes.fill("x", 65_500, Math.min(length, 65_560));
      bytes.fill("y", Math.max(0, length - 30), length);
      assert.deepEqual(runsBy(bySimd, bytes), expected(bytes), String(length));
      assert.deepEqual(runsBy(bySimd, Buffer.alloc(length, "k")), expected(Buffer.alloc(length, "k")));
    }
  });

  it("leave a text to be searched for in the bytes that were looked at last", () => {
    assert.ok(machine);
    const few = fc.string({ unit: fc.constantFrom("a", "b", "\u00e9"), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(few, { maxLength: 5 }), few, fc.boolean(), (parts, text, isThere) => {
        const all = [...parts, ...(isThere ? [text] : []), ...parts].join("c");
        const bytes = Buffer.from(all);
        machine.anyRun(bytes, least, undefined, () => false);
        assert.equal(machine.holds(bytes, Buffer.from(text)), all.includes(text));
        assert.equal(machine.holds(Buffer.from(all), Buffer.from(text)), undefined);
      }),
      { numRuns: 1000 },
    );
    const bytes = Buffer.alloc(300, "x");
    machine.anyRun(bytes, least, undefined, () => false);
    assert.equal(machine.holds(bytes, Buffer.alloc(256, "x")), true);
    assert.equal(machine.holds(bytes, Buffer.alloc(257, "x")), undefined);
    assert.equal(machine.holds(bytes.subarray(0, 10), Buffer.from("x")), undefined);
  });
});
