// What a store adds to a plan: what people call it, what it is given in place of a key, what loads it.
import type { LoadRequest } from "../accessor";
import { baseName, folderOf, join } from "../folders";
import type { FixRequest, Handover, Variable } from "../model";
import type { Place } from "./store";
import { DEFAULT_VAULT } from "./storeIds";

/** "Moved … to TARGET as NAME". */
export function targetOf({ store, path }: Place, variables: readonly Variable[]): string {
  if (store.id === "user-secrets") return `the user secrets of ${baseName(path)}`;
  if (store.id !== "1password") return path;
  if (variables.every(({ reused }) => reused)) return `${path}, which holds it already and in clear,`;
  return `1Password, by a reference in ${path},`;
}

/** https://developer.1password.com/docs/cli/secret-reference-syntax/; an item of the kind API Credential has such a field. */
export function onePasswordReference(vault: string, name: string): string {
  return `op://${vault}/${name}/credential`;
}

/** What stands for a key in a file that is given none. */
export function referenceIn(
  { store }: Place,
  { vault = DEFAULT_VAULT }: FixRequest,
): ((name: string) => string) | undefined {
  return store.id === "1password" ? (name) => onePasswordReference(vault, name) : undefined;
}

export function handoverOf({ store, path }: Place, { files, vault = DEFAULT_VAULT }: FixRequest): Handover | undefined {
  if (store.id === "1password") return { kind: "1password", vault };
  if (store.id !== "user-secrets") return undefined;
  return { kind: "user-secrets", project: path, init: !/<UserSecretsId>/i.test(files.get(path) ?? "") };
}

/** What loads a store, as sentences, or what makes it be loaded, as a command. */
export type Loading =
  | { readonly sentences: readonly string[] }
  | { readonly leadIn: string; readonly command: string; readonly folder: string };

/** What loads a store that is not an env file; undefined when the language's own way to load an env file does. */
export function loadingOf({ source, envPath, names }: LoadRequest): Loading | undefined {
  const all = names.join(", ");
  switch (source.store) {
    case "envrc":
      return {
        leadIn: "direnv loads it once you approve the change",
        command: "direnv allow",
        folder: folderOf(envPath),
      };
    case "local-settings":
      return {
        sentences: [
          `func start puts the Values of ${join(folderOf(envPath), "local.settings.json")} into the environment.`,
          `The deployed app needs ${all} in its settings.`,
        ],
      };
    case "user-secrets":
      return {
        sentences: [
          ".NET reads user secrets in Development only.",
          `Elsewhere set ${all.replaceAll(":", "__")} in the environment.`,
        ],
      };
    default:
      return undefined;
  }
}
