// The package that users get: it is installed, it starts by itself, and it does the main job.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/manifest";
import { openaiKey, openFile, readFile, until, untilShown } from "./support";

describe("the packaged extension", () => {
  it("is installed and starts by itself", async () => {
    const extension = await until("it is installed", () => vscode.extensions.getExtension("keystow.keystow"));
    await until("it is active", () => extension.isActive);
    const commands = await vscode.commands.getCommands(true);
    assert.deepEqual(
      Object.keys(COMMANDS).filter((id) => !commands.includes(id)),
      [],
    );
  });

  it("finds a key, moves it, and scans", async () => {
    const { document } = await openFile("packaged.js", `const key = "${openaiKey("packaged")}";\n`);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilShown(document.uri, 0);
    assert.match((await readFile(".env")) ?? "", /^OPENAI_API_KEY=/);
    await vscode.commands.executeCommand("keystow.scanWorkspace");
  });
});
