// Allowing a key: the entry in the policy file, and the mark beside the key.
import assert from "node:assert/strict";
import { Script } from "node:vm";
import {
  allowing,
  dayAfter,
  DEFAULT_POLICY,
  editedText,
  globOf,
  markingEdit,
  NO_POLICY_FILE,
  parsePolicyFile,
  scanText,
  whyNoLastDay,
} from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const FINGERPRINT = `k1:${"0123456789abcdef".repeat(2)}`;
const OTHER = `k1:${"fedcba9876543210".repeat(2)}`;
const entry = { fingerprint: FINGERPRINT, path: "src/a.py", reason: "revoked" };

function allowed(text: string | undefined, given = entry, eol: "\n" | "\r\n" = "\n"): string {
  const edits = allowing(text, given, eol);
  assert.ok(!("refused" in edits), JSON.stringify(edits));
  return editedText(text ?? "", edits);
}

describe("an allowed finding in a policy file", () => {
  it("makes the file", () => {
    assert.equal(
      allowed(undefined),
      `{
  "version": 1,
  "allow": [
    {
      "fingerprint": "${FINGERPRINT}",
      "path": "src/a.py",
      "reason": "revoked"
    }
  ]
}
`,
    );
  });

  it("keeps comments, order and indentation", () => {
    const before = `{
\t// Ours.
\t"version": 1,
\t"rules": { "openai-project-key": "error" /* strict */ },
\t"allow": [
\t\t// The old one.
\t\t{ "fingerprint": "${OTHER}", "reason": "old" }
\t],
\t"exclude": ["docs/**"]
}
`;
    const after = allowed(before);
    assert.equal(
      after,
      `{
\t// Ours.
\t"version": 1,
\t"rules": { "openai-project-key": "error" /* strict */ },
\t"allow": [
\t\t// The old one.
\t\t{ "fingerprint": "${OTHER}", "reason": "old" },
\t\t{
\t\t\t"fingerprint": "${FINGERPRINT}",
\t\t\t"path": "src/a.py",
\t\t\t"reason": "revoked"
\t\t}
\t],
\t"exclude": ["docs/**"]
}
`,
    );
    assert.equal(parsePolicyFile(after).problems.length, 0);
  });

  it("adds the list where there is none, in the file's line endings", () => {
    const after = allowed('{\r\n  "version": 1\r\n}\r\n');
    assert.ok(!/[^\r]\n/.test(after));
    assert.deepEqual(parsePolicyFile(after), {
      value: { ...NO_POLICY_FILE, allow: [{ ...entry, expires: undefined }] },
      problems: [],
    });
  });

  it("takes a trailing comma, an empty list and an empty object", () => {
    for (const before of [
      `{ "version": 1, "allow": [ { "fingerprint": "${OTHER}", "reason": "old" }, ], }`,
      '{ "version": 1, "allow": [] }',
      "{}",
    ]) {
      const { value, problems } = parsePolicyFile(allowed(before));
      assert.deepEqual(problems, []);
      assert.equal(value.allow.at(-1)?.fingerprint, FINGERPRINT, before);
    }
  });

  it("replaces the entry of the same key in the same place", () => {
    const first = allowed(undefined, { ...entry, reason: "first" });
    const second = parsePolicyFile(allowed(first, { ...entry, reason: "second" })).value.allow;
    assert.deepEqual(
      second.map(({ reason }) => reason),
      ["second"],
    );
    const third = parsePolicyFile(allowed(first, { ...entry, path: "b.py" })).value.allow;
    assert.equal(third.length, 2);
  });

  it("is refused where the file is broken, with the place", () => {
    for (const [broken, words] of [
      ['{\n  "version": 1,\n  "allow": [\n', /broken in line 4\. Repair it first\./],
      ["[]", /broken in line 1\. Repair it first\./],
      ['{ "allow": {} }', /broken in line 1\. Repair it first\./],
    ] as const) {
      const answer = allowing(broken, entry, "\n");
      assert.match("refused" in answer ? answer.refused : "", words);
    }
  });

  it("names any path, and no other", () => {
    for (const path of ["app/[id]/page.tsx", "a/{b,c}.ts", "!x.py", "#x.py", "a(1)+b@c.js", "we*rd?.py", "ü/ß.py"]) {
      const glob = globOf(path);
      assert.notEqual(glob, undefined, path);
      const text = allowed(undefined, { ...entry, path: glob! });
      const policy = { ...DEFAULT_POLICY, file: parsePolicyFile(text).value };
      assert.equal(policy.file.allow[0]?.path, glob);
    }
    assert.equal(globOf("src/a.py"), "src/a.py");
  });

  it("knows days", () => {
    assert.equal(dayAfter("2026-12-30", 7), "2027-01-06");
    assert.equal(dayAfter("2028-02-01", 30), "2028-03-02");
    assert.equal(whyNoLastDay("2026-11-30", "2026-11-26"), undefined);
    assert.equal(whyNoLastDay("2026-11-26", "2026-11-26"), undefined);
    assert.match(whyNoLastDay("2026-11-25", "2026-11-26") ?? "", /over/);
    for (const text of ["2026-02-30", "2026-13-01", "tomorrow", "", "2026-1-1"])
      assert.match(whyNoLastDay(text, "2026-01-01") ?? "", /yyyy-mm-dd/, text);
  });
});

