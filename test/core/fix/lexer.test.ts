// Where a place of a text is. Total and linear on any text, however broken.
import assert from "node:assert/strict";
import fc from "fast-check";
import { languageOf, planFix, type Point, scanText, DEFAULT_POLICY, ACCESSORS } from "../../../src/core/index";
import { Lexed } from "../../../src/core/fix/code/lexer";
import type { Syntax } from "../../../src/core/fix/code/syntax";
import { TOML } from "../../../src/core/fix/formats/toml";
import { YAML } from "../../../src/core/fix/formats/yaml";
import { CSHARP } from "../../../src/core/fix/languages/csharp";
import { GO } from "../../../src/core/fix/languages/go";
import { JAVA } from "../../../src/core/fix/languages/java";
import { PYTHON } from "../../../src/core/fix/languages/pythonSyntax";
import { SCRIPT } from "../../../src/core/fix/languages/scriptSyntax";
import { SHELL } from "../../../src/core/fix/languages/shell";
import { keyOf, requestFor } from "./cases";

const SYNTAXES: Readonly<Record<string, Syntax>> = { CSHARP, GO, JAVA, PYTHON, SCRIPT, SHELL, TOML, YAML };

const PLACES: readonly (readonly [keyof typeof SYNTAXES, string, string])[] = [
  ["SCRIPT", "'it\\'s @'", "string quoted"],
  ["SCRIPT", "`a ${b ? `@` : {}} c`", "string template"],
  ["SCRIPT", "`a ${b ? @ : {}} c`", "code"],
  ["SCRIPT", "`a ${b ? {} : '}'} @`", "string template"],
  ["SCRIPT", "a = b / 2; '@' / 3", "string quoted"],
  ["SCRIPT", "a = /[/'\"]/; @", "code"],
  ["SCRIPT", "return /'/.test('@')", "string quoted"],
  ["SCRIPT", "<p>it's</p>;\n'@'", "string quoted"],
  ["SCRIPT", "// it's\n@ /* ' */", "code"],
  ["SCRIPT", "/* ' @ */", "comment"],
  ["SCRIPT", "a = /x@/", "regex"],
  ["PYTHON", '"""it\'s "quoted" @"""', "string plain"],
  ["PYTHON", "rb'\\' @'", "string raw bytes"],
  ["PYTHON", 'f"{a["x"]} {{@}}"', "string format"],
  ["PYTHON", 'f"{a[@]}"', "code"],
  ["PYTHON", "x = '#'; # it's @", "comment"],
  ["GO", '`\\` + \'"\' + "@"', "string quoted"],
  ["GO", "`a\n// @`", "string raw"],
  ["JAVA", '"""\n "a" @ """', "string block"],
  ["JAVA", '\'"\' + "@"', "string quoted"],
  ["CSHARP", '@"a\\" + "@"', "string quoted"],
  ["CSHARP", '$"{a["b"]} @"', "string format"],
  ["CSHARP", '"""" a """ @ """"', "string block"],
  ["SHELL", "echo \"$(echo '@')\"", "string single"],
  ["SHELL", "echo it\\'s @", "code"],
  ["SHELL", "echo a#b $# ${#x} @", "code"],
  ["SHELL", "echo $((1 << x))\n'@'", "string single"],
  ["SHELL", "cat <<A <<'B'\nit's\nA\n@\nB\n", "body heredoc"],
  ["SHELL", "cat <<< 'x'\n@", "code"],
  ["YAML", "a: it's @", "code"],
  ["YAML", "a: 'it''s @'", "string single"],
  ["YAML", "a: b#c @ # d", "code"],
  ["YAML", "- a: |-\n    it's @\n  b: 1", "body block"],
  ["YAML", "- a: |-\n    it's\n  b: @", "code"],
  ["YAML", "- |\n  # @", "body block"],
  ["TOML", "a = 'it\\' # '@", "comment"],
  ["TOML", 'a = """\n"\n# @"""', "string block"],
];

