// Where a place of a text is. Total and linear on any text, however broken.
import assert from "node:assert/strict";
import fc from "fast-check";
import { planFix, scanText, DEFAULT_POLICY, ACCESSORS } from "../../../src/core/index";
import { Lexed } from "../../../src/core/fix/code/lexer";
import type { Syntax } from "../../../src/core/fix/code/syntax";
import { TOML } from "../../../src/core/fix/formats/toml";
import { YAML } from "../../../src/core/fix/formats/yaml";
import { NIX } from "../../../src/core/fix/formats/nix";
import { HCL } from "../../../src/core/fix/formats/terraform";
import { FISH } from "../../../src/core/fix/languages/fish";
import { POWERSHELL } from "../../../src/core/fix/languages/powershell";
import { CSHARP } from "../../../src/core/fix/languages/csharp";
import { GO } from "../../../src/core/fix/languages/go";
import { JAVA } from "../../../src/core/fix/languages/java";
import { PYTHON } from "../../../src/core/fix/languages/pythonSyntax";
import { SCRIPT } from "../../../src/core/fix/languages/scriptSyntax";
import { SHELL } from "../../../src/core/fix/languages/shell";
import { ELIXIR } from "../../../src/core/fix/languages/elixir";
import { FSHARP } from "../../../src/core/fix/languages/fsharp";
import { JULIA } from "../../../src/core/fix/languages/julia";
import { LUA } from "../../../src/core/fix/languages/lua";
import { PERL } from "../../../src/core/fix/languages/perl";
import { PHP } from "../../../src/core/fix/languages/php";
import { R } from "../../../src/core/fix/languages/r";
import { RUBY } from "../../../src/core/fix/languages/ruby";
import { C_FAMILY } from "../../../src/core/fix/languages/cFamily";
import { DART } from "../../../src/core/fix/languages/dart";
import { GROOVY } from "../../../src/core/fix/languages/groovy";
import { KOTLIN } from "../../../src/core/fix/languages/kotlin";
import { RUST } from "../../../src/core/fix/languages/rust";
import { SCALA } from "../../../src/core/fix/languages/scala";
import { SWIFT } from "../../../src/core/fix/languages/swift";
import { keyOf, requestFor } from "./cases";

