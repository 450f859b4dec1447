// What works where there is no Node: finding, fixing with undo, scanning through VS Code's file system.
import * as vscode from "vscode";
import { ruleOf } from "../../../src/core/index";
import { openFile, readFile, until, untilShown, writeFile } from "../inside/editor";

/** The independent key generator needs Node, so here the rule makes its own sample. */
function openaiKey(seed: string): string {
  const { text, start, end } = ruleOf("openai-project-key")!.sample(seed);
  return text.slice(start, end);
}

describe("in the browser", () => {
  it("runs without Node", () => {
    if ("process" in globalThis && "versions" in process) throw new Error("this is Node");
  });

  it("finds a key, moves it, and undoes the move", async () => {
    const code = `const key = "${openaiKey("web")}";\n`;
    const { document } = await openFile("web.js", code);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilShown(document.uri, 0);
    await until("the env file is on disk", async () => (await readFile(".env"))?.startsWith("OPENAI_API_KEY="));
    await vscode.commands.executeCommand("undo");
    await until("the code is back", () => document.getText() === code);
    await until("the env file is gone", async () => (await readFile(".env")) === undefined);
  });

  it("scans the workspace", async () => {
    const file = await writeFile("web/client.rb", `key = "${openaiKey("web scan")}"\n`);
    await vscode.commands.executeCommand("keystow.scanWorkspace");
    await untilShown(file, 1);
    await vscode.commands.executeCommand("keystow.groupFindings", "service");
    await vscode.commands.executeCommand("keystow.filterFindings", "client.rb");
    await vscode.commands.executeCommand("keystow.nextFinding");
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    if (document?.uri.path !== file.path || selection?.start.character !== 7) throw new Error("not at the finding");
    await vscode.commands.executeCommand("keystow.clearFilter");
  });

  it("says that the publication check needs the desktop, and opens nothing", async () => {
    const { document } = await openFile("check.js", `const key = "${openaiKey("web check")}";\n`);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.checkPublished");
    if (vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === "keystow-check"))
      throw new Error("a page is open");
  });
});
