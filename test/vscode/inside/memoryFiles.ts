// A file system of an extension, as virtual workspaces have one.
import * as vscode from "vscode";

/** Files in memory, without a search; one that is undefined is never read to its end. */
export class MemoryFiles implements vscode.FileSystemProvider {
  static #count = 0;
  readonly #scheme = `keystow-memory-${MemoryFiles.#count++}`;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  #registered: vscode.Disposable | undefined;
  files: Readonly<Record<string, string | Uint8Array | undefined>> = {};

  register(): void {
    this.#registered = vscode.workspace.registerFileSystemProvider(this.#scheme, this);
  }

  dispose(): void {
    this.#registered?.dispose();
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.#scheme, path: `/home/${path}`.replace(/\/$/, "") });
  }

  watch = (): vscode.Disposable => new vscode.Disposable(() => undefined);

  #name({ path }: vscode.Uri): string {
    return path.replace(/^\/home\/?/, "");
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const name = this.#name(uri);
    const base = { ctime: 0, mtime: 0 };
    if (name in this.files) return { ...base, type: vscode.FileType.File, size: this.#bytes(name)?.length ?? 1 };
    if (name === "" || Object.keys(this.files).some((path) => path.startsWith(`${name}/`)))
      return { ...base, type: vscode.FileType.Directory, size: 0 };
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const name = this.#name(uri);
    const prefix = name === "" ? "" : `${name}/`;
    const below = Object.keys(this.files).filter((path) => path.startsWith(prefix));
    return [...new Set(below.map((path) => path.slice(prefix.length).split("/")[0]!))].map((entry) => [
      entry,
      prefix + entry in this.files ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile(uri: vscode.Uri): Uint8Array | Promise<Uint8Array> {
    return this.#bytes(this.#name(uri)) ?? new Promise(() => undefined);
  }

  #bytes(name: string): Uint8Array | undefined {
    const content = this.files[name];
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  }

  createDirectory = this.#refuse;
  writeFile = this.#refuse;
  delete = this.#refuse;
  rename = this.#refuse;

  #refuse(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}
