// Which files of a folder are there, asked once a folder: a plan may depend on many, of which most do not exist.
import * as vscode from "vscode";

/** The names in a folder; undefined when it cannot be listed. */
type Names = readonly string[] | undefined;

/** What is in the folders below a root. Paths are relative to it, with `/`. */
export class Listing {
  readonly #folders = new Map<string, Promise<Names>>();

  constructor(private readonly root: vscode.Uri) {}

  /** The names in a folder; none when it is not there or cannot be listed. */
  async names(folder: string): Promise<readonly string[]> {
    return (await this.#list(folder)) ?? [];
  }

  /** Whether a file may be there: its folder lists it, in whatever case, or cannot be listed. */
  async mayHave(path: string): Promise<boolean> {
    const slash = path.lastIndexOf("/");
    const names = await this.#list(path.slice(0, Math.max(0, slash)));
    const name = path.slice(slash + 1).toLowerCase();
    return names === undefined || names.some((one) => one.toLowerCase() === name);
  }

  #list(folder: string): Promise<Names> {
    const known = this.#folders.get(folder) ?? this.#read(folder);
    this.#folders.set(folder, known);
    return known;
  }

  async #read(folder: string): Promise<Names> {
    if (folder !== "" && !(await this.mayHave(folder))) return [];
    try {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(this.root, folder));
      return entries.map(([name]) => name);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      return error.code === "FileNotFound" ? [] : undefined;
    }
  }
}
