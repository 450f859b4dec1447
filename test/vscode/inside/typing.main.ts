// What is underlined, as it is typed.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { PLACEHOLDERS, REFERENCES } from "../../support/keys/index";
import { assertNoLeak, closeAll, makeKey, openaiKey, openText, shown, until, untilShown } from "./support";

/** Where a text stands in a document. */
function rangeOf(document: vscode.TextDocument, text: string, from = 0): vscode.Range {
  const start = document.getText().indexOf(text, from);
  assert.ok(start >= 0);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

function assertExactly(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
  const text = (range: vscode.Range): string => JSON.stringify(range);
  const places = shown(document.uri).map(({ range }) => text(range));
  assert.deepEqual(places.sort(), ranges.map(text).sort());
}

describe("typing", () => {
  afterEach(closeAll);

  for (const [language, before, after] of [
    ["python", 'client = OpenAI(api_key="', '")\n'],
    ["javascript", 'const client = new OpenAI({ apiKey: "', '" });\n'],
    ["plaintext", "my key: ", ""],
    ["csv", "name,key\nme,", "\n"],
  ] as const) {
    it(`underlines the key alone in ${language}`, async () => {
      const editor = await openText("", language);
      const key = openaiKey(`typing ${language}`);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), before + key + after));
      const [diagnostic] = await untilShown(editor.document.uri, 1);
      assertExactly(editor.document, [rangeOf(editor.document, key)]);
      assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
      assert.match(diagnostic.message, /^Hardcoded OpenAI project key\. Move it to an env file .* rotate it/);
      assert.doesNotMatch(diagnostic.message, /\n/);
      const code = diagnostic.code as { value: string; target: vscode.Uri };
      assert.equal(code.value, "openai-project-key");
      assert.match(code.target.toString(), /openai-project-key/);
      assertNoLeak(JSON.stringify(diagnostic), "a diagnostic");
    });
  }

  it("follows key presses", async () => {
    const editor = await openText("");
    const key = makeKey("hugging-face/user access token", "pressed");
    for (const character of `token = "${key}`) await vscode.commands.executeCommand("type", { text: character });
    await untilShown(editor.document.uri, 1);
    assertExactly(editor.document, [rangeOf(editor.document, key)]);
  });

  it("clears when the key is deleted, and when it is broken", async () => {
    const key = openaiKey("deleted");
    const editor = await openText(`a = "${key}"\nb = "${key}"\n`);
    await untilShown(editor.document.uri, 2);
    await editor.edit((edit) => edit.delete(rangeOf(editor.document, key)));
    await untilShown(editor.document.uri, 1);
    await editor.edit((edit) => edit.insert(rangeOf(editor.document, key).start.translate(0, 20), " "));
    await untilShown(editor.document.uri, 0);
  });

  it("is silent for placeholders and references", async () => {
    const key = openaiKey("sentinel");
    const editor = await openText([...PLACEHOLDERS, ...REFERENCES, key].join("\n"));
    await untilShown(editor.document.uri, 1);
    assertExactly(editor.document, [rangeOf(editor.document, key)]);
  });

  it("keeps up with several edits in one event", async () => {
    const keys = ["one", "two", "three"].map((seed) => openaiKey(`several ${seed}`));
    const editor = await openText("a = ''\nb = ''\nc = ''\nd = ''\n");
    await editor.edit((edit) => {
      for (const [line, key] of keys.entries()) edit.insert(new vscode.Position(line, 5), key);
      edit.delete(new vscode.Range(3, 0, 4, 0));
    });
    await untilShown(editor.document.uri, 3);
    assertExactly(
      editor.document,
      keys.map((key) => rangeOf(editor.document, key)),
    );
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), "# a line before all\n\n");
      edit.delete(new vscode.Range(1, 0, 2, 0));
    });
    await untilShown(editor.document.uri, 2);
    assertExactly(
      editor.document,
      [keys[0], keys[2]].map((key) => rangeOf(editor.document, key ?? "")),
    );
  });

  it("follows undo and redo", async () => {
    const key = openaiKey("undone");
    const editor = await openText("x = ''\n");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 5), key));
    await untilShown(editor.document.uri, 1);
    await vscode.commands.executeCommand("undo");
    await untilShown(editor.document.uri, 0);
    await vscode.commands.executeCommand("redo");
    await untilShown(editor.document.uri, 1);
    assertExactly(editor.document, [rangeOf(editor.document, key)]);
  });

  it("starts over when the line ends change", async () => {
    const key = openaiKey("eol");
    const editor = await openText(`first\nsecond\n${key}\n`);
    await untilShown(editor.document.uri, 1);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "zeroth\n"));
    await until("the key's new place is shown", () => shown(editor.document.uri)[0]?.range.start.line === 3);
    assertExactly(editor.document, [rangeOf(editor.document, key)]);
  });

  it("answers while a paste of 1 MB is looked through", async () => {
    const keys = [openaiKey("paste first"), openaiKey("paste last")];
    const filler = "let value = compute(41, `name`); // nothing to see here\n".repeat(19_000);
    const editor = await openText("");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${keys[0]}\n${filler}${keys[1]}\n`));
    const late = openaiKey("paste late");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${late}\n`));
    await untilShown(editor.document.uri, 3);
    assertExactly(
      editor.document,
      [...keys, late].map((key) => rangeOf(editor.document, key)),
    );
  });

  it("does not watch 10 MB on a single line, and says so there", async () => {
    const editor = await openText(`${openaiKey("long")} ${"x".repeat(9_900_000)}`);
    const [notice] = await untilShown(editor.document.uri, 1);
    assert.equal(notice?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(notice.range.start.line, 0);
    assert.match(notice.message, /does not look for keys in this file: it has a line of more than 1,000,000/);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 300, 0, 9_900_500), ""));
    const [key] = await until("it is watched again", () => {
      const diagnostics = shown(editor.document.uri);
      return diagnostics[0]?.severity === vscode.DiagnosticSeverity.Error && diagnostics;
    });
    assert.equal(key?.range.start.character, 0);
  });

  it("finds a key in a notebook cell", async () => {
    const key = openaiKey("cell");
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `key = "${key}"`, "python");
    const data = new vscode.NotebookData([cell]);
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    const document = notebook.cellAt(0).document;
    await untilShown(document.uri, 1);
    assertExactly(document, [rangeOf(document, key)]);
  });

  it("says in a hover what it is and what can be done", async () => {
    const key = openaiKey("hover");
    const editor = await openText(`key = "${key}"`);
    await untilShown(editor.document.uri, 1);
    const position = new vscode.Position(0, 20);
    // VS Code drops a hover that is asked for while it still makes up its mind about the text's language.
    const text = await until("a hover is shown", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        editor.document.uri,
        position,
      );
      const all = hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
      return all.length > 0 && all.join("\n");
    });
    assert.match(text, /\*\*OpenAI project key\*\*/);
    for (const part of ["command:keystow.moveToEnv", "command:keystow.checkPublished", "command:keystow.explainRule"]) {
      assert.ok(text.includes(part), part);
    }
    assert.match(text, /\(https:\/\/platform\.openai\.com\/api-keys\)/);
    assertNoLeak(text, "a hover");
    assertNoLeak(decodeURIComponent(text), "a hover's links");
  });
});
