// Where keys stand in each language and format, for the properties that hold everywhere (everywhere.test.ts).
//
// An accessor without an entry here is tried with the fixtures that it has, as they are. With one it is tried with files
// of all compositions. An entry, by the accessor's title, is the path of a file that it takes, and some places, each of which
// is a line or more of such a file with `◊` where a key stands, in as many forms as the language has (quotes, parts of
// a larger text, several lines, defaults, maps), and `‹base64 ◊›` or another of FORMS where it moves encoded keys. Any
// of them may follow any other. `start` and `end` are what has to stand around them; `comments` are lines between them.
// Give `breaks: ["\n"]` where the format's readers take no other line break.

export interface Places {
  readonly path: string;
  readonly start?: string;
  readonly places: readonly string[];
  readonly comments?: readonly string[];
  readonly end?: string;
  /** Line breaks of such files; both when not given. */
  readonly breaks?: readonly ("\n" | "\r\n")[];
  /** Whether a byte order mark may stand before them; it may when not given. */
  readonly bom?: false;
  /** How many different keys stand in one file; more than one when not given. A place that insists on a name has one. */
  readonly keys?: number;
  /** Other files that are there. */
  readonly files?: Readonly<Record<string, string>>;
}

const SLASHES = ["// it's \"", "/* ` ' é 🔑 */", "", "// ${x} {y} \\"];
const HASHES = ["# it's \"", "", "# é 🔑 ` ${x} \\"];

const SCRIPT = [
  'f("◊");',
  "f('◊', \"x\");",
  "f(`◊`);",
  'const é = "🔑 ◊ \\" \\u00e9 `${x}`";',
  "f('https://x.test/?key=◊&y=' + y);",
  "f(`a ${g('◊')}\nBearer ◊ ${x}`);",
  'f({ a: "◊", b: ["◊ ◊"] });',
  'f(process.env.A_KEY || "◊");',
  "f(\"‹hex ◊›\", '‹split[' + '] ◊›', atob(\"‹base64 ◊›\"));",
  "f('Basic ‹base64 user:◊›');",
];

