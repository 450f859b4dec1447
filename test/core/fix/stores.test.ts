// The files of the stores, read by what loads them: bash, dotenv, a JSON parser.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import fc from "fast-check";
import { parse as parseJson, type ParseError } from "jsonc-parser";
import { editedText, isEnvFile } from "../../../src/core/index";
import { fileEdit } from "../../../src/core/fix/env/changes";
import { keepsEntries, valuesOf } from "../../../src/core/fix/env/envFile";
import { parseEnvrc } from "../../../src/core/fix/env/envrc";
import { DEV_VARS, ENVRC, LOCAL_SETTINGS, type StoreSyntax } from "../../../src/core/fix/env/storeSyntax";
import { variablesOf } from "../../support/bash";

const NAME = "OPENAI_API_KEY";
const SECOND = "SECOND_KEY";
const keyChars = fc.constantFrom(..."abcXYZ019-_./+=:@%, '\"`#$!&()*~é\\;|<>{}[]?^");
const values = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abcdefXYZ0123456789-_"), minLength: 20, maxLength: 40 }),
  fc.string({ unit: keyChars, minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value),
);

/** A text with two entries more; undefined when the store refuses it, or cannot hold the value. */
function added(syntax: StoreSyntax, text: string | undefined, value: string, eol = "\n"): string | undefined {
  const quote = syntax.quoteFor(value);
  if (quote === undefined) return undefined;
  const pieces = [quote, { key: 0 }, quote];
  const wanted = [NAME, SECOND].map((name) => ({ name, value: pieces }));
  const changes = syntax.edit(text, wanted, eol);
  if (typeof changes === "string") return undefined;
  const { edits } = fileEdit({ path: "", role: "env" }, text, changes);
  const filled = edits.map((edit) => ({
    span: edit.span,
    text: edit.pieces.map((piece) => (typeof piece === "string" ? piece : value)).join(""),
  }));
  return editedText(text ?? "", filled);
}

const texts = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(""));

describe(".envrc", () => {
  const PIECES = [
    ...[
      "export A=1\n",
      "export B='two words'\n",
      'export C="x $A y"\n',
      "D=4\n",
      "export E=$'a\\nb' F=2\n",
      "export G=\n",
    ],
    ...[`export ${NAME}=\n`, `export ${NAME}=""\n`, `${NAME}=\n`, "# note\n", "\n", " ", "export H=a\\ b\n", "\t"],
    ...[
      "if true; then\n",
      "fi\n",
      "cat <<E\nx\nE\n",
      "'",
      '"',
      "\\",
      "#",
      "export I='a\nb'\n",
      "f() { export J=1; }\n",
    ],
  ];

  it("gives every key back when bash sources it, and keeps what it gave before", function () {
    this.timeout(60_000);
    let kept = 0;
    fc.assert(
      fc.property(texts(PIECES), values, (text, value) => {
        const before = variablesOf(text);
        if ([NAME, SECOND].some((name) => (valuesOf(text, parseEnvrc).get(name) ?? "") !== "")) return;
        const now = added(ENVRC, text, value);
        const wanted = new Map([NAME, SECOND].map((name) => [name, value]));
        if (now === undefined || !keepsEntries(text, now, wanted, parseEnvrc)) return;
        const after = variablesOf(now);
        // A text that bash does not take gives nothing from there on, before and after.
        if (variablesOf(`${text}\nexport PROBE=1\n`).get("PROBE") !== "1") return;
        kept += 1;
        assert.deepEqual(after.get(SECOND), value, now);
        const others = ([name]: readonly [string, string]): boolean => name !== NAME && name !== SECOND && name !== "_";
        assert.deepEqual([...after].filter(others), [...before].filter(others));
        assert.equal(after.get(NAME), value, now);
      }),
      { numRuns: 120 },
    );
    assert.ok(kept > 30, `only ${kept} were kept`);
  });

  it("is no assignment what a quoted text of several lines ends with", () => {
    for (const text of ["'A=1\n'export B=\n", "'A=1\n' export B=\n"]) assert.deepEqual(parseEnvrc(text), []);
  });

  it("has no Windows line endings, which bash would read as a part of the key", () => {
    assert.equal(added(ENVRC, undefined, "k", "\r\n"), `export ${NAME}=k\nexport ${SECOND}=k\n`);
    const refused = ENVRC.edit("export A=1\r\n", [], "\r\n");
    assert.ok(typeof refused === "string");
    assert.match(refused, /Change them to LF first/);
  });

  it("is read as far as it says the same whoever runs it", () => {
    const text = `export A='x y' B="z"q C=$HOME D=\`id\` E=\nF=1\nexport G=a\\ b # c\ndeclare -x H=1; export I=2`;
    assert.deepEqual(
      parseEnvrc(text).map(({ name, value }) => [name, value]),
      [
        ["A", "x y"],
        ["B", "zq"],
        ["C", "$HOME"],
        ["D", "`id`"],
        ["E", ""],
        ["F", "(not exported)"],
        ["G", "a b"],
        ["H", "1"],
        ["I", "2"],
      ],
    );
  });
});

