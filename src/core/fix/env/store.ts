// A store is where moved keys go: which file gets them, how that is read and changed, which names it takes.
import { baseName, folderOf, foldersUp, join } from "../folders";
import type { SourceFile } from "../source";
import { envFileFor, packageOf } from "./envPlace";
import { isEnvTemplate } from "./envTemplate";
import { isIgnored, isInRepository, type RepositoryAbove } from "./ignoreFile";
import type { StoreId } from "./storeIds";
import { DEV_VARS, DOTENV, ENVRC, KEPT_ELSEWHERE, LOCAL_SETTINGS, type StoreSyntax } from "./storeSyntax";
import { isWorkerCode, workerFolder } from "./worker";

export interface Store {
  readonly id: StoreId;
  readonly syntax: StoreSyntax;
  /** The names that it takes. */
  readonly names: RegExp;
  /** What gets the keys of a source file; undefined where nothing would read them from it. */
  readonly pathFor: (source: SourceFile) => string | undefined;
}

/** A store with the file that it is for one source file: of user secrets, their project's. */
export interface Place {
  readonly store: Store;
  readonly path: string;
}

const VARIABLE = /^[A-Za-z_]\w*$/;

/** What no shell starts: a container, a workflow. */
const NOT_FROM_A_SHELL = /^(?:dockerfile|github-actions-workflow)$/;
const WORKFLOW = /(?:^|\/)\.github\/workflows\//;

/** https://learn.microsoft.com/azure/azure-functions/supported-languages */
const FUNCTIONS_LANGUAGE = /^(?:(?:java|type)script(?:react)?|python|csharp|fsharp|java|powershell)$/;

const STORE: Readonly<Record<StoreId, Store>> = {
  env: { id: "env", syntax: DOTENV, names: VARIABLE, pathFor: ({ path, files }) => envFileFor(path, files) },
  envrc: {
    id: "envrc",
    syntax: ENVRC,
    names: VARIABLE,
    pathFor: (source) => {
      const { path, files, languageId } = source;
      if (NOT_FROM_A_SHELL.test(languageId) || WORKFLOW.test(path) || isWorkerCode(source)) return undefined;
      // direnv loads the nearest one and no other.
      const nearest = foldersUp(folderOf(path)).map((folder) => join(folder, ".envrc"));
      return nearest.find((one) => files.has(one)) ?? join(packageOf(path, files), ".envrc");
    },
  },
  "dev-vars": {
    id: "dev-vars",
    syntax: DEV_VARS,
    names: VARIABLE,
    pathFor: (source) => {
      const folder = workerFolder(source.path, source.files);
      const isScript = /^(?:(?:java|type)script(?:react)?|vue|svelte)$/.test(source.languageId);
      return folder !== undefined && (isScript || isEnvTemplate(source.path)) ? join(folder, ".dev.vars") : undefined;
    },
  },
  "local-settings": {
    id: "local-settings",
    syntax: LOCAL_SETTINGS,
    names: VARIABLE,
    pathFor: ({ path, files, languageId }) => {
      const folder = foldersUp(folderOf(path)).find((one) => files.has(join(one, "host.json")));
      return folder !== undefined && FUNCTIONS_LANGUAGE.test(languageId)
        ? join(folder, "local.settings.json")
        : undefined;
    },
  },
  "user-secrets": {
    id: "user-secrets",
    syntax: KEPT_ELSEWHERE,
    // The names of the sections on the way, as they are in the file.
    names: /^[^\p{Cc}]+$/u,
    pathFor: ({ path, files }) => (readsUserSecrets(path) ? projectOf(path, files) : undefined),
  },
  "1password": {
    id: "1password",
    syntax: DOTENV,
    names: VARIABLE,
    pathFor: (source) =>
      WORKFLOW.test(source.path) || isWorkerCode(source) ? undefined : envFileFor(source.path, source.files),
  },
};

/** How a file that holds keys is read, told by its name. */
export function syntaxOf(path: string): StoreSyntax {
  return storeOf(path).syntax;
}

/** ASP.NET adds user secrets to the settings in Development only: https://learn.microsoft.com/aspnet/core/security/app-secrets */
function readsUserSecrets(path: string): boolean {
  return /^appsettings(?:\.Development)?\.json$/i.test(baseName(path));
}