describe("the lexer", () => {
  for (const [syntax, marked, expected] of PLACES)
    it(`${syntax}: ${JSON.stringify(marked)} is ${expected}`, () => {
      const at = marked.lastIndexOf("@");
      const token = new Lexed(`${marked.slice(0, at)}K${marked.slice(at + 1)}`, SYNTAXES[syntax] ?? SCRIPT).at(at);
      assert.equal(token ? `${token.kind} ${token.form}`.trim() : "code", expected);
    });

  it("reads any text, and blanks it without moving anything", () => {
    const pieces = [
      "'",
      '"',
      "`",
      '"""',
      "'''",
      "${",
      "{",
      "}",
      "{{",
      "(",
      ")",
      "[",
      "]",
      "\\",
      "/",
      "*/",
      "//",
      "#",
      "<<A",
      "A",
      "\n",
      "\r\n",
      "|",
      ": ",
      "f",
      "$",
      "@",
      " ",
      "x",
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.keys(SYNTAXES)), (text, name) => {
        const lexed = new Lexed(text, SYNTAXES[name] ?? SCRIPT);
        assert.equal(lexed.code.length, text.length);
        lexed.tokens.forEach((token, index) => {
          assert.ok(token.start <= token.bodyStart && token.bodyStart <= token.bodyEnd && token.bodyEnd <= token.end);
          assert.ok(token.end <= text.length);
          assert.ok((lexed.tokens[index - 1]?.start ?? -1) < token.start);
        });
        for (let at = 0; at < text.length; at++) {
          const token = lexed.at(at);
          if (token) assert.ok(token.start <= at && at < token.end);
        }
      }),
      { examples: [[": |\r\n'", "YAML"]], numRuns: 3000 },
    );
  });

  it("plans on any text, in any language", () => {
    const pieces = [
      "'",
      '"',
      "`",
      '"""',
      "${",
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      "\\",
      "/",
      "#",
      "//",
      "=",
      "\n",
      "const ",
      "import ",
      "case ",
      "@A",
      "<<A",
      "A=",
      ": ",
      "- ",
      "|",
      " ",
    ];
    const ids = [...new Set([...ACCESSORS.flatMap(({ languageIds }) => languageIds), "rust"])];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...ids),
        fc.constantFrom(...["a", "compose.yaml", ".mcp.json", ".env.example", ".gitlab-ci.yml", "azure-pipelines.yml"]),
        (a, b, languageId, path) => {
          const whole = `${a} ${keyOf("openai-project-key")} ${b}`;
          const { findings } = scanText(whole, { path }, DEFAULT_POLICY);
          const request = requestFor(path, whole, new Map());
          const plan = planFix({ ...request, findings, source: { path, languageId, text: whole } });
          if ("refused" in plan) assert.match(plan.refused, /^[^a-z].*\.$/s);
          else assert.ok(!JSON.stringify(plan).includes(keyOf("openai-project-key").slice(10, 20)));
        },
      ),
      { numRuns: 2000 },
    );
  }).timeout(20_000);

  it("costs in proportion to the text, however hostile", () => {
    const hostile = [
      '"\\',
      "'\\\"",
      "`${",
      "\"\"\"'''",
      "<<A\n",
      "/ ",
      "/[",
      "{{",
      "f'{",
      '$("',
      "- |\n",
      "// // ",
      "import (\n",
      "from os import (\n",
      "<a b=",
      '["',
      "# ",
      "- {a: [",
      "a:\n",
      " - - a: ",
      "[a]\n",
      " \\\n",
    ];
    const key = keyOf("openai-project-key");
    const paths = [
      "a.js",
      "a.tsx",
      "a.py",
      "a.go",
      "a.java",
      "a.cs",
      "a.sh",
      "Dockerfile",
      "compose.yaml",
      ".mcp.json",
      ".gitlab-ci.yml",
      "azure-pipelines.yml",
      "site.yml",
      ".vscode/mcp.json",
      ".codex/config.toml",
      "supervisord.conf",
      "chat.service",
      "application.properties",
      "a.xml",
    ];
    const slow: string[] = [];
    for (const path of paths)
      for (const piece of hostile) {
        const cost = (size: number): number => {
          const text = `${piece.repeat(size / piece.length)}\n"${key}"\n`;
          const { findings } = scanText(`"${key}"`, { path }, DEFAULT_POLICY);
          const at = (point: Point, offset: number): Point => ({ ...point, offset });
          const moved = findings.map((finding) => {
            const { start, end } = finding.span;
            const from = text.length - key.length - 2;
            return { ...finding, span: { start: at(start, from), end: at(end, from + key.length) } };
          });
          const source = { path, languageId: languageOf(path, ""), text };
          const begun = performance.now();
          planFix({ findings: moved, source, files: new Map(), blocked: new Map(), eol: "\n" });
          return performance.now() - begun;
        };
        const small = Math.max(20, cost(20_000));
        // Other programs on the machine can only make a run slower.
        let large = Infinity;
        for (let run = 0; run < 4 && large > small * 10; run++) large = Math.min(large, cost(80_000));
        if (large > small * 10)
          slow.push(`${path} ${JSON.stringify(piece)}: ${small.toFixed(0)} to ${large.toFixed(0)} ms`);
      }
    assert.deepEqual(slow, []);
  }).timeout(120_000);
});
