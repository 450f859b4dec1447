// Settings and the policy file: what they change at once, and what a broken one does.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, folder, makeKey, openaiKey, openFile, shown, until, untilShown, writeFile } from "./support";

function set(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration("keystow").update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe("settings", () => {
  const policyFile = (): vscode.Uri => vscode.Uri.joinPath(folder(), ".keystow.json");
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    editor = await openFile("settings.js", `const key = "${openaiKey("settings")}";\n`);
    await untilShown(editor.document.uri, 1);
  });

  afterEach(async () => {
    for (const name of ["enable", "severity", "rules.disabled", "exclude", "maxFileSize"]) await set(name, undefined);
    await vscode.workspace.fs.delete(policyFile()).then(undefined, () => {});
    await closeAll();
  });

  it("switch off and on at once", async () => {
    await set("enable", false);
    await untilShown(editor.document.uri, 0);
    await set("enable", true);
    await untilShown(editor.document.uri, 1);
  });

  it("change how sure findings are shown", async () => {
    await set("severity", { high: "information" });
    await until(
      "it is an information",
      () => shown(editor.document.uri)[0]?.severity === vscode.DiagnosticSeverity.Information,
    );
    await set("severity", { high: "off" });
    await untilShown(editor.document.uri, 0);
  });

  it("switch a rule off, and exclude files", async () => {
    const token = makeKey("hugging-face/user access token", "rule off");
    const other = await openFile("settings.py", `token = "${token}"\n`);
    await untilShown(other.document.uri, 1);
    await set("rules.disabled", ["huggingface-token"]);
    await untilShown(other.document.uri, 0);
    await set("rules.disabled", undefined);
    await untilShown(other.document.uri, 1);
    await set("exclude", ["settings.*"]);
    await untilShown(other.document.uri, 0);
    await untilShown(editor.document.uri, 0);
  });

  it("say in a larger file that it is not looked at", async () => {
    await set("maxFileSize", 20);
    const [notice] = await until("the notice is shown", () => {
      const diagnostics = shown(editor.document.uri);
      return diagnostics[0]?.severity === vscode.DiagnosticSeverity.Information && diagnostics;
    });
    assert.match(notice?.message ?? "", /larger than 20 bytes.*keystow\.maxFileSize/);
  });

  it("leave their defaults in force when they are broken", async () => {
    await set("severity", "loud");
    await set("rules.disabled", 7);
    await set("maxFileSize", "large");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
    await until("the finding has moved", () => shown(editor.document.uri)[0]?.range.start.line === 1);
    assert.equal(shown(editor.document.uri)[0]?.severity, vscode.DiagnosticSeverity.Error);
  });

  it("name a broken policy file's entries where they stand, and the rest holds", async () => {
    await writeFile(
      ".keystow.json",
      '{\n  // ours\n  "version": 2,\n  "rules": { "openai-project-key": "off" },\n  "color": "red",\n}\n',
    );
    await untilShown(editor.document.uri, 0);
    const problems = await until("both problems are shown", () => {
      const diagnostics = shown(policyFile());
      return diagnostics.length === 2 && diagnostics;
    });
    assert.deepEqual(
      problems.map(({ range, message }) => [range.start.line, range.start.character, message]),
      [
        [2, 13, "version must be 1: this Keystow reads no other."],
        [4, 2, '"color" is no entry of a policy file.'],
      ],
    );
    await vscode.workspace.fs.delete(policyFile());
    await untilShown(policyFile(), 0);
    await untilShown(editor.document.uri, 1);
  });

  it("do without a policy file that is too large, as the command line does, and say so", async () => {
    await writeFile(".keystow.json", `{ "rules": { "openai-project-key": "off" } }${" ".repeat(1024 * 1024)}`);
    const [problem] = await untilShown(policyFile(), 1);
    assert.equal(problem?.message, "Keystow does not read its policy file: it is larger than 1 MB.");
    assert.equal(shown(editor.document.uri).length, 1);
    await vscode.workspace.fs.delete(policyFile());
    await untilShown(policyFile(), 0);
  });

  it("use a team's own patterns in a trusted workspace", async () => {
    const pattern = { id: "acme-key", title: "Acme", prefix: "acme_", pattern: "acme_[0-9a-f]{24}" };
    await writeFile(".keystow.json", JSON.stringify({ version: 1, patterns: [pattern] }));
    const own = `acme_${makeKey("openrouter/API key (and, per three first-hand reports, provisioning keys)", "own").slice(-24)}`;
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `// ${own}\n`));
    await untilShown(editor.document.uri, 2);
  });
});
