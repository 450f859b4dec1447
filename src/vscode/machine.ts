// What a fix wants of the machine beyond VS Code's file system; in a browser there is none.
import type * as vscode from "vscode";
import type { Refusal, RepositoryAbove } from "../core/index";

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