const PROJECT = /\.(?:cs|fs|vb)proj$/i;

/** Files that only a look into their folder tells. */
export interface Neighbours {
  readonly folder: string;
  /** What their names match. */
  readonly names: RegExp;
}

/** Those that a plan for `path` depends on; a host adds them to the files of `filesForFix`. */
export function neighboursForFix(path: string, store: StoreId | undefined): readonly Neighbours[] {
  // A variable may be declared in any file of the module.
  if (path.endsWith(".tf")) return [{ folder: folderOf(path), names: /\.tf$/ }];
  if (store !== "user-secrets" || !readsUserSecrets(path)) return [];
  return foldersUp(folderOf(path)).map((folder) => ({ folder, names: PROJECT }));
}

/** The project that a file belongs to: the only one of the nearest folder that has any. */
function projectOf(path: string, files: ReadonlyMap<string, string>): string | undefined {
  const projects = [...files.keys()].filter((one) => PROJECT.test(one));
  for (const folder of foldersUp(folderOf(path))) {
    const here = projects.filter((one) => folderOf(one) === folder);
    if (here.length > 0) return here.length === 1 ? here[0] : undefined;
  }
  return undefined;
}

/** The store whose syntax a file has, told by its name. */
function storeOf(path: string): Store {
  const name = baseName(path);
  if (name === ".envrc") return STORE.envrc;
  if (name === "local.settings.json") return STORE["local-settings"];
  return name.startsWith(".dev.vars") ? STORE["dev-vars"] : STORE.env;
}

export interface Wish {
  readonly store?: StoreId | undefined;
  /** The env file that settings or policy name. */
  readonly envFile?: string | undefined;
  readonly above?: RepositoryAbove | undefined;
}

/** Where the keys of a source file go; a store that nothing around the file reads gives way to the env file. */
export function placeFor(source: SourceFile, { store: id = "env", envFile, above }: Wish): Place {
  const { path, files } = source;
  const wanted = STORE[id];
  if (envFile !== undefined && id !== "user-secrets")
    return { store: id === "1password" ? wanted : storeOf(envFile), path: envFile };
  const chosen = id === "env" ? undefined : wanted.pathFor(source);
  if (chosen !== undefined) return { store: wanted, path: chosen };
  if (envFile !== undefined) return { store: storeOf(envFile), path: envFile };
  const sample = /^(\.envrc|\.dev\.vars)(?=\.)/.exec(isEnvTemplate(path) ? baseName(path) : "")?.[1];
  const found = sample === undefined ? loadedFor(source, above) : join(folderOf(path), sample);
  const env = found ?? envFileFor(path, files);
  return { store: storeOf(env), path: env };
}

/** A file of another store that is there, and that is loaded there, with no env file nearer or beside it. */
function loadedFor(source: SourceFile, above: RepositoryAbove | undefined): string | undefined {
  const { path, files } = source;
  const env = envFileFor(path, files);
  for (const folder of foldersUp(folderOf(path))) {
    if (files.has(env) && folderOf(env) === folder) return undefined;
    const others: readonly StoreId[] = ["dev-vars", "local-settings", "envrc"];
    const found = others
      .map((id) => STORE[id].pathFor(source))
      .find((one) => one !== undefined && folderOf(one) === folder && files.has(one) && holdsKeys(one, files, above));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An `.envrc` is for keys when it exports variables, loads no `.env` and is kept out of the repository. */
function holdsKeys(path: string, files: ReadonlyMap<string, string>, above: RepositoryAbove | undefined): boolean {
  if (baseName(path) !== ".envrc") return true;
  const text = files.get(path) ?? "";
  const hidden = !isInRepository(path, files, above) || isIgnored(path, files, above);
  return hidden && /^[ \t]*export[ \t]+\w+=/m.test(text) && !/^[ \t]*dotenv(?:_if_exists)?\b/m.test(text);
}

/** The place where a format insists on an env file of its own; a shell hands its variables to that format too. */
export function placeBeside(place: Place, envFile: string): Place {
  if (place.store.id === "envrc") return place;
  return { store: place.store.id === "1password" ? place.store : storeOf(envFile), path: envFile };
}
