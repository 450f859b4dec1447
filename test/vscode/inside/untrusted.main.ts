// Restricted Mode: finding and fixing work; own patterns of the workspace and git wait for trust.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering } from "./answers";
import { closeAll, makeKey, openaiKey, openFile, readFile, shown, until, untilShown, writeFile } from "./support";

describe("in Restricted Mode", () => {
  afterEach(closeAll);

  it("is restricted", () => assert.equal(vscode.workspace.isTrusted, false));

  it("finds and moves a key", async () => {
    const { document } = await openFile("restricted.py", `key = "${openaiKey("restricted")}"\n`);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilShown(document.uri, 0);
    await until("the env file is on disk", async () => (await readFile(".env"))?.startsWith("OPENAI_API_KEY="));
  });

  it("scans the workspace", async () => {
    const file = await writeFile("scan/client.rb", `key = "${openaiKey("scanned")}"\n`);
    await vscode.commands.executeCommand("keystow.scanWorkspace");
    await untilShown(file, 1);
  });

  it("honours the policy file, but runs none of its patterns", async () => {
    const pattern = { id: "acme-key", title: "Acme", prefix: "acme_", pattern: "acme_[0-9a-f]{24}" };
    const policy = { version: 1, patterns: [pattern], exclude: ["left-out/**"] };
    await writeFile(".keystow.json", JSON.stringify(policy));
    const own = `acme_${makeKey("openrouter/API key (and, per three first-hand reports, provisioning keys)", "own").slice(-24)}`;
    const text = `one = "${own}"\ntwo = "${openaiKey("with a policy")}"\n`;
    const left = await openFile("left-out/a.py", text);
    await until("the policy holds", () => shown(left.document.uri).length === 0);
    const { document } = await openFile("own.py", text);
    const [diagnostic] = await untilShown(document.uri, 1);
    assert.equal(diagnostic?.range.start.line, 1);
  });

  it("does not run git", async () => {
    const { document } = await openFile("check.py", `key = "${openaiKey("checked")}"\n`);
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.checkPublished");
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === "keystow-check"));
    for (const scope of ["changed", "staged", "diff", "history"]) {
      const { words } = await answering({}, () => vscode.commands.executeCommand("keystow.scan", { scope }));
      assert.deepEqual(
        words,
        ["This scan asks Git. Git runs only in a workspace that you trust.", "Manage Trust"],
        scope,
      );
    }
  });
});