const SYNTAXES: Readonly<Record<string, Syntax>> = {
  CSHARP,
  FISH,
  GO,
  HCL,
  JAVA,
  NIX,
  POWERSHELL,
  PYTHON,
  SCRIPT,
  SHELL,
  TOML,
  ELIXIR,
  FSHARP,
  JULIA,
  LUA,
  PERL,
  PHP,
  R,
  RUBY,
  YAML,
  C_FAMILY,
  DART,
  GROOVY,
  KOTLIN,
  RUST,
  SCALA,
  SWIFT,
};

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
  ["PHP", "it's @", "string page"],
  ["PHP", "<?php # it's ?> ' <?= '@'", "string single"],
  ["PHP", "<?php $a = \"{$b['c']} @\";", "string double"],
  ["PHP", "<?php f(<<<EOS\nit's\n  EOS, '@');", "string single"],
  ["PHP", "<?php #[A('@')]", "string single"],
  ["RUBY", "x = ?' + '@'", "string single"],
  ["RUBY", "f(<<~A, <<-'B')\nit's #{\"\"}\nA\n@\n  B", "body heredoc"],
  ["RUBY", "a << '@'", "string single"],
  ["RUBY", "%q(a (b) @) + x", "string single"],
  ["RUBY", "%q(a (b)) + @", "code"],
  ["RUBY", "5 %(x) + %w['] + @", "code"],
  ["RUBY", "x if /'/ =~ @", "code"],
  ["RUBY", "=begin\n'\n=end\n@", "code"],
  ["PERL", "s/'/\"/; tr{'}{\"}; @", "code"],
  ["PERL", "s{a{1}'} {@}", "string pattern"],
  ["PERL", "$#{$x} + $h{q} . '@'", "string single"],
  ["PERL", "$x // '@'", "string single"],
  ["PERL", "split /'/, @", "code"],
  ["PERL", "=pod\n\nit's\n\n=cut\n\n'@'", "string single"],
  ["PERL", "q => '@'", "string single"],
  ["LUA", "--[==[ ]] ' ]==] @", "code"],
  ["LUA", "[=[ ]] @ ]=]", "string long"],
  ["R", 'r"-(") @)-"', "string raw"],
  ["R", "`it's` + '@'", "string quoted"],
  ["JULIA", "#= ' #= =# ' =# '\"' * \"@\"", "string plain"],
  ["JULIA", 'a\' * "$(f(")")) @"', "string plain"],
  ["ELIXIR", "[?\", ?'] ++ @", "code"],
  ["ELIXIR", '~s(#{f(")")} @)', "string string"],
  ["ELIXIR", '"""\n" @\n"""', "string string"],
  ["FSHARP", '(* \' (* *) " *) (*) \'"\' "@"', "string quoted"],
  ["FSHARP", 'let f (x: \'a) = @"\\" + "@"', "string quoted"],
  ["RUST", '/* a /* " */ @ */', "comment"],
  ["RUST", "fn f<'a, 'b>(x: &'a str) -> char { '\"' } @", "code"],
  ["RUST", "'\\'' + r#\"a\"b @\"#", "string raw"],
  ["RUST", '"a\n@"', "string quoted"],
  ["KOTLIN", '"""say "a"""" + "@"', "string quoted"],
  ["KOTLIN", '"${f("}")} @"', "string quoted"],
  ["KOTLIN", '"${f(@)}"', "code"],
  ["KOTLIN", '\'"\' + "@"', "string quoted"],
  ["SCALA", '\'sym + \'"\' + s"${a("}")} @"', "string format"],
  ["SCALA", '"""a"""" + json"@"', "string custom"],
  ["GROOVY", "a = 1 / 2 / '@'", "string single"],
  ["GROOVY", "a = /it's ${b} @/", "string slashy"],
  ["SWIFT", '"a \\(f("x")) @"', "string quoted"],
  ["SWIFT", '"a \\(f(@))"', "code"],
  ["SWIFT", '#"a " \\(b) \\#(c("d")) @"#', "string #"],
  ["DART", "r'\\' + '${a['}']} @'", "string quoted"],
  ["C_FAMILY", "1'000'000 + '\"' + \"@\"", "string quoted"],
  ["C_FAMILY", 'R"x(a )" b)x" + R"(@)"', "string raw"],
  ["C_FAMILY", "u8'a' + L\"@\"", "string wide"],
  ["SHELL", "echo \"$(echo '@')\"", "string single"],
  ["SHELL", "echo it\\'s @", "code"],
  ["SHELL", "echo a#b $# ${#x} @", "code"],
  ["SHELL", "echo $((1 << x))\n'@'", "string single"],
  ["SHELL", "cat <<A <<'B'\nit's\nA\n@\nB\n", "body heredoc"],
  ["SHELL", "cat <<< 'x'\n@", "code"],
  ["FISH", "echo 'it\\'s @'", "string single"],
  ["FISH", "echo \"$(echo '@')\"", "string single"],
  ["FISH", "echo a#b it\\'s @ # c", "code"],
  ["POWERSHELL", '"a `" b""c @"', "string double"],
  ["POWERSHELL", "\"a $(if ($b) { '@' }) c\"", "string single"],
  ["POWERSHELL", "'it''s ` @'", "string single"],
  ["POWERSHELL", "a = @'\nit's \"\n'@ + 'K'; '@'", "string single"],
  ["POWERSHELL", 'a = @"\r\n"\'@"\'\r\n"@', "string hereDouble"],
  ["POWERSHELL", "<# it's #> @ # b", "code"],
  ["NIX", "a = ''\n  it's ''' ''$ ''\\n @''", "string indented"],
  ["NIX", "a = ''\n  ${b \"@\"}''", "string quoted"],
  ["NIX", "a = foldl' b '' ''; c = @", "code"],
  ["HCL", 'a = "$${b} ${c("@")}"', "string quoted"],
  ["HCL", "a = <<-EOT\n  it's \"\n  EOT\nb = @ // c", "code"],
  ["HCL", 'a = <<EOT\n  "@\n  EOT\n', "body heredoc"],
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
      "%q(",
      "s{",
      "q#",
      "~s<",
      "#{",
      "[=[",
      "]=]",
      "(*",
      "*)",
      "#=",
      "=#",
      'r"-(',
      "?",
      "<?",
      "?>",
      "=begin\n",
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
      "def f(",
      "@key ",
      "qw(",
      "<?php ",
      "-> ",
      "case ",
      "@A",
      "<<A",
      "A=",
      ": ",
      "- ",
      "|",
      " ",
      "set ",
      "%",
      ":=",
      "\t",
      "default ",
      'variable "a" {',
      "output ",
      "$env:",
      "ENV ",
      "{{",
    ];
    const ids = [...new Set([...ACCESSORS.flatMap(({ languageIds }) => languageIds), "zig"])];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom(...ids),
        fc.constantFrom(
          ...["a", "compose.yaml", ".mcp.json", ".env.example", ".gitlab-ci.yml", "azure-pipelines.yml", "a.tfvars"],
        ),
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
});
