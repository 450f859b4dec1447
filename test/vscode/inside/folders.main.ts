// A workspace of several folders: each with its settings, its policy file and its env file; every key once.
import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Log } from "sarif";
import * as vscode from "vscode";
import { exported, report, scan } from "./repository";
import { closeAll, makeKey, shown, until, untilShown } from "./support";

const groq = (seed: string): string => makeKey("groq/API key", seed);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;
const folders = (): readonly vscode.WorkspaceFolder[] => vscode.workspace.workspaceFolders ?? [];

/** Writes a file of a folder, by the number of that. */
function write(index: number, path: string, text: string): vscode.Uri {
  const uri = vscode.Uri.joinPath(folders()[index]!.uri, path);
  mkdirSync(dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

const filesOf = async (): Promise<readonly string[]> => (await report()).findings.map(({ file }) => file);

describe("a workspace of several folders", () => {
  before(() => {
    write(0, "own.ts", line("first"));
    write(0, "left/out.ts", line("left out"));
    write(1, "own.ts", line("second"));
    write(1, "left/in.ts", line("left in"));
    // What the outer folder excludes does not hold in the inner one, which has settings of its own.
    write(0, ".keystow.json", JSON.stringify({ version: 1, exclude: ["left/**", "nested/**"] }));
    write(2, "own.ts", line("third"));
    write(2, ".keystow.json", JSON.stringify({ version: 1, exclude: ["old/**"] }));
    write(2, "old/old.ts", line("old"));
  });
  afterEach(closeAll);

  it("is open", () => {
    assert.deepEqual(
      folders().map(({ name }) => name),
      ["api", "api", "nested"],
    );
  });

  it("is scanned folder by folder, every key once and by what holds there", async () => {
    assert.match(await scan({ scope: "workspace" }), /^Keystow: Scanned \d+ files, 4 keys in 4 files\./);
    assert.deepEqual(await filesOf(), ["api (2)/left/in.ts", "api (2)/own.ts", "api/own.ts", "nested/own.ts"]);
    for (const [index, path, keys] of [
      [0, "own.ts", 1],
      [0, "left/out.ts", 0],
      [1, "own.ts", 1],
      [2, "own.ts", 1],
      [2, "old/old.ts", 0],
    ] as const)
      assert.equal(shown(vscode.Uri.joinPath(folders()[index]!.uri, path)).length, keys, `${index} ${path}`);
  });

  it("is reported with a root for each folder", async () => {
    const [run] = (JSON.parse(await exported("sarif")) as Log).runs;
    const bases = run?.originalUriBaseIds ?? {};
    const places = (run?.results ?? []).map(({ locations }) => {
      const { uri = "", uriBaseId = "" } = locations?.[0]?.physicalLocation?.artifactLocation ?? {};
      return new URL(uri, bases[uriBaseId]?.uri).href;
    });
    const uriOf = (index: number, path: string): string => vscode.Uri.joinPath(folders()[index]!.uri, path).toString();
    assert.deepEqual(
      [...places].sort(),
      [uriOf(0, "own.ts"), uriOf(1, "own.ts"), uriOf(1, "left/in.ts"), uriOf(2, "own.ts")].sort(),
    );
  });

  it("has an env file for each folder", async () => {
    const file = vscode.Uri.joinPath(folders()[1]!.uri, "own.ts");
    const { document } = await vscode.window.showTextDocument(file);
    await untilShown(file, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilShown(file, 0);
    await document.save();
    const [first, second] = folders().map(({ uri }) => join(uri.fsPath, ".env"));
    await until("the env file is on disk", () => existsSync(second!));
    assert.match(readFileSync(second!, "utf8"), /^GROQ_API_KEY=/);
    assert.ok(!existsSync(first!));
    await until("the key has left the result", async () => !(await filesOf()).includes("api (2)/own.ts"));
  });

  it("loses the keys of a folder that is closed, and those of one within another stay", async () => {
    const [first, second, nested] = folders();
    await scan({ scope: "workspace" });
    const inSecond = vscode.Uri.joinPath(second!.uri, "left/in.ts");
    const inNested = vscode.Uri.joinPath(nested!.uri, "own.ts");
    assert.equal(shown(inSecond).length, 1);
    vscode.workspace.updateWorkspaceFolders(1, 1);
    await until("the folder is closed", () => folders().length === 2);
    await untilShown(inSecond, 0);
    // What changes is looked at again a moment later.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(shown(inSecond).length, 0);
    assert.deepEqual(await filesOf(), ["api/own.ts", "nested/own.ts"]);
    vscode.workspace.updateWorkspaceFolders(1, 1);
    await until("the inner folder is closed", () => folders().length === 1);
    // It belongs to the outer folder from now on, whose policy file excludes it.
    await untilShown(inNested, 0);
    assert.equal(shown(vscode.Uri.joinPath(first!.uri, "own.ts")).length, 1);
  });
});
