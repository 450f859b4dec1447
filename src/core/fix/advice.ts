// What loads the env file, or the one command that starts the program with it.
import { accessorFor, isEnvTemplate } from "./languages/index";
import type { LoadRequest, StartRequest } from "./accessor";
import { loadingOf } from "./env/storeWords";
import { baseName, folderOf, foldersUp, isInside, join, within } from "./folders";
import type { StartCommand } from "./model";
import { quotedPath } from "./quotedPath";

export interface Advice {
  readonly sentences: readonly string[];
  readonly start?: StartCommand;
}

export interface AdviceRequest extends LoadRequest {
  readonly shell: "posix" | "powershell";
}

const UNPUBLISH = "Moving the key does not un-publish it: rotate it if this file was ever committed.";

/** At most three sentences, the last of which is that a moved key may be public all the same. */
export function adviceFor(request: AdviceRequest): Advice {
  const { source, envPath } = request;
  const loading = loadingOf(request);
  if (loading && "sentences" in loading) return { sentences: [...loading.sentences, UNPUBLISH] };
  if (loading) return startAdvice(loading);
  const holdsReferences = source.store === "1password";
  const loader = holdsReferences ? undefined : loaderOf(request);
  if (loader !== undefined) return { sentences: [loader, UNPUBLISH] };
  const folder = isInside(folderOf(envPath), source.path) ? folderOf(envPath) : "";
  const accessor = accessorFor(source);
  const start = startRequest(request, folder);
  if (holdsReferences) {
    const own = accessor?.start?.({ ...start, withEnv: (command) => command }) ?? "COMMAND";
    return startAdvice({ leadIn: "Start it through 1Password", command: throughOnePassword(start.env, own), folder });
  }
  const command = accessor?.start?.(start);
  if (command === undefined) return { sentences: [UNPUBLISH] };
  return startAdvice({ leadIn: accessor?.leadIn ?? "Start it with the env file", command, folder });
}

function startAdvice({ leadIn, command, folder }: StartCommand & { readonly leadIn: string }): Advice {
  const place = folder === "" ? "" : ` in ${folder}`;
  return { sentences: [`${leadIn}${place}: ${command}`, UNPUBLISH], start: { command, folder } };
}

/**
 * What a program finds in its environment goes before what it reads from the env file, so that it never sees a reference.
 * https://developer.1password.com/docs/cli/reference/commands/run/
 */
function throughOnePassword(env: string, command: string): string {
  const isOne = /^[\w@%+=:,./'" -]+$/.test(command);
  return `op run --env-file=${quotedPath(env)} -- ${isOne ? command : `sh -c '${command.replaceAll("'", "'\\''")}'`}`;
}

/** Why the env file is read without anybody's help. */
function loaderOf(request: AdviceRequest): string | undefined {
  const { source, envPath } = request;
  const env = baseName(envPath);
  if (isEnvTemplate(source.path))
    return `${env} now has the value, and this file shows others which variable they need.`;
  const envrc = foldersUp(folderOf(envPath)).map((folder) => source.files.get(join(folder, ".envrc")) ?? "");
  if (envrc.some((one) => /^\s*dotenv(?:_if_exists)?\b/m.test(one)) && env === ".env")
    return "direnv loads .env in this folder.";
  return accessorFor(source)?.loaded?.(request);
}

function startRequest(request: AdviceRequest, folder: string): StartRequest {
  const { source, envPath, shell } = request;
  const env = within(folder, envPath);
  return {
    ...request,
    folder,
    env,
    holdsReferences: source.store === "1password",
    file: quotedPath(source.path === "" ? "FILE" : within(folder, source.path)),
    withEnv: (command) => (shell === "posix" ? posix(env, command) : powershell(env, command)),
  };
}

function posix(env: string, command: string): string {
  return `set -a; . ${quotedPath(env.startsWith("/") ? env : `./${env}`)}; set +a; ${command}`;
}

function powershell(env: string, command: string): string {
  const path = `'${env.replaceAll("'", "''")}'`;
  return `Get-Content ${path} | ForEach-Object { if ($_ -match '^(?:export )?(\\w+)=(.*)$') { Set-Item "env:$($Matches[1])" $Matches[2].Trim('"', "'") } }; ${command}`;
}
