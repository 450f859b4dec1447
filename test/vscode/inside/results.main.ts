// The view of a scan's result, and what is done from it. What it shows is read as a person hands it on: as a report.
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { FORMATS, type Report, type ReportFinding } from "../../../src/core/index";
import { answering, type Answers } from "./answers";
import { press, previewOf } from "./preview";
import {
  assertNoLeak,
  closeAll,
  folder,
  look,
  makeKey,
  openaiKey,
  openFile,
  readFile,
  shown,
  until,
  untilFile,
  untilShown,
  untilText,
  writeFile,
} from "./support";

const SEED = "the key of a result";
const openai = (): string => openaiKey(SEED);
const groq = (): string => makeKey("groq/API key", SEED);

const js = (): string => `const a = "${openai()}";\n\nconst b = "${groq()}";\n`;
const py = (): string => `import os\n\nkey = "${openai()}"\n`;
const rb = (): string => `key = "${groq()}"\n`;

interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

const uriOf = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);
const place = (path: string, line: number, character = 14): Place => ({ uri: uriOf(path).toString(), line, character });
const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`keystow.${command}`, ...args);
const scan = (): Thenable<unknown> => answering({}, () => run("scanWorkspace"));

/** What the view holds, by way of a report in a format. */
async function exported(format: string): Promise<string> {
  const file = vscode.Uri.joinPath(folder(), ".vscode", "report.out");
  await answering({ picks: [format], files: [file] }, () => run("exportReport"));
  return (await readFile(".vscode/report.out")) ?? "";
}

async function report(): Promise<Report> {
  return JSON.parse(await exported("json")) as Report;
}

const placesOf = (findings: readonly ReportFinding[]): readonly string[] =>
  findings.map(({ file, startLine, vendor }) => `${file}:${startLine} ${vendor}`);

/** Waits until the result has findings at these places. */
function untilFound(...wanted: readonly string[]): Promise<unknown> {
  return until(`the result is ${wanted.join(", ")}`, async () => {
    const { findings } = await report();
    return JSON.stringify(placesOf(findings)) === JSON.stringify(wanted);
  });
}

/** The path and line under the cursor, where a key must be selected. */
function here(): string {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  assert.ok([openai(), groq()].includes(editor.document.getText(editor.selection)), "a key is selected");
  return `${vscode.workspace.asRelativePath(editor.document.uri)}:${editor.selection.start.line + 1}`;
}