export const PLACES: Readonly<Record<string, Places>> = {
  "appsettings.json": {
    path: "appsettings.json",
    start: "{\n",
    // Each place insists on a name of its own, so the same key in two of them is two variables.
    places: ['"Ai": "◊",'],
    comments: SLASHES,
    end: '"Z": 0\n}\n',
    keys: 1,
  },
  JavaScript: { path: "a.js", places: SCRIPT, comments: SLASHES },
  TypeScript: { path: "a.ts", places: [...SCRIPT, 'const k: string = "◊" as const;'], comments: SLASHES },
  Astro: {
    path: "src/pages/a.astro",
    start: "---\n",
    places: SCRIPT.filter((one) => !one.includes("process.env")),
    comments: SLASHES,
    end: "---\n<p>it's</p>\n",
    bom: false,
  },
  Python: {
    path: "a.py",
    places: [
      'f("◊")',
      "f('◊', \"x\")",
      "é = '🔑 ◊ {x} %s'",
      'f(f"{x} Bearer ◊ {y!r:>4}")',
      'f("""a\n◊ "b"\n""")',
      "f({'◊': [r'\\d ◊']})",
      'f(b"◊")',
      'f("‹hex ◊›", "‹split[" "] ◊›", b64decode("‹base64 ◊›"))',
      'f("Basic ‹base64 user:◊›")',
    ],
    comments: HASHES,
  },
  "Jupyter notebook": {
    path: "a.ipynb",
    start: '{"cells": [\n',
    places: [
      '{"cell_type": "code", "outputs": [], "source": ["f(\\"◊\\")\\n", "g(\'Bearer ◊ \\\\n\')"]},',
      '{"cell_type": "code", "outputs": [], "source": "é = \'🔑 ◊\'"},',
    ],
    end: '{"cell_type": "markdown", "source": []}], "metadata": {"kernelspec": {"language": "python"}}}\n',
    bom: false,
  },
  Go: {
    path: "a.go",
    start: 'package main\n\nimport "fmt"\n\n',
    places: [
      'var _ = f("◊", `◊`)',
      'const a = "Bearer ◊ é 🔑"',
      "var _ = f(`a\n◊ \\ ` + x)",
      'var _ = f("a ‹split[" + "] ◊›", "‹hex ◊›", "Basic ‹base64 user:◊›")',
    ],
    comments: ["// it's \"", "", "/* ` é 🔑 */"],
  },
  Java: {
    path: "A.java",
    start: "class A {\n",
    places: [
      'String a = "◊";',
      'String é = f("🔑 ◊ \\" é", \'"\').trim();',
      'String b = """\n  {"a": "◊"}\n  """;',
      'String c = "a ‹split[" + "] ◊›", d = "‹unicode ◊›";',
      'String e = "Basic ‹base64 user:◊›";',
    ],
    comments: SLASHES,
    end: "}\n",
  },
  "C#": {
    path: "A.cs",
    start: "class A {\n",
    places: [
      'string a = "◊";',
      'string é = f("🔑 ◊ \\" é", \'"\').Trim();',
      'string b = $"{x} ◊ {y:N2}", c = @"C:\\ ◊ """, d = $@"{x} "" ◊";',
      'string e = """\n  {"a": "◊"}\n  """;',
      'const string f1 = "a ‹split[" + "] ◊›";',
      'string g = "Basic ‹base64 user:◊›";',
    ],
    comments: SLASHES,
    end: "}\n",
  },
  Kotlin: {
    path: "a.kt",
    places: [
      'val a = f("◊", "é 🔑 ◊ \\" ${x} \\$y").trim()',
      'const val b = "Bearer ◊"',
      'val c = """{"a": "◊"}"""',
      'const val d = "a ‹split[" + "] ◊›"',
      'val e = f("‹unicode ◊›", "x " + "‹split[" + "] ◊›")',
      'val g = f(String(Base64.getDecoder().decode("‹base64 ◊›")), "Basic ‹base64 user:◊›")',
    ],
    comments: SLASHES,
  },
  Scala: {
    path: "a.scala",
    places: [
      'val a = f("◊", "é 🔑 ◊ \\"").trim',
      'val b = s"$x ◊ ${f("◊")}"',
      'val c = """{"a": "◊"}"""',
      'val d = f("a ‹split[" + "] ◊›", "‹unicode ◊›")',
      'val e = f(new String(Base64.getDecoder.decode("‹base64 ◊›")), "Basic ‹base64 user:◊›")',
    ],
    comments: SLASHES,
  },
  Groovy: {
    path: "a.groovy",
    places: [
      'def a = f("◊", \'é 🔑 ◊ "\', "$x ◊ ${y}").trim()',
      "def b = '''\n  {\"a\": \"◊\"}\n'''",
      "def c = ['◊': 'Bearer ◊' * 2]",
      "def d = ['a ‹split[' + '] ◊›', \"‹unicode ◊›\"]",
      "def e = [new String('‹base64 ◊›'.decodeBase64()), 'Basic ‹base64 user:◊›']",
    ],
    comments: SLASHES,
  },
  Rust: {
    path: "a.rs",
    places: [
      'fn a() { f("◊", "é 🔑 ◊ \\" {} \\u{e9}"); }',
      'fn b() { f("‹hex ◊›"); }',
      'fn c() { println!("{} ◊", "‹braces ◊›"); }',
      'fn d() { f("a {} ‹braces ◊› \\x41".to_string(), r#"{"a": "◊"}"#); }',
    ],
    comments: SLASHES,
  },
  Dart: {
    path: "a.dart",
    places: [
      'final a = f(\'◊\', "é 🔑 ◊ \\" ${x}").trim();',
      "const b = 'Bearer ◊';",
      "final c = [r'\\d ◊', '''{\"a\": \"◊\"}'''];",
      "const d = 'a ‹split[' '] ◊›';",
      "final e = ['‹hex ◊›', '‹split[' + '] ◊›', \"‹braces ◊›\"];",
      "final g = f(utf8.decode(base64Decode('‹base64 ◊›')), 'Basic ‹base64 user:◊›');",
    ],
    comments: SLASHES,
  },
  Swift: {
    path: "a.swift",
    places: [
      'let a = f("◊", "é 🔑 ◊ \\" \\(x)").trim()',
      'let b = #"\\d ◊"#',
      'let c = """\n  {"a": "◊"}\n  """',
      'let d = f("a ‹split[" + "] ◊›", "‹braces ◊›")',
    ],
    comments: SLASHES,
  },
  Elixir: {
    path: "a.exs",
    places: [
      'a = f("◊", "é 🔑 ◊ \\" #{x}") |> g()',
      'b = ~s({"a": "◊"}) <> \'Bearer ◊\'',
      'c = """\n  "◊"\n"""',
      'd = ["a ‹split[" <> "] ◊›", "‹hex ◊›", ~s(x ‹braces ◊›)]',
      'e = [Base.decode64!("‹base64 ◊›"), "Basic ‹base64 user:◊›"]',
    ],
    comments: HASHES,
  },
  C: {
    path: "a.c",
    places: [
      'void a(void) { f("◊", "é 🔑 \\"" + x); }',
      'void b(void) { printf("%d Bearer ◊ %s", 1, "◊"); }',
      'void c(void) { const char d[] = "‹split[" "] ◊›"; }',
      'void e(void) { f("‹split["\n  "] ◊›", "‹split[\\\n] ◊›"); }',
    ],
    comments: SLASHES,
  },
  "C++": {
    path: "a.cpp",
    places: [
      'auto a = f("◊", "é 🔑 ◊ \\"", R"({"a": "◊"})");',
      'constexpr const char* b = "Bearer ◊";',
      'std::string c = "a ‹split[" "] ◊›";',
      'auto d = f("‹split["\n  "] ◊›"s, "‹unicode ◊›");',
    ],
    comments: SLASHES,
  },
  Shell: {
    path: "a.sh",
    places: [
      "A=◊",
      'B="◊" f "é 🔑 Bearer ◊!"',
      "f '◊' '{\"a\": \"◊\"}' $'\\t ◊'",
      'C="${C:-◊}"',
      "f \"$(f '◊')\" /◊/",
      'D="a ‹split[""] ◊›" E=$(echo ‹base64 ◊› | base64 -d)',
      "cat <<EOF\nit's ◊\nEOF",
    ],
    comments: HASHES,
    breaks: ["\n"],
  },
  Ruby: {
    path: "a.rb",
    places: [
      'f("◊")',
      "f '◊', \"x\"",
      'é = "🔑 ◊ \\" #{x["◊"]}"',
      "f('say \"◊\" #{no}')",
      "f %w[a ◊ b], %q(it's ◊)",
      'f({ "a" => ["◊ ◊"] })',
      'f(<<~EOS)\n  it\'s "◊"\nEOS',
      'f(ENV["A_KEY"] || "◊")',
      'f("‹hex ◊›", \'‹split[\' + \'] ◊›\', "a ‹split[" "] ◊›", Base64.decode64("‹base64 ◊›"))',
      "f('Basic ‹base64 user:◊›', %w[‹base64 ◊› b])",
    ],
    comments: HASHES,
  },
  PHP: {
    path: "a.php",
    start: "<?php\n",
    places: [
      'f("◊");',
      "f('◊', \"x\");",
      '$é = "🔑 ◊ \\" {$x[\'k\']}";',
      "f('say \"◊\" $no');",
      "f(['a' => ['◊ ◊']]);",
      "f(<<<EOS\nit's ◊\nEOS\n);",
      "f(getenv('A_KEY') ?: '◊');",
      "f(\"‹hex ◊›\", '‹split[' . \"] ◊›\", $x . 'b ‹split[' . '] ◊›' . $y, base64_decode('‹base64 ◊›'));",
      "f('Basic ‹base64 user:◊›');",
    ],
    comments: SLASHES,
  },
  Perl: {
    path: "a.pl",
    places: [
      'f("◊");',
      "f('◊', \"x\");",
      'my $é = "🔑 ◊ \\" $x";',
      "f('say \"◊\" $no');",
      "f(qw(a ◊ b), q{it's ◊});",
      "f({ a => ['◊ ◊'] });",
      "f(<<EOS);\nit's ◊\nEOS",
      "f($ENV{A_KEY} // '◊');",
      "f(\"‹hex ◊›\", '‹split[' . \"] ◊›\", $x . 'b ‹split[' . '] ◊›' . $y, decode_base64('‹base64 ◊›'));",
      "f('Basic ‹base64 user:◊›', qq{a ‹base64 ◊›});",
    ],
    comments: HASHES,
  },
  Lua: {
    path: "a.lua",
    places: [
      'f("◊")',
      "f '◊'",
      'x = "🔑 ◊ \\" é"',
      'f([==[\nsay "◊" ]]\n]==])',
      "f({ a = { '◊ ◊' } })",
      "f(os.getenv('A_KEY') or '◊')",
      "f(\"‹hex ◊›\", '‹split[' .. \"] ◊›\", x .. 'b ‹split[' .. '] ◊›' .. y)",
    ],
    comments: ["-- it's \"", "", "--[[ é 🔑 ' ]]"],
  },
  R: {
    path: "a.R",
    places: [
      'f("◊")',
      "f('◊', \"x\")",
      'x <- "🔑 ◊ \\" é"',
      'f(r"(say "◊" \\d)")',
      "f(list(a = c('◊ ◊')))",
      'f(Sys.getenv("A_KEY", "◊"))',
      "f(\"‹hex ◊›\", 'a ‹unicode ◊›')",
    ],
    comments: HASHES,
  },
  fish: {
    path: "a.fish",
    places: [
      "set -gx A ◊",
      'f "é 🔑 Bearer ◊!" B:◊',
      "f '◊' '{\"a\": \"◊\"}' 'it\\'s ◊' '◊[1]'",
      "set -q C; or set C '◊'",
      "f \"$(f '◊')\" (f ◊) /◊/",
      "f 'a\n◊'",
    ],
    comments: HASHES,
    breaks: ["\n"],
    bom: false,
  },
  PowerShell: {
    path: "a.ps1",
    places: [
      '$a = "◊"',
      "f -Key '◊' --b=◊ --c='◊' ◊",
      '$é = "🔑 ◊ `" "" $($x["◊"]) ◊:"',
      "$b = 'it''s $x ` ◊', '{\"a\": \"◊\"}'",
      '$env:OPENAI_API_KEY = "◊"',
      '$c = @"\n$x "◊"\n"@',
      "$d = @'\n$x ` it's ◊\n'@",
      '$e = @{ "a" = "◊"; b = $env:B ?? "◊" }',
    ],
    comments: ["# it's \"", "", "<# é 🔑\n' #>"],
  },
  Batch: {
    path: "a.bat",
    places: [
      "set A=◊",
      'set "OPENAI_API_KEY=◊"',
      "set é=🔑 ◊",
      'f "Bearer ◊" %1 "◊" ◊ %%i %A%◊',
      "if not defined B set B=◊",
      'setx C "◊"',
    ],
    comments: ["rem it's \" %", "", ":: é 🔑 %x"],
    bom: false,
  },
  Makefile: {
    path: "Makefile",
    places: [
      "OPENAI_API_KEY = ◊",
      "A_KEY := ◊ # it's",
      "export GROQ_API_KEY ?= '◊'",
      "B += --key ◊ é 🔑",
      "a: C = Bearer ◊",
      "b:\n\t@f '◊' \"it's ◊\" \\\n\t  ◊ # it's",
      "D = $(or $(E),◊)",
      "define F\n◊ # a\nendef",
    ],
    comments: HASHES.slice(0, 2),
  },
  Dockerfile: {
    path: "Dockerfile",
    start: "FROM x\n",
    places: ["ENV A_KEY=◊", 'ARG B="x" A_KEY="◊"'],
    comments: HASHES,
    keys: 1,
  },
  "Docker Compose": {
    path: "compose.yaml",
    start: "services:\n  a:\n    image: x\n    command:\n",
    places: ["      - ◊", '      - "é 🔑 ◊"', "      - 'Bearer ◊ it''s'", '      - ["◊", ◊]', "      - |\n        a ◊"],
    comments: ["      # it's \" é 🔑"],
  },
  "GitHub Actions": {
    path: ".github/workflows/a.yml",
    start: "on: push\njobs:\n  a:\n    steps:\n",
    places: [
      "      - run: f ◊",
      '      - run: |\n          f "Bearer ◊"',
      "      - run: x\n        env:\n          A: ◊\n          B: 'é 🔑 ◊'",
    ],
    comments: ["      # it's \" é 🔑"],
  },
  Terraform: {
    path: "a.tf",
    places: [
      'provider "a" {\n  key = "◊"\n}',
      'resource "a" "b" {\n  é = "🔑 ◊ $${x} \\" ${f("◊", "x")}"\n}',
      'locals {\n  c = { d = "◊", "e" = ["◊"] }\n}',
      'locals {\n  f = <<-EOT\n    it\'s "◊"\n  EOT\n}',
      'output "g" { value = "◊" }',
      'output "h" {\n  value = "Bearer ◊"\n}',
    ],
    comments: [...SLASHES.slice(0, 2), ...HASHES],
  },
  Nix: {
    path: "a.nix",
    start: "{\n",
    places: [
      'a = "◊";',
      'é = "🔑 ◊ \\" $${x} ${f "◊"}";',
      "b = ''\n  it's ''' ◊ ''${x}\n'';",
      'c = [ "◊" ({ d ? "◊" }: d) ];',
    ],
    comments: ["# it's \"", "/* ' \" '' é */"],
    end: "}\n",
    bom: false,
  },
  "HTTP requests": {
    path: "a.http",
    places: [
      "@key = ◊",
      "GET https://x.test/?key=◊&a=1\nAuthorization: Bearer ◊\n",
      'POST https://x.test\n\n{ "é": "🔑 ◊" }\n',
    ],
    comments: ["###", "# it's \"", "// é 🔑"],
  },
  "Claude Code .mcp.json": {
    path: ".mcp.json",
    start: '{ "mcpServers": {\n',
    places: [
      '"a": { "env": { "A": "◊", "é": "🔑 \\" ◊ \\u00e9" } },',
      '"b": { "args": ["--key=◊", "◊"], "headers": { "Authorization": "Bearer ◊" } },',
    ],
    end: '"z": {} } }\n',
  },
};