const KEY = KEY_KINDS.find(({ provider, kind }) => provider === "openai" && kind === "project key")!.make(
  randomFrom("marked"),
);
const SECOND = KEY_KINDS.find(({ provider, kind }) => provider === "openai" && kind === "project key")!.make(
  randomFrom("marked too"),
);

/** The text with the mark for its first key; `«»` stands for a key. */
function marked(languageId: string, text: string, reason = "a test key"): string {
  const full = text.replace("«»", KEY).replace("«»", SECOND);
  const { findings } = scanText(full, { path: "x" }, DEFAULT_POLICY);
  assert.ok(findings[0], "there is a finding");
  const edit = markingEdit({ languageId, text: full, eol: "\n" }, findings[0], { others: findings, reason });
  if ("refused" in edit) return edit.refused;
  const after = editedText(full, [edit]);
  const result = scanText(after, { path: "x" }, DEFAULT_POLICY);
  assert.deepEqual(
    result.suppressed.map(({ by }) => by),
    ["inline"],
    "the mark counts for one key",
  );
  assert.equal(result.findings.length, findings.length - 1);
  return after.replace(KEY, "«»").replace(SECOND, "«»");
}

/** Language, before, after. */
const MARKS: readonly (readonly [string, string, string])[] = [
  ["javascript", 'const a = "«»";\n', 'const a = "«»"; // keystow:allow a test key\n'],
  ["javascript", 'const a = "«»";', 'const a = "«»"; // keystow:allow a test key'],
  ["javascript", 'const a = "«»"; // mine\n', 'const a = "«»"; // mine keystow:allow a test key\n'],
  ["javascript", "// old: «»\n", "// old: «» keystow:allow a test key\n"],
  ["javascript", "/*\n * old: «»\n */\n", "/*\n * old: «» keystow:allow a test key\n */\n"],
  ["javascript", 'f("«»", `\n`);\n', '// keystow:allow a test key\nf("«»", `\n`);\n'],
  ["javascript", 'a("«»");\nb("«»");\n', '// keystow:allow a test key\na("«»");\nb("«»");\n'],
  ["javascript", '  a("«»");\r\n', '  a("«»"); // keystow:allow a test key\r\n'],
  ["typescriptreact", 'const x = <A\n  key="«»"\n/>;\n', 'const x = <A\n  key="«»" // keystow:allow a test key\n/>;\n'],
  ["jsonc", '{ "a": "«»" }\n', '{ "a": "«»" } // keystow:allow a test key\n'],
  ["python", 'a = "«»"\n', 'a = "«»" # keystow:allow a test key\n'],
  ["python", 'f("«»", """\n""")\n', '# keystow:allow a test key\nf("«»", """\n""")\n'],
  ["python", '    a = b + \\\n        "«»"\n', '    a = b + \\\n        "«»" # keystow:allow a test key\n'],
  ["shellscript", 'run --key="«»" \\\n  --fast\n', '# keystow:allow a test key\nrun --key="«»" \\\n  --fast\n'],
  ["yaml", "key: «»\n", "key: «» # keystow:allow a test key\n"],
  ["yaml", 'a:\n  key: "«»"\n', 'a:\n  key: "«»" # keystow:allow a test key\n'],
  ["toml", 'key = "«»"\n', 'key = "«»" # keystow:allow a test key\n'],
  ["go", 'a := "«»"\n', 'a := "«»" // keystow:allow a test key\n'],
  ["rust", 'let a = "«»";\n', 'let a = "«»"; // keystow:allow a test key\n'],
  ["c", '#define KEY "«»" \\\n  "x"\n', '// keystow:allow a test key\n#define KEY "«»" \\\n  "x"\n'],
  ["ruby", "a = '«»'\n", "a = '«»' # keystow:allow a test key\n"],
  ["php", "<?php\n$a = '«»';\n", "<?php\n$a = '«»'; // keystow:allow a test key\n"],
  ["sql", "select '«»';\n", "select '«»'; -- keystow:allow a test key\n"],
  ["lua", 'a = "«»"\n', 'a = "«»" -- keystow:allow a test key\n'],
  ["powershell", '$a = "«»"\n', '$a = "«»" # keystow:allow a test key\n'],
  ["bat", "set KEY=«»\n", "REM keystow:allow a test key\nset KEY=«»\n"],
  ["ini", "key = «»\n", "; keystow:allow a test key\nkey = «»\n"],
  ["properties", "key=«»\n", "# keystow:allow a test key\nkey=«»\n"],
  ["dockerfile", "FROM a\nENV KEY=«»\n", "FROM a\n# keystow:allow a test key\nENV KEY=«»\n"],
  ["makefile", "KEY=«»\n", "# keystow:allow a test key\nKEY=«»\n"],
  ["html", "<p>«»</p>\n", "<p>«»</p> <!-- keystow:allow a test key -->\n"],
  [
    "html",
    '<script>\n  const a = "«»";\n</script>\n',
    '<script>\n  const a = "«»"; // keystow:allow a test key\n</script>\n',
  ],
  [
    "vue",
    '<script setup>\nconst a = "«»";\n</script>\n',
    '<script setup>\nconst a = "«»"; // keystow:allow a test key\n</script>\n',
  ],
  ["xml", '<a\n  key="«»"\n/>\n', "No comment can stand beside the key here. Allow it in the policy file."],
  ["xml", '<a key="«»"/>\n', '<a key="«»"/> <!-- keystow:allow a test key -->\n'],
  ["markdown", "The key is «».\n", "The key is «». <!-- keystow:allow a test key -->\n"],
  ["css", 'a { content: "«»" }\n', 'a { content: "«»" } /* keystow:allow a test key */\n'],
  ["vb", 'Dim a = "«»"\n', 'Dim a = "«»" \' keystow:allow a test key\n'],
];