describe("the result of a scan", function () {
  this.timeout(60_000);

  /** Files as they are at first, whatever a test has left, and the result of a scan of them. */
  const anew = async (): Promise<void> => {
    await writeFile("app.js", js());
    await writeFile("src/b.py", py());
    await writeFile("src/c.rb", rb());
    await writeFile(".env", `GROQ_API_KEY=${groq()}\n`);
    await scan();
  };

  before(async () => {
    for (const [name] of await vscode.workspace.fs.readDirectory(folder()))
      if (name !== ".vscode") await vscode.workspace.fs.delete(uriOf(name), { recursive: true });
    await writeFile("allowed.js", `const old = "${openai()}"; // keystow:allow revoked in May\n`);
    await writeFile("picture.bin", `\0\0\0${openai()}`);
    await writeFile(".gitignore", ".env\n.vscode\n");
    await anew();
  });
  afterEach(closeAll);
  after(async () => {
    await run("clearFilter");
    for (const name of ["app.js", "src", "allowed.js", "picture.bin", ".env", ".gitignore", ".git"])
      await vscode.workspace.fs.delete(uriOf(name), { recursive: true }).then(undefined, () => undefined);
  });

  it("has the findings, the suppressed ones with who says so, and what was not scanned with the reason", async () => {
    const { complete, findings, suppressed, skipped, summary } = await report();
    assert.equal(complete, true);
    assert.deepEqual(placesOf(findings), ["app.js:1 OpenAI", "app.js:3 Groq", "src/b.py:3 OpenAI", "src/c.rb:1 Groq"]);
    assert.deepEqual(
      suppressed.map(({ file, by }) => [file, by]),
      [
        [".env", "env-file"],
        ["allowed.js", "inline"],
      ],
    );
    assert.deepEqual(skipped, [{ file: "picture.bin", reason: "binary file" }]);
    assert.ok(summary.files >= 5, `${summary.files} files`);
  });

  it("is exported in every format, masked", async () => {
    for (const { id } of FORMATS) {
      const text = await exported(id);
      assert.ok(text.includes("app.js"), id);
      assertNoLeak(text, id);
    }
  });

  it("is gone through by next and previous, across files and round", async () => {
    const steps: string[] = [];
    for (const command of ["next", "next", "next", "next", "next", "previous", "previous"]) {
      await run(`${command}Finding`);
      steps.push(here());
    }
    assert.deepEqual(steps, [
      ...["app.js:1", "app.js:3", "src/b.py:3", "src/c.rb:1", "app.js:1"],
      ...["src/c.rb:1", "src/b.py:3"],
    ]);
  });

  it("goes on from the cursor, and in the order of the groups, past what a filter leaves out", async () => {
    const { document } = await openFile("app.js", js());
    await untilShown(document.uri, 2);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await run("nextFinding");
    assert.equal(here(), "app.js:3");
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await run("previousFinding");
    assert.equal(here(), "app.js:1");
    await run("groupFindings", "service");
    await run("nextFinding");
    assert.equal(here(), "src/b.py:3");
    await run("filterFindings", "groq src");
    for (const command of ["next", "next", "previous"]) {
      await run(`${command}Finding`);
      assert.equal(here(), "src/c.rb:1");
    }
    await run("clearFilter");
    await run("groupFindings", "file");
  });

  it("opens the file at the key that is clicked", async () => {
    await run("showFinding", place("src/b.py", 2));
    assert.equal(here(), "src/b.py:3");
    assert.equal(vscode.window.activeTextEditor?.selection.start.character, 7);
  });

  it("keeps up with an edit, and with a key that is gone or new", async () => {
    const { document } = await openFile("app.js", js());
    await untilShown(document.uri, 2);
    const edit = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
      const one = new vscode.WorkspaceEdit();
      change(one);
      await vscode.workspace.applyEdit(one);
    };
    await edit((one) => one.insert(document.uri, new vscode.Position(0, 0), "// one more\n"));
    await untilFound("app.js:2 OpenAI", "app.js:4 Groq", "src/b.py:3 OpenAI", "src/c.rb:1 Groq");
    await edit((one) => one.delete(document.uri, new vscode.Range(1, 0, 2, 0)));
    await untilFound("app.js:3 Groq", "src/b.py:3 OpenAI", "src/c.rb:1 Groq");
    const other = await openFile("new.js", "\n");
    await edit((one) => one.insert(other.document.uri, new vscode.Position(0, 0), `const c = "${openai()}";`));
    await untilFound("app.js:3 Groq", "new.js:1 OpenAI", "src/b.py:3 OpenAI", "src/c.rb:1 Groq");
    await closeAll();
    await vscode.workspace.fs.delete(uriOf("new.js"));
    await untilFound("app.js:1 OpenAI", "app.js:3 Groq", "src/b.py:3 OpenAI", "src/c.rb:1 Groq");
  });

  describe("triage", () => {
    before(async () => {
      await anew();
      await untilFound("app.js:1 OpenAI", "app.js:3 Groq", "src/b.py:3 OpenAI", "src/c.rb:1 Groq");
    });

    const judged = async (): Promise<readonly string[]> =>
      (await report()).findings.map(({ triage }) => (triage ? `${triage.state} ${triage.note ?? ""}`.trim() : ""));
    const judge = (command: string, given: Answers, ...args: readonly unknown[]): Thenable<unknown> =>
      answering(given, () => run(command, ...args));

    it("holds for the key wherever it stands, with a note, and after a new scan", async () => {
      await judge("triageFalse", { inputs: ["the sample of the docs"] }, place("app.js", 0));
      const all = ["false the sample of the docs", "", "false the sample of the docs", ""];
      assert.deepEqual(await judged(), all);
      await scan();
      assert.deepEqual(await judged(), all);
    });

    it("takes a key that is none, or rotated, out of Problems: a hint is left, also after a new scan", async () => {
      const shownAs = (): readonly string[] =>
        shown(uriOf("app.js")).map(({ severity, message }) => `${severity} ${message.split(". ")[0]}`);
      const { Error: error, Hint: hint } = vscode.DiagnosticSeverity;
      const open = [`${error} Hardcoded OpenAI project key`, `${error} Hardcoded Groq API key`];
      await judge("triageFalse", { inputs: ["the sample of the docs"] }, place("app.js", 0));
      const hidden = [`${hint} OpenAI project key, judged not a key: the sample of the docs.`, open[1]];
      assert.deepEqual(shownAs(), hidden);
      await scan();
      assert.deepEqual(shownAs(), hidden);
      await judge("triageTrue", { inputs: [""] }, place("app.js", 0));
      assert.deepEqual(shownAs(), open);
      await judge("triageRotated", { inputs: [""] }, place("app.js", 0));
      assert.deepEqual(shownAs(), [`${hint} OpenAI project key, judged rotated.`, open[1]]);
      await judge("triageNone", {}, place("app.js", 0));
      assert.deepEqual(shownAs(), open);
    });

    it("is made for all that is selected, and nothing of it after Escape or with a key in the note", async () => {
      const both = [place("app.js", 0), place("src/c.rb", 0, 8)];
      const before = await judged();
      await judge("triageRotated", {}, both[0], both);
      await judge("triageRotated", { inputs: [`was ${openai()}`] }, both[0], both);
      assert.deepEqual(await judged(), before);
      await judge("triageRotated", { inputs: [""] }, both[0], both);
      assert.deepEqual(await judged(), ["rotated", "rotated", "rotated", "rotated"]);
    });

    it("is handed on as a file and read back, and writes nothing else", async () => {
      const file = uriOf(".vscode/triage.json");
      await judge("exportTriage", { files: [file] });
      const text = (await readFile(".vscode/triage.json")) ?? "";
      assertNoLeak(text, "the triage file");
      const { version, entries } = JSON.parse(text) as { version: number; entries: readonly Record<string, string>[] };
      assert.deepEqual([version, entries.map(({ state }) => state)], [1, ["rotated", "rotated"]]);
      const both = [place("app.js", 0), place("src/c.rb", 0, 8)];
      await judge("triageNone", {}, both[0], both);
      assert.deepEqual(await judged(), ["", "", "", ""]);
      await judge("importTriage", { files: [file] });
      assert.deepEqual(await judged(), ["rotated", "rotated", "rotated", "rotated"]);
      assert.equal(await readFile(".keystow-triage.json"), undefined);
      await writeFile(".vscode/triage.json", text.replace("rotated", "maybe"));
      const { words } = await answering({ files: [file] }, () => run("importTriage"));
      assert.ok(
        words.some((one) =>
          /triage\.json, line 4: this entry has no effect: state must be one of true, false, rotated/.test(one),
        ),
        words.join("\n"),
      );
      await judge("triageNone", {}, both[0], both);
    });

    it("is asked at the cursor, too", async () => {
      const editor = await openFile("src/c.rb", rb());
      await untilShown(editor.document.uri, 1);
      editor.selection = new vscode.Selection(0, 10, 0, 10);
      await judge("triage", { picks: ["A real key"], inputs: ["of the demo account"] });
      assert.deepEqual(await judged(), ["", "true of the demo account", "", "true of the demo account"]);
      await judge("triage", { picks: ["Not triaged"] });
      assert.deepEqual(await judged(), ["", "", "", ""]);
    });
  });

  it("checks all that is selected in one pass, and shows the publication state", async () => {
    const git = (...args: readonly string[]): unknown => {
      const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
      return execFileSync("git", [...identity, ...args], { cwd: folder().fsPath, stdio: "pipe" });
    };
    git("init", "--quiet", "--initial-branch=main");
    git("add", "src/c.rb");
    git("commit", "--quiet", "-m", "Add a client");
    const both = [place("app.js", 0), place("src/c.rb", 0, 8)];
    const { words } = await answering({}, () => run("checkSelected", both[0], both));
    assert.ok(
      words.some((one) => one.startsWith("2 keys:")),
      words.join("\n"),
    );
    const { findings } = await report();
    assert.deepEqual(
      findings.map(({ publication }) => publication),
      ["local-only", "committed", "local-only", "committed"],
    );
  });

  it("moves what is selected with one preview, and undoes it in one step", async () => {
    const { document } = await openFile("app.js", js());
    await untilShown(document.uri, 2);
    const chosen = [place("app.js", 0), place("src/b.py", 2)];
    const preview = await previewOf("keystow.moveSelected", chosen[0], chosen);
    await press("Enter", preview);
    const env = `GROQ_API_KEY=${groq()}\n`;
    await untilText(document, `const a = process.env.OPENAI_API_KEY;\n\nconst b = "${groq()}";\n`);
    await untilFile("src/b.py", 'import os\n\nkey = os.environ["OPENAI_API_KEY"]\n');
    await untilFile(".env", `${env}OPENAI_API_KEY=${openai()}\n`);
    await untilFound("app.js:3 Groq", "src/c.rb:1 Groq");
    await look();
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await look();
    await vscode.commands.executeCommand("undo");
    await untilText(document, js());
    await untilFile("src/b.py", py());
    await untilFile(".env", env);
  });

  it("opens the cell of a notebook", async () => {
    const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [] };
    const source = ["import os\n", `key = "${openai()}"\n`];
    const notebook = {
      cells: [
        { ...cell, source: ["1"] },
        { ...cell, source },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await writeFile("notes.ipynb", JSON.stringify(notebook, undefined, 1));
    await scan();
    const found = (await report()).findings.find(({ file }) => file === "notes.ipynb");
    assert.equal(found?.cell, 1);
    await run("showFinding", place("notes.ipynb", found.startLine - 1, found.startColumn));
    await until("the cell is open at the key", () => {
      const editor = vscode.window.activeNotebookEditor;
      return editor?.notebook.uri.path.endsWith("notes.ipynb") && editor.selection.start === 1;
    });
    await closeAll();
    await vscode.workspace.fs.delete(uriOf("notes.ipynb"));
  });
});
