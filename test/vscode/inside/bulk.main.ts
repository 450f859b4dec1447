// Moving the keys of many files: the masked preview, one step for all of them, and nothing when it is given up.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { isPreview, press, previewed, previewOf, tabs } from "./preview";
import {
  assertNoLeak,
  closeAll,
  folder,
  makeKey,
  openaiKey,
  openFile,
  readFile,
  untilShown,
  writeFile,
  untilText,
  untilFile,
  look,
} from "./support";

const KEY = "the key of many files";
const key = (): string => openaiKey(KEY);
const groq = (): string => makeKey("groq/API key", KEY);

const js = (): string => `const a = "${key()}";\nconst b = "${groq()}";\n`;
const py = (): string => `import os\n\nkey = "${key()}"\n`;
const sql = (): string => `select set_key('${groq()}');\n`;
const movedJs = "const a = process.env.OPENAI_API_KEY;\nconst b = process.env.GROQ_API_KEY;\n";
const movedPy = 'import os\n\nkey = os.environ["OPENAI_API_KEY"]\n';
const env = (): string => `A=1\nOPENAI_API_KEY=${key()}\nGROQ_API_KEY=${groq()}\n`;

describe("moving the keys of many files", function () {
  this.timeout(180_000);

  beforeEach(async () => {
    // What other tests have left would be moved too.
    for (const [name] of await vscode.workspace.fs.readDirectory(folder()))
      if (name !== ".vscode")
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), name), { recursive: true });
    await writeFile(".env", "A=1\n");
    await writeFile(".gitignore", ".env\n");
    await writeFile("src/closed.py", py());
    await writeFile("src/keys.sql", sql());
  });
  afterEach(closeAll);

  it("shows masks only, moves all in one step, and undoes and redoes all", async () => {
    const { document } = await openFile("open.js", js());
    await untilShown(document.uri, 2);
    const preview = await previewOf("keystow.moveAllInWorkspace");
    for (const shown of previewed()) {
      assertNoLeak(shown.getText(), shown.uri.path);
      assert.ok(!shown.getText().includes("A=1"), "the value of another variable shows");
    }
    assert.ok(previewed().some((shown) => shown.getText().includes("OPENAI_API_KEY")));
    assert.equal(await readFile(".env"), "A=1\n", "something is written before the person has agreed");
    await press("Enter", preview);
    assert.deepEqual(tabs().filter(isPreview), []);
    const check = async (after: boolean): Promise<void> => {
      await untilText(document, after ? movedJs : js());
      await untilFile("src/closed.py", after ? movedPy : py());
      await untilFile(".env", after ? env() : "A=1\n");
      await untilFile(".env.example", after ? "OPENAI_API_KEY=\nGROQ_API_KEY=\n" : undefined);
    };
    await check(true);
    assert.equal(await readFile("open.js"), js(), "the file that is open is left unsaved");
    assert.equal(await readFile("src/keys.sql"), sql());
    for (const command of ["undo", "redo", "undo"]) {
      await look();
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      await vscode.commands.executeCommand(command);
      await check(command === "redo");
    }
  });

  it("changes nothing when it is given up", async () => {
    const { document } = await openFile("open.js", js());
    await untilShown(document.uri, 2);
    const preview = await previewOf("keystow.moveAllInFileWithPreview");
    await press("Escape", preview);
    assert.deepEqual(tabs().filter(isPreview), []);
    assert.equal(document.getText(), js());
    assert.equal(document.isDirty, false);
    assert.equal(await readFile(".env"), "A=1\n");
  });

  it("changes nothing when a file has changed since it was shown", async () => {
    const { document } = await openFile("open.js", js());
    await untilShown(document.uri, 2);
    const preview = await previewOf("keystow.moveAllInWorkspace");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "// new\n");
    await vscode.workspace.applyEdit(edit);
    await press("Enter", preview);
    assert.equal(document.getText(), `// new\n${js()}`);
    assert.equal(await readFile("src/closed.py"), py());
    assert.equal(await readFile(".env"), "A=1\n");
  });

  it("previews one key, too", async () => {
    const { document } = await openFile("open.js", js());
    await untilShown(document.uri, 2);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 15, 0, 15);
    const preview = await previewOf("keystow.moveToEnvWithPreview");
    await press("Enter", preview);
    await untilText(document, `const a = process.env.OPENAI_API_KEY;\nconst b = "${groq()}";\n`);
    await untilFile(".env", `A=1\nOPENAI_API_KEY=${key()}\n`);
  });
});
