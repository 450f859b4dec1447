// Code that is sent to browsers: an env file does not hide a key in it, since its build copies the value into a page.
import { folderOf, foldersUp, join } from "../folders";
import type { Lexed } from "../code/lexer";
import type { SourceFile } from "../source";

const CLIENT_CODE = /\bdangerouslyAllowBrowser\s*:\s*true\b/;
/** In these, `import.meta.env` is read on servers as well. */
const META_ON_SERVERS = /"(?:astro|@sveltejs\/kit|nuxt|vike|@solidjs\/start)"\s*:/;

/** What only a server's code does. */
const SERVER_TEXT =
  /\bprocess\.|\brequire\s*\(|["']node:|["'](?:fs|http|https|path|express|fastify|koa|next\/server)["']|["']use server["']/;
const PAGE_TEXT =
  /\b(?:document\.(?:getElementById|querySelector|addEventListener|body|createElement)|window\.(?:location|addEventListener|localStorage)|localStorage\.|sessionStorage\.)/;

const PAGE_BUILD = /"(?:vite|react-scripts|@vue\/cli-service|parcel|@angular\/core)"\s*:/;
const SERVER_BUILD =
  /"(?:next|nuxt|astro|express|fastify|koa|hono|@sveltejs\/kit|@remix-run\/\w+|@react-router\/node|@nestjs\/core|vitest)"\s*:/;

/** Why a key in a script cannot be hidden by an env file, or undefined when nothing says that browsers get it. */
export function browserReason(file: SourceFile, lexed: Lexed): string | undefined {
  return isClient(file, lexed)
    ? "This code runs in browsers, where an env file does not hide a key. Call the service from a server, and revoke this key."
    : undefined;
}

function isClient({ path, text, languageId, files }: SourceFile, lexed: Lexed): boolean {
  if (CLIENT_CODE.test(lexed.code) || isClientComponent(lexed)) return true;
  const manifest = foldersUp(folderOf(path))
    .map((folder) => files.get(join(folder, "package.json")))
    .find((one) => one !== undefined);
  if (/\bimport\.meta\.env\b/.test(lexed.code) && !META_ON_SERVERS.test(manifest ?? "")) return true;
  if (SERVER_TEXT.test(text)) return false;
  if (PAGE_TEXT.test(text) || /(?:^|\/)public\//.test(path)) return true;
  const builtForPages = manifest !== undefined && PAGE_BUILD.test(manifest) && !SERVER_BUILD.test(manifest);
  return builtForPages && (languageId.endsWith("react") || /(?:^|\/)src\//.test(path));
}

/** The directive `"use client"`, before any code. */
function isClientComponent({ text, code, tokens }: Lexed): boolean {
  const first = tokens.find((token) => token.kind === "string");
  if (!first || text.slice(first.bodyStart, first.bodyEnd) !== "use client") return false;
  return code.slice(0, first.start).trim() === "";
}
