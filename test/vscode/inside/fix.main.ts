// The fix: what is offered, that it is one step in code and env file together, and that it is never half done.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  assertNoLeak,
  closeAll,
  makeKey,
  openaiKey,
  openFile,
  readFile,
  until,
  untilShown,
  writeFile,
  writeOpenFile,
  untilText,
  untilFile,
  actionsAt,
  look,
} from "./support";

/**
 * Each test has a package of its own: an editor keeps documents for minutes, and would bring the changes that the next
 * test makes on disk into them.
 */
let place = "";
let count = 0;
const at = (path: string): string => `${place}/${path}`;

/** Runs the preferred action, as Enter in the light bulb's menu does. */
async function fixAt(uri: vscode.Uri, position: vscode.Position): Promise<void> {
  const preferred = (await actionsAt(uri, position)).find(({ isPreferred }) => isPreferred);
  assert.ok(preferred?.command, "no preferred action");
  assert.equal(preferred.edit, undefined, "an action with an edit of its own would save the code file");
  await vscode.commands.executeCommand(
    preferred.command.command,
    ...((preferred.command.arguments ?? []) as unknown[]),
  );
}

async function press(command: "undo" | "redo", document: vscode.TextDocument): Promise<void> {
  await look();
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand(command);
}

describe("moving a key", () => {
  const KEY = "the key that is moved";
  const key = (): string => openaiKey(KEY);
  const code = (): string => `const client = new OpenAI({ apiKey: "${key()}" });\n`;
  const moved = "const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n";
  const inKey = new vscode.Position(0, 45);

  beforeEach(async () => {
    place = `move${++count}`;
    await writeFile(at("package.json"), "{}\n");
  });
  afterEach(closeAll);

  it("is offered first and preferred, with the names it will use", async () => {
    const editor = await openFile(at("fix.js"), `${code()}const other = "${makeKey("groq/API key", "other")}";\n`);
    await untilShown(editor.document.uri, 2);
    const actions = await actionsAt(editor.document.uri, inKey);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        `Move OpenAI project key to ${at(".env")} as OPENAI_API_KEY`,
        "Move OpenAI project key with preview",
        "Move all keys in this file to the env file",
        "Move all keys in this file with preview",
        "Move all keys in the workspace with preview",
        "Redact OpenAI project key",
        "Allow this OpenAI project key\u2026",
        "Check whether this OpenAI project key is published",
        "More for this OpenAI project key\u2026",
      ],
    );
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions[0].kind?.value, "quickfix.keystow.moveToEnv");
    assertNoLeak(JSON.stringify(actions), "an action");
    const elsewhere = await actionsAt(editor.document.uri, new vscode.Position(0, 2));
    assert.deepEqual(elsewhere, []);
  });

  it("gives the reason where a format cannot hold a reference", async () => {
    const editor = await openFile(at("fix.sql"), `select set_key('${key()}');\n`);
    await untilShown(editor.document.uri, 1);
    const actions = await actionsAt(editor.document.uri, new vscode.Position(0, 30));
    assert.match(actions[0]?.title ?? "", /^Cannot move this key: .*SQL/);
    assert.ok(actions.every(({ isPreferred }) => !isPreferred));
  });

  it("writes nothing when it is refused", async () => {
    const editor = await openFile(at("fix.sql"), `select set_key('${key()}');\n`);
    await untilShown(editor.document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    assert.equal(editor.document.isDirty, false);
    assert.equal(await readFile(at(".env")), undefined);
  });

  it("writes nothing when the document changes meanwhile", async () => {
    const editor = await openFile(at("fix.js"), code());
    await untilShown(editor.document.uri, 1);
    const place = { uri: editor.document.uri.toString(), line: 0, character: 45 };
    const moving = vscode.commands.executeCommand("keystow.moveToEnv", place);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// in between\n"));
    await moving;
    assert.equal(editor.document.getText(), `// in between\n${code()}`);
    assert.equal(await readFile(at(".env")), undefined);
  });

  it("does nothing on save", async () => {
    const editor = await openFile(at("fix.js"), code());
    await untilShown(editor.document.uri, 1);
    const configuration = vscode.workspace.getConfiguration("editor");
    const global = vscode.ConfigurationTarget.Workspace;
    await configuration.update(
      "codeActionsOnSave",
      { "source.fixAll": "explicit", "source.fixAll.keystow": "always" },
      global,
    );
    try {
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "// saved\n"));
      await editor.document.save();
      assert.equal(editor.document.getText(), `${code()}// saved\n`);
    } finally {
      await configuration.update("codeActionsOnSave", undefined, global);
    }
  });

  const entry = (): string => `OPENAI_API_KEY=${key()}\n`;

  /** By name: what the env file is before, and how it is made so. */
  const states: readonly {
    readonly name: string;
    readonly before: string | undefined;
    readonly prepare: () => Promise<void>;
  }[] = [
    { name: "new", before: undefined, prepare: async () => {} },
    {
      name: "closed",
      before: "A=1\n",
      prepare: async () => {
        await writeFile(at(".env"), "A=1\n");
      },
    },
    {
      name: "open",
      before: "A=1\n",
      prepare: async () => {
        const document = await vscode.workspace.openTextDocument(await writeFile(at(".env"), "A=1\n"));
        await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
      },
    },
    {
      name: "dirty",
      before: "A=1\nB=2\n",
      prepare: async () => {
        const document = await vscode.workspace.openTextDocument(await writeFile(at(".env"), "A=1\n"));
        const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
        await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "B=2\n"));
        assert.equal(document.isDirty, true);
      },
    },
  ];

  for (const { name, before, prepare } of states) {
    it(`is one step in code and env file: ${name} env file`, async () => {
      await prepare();
      const editor = await openFile(at("fix.js"), code());
      const { document } = editor;
      await untilShown(document.uri, 1);
      await fixAt(document.uri, inKey);
      const after = `${before ?? ""}${entry()}`;
      const check = async (text: string, env: string | undefined): Promise<void> => {
        await untilText(document, text);
        await untilFile(at(".env"), env);
        await untilShown(document.uri, text === moved ? 0 : 1);
      };
      await check(moved, after);
      assert.equal(await readFile(at("fix.js")), code(), "the code file is left unsaved");
      assert.match((await readFile(at(".env.example"))) ?? "", /^OPENAI_API_KEY=$/m);
      await press("undo", document);
      await check(code(), before);
      await untilFile(at(".env.example"), undefined);
      await press("redo", document);
      await check(moved, after);
      await press("undo", document);
      await check(code(), before);
      await look();
      await fixAt(document.uri, inKey);
      await check(moved, after);
      await press("undo", document);
      await check(code(), before);
    }).timeout(90_000);
  }

  it("keeps what another program has written into the env file meanwhile", async () => {
    await writeFile(at(".env"), "A=1\n");
    const { document } = await openFile(at("fix.js"), code());
    await untilShown(document.uri, 1);
    await fixAt(document.uri, inKey);
    await untilFile(at(".env"), `A=1\n${entry()}`);
    await writeOpenFile(at(".env"), `A=1\n${entry()}C=3\n`);
    await press("undo", document);
    await untilText(document, code());
    await untilFile(at(".env"), "A=1\nC=3\n");
    await press("redo", document);
    await untilText(document, moved);
    await untilFile(at(".env"), `A=1\nC=3\n${entry()}`);
  });

  it("keeps what has been written meanwhile into an env file that it made", async () => {
    const { document } = await openFile(at("fix.js"), code());
    await untilShown(document.uri, 1);
    await fixAt(document.uri, inKey);
    await untilFile(at(".env"), entry());
    await writeOpenFile(at(".env"), `${entry()}C=3\n`);
    await press("undo", document);
    await untilText(document, code());
    await untilFile(at(".env"), "C=3\n");
    await press("redo", document);
    await untilText(document, moved);
    await untilFile(at(".env"), `C=3\n${entry()}`);
  });

  it("keeps what has been typed and saved in the env file meanwhile", async () => {
    const env = await vscode.workspace.openTextDocument(await writeFile(at(".env"), "A=1\n"));
    const envEditor = await vscode.window.showTextDocument(env, vscode.ViewColumn.Two);
    const { document } = await openFile(at("fix.js"), code());
    await untilShown(document.uri, 1);
    await fixAt(document.uri, inKey);
    await untilFile(at(".env"), `A=1\n${entry()}`);
    await envEditor.edit((edit) => edit.insert(new vscode.Position(0, 0), "Z=0\n"));
    await env.save();
    await press("undo", document);
    await untilText(document, code());
    await untilFile(at(".env"), "Z=0\nA=1\n");
  });

  it("does not bring an old key back when it has been rotated in the env file", async () => {
    await writeFile(at(".env"), "A=1\n");
    const { document } = await openFile(at("fix.js"), `${code()}let a = 1;\n`);
    await untilShown(document.uri, 1);
    await fixAt(document.uri, inKey);
    const rotated = `A=1\nOPENAI_API_KEY=${openaiKey("rotated")}\n`;
    await writeOpenFile(at(".env"), rotated);
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), "let b = 2;\n"));
    await press("undo", document);
    await press("redo", document);
    await until("the edit is back", () => document.getText().endsWith("let b = 2;\n"));
    assert.equal(await readFile(at(".env")), rotated);
  });

  it("moves all keys of a file, the same key once, and undoes them together", async () => {
    const groq = makeKey("groq/API key", "all");
    const text = `a = "${key()}"\nb = "${groq}"\nc = "${key()}"\n`;
    const { document } = await openFile(at("fix.py"), text);
    await untilShown(document.uri, 3);
    await vscode.commands.executeCommand("keystow.moveAllInFile");
    await untilShown(document.uri, 0);
    const env = (await readFile(at(".env"))) ?? "";
    assert.equal(env.split(key()).length, 2);
    assert.equal(env.split(groq).length, 2);
    await press("undo", document);
    await untilText(document, text);
    await untilFile(at(".env"), undefined);
  });

  it("works in a notebook cell", async () => {
    const uri = await writeFile(
      at("fix.ipynb"),
      JSON.stringify({
        cells: [{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: [`key = "${key()}"`] }],
        metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    await untilShown(document.uri, 1);
    await fixAt(document.uri, new vscode.Position(0, 20));
    await untilShown(document.uri, 0);
    assert.match(document.getText(), /os\.environ\["OPENAI_API_KEY"\]/);
    await untilFile(at(".env"), entry());
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(uri);
  });
});
