// Cloudflare Workers: whether a file is a Worker's code, which reads its own variables and not those of the shell.
import { folderOf, foldersUp, join, within } from "../folders";
import type { SourceFile } from "../source";

const CONFIGS = ["wrangler.jsonc", "wrangler.json", "wrangler.toml"];

/** The nearest folder with a Wrangler configuration. */
export function workerFolder(path: string, files: ReadonlyMap<string, string>): string | undefined {
  return foldersUp(folderOf(path)).find((folder) => CONFIGS.some((name) => files.has(join(folder, name))));
}

const SCRIPT_LANGUAGES = /^(?:java|type)script(?:react)?$/;

/** What Node runs itself beside the Worker. */
const NODE_SCRIPT = /(?:^|\/)(?:scripts?|tools?|tests?|__tests__|bin)\/|\.(?:test|spec|config)\./;

/** Whether the Workers runtime runs a file, as far as its place tells. */
export function isWorkerCode({ path, languageId, text, files }: SourceFile): boolean {
  const folder = workerFolder(path, files);
  if (folder === undefined || !SCRIPT_LANGUAGES.test(languageId) || text.startsWith("#!")) return false;
  return !NODE_SCRIPT.test(within(folder, path));
}
