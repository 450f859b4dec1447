// Read-only Markdown pages, shown as VS Code renders them: no webview of our own, nothing written to disk.
import * as vscode from "vscode";

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposable: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  /** `render` gives a page by its name, also of a tab that an earlier session has left. */
  constructor(
    private readonly scheme: string,
    private readonly render: (name: string) => string,
  ) {
    this.#disposable = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  dispose(): void {
    vscode.Disposable.from(this.#disposable, this.#changed).dispose();
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.render(path.replace(/\.md$/, ""));
  }

  /** Opens the page, or brings its open tab up to date. */
  async show(name: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `${name}.md` });
    this.#changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}
