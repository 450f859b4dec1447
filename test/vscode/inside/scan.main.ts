// Scan Workspace: what it lists for files that are not open, and how that stays true.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { report } from "./repository";
import { closeAll, folder, look, makeKey, openaiKey, shown, until, untilShown, writeFile } from "./support";

const scan = (): Thenable<void> => vscode.commands.executeCommand("keystow.scanWorkspace");

/**
 * Opens a file as a person does: a document that an extension opens itself stays open for minutes after its editor is
 * closed.
 */
async function openByHand(path: string, text: string): Promise<vscode.TextEditor> {
  const uri = await writeFile(path, text);
  await vscode.commands.executeCommand("vscode.open", uri);
  return until("its editor is open", () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() && editor;
  });
}

/** Writes a new file, and waits until VS Code has been told: it reports a file that comes and goes at once as nothing. */
async function writeKnown(path: string, text: string): Promise<vscode.Uri> {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder(), path));
  try {
    let known = false;
    watcher.onDidCreate(() => (known = true));
    watcher.onDidChange(() => (known = true));
    const uri = await writeFile(path, text);
    await until(`VS Code knows ${path}`, async () => {
      if (!known) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return known;
    });
    return uri;
  } finally {
    watcher.dispose();
  }
}

/** Deletes what a test has written. */
async function remove(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), path), { recursive: true });
  }
}

