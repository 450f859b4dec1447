// Check Whether Key Is Published, against a real repository.
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { assertNoLeak, closeAll, folder, openaiKey, openFile, until, untilShown, writeFile } from "./support";

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: folder().fsPath, stdio: "pipe" });
}

/** The page that a check has opened. */
function answer(part: RegExp): Promise<string> {
  return until(`a page says ${part}`, () => {
    const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "keystow-check");
    return pages.map((page) => page.getText()).find((text) => part.test(text));
  });
}

describe("Check Whether Key Is Published", () => {
  before(() => git("init", "--quiet", "--initial-branch=main"));
  afterEach(closeAll);

  it("says that a key in no commit is local only", async () => {
    const editor = await openFile("local.py", `key = "${openaiKey("check local")}"\n`);
    await untilShown(editor.document.uri, 1);
    editor.selection = new vscode.Selection(0, 12, 0, 12);
    await vscode.commands.executeCommand("keystow.checkPublished");
    const text = await answer(/local only/);
    assert.match(text, /OpenAI project key/);
    assertNoLeak(text, "the page");
  });

  it("says that a key in a commit is committed, also after it was deleted from the file", async () => {
    const key = openaiKey("check committed");
    const editor = await openFile("committed.py", `\n\nkey = "${key}"\n`);
    git("add", "committed.py");
    git("commit", "--quiet", "-m", "Add a client");
    await untilShown(editor.document.uri, 1);
    const place = { uri: editor.document.uri.toString(), line: 2, character: 7 };
    await vscode.commands.executeCommand("keystow.checkPublished", place);
    const text = await answer(/: committed/);
    assert.match(text, /Rotate the key first/);
    assertNoLeak(text, "the page");
  });

  it("warns in an env file that Git tracks, and is silent in one that it does not", async () => {
    const text = `OPENAI_API_KEY=${openaiKey("tracked")}\n`;
    const silent = await openFile("quiet/.env", text);
    await writeFile("tracked/.env", text);
    git("add", "--force", "tracked/.env");
    const tracked = await openFile("tracked/.env", text);
    const [diagnostic] = await untilShown(tracked.document.uri, 1);
    assert.match(diagnostic?.message ?? "", /in an env file that Git tracks/);
    await untilShown(silent.document.uri, 0);
    git("rm", "--quiet", "--cached", "tracked/.env");
  });

  it("explains a line: a finding, and what is none", async () => {
    const { document } = await openFile(
      "explained.py",
      `key = "${openaiKey("explained")}"\nOPENAI_API_KEY = "sk-proj-short"\n\n`,
    );
    await untilShown(document.uri, 1);
    const page = async (line: number): Promise<string> => {
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(line, 0, line, 0);
      await vscode.commands.executeCommand("keystow.explainLine");
      return until(`line ${line + 1} is explained`, () =>
        vscode.workspace.textDocuments
          .find(({ uri }) => uri.scheme === "keystow-line" && uri.path.endsWith(`line ${line + 1}.md`))
          ?.getText(),
      );
    };
    const found = await page(0);
    assert.match(found, /## OpenAI project key: finding\n\nColumn 8, rule `openai-project-key`/);
    assertNoLeak(found, "the page");
    assert.match(await page(1), /## OpenAI project key: no finding\n\nColumn 19, .*not of their shape/);
    assert.match(await page(2), /Nothing on this line begins like a key/);
  });

  it("opens the page of a kind of key", async () => {
    await vscode.commands.executeCommand("keystow.explainRule", "openai-project-key");
    const text = await until("the page is open", () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "keystow-rule")?.getText(),
    );
    assert.match(text, /^# OpenAI project key/);
    assert.match(text, /platform\.openai\.com\/api-keys/);
  });
});
