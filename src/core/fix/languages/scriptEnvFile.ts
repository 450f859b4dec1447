// The env file that a script insists on.
import { packageOf } from "../env/envPlace";
import { folderOf, foldersUp, join } from "../folders";
import type { SourceFile } from "../source";

/** Whether a script loads an env file with dotenv or one of its kin. */
export const loadsDotenv = (text: string): boolean =>
  /["'](?:dotenv|@dotenvx\/dotenvx)\/config["']/.test(text) ||
  (/["'](?:dotenv|dotenv-flow|@dotenvx\/dotenvx)["']/.test(text) && /\bconfig\s*\(|dotenv-flow\/config/.test(text));

/** The env file that the file's own call of dotenv names, such as `config({ path: ".env.local" })`. */
export function dotenvPath({ path, text, files }: SourceFile): string | undefined {
  const found = /\bconfig\s*\(\s*\{[^{}]{0,200}?\bpath\s*:\s*["']([\w./-]+)["']/.exec(text)?.[1];
  if (found === undefined || found.startsWith("/") || found.includes("..") || !loadsDotenv(text)) return undefined;
  return join(packageOf(path, files), found.replace(/^\.\//, ""));
}

/** Where the files of a Worker's variables are: beside wrangler's configuration. */
export function workerEnvFile({ path, files }: SourceFile): string | undefined {
  const folder = foldersUp(folderOf(path)).find((one) =>
    ["wrangler.toml", "wrangler.json", "wrangler.jsonc"].some((name) => files.has(join(one, name))),
  );
  return folder === undefined || files.has(join(folder, ".env")) ? undefined : join(folder, ".dev.vars");
}
