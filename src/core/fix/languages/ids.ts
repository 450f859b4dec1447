// VS Code's language ids, for files that no editor has opened, and what people call them.
import { baseName } from "../folders";

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
  yml: "yaml",
  yaml: "yaml",
  json: "json",
  jsonc: "jsonc",
  "code-workspace": "jsonc",
  dockerfile: "dockerfile",
  rs: "rust",
  rb: "ruby",
  php: "php",
  kt: "kotlin",
  kts: "kotlin",
  swift: "swift",
  c: "c",
  h: "c",
  cpp: "cpp",
  cc: "cpp",
  hpp: "cpp",
  fs: "fsharp",
  vb: "vb",
  scala: "scala",
  groovy: "groovy",
  dart: "dart",
  lua: "lua",
  pl: "perl",
  r: "r",
  jl: "julia",
  ex: "elixir",
  exs: "elixir",
  ps1: "powershell",
  psm1: "powershell",
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
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
  const known = BY_EXTENSION[extension];
  if (known !== undefined) return known;
  if (/^\.(?:bash|z|k)?(?:rc|_?profile|_?login|env|shrc|_aliases)$/.test(name)) return "shellscript";
  const program = /^\uFEFF?#!.*?\b(python|node|deno|bun|bash|zsh|ksh|dash|sh)[\d.]*\b/.exec(text.slice(0, 200))?.[1];
  if (program === "python") return "python";
  if (program === "node" || program === "deno" || program === "bun") return "javascript";
  return program === undefined ? "plaintext" : "shellscript";
}

const TITLES: Readonly<Record<string, string>> = {
  bat: "batch",
  cpp: "C++",
  css: "CSS",
  fsharp: "F#",
  html: "HTML",
  ini: "INI",
  jsonl: "JSON Lines",
  plaintext: "plain text",
  php: "PHP",
  powershell: "PowerShell",
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