const REFUSED: readonly (readonly [string, string])[] = [
  ["json", '{ "a": "«»" }\n'],
  ["plaintext", "«»\n"],
  ["csv", "a,«»\n"],
  ["javascript", "const a = `\nkey: «»\n`;\n"],
  ["python", 'a = """\nkey: «»\n"""\n'],
  ["shellscript", "cat <<EOF\nkey: «»\nEOF\n"],
  ["shellscript", "cat <<EOF\nkey: a\nkey: «»\nEOF\n"],
  ["ruby", "a = <<~X\n  key: «»\nX\n"],
  ["yaml", "a: |\n  key: «»\n  b\n"],
  ["markdown", "```sh\nexport KEY=«»\n```\n"],
  ["typescriptreact", "const x = <p>\n  «»\n</p>;\n"],
  ["javascriptreact", 'const x = <A key="«»">\n  text\n</A>;\n'],
  ["dockerfile", "RUN a && \\\n  b «»\n"],
  ["html", '<style>\na { content: "«»" }\n</style>\n'],
  ["php", "<p>«»</p>\n"],
];

describe("an inline mark", () => {
  for (const [languageId, before, after] of MARKS)
    it(`stands in ${languageId}: ${JSON.stringify(before)}`, () => assert.equal(marked(languageId, before), after));

  for (const [languageId, text] of REFUSED)
    it(`is refused in ${languageId}: ${JSON.stringify(text)}`, () => {
      assert.match(marked(languageId, text), /policy file\.$/);
    });

  it("holds no more than its reason says", () => {
    assert.equal(marked("css", '"«»"\n', "a */ b\nc"), '"«»" /* keystow:allow a b c */\n');
    assert.equal(marked("html", "«»\n", "a --> b -- c"), "«» <!-- keystow:allow a - b - c -->\n");
    assert.equal(marked("c", 'a("«»");\n', "ends with \\"), 'a("«»"); // keystow:allow ends with\n');
  });

  it("leaves JavaScript that is read as before", () => {
    for (const [languageId, before] of MARKS) if (languageId === "javascript") new Script(marked(languageId, before));
  });
});
