// What loads the env file, or the one command that starts the program with it.
import { accessorFor, isEnvTemplate } from "./languages/index";
import type { LoadRequest, StartRequest } from "./accessor";
import { loadingOf } from "./env/storeWords";
import { baseName, folderOf, foldersUp, isInside, join, within } from "./folders";
import type { StartCommand } from "./model";
import { powershellQuoted, quotedPath } from "./quotedPath";
import { startOffers } from "./startOffers";
import type { Change } from "./source";
import { COMPOSE_NAMES } from "./env/envPlace";

export interface Advice {
  readonly sentences: readonly string[];
  readonly start?: StartCommand;
  /** What the source needs so that the first sentence is true. */
  readonly changes: readonly Change[];
}

export interface AdviceRequest extends LoadRequest {
  readonly shell: "posix" | "powershell";
}

/** What every move ends with. */
export const STILL_PUBLIC = "Moving a key does not un-publish it: rotate it if its file was ever committed.";

/** At most three sentences; a start command, which no full stop ends, comes last. */
export function adviceFor(request: AdviceRequest): Advice {
  const { source, envPath } = request;
  const loading = loadingOf(request);
  if (loading && "sentences" in loading) return { sentences: loading.sentences, changes: [] };
  if (loading) return startAdvice({ ...loading, offers: [] });
  if (source.store === "1password") return onePasswordAdvice(request);
  const accessor = accessorFor(source);
  const loader = loaderOf(request);
  if (loader !== undefined) return { sentences: [loader], changes: [] };
  const added = accessor?.addLoader?.(request);
  if (added) return { sentences: [added.sentence], changes: added.changes };
  const folder = isInside(folderOf(envPath), source.path) ? folderOf(envPath) : "";
  const command = accessor?.start?.(startRequest(request, folder));
  const sometimes = sometimesLoaded(request);
  if (command === undefined) return { sentences: sometimes, changes: [] };
  const leadIn = accessor?.leadIn ?? "Start it with the env file";
  const offers = startOffers({ source, envPath, folder });
  return startAdvice({ leadIn, command, folder, offers }, sometimes);
}

function startAdvice(
  { leadIn, ...start }: StartCommand & { readonly leadIn: string },
  sometimes: readonly string[] = [],
): Advice {
  const place = start.folder === "" ? "" : ` in ${start.folder}`;
  return { sentences: [...sometimes, `${leadIn}${place}: ${start.command}`], start, changes: [] };
}

/**
 * What a program finds in its environment goes before what it reads from the env file, so that it never sees a reference.
 * https://developer.1password.com/docs/cli/reference/commands/run/
 */
function onePasswordAdvice(request: AdviceRequest): Advice {
  const { source, envPath } = request;
  const folder = isInside(folderOf(envPath), source.path) ? folderOf(envPath) : "";
  const start = { ...startRequest(request, folder), withEnv: (command: string) => command };
  const own = accessorFor(source)?.start?.(start) ?? "COMMAND";
  const isOne = /^[\w@%+=:,./'" -]+$/.test(own);
  const command = `op run --env-file=${quotedPath(start.env)} -- ${isOne ? own : `sh -c '${own.replaceAll("'", "'\\''")}'`}`;
  return startAdvice({ leadIn: "Start it through 1Password", command, folder, offers: [] });
}

/** Why the env file is read without anybody's help. */
function loaderOf(request: AdviceRequest): string | undefined {
  const { source, envPath } = request;
  const env = baseName(envPath);
  if (isEnvTemplate(source.path))
    return `${env} now has the value, and this file shows others which variable they need.`;
  const envrc = foldersUp(folderOf(envPath)).map((folder) => source.files.get(join(folder, ".envrc")) ?? "");
  if (envrc.some((one) => /^[ \t]*dotenv(?:_if_exists)?\b/m.test(one)) && env === ".env")
    return "direnv loads .env in this folder.";
  return accessorFor(source)?.loaded?.(request);
}

/** What gives the env file to the program when it is started in one way or another. */
function sometimesLoaded({ source, envPath }: AdviceRequest): readonly string[] {
  const folder = folderOf(envPath);
  const env = baseName(envPath).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const compose = COMPOSE_NAMES.find((name) =>
    new RegExp(`\\benv_file:[\\s\\S]{0,200}?[\\s"'/]${env}["']?\\s*$`, "m").test(
      source.files.get(join(folder, name)) ?? "",
    ),
  );
  const launch = source.files.get(".vscode/launch.json") ?? "";
  const debugged = new RegExp(`"envFile"\\s*:\\s*"[^"\\n]*/${env}"`).test(launch);
  return [
    ...(compose === undefined ? [] : [`${compose} gives it to its containers.`]),
    ...(debugged ? ["Run and Debug gives it to the program (launch.json)."] : []),
  ];
}

function startRequest(request: AdviceRequest, folder: string): StartRequest {
  const { source, envPath, shell } = request;
  const env = within(folder, envPath);
  const file = source.path === "" ? "FILE" : within(folder, source.path);
  return {
    ...request,
    folder,
    env,
    holdsReferences: source.store === "1password",
    // A name that starts like an option is none.
    file: quotedPath(file.startsWith("-") ? `./${file}` : file),
    withEnv: (command) => (shell === "posix" ? posix(env, command, isCrlf(request)) : powershell(env, command)),
  };
}

/** Whether the env file has, or will have, Windows line endings. */
function isCrlf({ source, envPath }: AdviceRequest): boolean {
  const text = source.files.get(envPath) ?? "";
  return text === "" ? source.eol === "\r\n" : text.includes("\r\n");
}

/** A shell takes a carriage return for a part of the value. */
function posix(env: string, command: string, crlf: boolean): string {
  const path = quotedPath(env.startsWith("/") ? env : `./${env}`);
  const load = crlf ? `eval "$(tr -d '\\r' < ${path})"` : `. ${path}`;
  return `set -a; ${load}; set +a; ${command}`;
}

function powershell(env: string, command: string): string {
  const path = powershellQuoted(env);
  return `Get-Content ${path} | ForEach-Object { if ($_ -match '^(?:export )?(\\w+)=(.*)$') { Set-Item "env:$($Matches[1])" $Matches[2].Trim('"', "'") } }; ${command}`;
}
