// What loads the env file for a script, and how to start the script with it.
import { findNodeAtLocation } from "jsonc-parser";
import { readJson } from "../../readJson";
import { besideEnv, type Loader, type LoadRequest, type StartRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import { packageOf } from "../env/envPlace";
import { baseName, folderOf, join } from "../folders";
import { quotedPath } from "../quotedPath";
import type { SourceFile } from "../source";
import { firstKey, loadsBefore, loadsInTime } from "./ownLoad";
import { scriptImport } from "./scriptImport";
import { loadsDotenv } from "./scriptEnvFile";
import { type RuntimeId, runtimeOf } from "./scriptRuntime";
import { SCRIPT } from "./scriptSyntax";

/** Frameworks whose server reads env files: package -> its name. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  next: "Next.js",
  nuxt: "Nuxt",
  astro: "Astro",
  gatsby: "Gatsby",
  "@remix-run/dev": "Remix",
  "@redwoodjs/core": "RedwoodJS",
};

const runtime = (source: SourceFile): RuntimeId => runtimeOf(source, () => new Lexed(source.text, SCRIPT).code);

export function scriptLoaded(request: LoadRequest): string | undefined {
  const { source, envPath, names } = request;
  const env = baseName(envPath);
  switch (runtime(source)) {
    case "deno":
      return denoLoaded(request);
    case "bun":
      // https://bun.sh/docs/runtime/env
      return env === ".env" || env === ".env.local"
        ? `Bun reads ${env} itself when it starts in its folder.`
        : undefined;
    case "workers":
      // https://developers.cloudflare.com/workers/configuration/secrets/
      return `wrangler dev reads ${env}. Give the deployed Worker the value with: ${names.map((name) => `npx wrangler secret put ${name}`).join("; ")}`;
    case "sveltekit":
      return `SvelteKit reads ${env} in development. In production, give the server the variable.`;
    case "astro":
    case "node":
      return nodeLoaded(request);
  }
}

function denoLoaded({ source, envPath }: LoadRequest): string | undefined {
  if (/@std\/dotenv\/load["']/.test(source.text)) return `@std/dotenv loads ${baseName(envPath)}.`;
  const tasks = ["deno.json", "deno.jsonc"].map((name) => source.files.get(join(folderOf(envPath), name)) ?? "");
  return tasks.some((text) => /--env-file\b/.test(text)) ? "The tasks of deno.json give it to Deno." : undefined;
}

function nodeLoaded(request: LoadRequest): string | undefined {
  const env = baseName(request.envPath);
  const manifest = besideEnv(request, "package.json");
  const framework = Object.keys(FRAMEWORKS).find((name) => manifest.includes(`"${name}"`));
  if (framework !== undefined) return `${FRAMEWORKS[framework] ?? ""} reads ${env}; restart its server.`;
  if (isOwnEnv(request) && isLoaded(request)) return "dotenv loads .env when the program starts in its folder.";
  const scripts = [...npmScripts(manifest, request.source.path).values()];
  if (scripts.some((one) => /--env-file(?:-if-exists)?[= ]\S*\.env/.test(one)))
    return `The npm scripts give ${env} to Node.`;
  return scripts.some((one) => /(?:-r|--require|--import) dotenv\/config|\bdotenv (?:-e \S+ )?-- /.test(one))
    ? "The npm scripts load .env with dotenv."
    : undefined;
}

/** The npm scripts that run a file; all, when none does, as it is imported by others then. */
function npmScripts(manifest: string, path: string): ReadonlyMap<string, string> {
  const root = readJson(manifest);
  const node = root && findNodeAtLocation(root, ["scripts"]);
  const scripts = (node?.children ?? []).flatMap(({ children: [name, script] = [] }) =>
    typeof script?.value === "string" ? [[String(name?.value), script.value] as const] : [],
  );
  const own = scripts.filter(
    ([, script]) =>
      /\b(?:node|nodemon|tsx|ts-node)\b/.test(script) &&
      script.split(/[\s"'=;&|]+/).some((word) => stem(word) === stem(path)),
  );
  return new Map(own.length > 0 ? own : scripts);
}

const stem = (path: string): string => baseName(path).replace(/\.[cm]?[jt]sx?$/, "");

const DOTENV = String.raw`["'](?:dotenv|dotenv-flow|@dotenvx\/dotenvx)`;

/** An import comes before all code, wherever it stands. */
const IMPORTS = new RegExp(String.raw`(?:^|;)[ \t]*import\b[^"'\n;(]{0,200}${DOTENV}\/config["']`, "gm");
const REQUIRES = new RegExp(String.raw`\b(?:require|import)\s*\(\s*${DOTENV}\/config["']`, "g");
const CONFIGURES = /\bconfig\s*\((?:\s*\{[^{}]{0,200}?\bpath\s*:\s*["'](?<path>[^"'\n]{1,200})["'])?/g;

function isLoaded(request: LoadRequest): boolean {
  if (!loadsDotenv(request.source.text)) return false;
  return (
    loadsBefore(request, IMPORTS, SCRIPT, Infinity) ||
    loadsInTime(request, REQUIRES, SCRIPT) ||
    loadsInTime(request, CONFIGURES, SCRIPT)
  );
}

/** The `.env` of the script's own package, in whose folder a program starts. */
function isOwnEnv({ source, envPath }: LoadRequest): boolean {
  return envPath === join(packageOf(source.path, source.files), ".env");
}

/** https://github.com/motdotla/dotenv: reads `.env` of the folder that the program starts in. */
export function addDotenv(request: LoadRequest): Loader | undefined {
  const { source, envPath } = request;
  if (runtime(source) !== "node" || !isOwnEnv(request) || loadsDotenv(source.text)) return undefined;
  if (!/"dotenv"\s*:\s*"/.test(besideEnv(request, "package.json"))) return undefined;
  const folder = folderOf(envPath);
  const change = scriptImport(source, new Lexed(source.text, SCRIPT), "", "dotenv/config");
  if (change.start > firstKey(request) && !change.text.startsWith("import")) return undefined;
  return {
    changes: [change],
    sentence: `The code loads .env with dotenv now, when it starts in ${folder === "" ? "this folder" : folder}.`,
  };
}

/** The one command that starts a script with the env file. */
export function scriptStart(request: StartRequest): string {
  const { source, file, env } = request;
  switch (runtime(source)) {
    case "deno":
      // https://docs.deno.com/runtime/reference/env_variables/
      return `deno run --env-file=${quotedPath(env)} --allow-env ${file}`;
    case "bun":
      return `bun --env-file=${quotedPath(env)} ${file}`;
    default:
      return nodeStart(request);
  }
}

/** Node reads an env file itself since 20.6; TypeScript goes through what the project runs it with. */
function nodeStart({ source, folder, file, env, withEnv }: StartRequest): string {
  const manifest = source.files.get(join(folder, "package.json")) ?? "";
  const flag = `--env-file=${quotedPath(env)}`;
  const scripts = npmScripts(manifest, source.path);
  const script = /^node ([\w@./ -]+)$/.exec(scripts.get("start") ?? "")?.[1];
  if (script !== undefined) return `node ${flag} ${script}`;
  if (scripts.has("start")) return withEnv("npm start");
  if (scripts.has("dev") && /"(?:vite|@sveltejs\/kit|webpack)"/.test(manifest)) return withEnv("npm run dev");
  if (!/\.[cm]?tsx?'?$/.test(file)) return `node ${flag} ${file}`;
  if (/"tsx"\s*:/.test(manifest)) return `npx tsx ${flag} ${file}`;
  if (/"ts-node"\s*:/.test(manifest)) return `node ${flag} -r ts-node/register ${file}`;
  return `node ${flag} ${file.replace(/ts(x?)('?)$/, "js$2")}`;
}
