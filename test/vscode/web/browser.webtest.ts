// What works where there is no Node: finding, fixing with undo, scanning through VS Code's file system.
import * as vscode from "vscode";
import { ruleOf } from "../../../src/core/index";
import { answering } from "../inside/answers";
import { folder, openFile, readFile, until, untilShown, writeFile } from "../inside/editor";

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
    await writeFile("web/.gitignore", "client.rb\n");
    await writeFile("web/node_modules/a/index.js", `key = "${openaiKey("web package")}"\n`);
    const { words } = await answering({}, () => vscode.commands.executeCommand("keystow.scanWorkspace"));
    await untilShown(file, 1);
    const told = words.join("\n");
    for (const part of [
      "installed packages: which of them Git tracks cannot be read here: 1",
      "so files that it ignores",
    ])
      if (!told.includes(part)) throw new Error(`${part} is not in ${told}`);
    await vscode.commands.executeCommand("keystow.groupFindings", "service");
    await vscode.commands.executeCommand("keystow.filterFindings", "client.rb");
    await vscode.commands.executeCommand("keystow.nextFinding");
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    if (document?.uri.path !== file.path || selection?.start.character !== 7) throw new Error("not at the finding");
    await vscode.commands.executeCommand("keystow.clearFilter");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("scans a folder, open editors and a selection, and says that git needs the desktop", async () => {
    const scan = async (argument: unknown, command = "keystow.scan"): Promise<string> =>
      (await answering({}, () => vscode.commands.executeCommand(command, argument))).words.join("\n");
    const editor = await openFile("part/a.js", `const key = "${openaiKey("web part")}";\nconst other = 1;\n`);
    const expect = (words: string, part: string): void => {
      if (!words.includes(part)) throw new Error(`${part} is not in ${words}`);
    };
    expect(
      await scan(vscode.Uri.joinPath(folder(), "part"), "keystow.scanHere"),
      "Scanned part: 1 file, 1 key in 1 file.",
    );
    expect(await scan({ scope: "open" }), "Scanned Open editors: 2 files, 2 keys in 2 files.");
    editor.selection = new vscode.Selection(1, 0, 1, 5);
    expect(await scan({ scope: "selection" }), "Scanned Selection: 1 file, no key.");
    expect(await scan({ scope: "history" }), "This scan asks Git. Git runs on the desktop only, not in a browser.");
  });

  it("says that the publication check needs the desktop, and opens nothing", async () => {
    const { document } = await openFile("check.js", `const key = "${openaiKey("web check")}";\n`);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.checkPublished");
    if (vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === "keystow-check"))
      throw new Error("a page is open");
  });
});
