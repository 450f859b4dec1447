// VS Code's language ids, for files that no editor has opened, and what people call them.
import { baseName } from "../folders";

const of = (languageId: string, ...extensions: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(extensions.map((extension) => [extension, languageId]));

const BY_EXTENSION: Readonly<Record<string, string>> = {
  js: "javascript",
  cjs: "javascript",
  mjs: "javascript",
  jsx: "javascriptreact",
  ts: "typescript",
  cts: "typescript",
  mts: "typescript",
  tsx: "typescriptreact",
  py: "python",
  pyi: "python",
  pyw: "python",
  go: "go",
  java: "java",
  cs: "csharp",
  csx: "csharp",
  sh: "shellscript",
  bash: "shellscript",
  zsh: "shellscript",
  ksh: "shellscript",
  yml: "yaml",
  yaml: "yaml",
  json: "json",
  jsonc: "jsonc",
  "code-workspace": "jsonc",
  dockerfile: "dockerfile",
  containerfile: "dockerfile",
  rs: "rust",
  ...of("ruby", "rb", "rake", "gemspec", "ru", "rbw"),
  ...of("php", "php", "phtml", "php5", "ctp"),
  kt: "kotlin",
  kts: "kotlin",
  swift: "swift",
  c: "c",
  h: "c",
  cpp: "cpp",
  cc: "cpp",
  hpp: "cpp",
  cxx: "cpp",
  hh: "cpp",
  hxx: "cpp",
  ino: "cpp",
  ...of("fsharp", "fs", "fsx", "fsi"),
  vb: "vb",
  scala: "scala",
  sc: "scala",
  sbt: "scala",
  groovy: "groovy",
  gvy: "groovy",
  gradle: "groovy",
  jenkinsfile: "groovy",
  dart: "dart",
  lua: "lua",
  luau: "luau",
  ...of("perl", "pl", "pm", "t", "psgi"),
  r: "r",
  jl: "julia",
  ex: "elixir",
  exs: "elixir",
  ps1: "powershell",
  psm1: "powershell",
  psd1: "powershell",
  bat: "bat",
  cmd: "bat",
  fish: "fish",
  md: "markdown",
  html: "html",
  vue: "vue",
  svelte: "svelte",
  astro: "astro",
  css: "css",
  tf: "terraform",
  tfvars: "terraform-vars",
  nix: "nix",
  mk: "makefile",
  mak: "makefile",
  http: "http",
  rest: "http",
  toml: "toml",
  ini: "ini",
  cfg: "properties",
  conf: "properties",
  service: "ini",
  properties: "properties",
  xml: "xml",
  sql: "sql",
  ipynb: "notebook",
};

/** The language id of a file, told by its name and, for one without an extension, its first line. */
export function languageOf(path: string, text: string): string {
  const name = baseName(path).toLowerCase();
  if (/^(?:dockerfile|containerfile)(?:\.|$)/.test(name)) return "dockerfile";
  if (/^(?:gnu|ocaml)?makefile$/.test(name)) return "makefile";
  if (/^jenkinsfile(?:\.|$)/.test(name)) return "groovy";
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
  const known = BY_EXTENSION[extension];
  if (known !== undefined) return known;
  if (/^\.(?:bash|z|k)?(?:rc|_?profile|_?login|env|shrc|_aliases)$/.test(name)) return "shellscript";
  if (/^(?:gemfile|rakefile|vagrantfile|podfile|fastfile|guardfile)$/.test(name)) return "ruby";
  const program = PROGRAM.exec(text.slice(0, 200))?.[1];
  return program === undefined ? "plaintext" : (BY_PROGRAM[program] ?? "shellscript");
}

const PROGRAM =
  /^\uFEFF?#!.*?\b(python|node|deno|bun|ruby|php|perl|luajit|lua|Rscript|julia|elixir|fish|pwsh|make|bash|zsh|ksh|dash|sh)[\d.]*\b/;

/** Of programs that scripts name in their first line; shells are the others. */
const BY_PROGRAM: Readonly<Record<string, string>> = {
  python: "python",
  ...of("javascript", "node", "deno", "bun"),
  ruby: "ruby",
  php: "php",
  perl: "perl",
  ...of("lua", "lua", "luajit"),
  Rscript: "r",
  julia: "julia",
  elixir: "elixir",
  fish: "fish",
  pwsh: "powershell",
  make: "makefile",
};

const TITLES: Readonly<Record<string, string>> = {
  bat: "batch",
  cpp: "C++",
  css: "CSS",
  fsharp: "F#",
  html: "HTML",
  http: "HTTP request",
  ini: "INI",
  jsonl: "JSON Lines",
  plaintext: "plain text",
  php: "PHP",
  powershell: "PowerShell",
  "terraform-vars": "Terraform",
  "objective-c": "Objective-C",
  sql: "SQL",
  toml: "TOML",
  vb: "Visual Basic",
  xml: "XML",
};

/** What people call a language. */
export function languageTitle(languageId: string): string {
  return TITLES[languageId] ?? languageId.charAt(0).toUpperCase() + languageId.slice(1);
}
