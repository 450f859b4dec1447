// What a fix wants of the machine beyond VS Code's file system; in a browser there is none.
import * as vscode from "vscode";
import type { Refusal, RepositoryAbove, StoreId } from "../core/index";

export interface Machine {
  /** The repository that a folder lies in, when it starts further up. */
  readonly repositoryAbove: (folder: vscode.Uri) => RepositoryAbove | undefined;
  /** Why a file cannot be changed, in words that follow its name. */
  readonly whyBlocked: (file: vscode.Uri) => string | undefined;
  /** Has `dotnet` keep keys, by name, in the user secrets of a project; `init` when that has none yet. */
  readonly keepUserSecrets: (
    project: vscode.Uri,
    keys: ReadonlyMap<string, string>,
    init: boolean,
  ) => Promise<{ readonly takeBack: () => Promise<void> } | Refusal>;
}

/** The stores that cannot be used in a folder, each with the reason. */
export function storesWithout(root: vscode.Uri, machine: Machine | undefined): ReadonlyMap<StoreId, string> {
  if (!machine || root.scheme !== "file") return new Map([["user-secrets", NO_DOTNET]]);
  return vscode.workspace.isTrusted ? new Map() : new Map([["user-secrets", NOT_TRUSTED]]);
}

const NO_DOTNET =
  "User secrets are kept by dotnet, which cannot be started here. Choose another store for this folder (keystow.store).";
const NOT_TRUSTED =
  "User secrets are kept by dotnet, which runs code of the project. Trust this workspace first, or choose another store (keystow.store).";