describe("Scan Workspace", () => {
  afterEach(closeAll);

  it("lists the keys of files that are not open, and none of other files", async () => {
    const key = makeKey("anthropic/API key", "scanned");
    const python = await writeFile("scan/app/client.py", `# \u00fcber\nkey = "${key}"\n`);
    const clean = await writeFile("scan/clean.txt", "nothing\n");
    const binary = await writeFile("scan/picture.bin", `\0\0\0${openaiKey("binary")}`);
    await scan();
    const [diagnostic] = await untilShown(python, 1);
    assert.deepEqual(diagnostic?.range, new vscode.Range(1, 7, 1, 7 + key.length));
    assert.deepEqual([...shown(clean), ...shown(binary)], []);
    await remove("scan");
    await scan();
    await untilShown(python, 0);
  });

  it("clears a file that has been cleaned outside of the editor", async () => {
    const file = await writeKnown("cleaned.js", `const key = "${openaiKey("cleaned")}";\n`);
    await scan();
    await untilShown(file, 1);
    await writeFile("cleaned.js", "const key = process.env.OPENAI_API_KEY;\n");
    await untilShown(file, 0);
    await remove("cleaned.js");
  });

  it("leaves an open document to itself, and goes by the disk once it is closed", async () => {
    const editor = await openByHand("open.js", `const key = "${openaiKey("open")}";\n`);
    await untilShown(editor.document.uri, 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `// ${openaiKey("unsaved")}\n`));
    await untilShown(editor.document.uri, 2);
    await scan();
    assert.equal(shown(editor.document.uri).length, 2);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("the document is closed", () => editor.document.isClosed);
    await untilShown(editor.document.uri, 1);
    await remove("open.js");
    await untilShown(editor.document.uri, 0);
  });

  it("keeps the finding of a document that is closed while it runs", async () => {
    const editor = await openByHand("closing.js", `const key = "${openaiKey("closing")}";\n`);
    await untilShown(editor.document.uri, 1);
    const scanning = scan();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await scanning;
    await until("the document is closed", () => editor.document.isClosed);
    await untilShown(editor.document.uri, 1);
    await remove("closing.js");
  });

  it("judges files that are not open anew when the policy file or a setting changes", async () => {
    const groq = await writeFile("judged/a.py", `key = "${makeKey("groq/API key", "judged")}"\n`);
    const openai = await writeFile("judged/b.py", `key = "${openaiKey("judged")}"\n`);
    await scan();
    await untilShown(groq, 1);
    await untilShown(openai, 1);
    await writeFile(".keystow.json", JSON.stringify({ version: 1, rules: { "groq-api-key": "off" } }));
    await untilShown(groq, 0);
    assert.equal(shown(openai).length, 1);
    await remove(".keystow.json");
    await untilShown(groq, 1);
    const configuration = vscode.workspace.getConfiguration("keystow");
    await configuration.update("severity", { high: "information" }, vscode.ConfigurationTarget.Workspace);
    await until("it is an information", () => shown(openai)[0]?.severity === vscode.DiagnosticSeverity.Information);
    await configuration.update("severity", undefined, vscode.ConfigurationTarget.Workspace);
    await until("it is an error again", () => shown(openai)[0]?.severity === vscode.DiagnosticSeverity.Error);
    await remove("judged");
  });

  it("finds again what has been moved, and what comes back", async () => {
    const old = await writeFile("moving/deep/a.py", `key = "${openaiKey("moved")}"\n`);
    await look();
    await scan();
    await untilShown(old, 1);
    const now = vscode.Uri.joinPath(folder(), "moved/deep/a.py");
    await vscode.workspace.fs.rename(vscode.Uri.joinPath(folder(), "moving"), vscode.Uri.joinPath(folder(), "moved"));
    await untilShown(old, 0);
    await untilShown(now, 1);
    assert.deepEqual(
      (await report()).findings.map(({ file }) => file).filter((file) => /^mov(?:ed|ing)\//.test(file)),
      ["moved/deep/a.py"],
    );
    await remove("moved");
    await untilShown(now, 0);
    await writeFile("moved/deep/a.py", `key = "${openaiKey("back")}"\n`);
    await untilShown(now, 1);
    await remove("moved");
    await untilShown(now, 0);
  });

  describe("of many files", () => {
    const many = Array.from({ length: 400 }, (_, index) => `many/${index}.py`);
    const uris = (): readonly vscode.Uri[] => many.map((path) => vscode.Uri.joinPath(folder(), path));
    const set = (name: string, value: unknown): Thenable<void> =>
      vscode.workspace.getConfiguration("keystow").update(name, value, vscode.ConfigurationTarget.Workspace);
    const level = (uri: vscode.Uri): vscode.DiagnosticSeverity | undefined => shown(uri)[0]?.severity;

    before(() => Promise.all(many.map((path) => writeFile(path, `key = "${openaiKey(path)}"\n`))));
    after(async () => {
      await set("severity", undefined);
      await set("exclude", undefined);
      await remove("many");
      await scan();
    });

    it("judges all of them by a setting that changes while it runs", async () => {
      const scanning = scan();
      await set("severity", { high: "information" });
      await scanning;
      const { Information } = vscode.DiagnosticSeverity;
      await until("all are informations", () => uris().every((uri) => level(uri) === Information));
    });

    it("goes by the last of two changes", async () => {
      await set("severity", undefined);
      await set("exclude", ["many"]);
      await until("none is shown", () => uris().every((uri) => shown(uri).length === 0));
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      assert.equal(uris().filter((uri) => shown(uri).length > 0).length, 0);
    });
  });

  it("says of a file that it no longer looks at that it was not scanned", async () => {
    const file = await writeFile("large.py", `key = "${openaiKey("large")}"\n${"#".repeat(3_000)}\n`);
    await scan();
    await untilShown(file, 1);
    const set = (size?: number): Thenable<void> =>
      vscode.workspace.getConfiguration("keystow").update("maxFileSize", size, vscode.ConfigurationTarget.Workspace);
    const skipped = async (): Promise<readonly string[]> => (await report()).skipped.map((one) => one.file);
    await set(1_000);
    await untilShown(file, 0);
    assert.deepEqual(
      (await skipped()).filter((name) => name === "large.py"),
      ["large.py"],
    );
    await set();
    await untilShown(file, 1);
    assert.deepEqual(
      (await skipped()).filter((name) => name === "large.py"),
      [],
    );
    await remove("large.py");
  });

  it("runs once when it is asked for twice", async () => {
    await Promise.all([scan(), scan()]);
  });
});
