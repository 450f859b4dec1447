// Cloudflare Workers: whether a file is a Worker's code, and whether `process.env` has its variables.
import { folderOf, foldersUp, join, within } from "../folders";
import type { SourceFile } from "../source";

type Files = ReadonlyMap<string, string>;

const CONFIGS = ["wrangler.jsonc", "wrangler.json", "wrangler.toml"];

/** The nearest folder with a Wrangler configuration. */
export function workerFolder(path: string, files: Files): string | undefined {
  return foldersUp(folderOf(path)).find((folder) => CONFIGS.some((name) => files.has(join(folder, name))));
}

function configOf(folder: string, files: Files): string {
  const text = CONFIGS.map((name) => files.get(join(folder, name))).find((one) => one !== undefined) ?? "";
  return text.replace(/^[ \t]*(?:#|\/\/).*$/gm, "");
}

const SCRIPT_LANGUAGES = /^(?:java|type)script(?:react)?$/;

/** What Node runs itself beside the Worker. */
const NODE_SCRIPT = /(?:^|\/)(?:scripts?|tools?|tests?|bin)\/|\.config\.[cm]?[jt]s$/;

/** Whether the Workers runtime runs a file, as far as its place tells. */
export function isWorkerCode({ path, languageId, text, files }: SourceFile): boolean {
  const folder = workerFolder(path, files);
  if (folder === undefined || !SCRIPT_LANGUAGES.test(languageId) || text.startsWith("#!")) return false;
  return !NODE_SCRIPT.test(within(folder, path));
}

/** Whether a file is the one that a Worker starts with. */
export function isWorkerMain({ path, files }: SourceFile): boolean {
  const folder = workerFolder(path, files);
  if (folder === undefined) return false;
  const main = /^\s*"?main"?\s*[:=]\s*["'](?:\.\/)?([^"'\r\n]+)["']/m.exec(configOf(folder, files))?.[1];
  return main === within(folder, path);
}

/**
 * Since 2025-04-01 `nodejs_compat` puts variables into `process.env`.
 * https://developers.cloudflare.com/workers/configuration/compatibility-flags/#enable-auto-populating-processenv
 */
function fillsProcessEnv(config: string): boolean {
  if (!/["']nodejs_compat["']/.test(config)) return false;
  if (/["'](?:nodejs_compat_do_not_populate_process_env|disallow_importable_env)["']/.test(config)) return false;
  if (/["']nodejs_compat_populate_process_env["']/.test(config)) return true;
  const date = /compatibility_date"?\s*[:=]\s*["'](\d{4}-\d\d-\d\d)["']/.exec(config)?.[1] ?? "";
  return date >= "2025-04-01";
}

/** Why a Worker's code cannot read a variable from `process.env`. */
export function workerTrouble(source: SourceFile): string | undefined {
  const folder = workerFolder(source.path, source.files);
  if (folder === undefined || fillsProcessEnv(configOf(folder, source.files))) return undefined;
  return 'This Worker has no process.env. Add "nodejs_compat" to its compatibility_flags, with a compatibility_date from 2025-04-01 on, or read env.NAME in the handler and put the key into .dev.vars by hand.';
}