describe(".dev.vars", () => {
  it("gives every key back as dotenv reads it, and takes none that Wrangler would expand", () => {
    let kept = 0;
    fc.assert(
      fc.property(values, fc.constantFrom("\n", "\r\n"), (value, eol) => {
        const now = added(DEV_VARS, `A=1${eol}`, value, eol);
        assert.equal(now === undefined, DEV_VARS.quoteFor(value) === undefined);
        if (now === undefined) return;
        assert.ok(!value.includes("$"));
        kept += 1;
        assert.deepEqual({ ...parse(now) }, { A: "1", [NAME]: value, [SECOND]: value });
      }),
      { numRuns: 1000 },
    );
    assert.ok(kept > 300, `only ${kept} were kept`);
  });
});

describe("local.settings.json", () => {
  const blanks = fc.constantFrom("", " ", "\n", "\n    ", "\r\n\t", " // note\n", " /* x */ ");
  const entries = fc.uniqueArray(fc.constantFrom("A", "B", NAME, "FUNCTIONS_WORKER_RUNTIME", "é"), { maxLength: 4 });
  const settings = fc
    .tuple(entries, fc.array(blanks, { minLength: 16, maxLength: 16 }), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([names, gaps, comma, hasValues, bom]) => {
      let at = 0;
      const gap = (): string => gaps[at++ % gaps.length] ?? "";
      const body = names.map((name) => `${gap()}"${name}"${gap()}: "${name === NAME ? "" : "1"}"`).join(",");
      const values = hasValues ? `,${gap()}"Values": {${body}${comma && names.length > 0 ? "," : ""}${gap()}}` : "";
      return `${bom ? "\uFEFF" : ""}{${gap()}"IsEncrypted": false${values}${gap()}}${gap()}`;
    });
  const read = (text: string): unknown => {
    const errors: ParseError[] = [];
    const value: unknown = parseJson(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
    assert.deepEqual(errors, []);
    return value;
  };

  it("gives every key back, and keeps every byte that is not between two entries", function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(settings, values, (text, value) => {
        const now = added(LOCAL_SETTINGS, text, value);
        if (now === undefined) {
          assert.notEqual(JSON.stringify(value), `"${value}"`);
          return;
        }
        const before = read(text) as { Values?: object };
        assert.deepEqual(read(now), { ...before, Values: { ...before.Values, [NAME]: value, [SECOND]: value } });
        for (const note of ["// note", "/* x */", "\uFEFF"])
          assert.equal(now.split(note).length, text.split(note).length);
        if (!/,\s*(?:\/\/ note\s*|\/\* x \*\/\s*)*\}/.test(text) && !/\/[/*]/.test(text))
          JSON.parse(now.replace("\uFEFF", ""));
        assert.deepEqual(
          [...valuesOf(now, LOCAL_SETTINGS.parse)].filter(([name]) => name === SECOND),
          [[SECOND, value]],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("says where a value stands, and never throws", () => {
    const text = '{ "Values": { "A": "x", "B": 1 } }';
    const parsed = LOCAL_SETTINGS.parse(text);
    assert.deepEqual(
      parsed.map(({ valueStart, valueEnd }) => text.slice(valueStart, valueEnd)),
      ["x", "1"],
    );
    for (const hostile of [
      "",
      "[]",
      "{",
      "null",
      '{"Values": []}',
      "[".repeat(100_000),
      '{"a":'.repeat(100_000),
      "/*".repeat(1000),
    ])
      assert.deepEqual(LOCAL_SETTINGS.parse(hostile), []);
  });
});

describe("a store's file", () => {
  it("is an env file, and its sample is none", () => {
    for (const path of [".envrc", "a/.dev.vars", ".dev.vars.staging", "api/local.settings.json"])
      assert.ok(isEnvFile(path), path);
    for (const path of [
      ".envrc.example",
      ".dev.vars.example",
      "settings.json",
      "x.local.settings.json",
      "local.settings.json.sample",
    ])
      assert.ok(!isEnvFile(path), path);
  });
});
