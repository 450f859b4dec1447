// The editor's report of what is open in it, and of repositories within the folder: the same as the command line's.
import * as assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import type { Report } from "../../../src/core/index";
import { at, clear, cli, git, nestRepositories, report, scan, write } from "./repository";
import { closeAll, makeKey, shown, until, untilShown } from "./support";

const groq = (seed: string): string => makeKey("groq/API key", seed);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;

const NOTE = "note.ipynb";

function cell(lines: readonly string[], printed: readonly string[] = []): unknown {
  const outputs = printed.length > 0 ? [{ output_type: "stream", name: "stdout", text: printed }] : [];
  const source = lines.map((text, index) => (index < lines.length - 1 ? `${text}\n` : text));
  return { cell_type: "code", execution_count: 1, metadata: {}, source, outputs };
}

function writeNotebook(...cells: readonly unknown[]): void {
  write(NOTE, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1));
}

async function openNotebook(): Promise<vscode.NotebookDocument> {
  await vscode.commands.executeCommand("vscode.openWith", at(NOTE), "jupyter-notebook");
  return until("the notebook is open", () => {
    const editor = vscode.window.activeNotebookEditor;
    return editor?.notebook.uri.path.endsWith(NOTE) && editor.notebook;
  });
}

function listsOf({ findings, suppressed }: Report): Pick<Report, "findings" | "suppressed"> {
  return { findings, suppressed };
}

describe("A report of the editor", () => {
  before(clear);
  afterEach(clear);
  after(() => scan({ scope: "workspace" }));

  describe("of an open notebook", () => {
    beforeEach(() => {
      writeNotebook(
        cell(["1"]),
        cell(["import os", `key = "${groq("one")}"`, `again = "${groq("one")}"`], [`${groq("printed")}\n`, "done\n"]),
        cell([`key = "${groq("two")}"`, `old = "${groq("allowed")}"  # keystow:allow revoked in May`]),
      );
    });

    for (const scope of ["workspace", "open"])
      it(`has the command line's lines and cells, after a scan of ${scope}`, async () => {
        await openNotebook();
        await scan({ scope });
        assert.deepEqual(listsOf(await report()), listsOf(cli(NOTE)));
      });

    it("has of a key that is not saved yet the cell, and of those that are saved where they are in the file", async () => {
      const notebook = await openNotebook();
      await scan({ scope: "open" });
      const { document } = notebook.cellAt(0);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), `new = "${groq("unsaved")}"\n`);
      await vscode.workspace.applyEdit(edit);
      await scan({ scope: "open" });
      const { findings } = await report();
      const saved = cli(NOTE).findings;
      assert.deepEqual(
        findings.filter(({ cell }) => cell !== 0),
        saved,
      );
      const [first] = findings;
      assert.deepEqual([first?.file, first?.cell], [NOTE, 0]);
      // Where the cell starts in the file.
      const { startLine = 0 } = first ?? {};
      assert.ok(startLine > 1 && startLine < saved[0]!.startLine, `line ${startLine}`);
    });

    it("has what is in its file once it is closed, and what is in its cells when it is open again", async () => {
      await openNotebook();
      await scan({ scope: "open" });
      await closeAll();
      await until("the report has what is in the file", async () =>
        isDeepStrictEqual(listsOf(await report()), listsOf(cli(NOTE))),
      );
      for (const _ of [1, 2]) {
        await closeAll();
        await openNotebook();
        await scan({ scope: "open" });
        // What is looked at again after a tab is closed comes a moment later.
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.deepEqual(listsOf(await report()), listsOf(cli(NOTE)));
      }
    });

    it("names a key once in Problems: where it is open in its cell, else in its file", async () => {
      await scan({ scope: "workspace" });
      const keys = shown(at(NOTE)).length;
      assert.ok(keys > 0);
      const notebook = await openNotebook();
      await untilShown(notebook.cellAt(2).document.uri, 1);
      assert.equal(shown(at(NOTE)).length, 0);
      await closeAll();
      await untilShown(at(NOTE), keys);
    });

    it("leaves the way to the cell", async () => {
      const { uri } = await openNotebook();
      await scan({ scope: "open" });
      const [found] = (await report()).findings;
      assert.equal(found?.cell, 1);
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      const place = { uri: notebook.cellAt(1).document.uri.toString(), line: 1, character: 10 };
      await vscode.commands.executeCommand("keystow.showFinding", place);
      await until("the cell is open at the key", () => vscode.window.activeNotebookEditor?.selection.start === 1);
    });
  });

  it("has the reason that stands beside a key, of a file that is open or not", async () => {
    const text = `a = "${groq("beside")}"  # keystow:allow revoked in May\nb = "${groq("found")}"\n`;
    await vscode.window.showTextDocument(write("open.py", text));
    write("closed.py", text);
    await scan({ scope: "workspace" });
    assert.deepEqual(listsOf(await report()), listsOf(cli(".")));
    await vscode.window.showTextDocument(at("open.py"));
    const { document } = vscode.window.activeTextEditor!;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# one more line\n");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await until("the report has the line", async () => (await report()).suppressed.some((one) => one.startLine === 3));
    assert.deepEqual(listsOf(await report()), listsOf(cli(".")));
  });

  it("tells which repository of the folder a key is in", async () => {
    git("init", "-q", "-b", "main");
    write("own.ts", line("own"));
    nestRepositories({ nested: line("nested"), submodule: line("submodule") });
    await scan({ scope: "workspace" });
    const whole = cli(".");
    assert.deepEqual(
      whole.findings.map(({ file, repository }) => [file, repository]),
      [
        ["nested/own.ts", { path: "nested", submodule: false }],
        ["own.ts", undefined],
        ["sub/lib.ts", { path: "sub", submodule: true }],
      ],
    );
    assert.deepEqual(listsOf(await report()), listsOf(whole));
  });
});
