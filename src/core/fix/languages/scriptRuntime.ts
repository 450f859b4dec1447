// Which runtime a script is written for, and how that one reads a variable.
import type { Reader } from "../code/code";
import type { Lexed } from "../code/lexer";
import { folderOf, foldersUp, join } from "../folders";
import type { Change, SourceFile } from "../source";
import { dotenvPath, workerEnvFile } from "./scriptEnvFile";
import { scriptImport } from "./scriptImport";

export type RuntimeId = "node" | "deno" | "bun" | "astro" | "sveltekit" | "workers";

/** What marks the folder of a project, by runtime; the nearest counts. */
const PROJECTS: readonly (readonly [RuntimeId, readonly string[]])[] = [
  ["deno", ["deno.json", "deno.jsonc"]],
  ["workers", ["wrangler.toml", "wrangler.json", "wrangler.jsonc"]],
  ["bun", ["bun.lock", "bun.lockb", "bunfig.toml"]],
];

/** https://svelte.dev/docs/kit/server-only-modules, and the files that SvelteKit runs on the server alone. */
const SVELTEKIT_SERVER =
  /(?:^|\/)(?:\+(?:page|layout)\.server|\+server|hooks\.server|[^/]+\.server)\.[cm]?[jt]s$|\/server\//;

/** `code` is the text without its literals; it is asked for only where the text may tell. */
export function runtimeOf(file: SourceFile, code: () => string): RuntimeId {
  const { path, text, files } = file;
  if (/^#!.*\bdeno\b/.test(text)) return "deno";
  const says = (words: RegExp): boolean => words.test(text) && words.test(code());
  if (says(/\bDeno\./)) return "deno";
  if (says(/\bprocess\.env\b/)) return "node";
  if (says(/\bBun\.env\b/)) return "bun";
  for (const folder of foldersUp(folderOf(path))) {
    const manifest = files.get(join(folder, "package.json"));
    const found = PROJECTS.find(([, names]) => names.some((name) => files.has(join(folder, name))))?.[0];
    if (found === "workers") return isWorker(file) ? "workers" : "node";
    if (found !== undefined) return found;
    if (manifest === undefined) continue;
    if (/"@sveltejs\/kit"\s*:/.test(manifest) && SVELTEKIT_SERVER.test(path)) return "sveltekit";
    return /"astro"\s*:/.test(manifest) && /(?:^|\/)src\//.test(path) ? "astro" : "node";
  }
  return "node";
}

/** Beside a Worker's code there are scripts and tests, which Node runs. */
function isWorker({ path, text }: SourceFile): boolean {
  return !/(?:^|\/)(?:scripts?|tests?|__tests__)\/|\.(?:test|spec|config)\.|["']node:/.test(`${path}\n${text}`);
}

/** How the file reads variables already, else as its runtime does. */
export function scriptReader(file: SourceFile, lexed: Lexed, firstUse: number): Reader {
  const runtime = runtimeOf(file, () => lexed.code);
  const reader = readerFor(runtime, file, lexed, firstUse);
  const envFile = runtime === "workers" ? workerEnvFile(file) : dotenvPath(file);
  return { ...reader, ...(envFile !== undefined && { envFile }) };
}

function readerFor(runtime: RuntimeId, file: SourceFile, lexed: Lexed, firstUse: number): Reader {
  const none = (): readonly Change[] => [];
  const bracket = needsBrackets(file, lexed);
  const property = (of: string) => (name: string, quote: string) =>
    bracket ? `${of}[${quote === "'" ? "'" : '"'}${name}${quote === "'" ? "'" : '"'}]` : `${of}.${name}`;
  const definite = file.languageId.startsWith("typescript") ? "!" : "";
  const own = ownName(file, lexed, firstUse);
  if (own !== undefined) return { read: property(own), imports: none, definite };
  switch (runtime) {
    case "deno":
      // https://docs.deno.com/api/deno/~/Deno.env
      return {
        read: (name, quote) => `Deno.env.get(${quote === "'" ? `'${name}'` : `"${name}"`})`,
        imports: none,
        definite,
      };
    case "bun":
      return { read: property(/\bBun\.env\b/.test(lexed.code) ? "Bun.env" : "process.env"), imports: none, definite };
    case "astro":
      // https://docs.astro.build/en/guides/environment-variables/: variables without PUBLIC_ stay on the server.
      return { read: (name) => `import.meta.env.${name}`, imports: none };
    case "sveltekit":
      // https://svelte.dev/docs/kit/$env-dynamic-private
      return imported(file, lexed, { module: "$env/dynamic/private", definite });
    case "workers":
      // https://developers.cloudflare.com/workers/runtime-apis/bindings/#importing-env-as-a-global
      return imported(file, lexed, { module: "cloudflare:workers", definite: "" });
    case "node":
      return { read: property("process.env"), imports: none, definite };
  }
}

function imported(file: SourceFile, lexed: Lexed, { module, definite }: { module: string; definite: string }): Reader {
  const local = /\b(?:const|let|var|function|class)\s+env\b|[({,]\s*env\s*[,:)}]/.test(lexed.code)
    ? "privateEnv"
    : "env";
  const clause = local === "env" ? "env" : `env as ${local}`;
  return {
    read: (name) => `${local}.${name}`,
    imports: () => [scriptImport(file, lexed, `{ ${clause} }`, module)],
    definite,
  };
}

/** The name under which the file has imported the variables before their first use. */
function ownName({ text }: SourceFile, { code }: Lexed, firstUse: number): string | undefined {
  const imports = [...code.slice(0, firstUse).matchAll(/^[ \t]*import\b[^;\n]{0,300}/gm)].map(({ index, 0: found }) =>
    text.slice(index, index + found.length + 60),
  );
  for (const statement of imports) {
    const found =
      /\{[^}]*\benv\b(?:\s+as\s+(?<alias>[\w$]+))?[^}]*\}\s*from\s*["'](?:(?:node:)?process|\$env\/dynamic\/private|cloudflare:workers)["']/.exec(
        statement,
      );
    if (found) return found.groups?.["alias"] ?? "env";
  }
  return undefined;
}

/** A tsconfig can forbid `process.env.NAME`, since its type has no such property; or the file never writes it so. */
function needsBrackets(file: SourceFile, { code }: Lexed): boolean {
  if (!file.languageId.startsWith("typescript")) return false;
  const configs = foldersUp(folderOf(file.path)).map((folder) => file.files.get(join(folder, "tsconfig.json")) ?? "");
  if (configs.some((text) => /"noPropertyAccessFromIndexSignature"\s*:\s*true/.test(text))) return true;
  return /\bprocess\.env\[/.test(code) && !/\bprocess\.env\./.test(code);
}
