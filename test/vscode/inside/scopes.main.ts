// What can be scanned besides files on disk, and that the editor finds what the command line finds.
import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log } from "sarif";
import * as vscode from "vscode";
import { DEFAULT_POLICY, type ReportFinding, scanText } from "../../../src/core/index";
import type { ResultItem } from "../../../src/vscode/results/items";
import { childrenOf, treeOf } from "../../../src/vscode/results/nodes";
import { treeItemOf } from "../../../src/vscode/results/treeItems";
import { answering } from "./answers";
import { MemoryFiles } from "./memoryFiles";
import { press } from "./preview";
import { at, cli, empty, exported, git, masked, nestRepositories, report, root, scan, write } from "./repository";
import { assertNoLeak, closeAll, folder, makeKey, openaiKey, openText, shown, until, untilShown } from "./support";

const groq = (seed: string): string => makeKey("groq/API key", seed);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;
/** All that Problems lists of Keystow in files that are there: "a/b.py:1:12 groq-api-key". Other tests leave documents. */
function listed(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([{ scheme, fsPath }]) => scheme === "file" && existsSync(fsPath))
    .flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(({ source }) => source === "Keystow")
        .map(({ range: { start }, code }) => {
          const path = uri.path.slice(folder().path.length + 1);
          return `${path}:${start.line + 1}:${start.character + 1} ${(code as { value: string }).value}`;
        }),
    )
    .sort();
}

/** The place of the key that only the index has. */
function stored(): { readonly uri: string; readonly line: number; readonly character: number } {
  const [uri] = masked();
  assert.ok(uri);
  return { uri: uri.toString(), line: 1, character: 20 };
}

/** The path and line under the cursor, where a key must be selected, hidden or not. */
function here(): string {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  assert.match(editor.document.getText(editor.selection), /^gsk_.{52}$/);
  return `${editor.document.uri.path}:${editor.selection.start.line + 1}`;
}

/** Starts a move, agrees to it, and gives the lines of its list. */
async function rowsOfPreview(run: () => Thenable<unknown>): Promise<readonly string[]> {
  const window = vscode.window as { createQuickPick: typeof vscode.window.createQuickPick };
  const original = window.createQuickPick;
  let box: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  window.createQuickPick = <Item extends vscode.QuickPickItem>(): vscode.QuickPick<Item> => {
    const made = original<Item>();
    box = made;
    return made;
  };
  try {
    const ended = run();
    await until("the list is shown", () => (box?.items.length ?? 0) > 0);
    const rows = box!.items.map(({ label, description, detail }) =>
      [label, description, detail].filter((part) => part !== undefined).join(" "),
    );
    await press("Enter", { ended });
    return rows;
  } finally {
    window.createQuickPick = original;
  }
}

describe("Scopes of a scan", () => {
  before(async () => {
    await closeAll();
    rmSync(root(), { recursive: true, force: true });
    mkdirSync(root());
    git("init", "-q", "-b", "main");
  });
  afterEach(closeAll);
  after(async () => {
    // Nothing of this is left for other tests.
    empty();
    await scan({ scope: "workspace" });
  });

  it("finds in the workspace what the command line finds there, and leaves out the same", async () => {
    const outputs = [{ output_type: "stream", name: "stdout", text: [`${groq("printed")}\n`] }];
    const cell = { cell_type: "code", execution_count: 1, metadata: {}, source: [`k = "${groq("cell")}"`], outputs };
    write("note.ipynb", JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1));
    write("wide.cs", Buffer.from(`\ufeffvar k = "${openaiKey("wide")}";\n`, "utf16le"));
    write("data.bin", `\0\0\0${groq("binary")}`);
    write("large.txt", `${line("large")}${"x".repeat(11 << 20)}`);
    write(".env", `GROQ_API_KEY=${groq("env")}\n`);
    write(".gitignore", "ignored/\n");
    write("ignored/a.ts", line("ignored"));
    write("ignored/tracked.ts", line("tracked"));
    git("add", "-f", "ignored/tracked.ts", ".gitignore");
    symlinkSync(".", join(root(), "loop"));
    for (let i = 0; i < 400; i++)
      write(`many/f${i}.ts`, i % 100 === 7 ? line(`many ${i}`) : `export const n = ${i};\n`);
    nestRepositories({ nested: line("nested"), submodule: line("submodule") });
    const words = await scan({ scope: "workspace" });
    const report = cli(".");
    const expected = report.findings
      .map((one) => `${one.file}:${one.startLine}:${one.startColumn} ${one.ruleId}`)
      .sort();
    assert.deepEqual(listed(), expected);
    assert.equal(expected.length, 10);
    assert.match(
      words,
      new RegExp(`^Keystow: Scanned ${report.summary.files} files, 10 keys in 9 files\\. Not looked at: `),
    );
    assert.match(words, new RegExp(`Not looked at: ${report.skipped.length} \\(.*\\); 1 that Git ignores\\.$`));
    for (const reason of ["binary file: 1", "larger than 10 MB: 1", "symbolic link, not followed: 1"])
      assert.ok(words.includes(reason), words);
    rmSync(join(root(), "many"), { recursive: true });
    rmSync(join(root(), "large.txt"));
  });

  it("leaves out what VS Code hides, and says so", async () => {
    const configuration = vscode.workspace.getConfiguration("files", folder());
    const hide = (value: unknown) => configuration.update("exclude", value, vscode.ConfigurationTarget.Workspace);
    write("dist/out.js", line("hidden"));
    write("shown.ts", line("shown"));
    write("shown.js", line("twin"));
    write("alone.js", line("alone"));
    await hide({ "**/dist": true, "**/*.js": { when: "$(basename).ts" } });
    try {
      const chosen = ["dist", "shown.js", "shown.ts", "alone.js"].map((name) => at(name));
      // The setting is read in its own time.
      const words = await scan(at("dist"), "keystow.scanHere", chosen);
      assert.match(words, /Scanned dist and 3 more: 2 files, 2 keys in 2 files\. Not looked at: 2 \(/);
      assert.ok(words.includes("hidden by files.exclude: **/dist: 1"), words);
    } finally {
      await hide(undefined);
    }
    assert.match(await scan(at("dist"), "keystow.scanHere"), /Scanned dist: 1 file, 1 key in 1 file\./);
    rmSync(join(root(), ".vscode"), { recursive: true });
  });

  it("scans what is chosen in the Explorer, and keeps what was found elsewhere", async () => {
    write("one/a.ts", line("a"));
    write("two/b.ts", line("b"));
    const file = write("c.ts", line("c"));
    await scan({ scope: "workspace" });
    const before = listed();
    const words = await scan(at("one"), "keystow.scanHere", [at("one"), file]);
    assert.match(words, /Scanned one and 1 more: 2 files, 2 keys in 2 files\./);
    assert.deepEqual(listed(), before);
    rmSync(join(root(), "one/a.ts"));
    await scan(at("one"), "keystow.scanHere");
    await untilShown(at("one/a.ts"), 0);
    await untilShown(at("two/b.ts"), 1);
  });

  it("scans a folder outside of the workspace by the policy file that is there", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "keystow outside "));
    writeFileSync(join(elsewhere, "a.ts"), line("off"));
    writeFileSync(join(elsewhere, "b.ts"), `const value = "${openaiKey("outside")}";\n`);
    writeFileSync(join(elsewhere, "c.bin"), "\0\0\0\0");
    writeFileSync(join(elsewhere, ".keystow.json"), JSON.stringify({ version: 1, rules: { "groq-api-key": "off" } }));
    await scan(vscode.Uri.file(elsewhere), "keystow.scanHere");
    const { findings, suppressed, skipped } = await report();
    const names = [findings, suppressed, skipped].map((list) => list.map(({ file }) => file));
    assert.deepEqual(names, [[`${elsewhere}/b.ts`], [`${elsewhere}/a.ts`], [`${elsewhere}/c.bin`]]);
    const { runs } = JSON.parse(await exported("sarif")) as Log;
    const { uri, uriBaseId = "" } = runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation ?? {};
    assert.equal(uri, "b.ts");
    assert.equal(runs[0]?.originalUriBaseIds?.[uriBaseId]?.uri, pathToFileURL(`${elsewhere}/`).href);
    rmSync(elsewhere, { recursive: true });
  });

  it("finds the keys of the selection alone", async () => {
    const editor = await openText(`${line("first")}${line("second")}${line("third")}`);
    editor.selections = [new vscode.Selection(1, 20, 1, 22)];
    assert.match(await scan(undefined, "keystow.scanSelection"), /Scanned Selection: 1 file, 1 key in 1 file\./);
    editor.selections = [new vscode.Selection(0, 0, 0, 0)];
    const { words } = await answering({}, () => vscode.commands.executeCommand("keystow.scanSelection"));
    assert.deepEqual(words, ["Select some text first: only keys in the selection are listed."]);
  });

  it("scans open editors as they are in the editor, unsaved and untitled ones too, and what notebooks have printed", async () => {
    const file = write("saved.ts", "const value = 1;\n");
    await vscode.commands.executeCommand("vscode.open", file);
    const editor = await until("it is open", () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.toString() === file.toString() && active;
    });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), line("unsaved")));
    await openText(line("untitled"));
    const note = vscode.Uri.joinPath(folder(), "note.ipynb");
    await vscode.commands.executeCommand("vscode.openWith", note, "jupyter-notebook");
    const words = await scan({ scope: "open" });
    assert.match(words, /Scanned Open editors: 3 files, 4 keys in 4 files\./);
    const [output] = masked();
    assert.equal(output?.path, "/output of cell 1/note.ipynb.txt");
    const text = (await vscode.workspace.openTextDocument(output)).getText();
    assert.match(text, /^gsk_\u2022+\n/);
    assertNoLeak(text, "the output that is shown");
  });

  describe("with git", () => {
    before(() => {
      empty();
      git("init", "-q", "-b", "main");
      write("old.ts", line("old"));
      write("both.ts", "// clean\n");
      write("kept.ts", line("kept"));
      git("add", ".");
      git("commit", "-qm", "first");
      git("switch", "-qc", "topic");
      git("rm", "-q", "old.ts");
      write("added.ts", `\n${line("added")}`);
      git("add", ".");
      git("commit", "-qm", "second");
      write("both.ts", `// clean\n${line("staged")}`);
      git("add", ".");
      write("both.ts", "// clean\n// and longer\n");
      write("same.ts", line("same"));
      git("add", "same.ts");
      write("kept.ts", `// touched\n${line("kept")}`);
      write("new.ts", line("new"));
    });

    it("scans changed files: staged, unstaged and untracked", async () => {
      assert.match(await scan({ scope: "changed" }), /Scanned Changed files: 4 files, 3 keys in 3 files\./);
      for (const [name, count] of [
        ["kept.ts", 1],
        ["new.ts", 1],
        ["same.ts", 1],
        ["both.ts", 0],
      ] as const)
        assert.equal(shown(at(name)).length, count, name);
      assert.deepEqual(
        cli("--changed")
          .findings.map(({ file }) => file)
          .sort(),
        ["kept.ts", "new.ts", "same.ts"],
      );
    });

    it("scans what is staged, and shows what only the index has as the index has it", async () => {
      assert.match(await scan({ scope: "staged" }), /Scanned Staged content: 2 files, 2 keys in 2 files\./);
      const [stored, ...others] = masked();
      assert.ok(stored);
      assert.deepEqual([stored.path, others.length], ["/staged/both.ts", 0]);
      const [diagnostic] = await untilShown(stored, 1);
      assert.match(diagnostic!.message, /^Hardcoded Groq API key\. It is staged, and the working file is another:/);
      const document = await vscode.workspace.openTextDocument(stored);
      assert.match(document.getText(diagnostic!.range), /^gsk_\u2022{52}$/);
      assert.equal(document.lineAt(0).text, "// clean");
      assertNoLeak(document.getText(), "what is staged");
      assert.equal(shown(at("both.ts")).length, 0);
      assert.equal(shown(at("same.ts")).length, 1);
      assert.deepEqual(
        cli("--staged").findings.map(({ file, startLine }) => `${file}:${startLine}`),
        ["both.ts:2", "same.ts:1"],
      );
    });

    it("scans the lines that a branch has added", async () => {
      const words = await scan({ scope: "diff", range: "main...HEAD" });
      assert.match(words, /Scanned Added lines of main\.\.\.HEAD: 1 file, 1 key in 1 file\./);
      assert.deepEqual(
        shown(at("added.ts")).map(({ range }) => range.start.line),
        [1],
      );
      assert.equal(masked().length, 0, "what was staged is over");
      const { words: refused } = await answering({ inputs: ["nowhere...HEAD"] }, () =>
        vscode.commands.executeCommand("keystow.scan", { scope: "diff" }),
      );
      assert.match(refused.join("\n"), /has no revision nowhere/);
    });

    it("leaves in Problems the keys of a file beside its added lines, which an earlier scan has found", async () => {
      await scan({ scope: "workspace" });
      await untilShown(at("kept.ts"), 1);
      assert.match(await scan({ scope: "diff", range: "HEAD" }), /Scanned Added lines of HEAD: /);
      assert.deepEqual(
        (await report()).findings.map(({ file }) => file),
        ["same.ts"],
      );
      assert.equal(shown(at("kept.ts")).length, 1);
    });

    it("hides a key that a revision is named by", async () => {
      const name = makeKey("groq/API key", "branch");
      git("branch", name);
      const words = await scan({ scope: "diff", range: `main...${name}` });
      assert.match(words, /Scanned Added lines of main\.\.\.gsk_\u202656/);
      assertNoLeak(words, "the message");
      const { words: refused } = await answering({}, () =>
        vscode.commands.executeCommand("keystow.scan", { scope: "diff", range: `${name}-gone...HEAD` }),
      );
      assert.match(refused.join("\n"), /has no revision/);
      assertNoLeak(refused.join("\n"), "the refusal");
      git("branch", "-D", name);
    });

    it("scans the history, and shows where each key came from", async () => {
      const words = await scan({ scope: "history" });
      const report = cli("--history");
      assert.match(
        words,
        new RegExp(`Scanned Git history: ${report.summary.files} files, ${report.findings.length} keys in 5 files\\.`),
      );
      const first = git("rev-parse", "main").slice(0, 12);
      const old = masked().find(({ path }) => path === `/${first}/old.ts`);
      assert.ok(old, masked().join("\n"));
      const [diagnostic] = shown(old);
      assert.match(
        diagnostic!.message,
        new RegExp(
          `^Hardcoded Groq API key\\. In Git's history since ${first}, Ann, \\d{4}-\\d\\d-\\d\\d, in main, topic\\. Revoke it: `,
        ),
      );
      const document = await vscode.workspace.openTextDocument(old);
      assert.match(document.getText(), /^const value = "gsk_\u2022{52}";\n$/);
    });

    describe("in the view", () => {
      it("lists what is staged under its file, opens it at the key, and exports it without an address of ours", async () => {
        await scan({ scope: "staged" });
        const { findings } = await report();
        assert.deepEqual(
          findings.map(({ file, startLine, introduced }) => [file, startLine, introduced]),
          [
            ["both.ts", 2, undefined],
            ["same.ts", 1, undefined],
          ],
        );
        await vscode.commands.executeCommand("keystow.filterFindings", "staged");
        for (const command of ["next", "next", "previous"]) {
          await vscode.commands.executeCommand(`keystow.${command}Finding`);
          assert.equal(here(), "/staged/both.ts:2");
        }
        await vscode.commands.executeCommand("keystow.clearFilter");
        await closeAll();
        await vscode.commands.executeCommand("keystow.showFinding", stored());
        assert.equal(here(), "/staged/both.ts:2");
        await vscode.commands.executeCommand("keystow.nextFinding");
        assert.equal(here(), `${at("same.ts").path}:1`);
      });

      it("moves what is in working files, and says of what is staged why it stays", async () => {
        const files = ["both.ts", "same.ts"].map((name) => readFileSync(join(root(), name), "utf8"));
        const index = git("ls-files", "--stage");
        const why =
          "It is in the staged content and not in a working file, so it cannot be moved from here. " +
          "Move it in the working file if it is there, and stage the file again.";
        for (const command of ["moveSelected", "moveToEnv", "moveAllInFile"]) {
          const { words } = await answering({}, () => vscode.commands.executeCommand(`keystow.${command}`, stored()));
          assert.ok(
            words.some((text) => text.includes(why)),
            `${command}: ${words.join("\n")}`,
          );
        }
        const chosen = [stored(), { uri: at("same.ts").toString(), line: 0, character: 20 }];
        const rows = await rowsOfPreview(() =>
          vscode.commands.executeCommand("keystow.moveSelected", chosen[0], chosen),
        );
        assert.match(rows[0] ?? "", /^same\.ts:1 Groq API key \u2192 GROQ_API_KEY in \.env$/);
        assert.equal(rows.at(-1), `$(circle-slash) both.ts (staged):2 Groq API key ${why}`);
        await until("the key has been moved", () => !readFileSync(join(root(), "same.ts"), "utf8").includes("gsk_"));
        assert.equal(readFileSync(join(root(), "both.ts"), "utf8"), files[0]);
        assert.equal(git("ls-files", "--stage"), index);
        await vscode.commands.executeCommand("workbench.action.files.saveAll");
        // Through the editor, which may not see that a file of this folder, which was made anew, has changed on disk.
        const same = await vscode.workspace.openTextDocument(at("same.ts"));
        const back = new vscode.WorkspaceEdit();
        back.replace(same.uri, new vscode.Range(0, 0, same.lineCount, 0), files[1]!);
        await vscode.workspace.applyEdit(back);
        await same.save();
        await untilShown(same.uri, 1);
        rmSync(join(root(), ".env"));
        rmSync(join(root(), ".gitignore"), { force: true });
      });

      it("checks the key that is hidden in what is shown, from the tree and in the text", async () => {
        await scan({ scope: "staged" });
        const selected = await answering({}, () => vscode.commands.executeCommand("keystow.checkSelected", stored()));
        assert.match(selected.words.join("\n"), /^Groq API key: local only\. /m);
        const { findings } = await report();
        assert.deepEqual(
          findings.map(({ file, publication }) => [file, publication]),
          [
            ["both.ts", "local-only"],
            ["same.ts", undefined],
          ],
        );
      });

      it("judges and allows a key of the history by its fingerprint, and tells where it came from", async () => {
        await scan({ scope: "history" });
        const first = git("rev-parse", "main").trim();
        const old = async (): Promise<ReportFinding | undefined> =>
          (await report()).findings.find(({ file }) => file === "old.ts");
        const before = await old();
        assert.equal(before?.introduced?.commit, first);
        assert.equal(before.introduced.author, "Ann");
        assert.deepEqual(before.introduced.refs, ["refs/heads/main", "refs/heads/topic"]);
        const uri = masked().find(({ path }) => path.endsWith("/old.ts"))!;
        const place = { uri: uri.toString(), line: 0, character: 20 };
        await answering({}, () => vscode.commands.executeCommand("keystow.checkPublished", place));
        assert.equal((await old())?.publication, "committed");
        const moved = await answering({}, () => vscode.commands.executeCommand("keystow.moveSelected", place));
        assert.match(moved.words.join("\n"), /It is in Git's history and not in a working file.*Rotate it/);
        const redacted = await answering({}, () => vscode.commands.executeCommand("keystow.redact", place));
        assert.match(redacted.words.join("\n"), /the key is in no working file\. In Git's history since .* Revoke it/);
        await answering({ inputs: [""] }, () => vscode.commands.executeCommand("keystow.triageRotated", place));
        assert.equal((await old())?.triage?.state, "rotated");
        await vscode.commands.executeCommand("keystow.triageNone", place);
        const offered = await answering({}, () => vscode.commands.executeCommand("keystow.keyActions", place));
        assert.ok(offered.words.includes("Allow this Groq API key\u2026"), offered.words.join("\n"));
        assert.ok(!offered.words.includes("Redact Groq API key"), offered.words.join("\n"));
        const answers = { inputs: ["revoked in May"], picks: ["No expiry", "In the policy file"] };
        const { words } = await answering(answers, () => vscode.commands.executeCommand("keystow.allow", place));
        assert.ok(words.includes("Not beside the key"), words.join("\n"));
        assert.match(words.at(-1) ?? "", /^Allowed Groq API key in \.keystow\.json/);
        const { allow } = JSON.parse(readFileSync(join(root(), ".keystow.json"), "utf8")) as { allow: unknown };
        assert.deepEqual(allow, [{ fingerprint: before.fingerprint, path: "old.ts", reason: "revoked in May" }]);
        assert.ok(!cli("--history").findings.some(({ file }) => file === "old.ts"));
        rmSync(join(root(), ".keystow.json"));
      });

      it("keeps to the selection, and to nothing of an earlier scan", async () => {
        const document = await vscode.workspace.openTextDocument(
          write("pair.ts", `${line("one of two")}${line("two of two")}`),
        );
        const editor = await vscode.window.showTextDocument(document);
        await untilShown(document.uri, 2);
        editor.selection = new vscode.Selection(1, 0, 1, 30);
        await scan(undefined, "keystow.scanSelection");
        const places = async (): Promise<readonly string[]> =>
          (await report()).findings.map(({ file, startLine }) => `${file}:${startLine}`);
        assert.deepEqual(await places(), ["pair.ts:2"]);
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// one more\n"));
        await until("it has moved", async () => JSON.stringify(await places()) === '["pair.ts:3"]');
        await vscode.commands.executeCommand("workbench.action.files.revert");
        write(".gitignore", "ignored/\n");
        write("ignored/a.ts", line("ignored"));
        await scan({ scope: "workspace" });
        assert.equal(masked().length, 0);
        const whole = await report();
        const expected = cli(".");
        assert.deepEqual(
          whole.findings.map(({ file, startLine }) => `${file}:${startLine}`),
          expected.findings.map(({ file, startLine }) => `${file}:${startLine}`),
        );
        assert.deepEqual([whole.summary.ignored, expected.summary.ignored], [1, 1]);
        for (const name of ["pair.ts", ".gitignore", "ignored"]) rmSync(join(root(), name), { recursive: true });
      });

      it("names what is in no working file by its path and where it is", () => {
        const [finding] = scanText(`\n${line("tree")}`, { path: "a.ts" }, DEFAULT_POLICY).findings;
        assert.ok(finding);
        const file = vscode.Uri.parse("keystow-masked:/0123456789ab/src/old.ts");
        const where = "0123456789ab, Ann, 2026-05-04";
        const item: ResultItem = { id: "1", file, path: "src/old.ts", where, finding };
        const [group] = treeOf({ by: "file", findings: [item], suppressed: [], skipped: [] });
        const shown = treeItemOf(group!, true);
        assert.equal(shown.label, "old.ts");
        assert.equal(shown.description, "src \u00b7 0123456789ab, Ann, 2026-05-04");
        assert.equal(shown.tooltip, "src/old.ts (0123456789ab, Ann, 2026-05-04): 1 key");
        const [service] = treeOf({ by: "service", findings: [item], suppressed: [], skipped: [] });
        const below = treeItemOf(childrenOf(service!)[0]!, true);
        assert.match(String(below.description), /^src\/old\.ts:2 \(0123456789ab, Ann, 2026-05-04\) /);
      });
    });

    it("offers every scope from one list", async () => {
      const { words } = await answering({ picks: ["Changed Files"] }, () =>
        vscode.commands.executeCommand("keystow.scan"),
      );
      for (const label of ["Workspace", "Open Editors", "Selection", "Staged Content", "Git History"])
        assert.ok(words.includes(label), label);
      assert.ok(
        words.some((text) => /Scanned Changed files/.test(text)),
        words.join("\n"),
      );
    });
  });

  describe("that is stopped, or in another's way", () => {
    /** Progress with a token of ours, in place of a notification with a button. */
    async function stoppable(run: (stop: () => void, messages: string[]) => Thenable<unknown>): Promise<void> {
      const window = vscode.window as { withProgress: typeof vscode.window.withProgress };
      const original = window.withProgress;
      const source = new vscode.CancellationTokenSource();
      const messages: string[] = [];
      window.withProgress = (_, task) =>
        task({ report: ({ message }) => void messages.push(message ?? "") }, source.token);
      try {
        await run(() => source.cancel(), messages);
      } finally {
        window.withProgress = original;
      }
    }

    const slow = new MemoryFiles();
    before(() => slow.register());
    after(() => slow.dispose());

    it("ends at once and keeps what was found", async () => {
      slow.files = { "a.ts": line("early"), "b.ts": undefined };
      await stoppable(async (stop) => {
        const stopping = until("a key is listed", () => shown(slow.uri("a.ts")).length === 1).then(() => {
          const from = performance.now();
          stop();
          return from;
        });
        const words = await scan(slow.uri(""), "keystow.scanHere");
        assert.ok(performance.now() - (await stopping) < 1000);
        assert.match(words, /^Keystow: Scan stopped, what it found until then: .*1 key in 1 file\./);
      });
      assert.equal(shown(slow.uri("a.ts")).length, 1);
    });

    it("goes on, or gives way when the person says so", async () => {
      slow.files = { "a.ts": line("running"), "b.ts": undefined };
      const first = vscode.commands.executeCommand("keystow.scanHere", slow.uri(""));
      await until("a key is listed", () => shown(slow.uri("a.ts")).length === 1);
      const asked = await answering({}, () => vscode.commands.executeCommand("keystow.scan", { scope: "workspace" }));
      assert.ok(asked.words.includes("Stop It and Scan Workspace"), asked.words.join("\n"));
      assert.ok(!asked.words.some((text) => text.includes("Scanned")));
      const second = await answering({ buttons: ["Stop It and Scan Workspace"] }, () =>
        vscode.commands.executeCommand("keystow.scan", { scope: "workspace" }),
      );
      assert.ok(
        second.words.some((text) => /Keystow: Scanned \d+ files/.test(text)),
        second.words.join("\n"),
      );
      await first;
    });
  });

  describe("where files are on no disk", () => {
    const files = new MemoryFiles();
    before(() => files.register());
    after(() => files.dispose());

    it("finds them without a search, and says what was left out", async () => {
      const cell = { cell_type: "code", metadata: {}, source: [`k = "${groq("virtual cell")}"`], outputs: [] };
      files.files = {
        "src/a.ts": line("virtual"),
        "note.ipynb": JSON.stringify({ cells: [cell] }),
        "wide.cs": Buffer.from(`\ufeffvar k = "${openaiKey("virtual wide")}";`, "utf16le"),
        "data.bin": `\0\0\0${groq("virtual binary")}`,
        "large.txt": "x".repeat((10 << 20) + 1),
        ".gitignore": "src/\n",
        "node_modules/a/index.js": line("package"),
        ".git/config": line("never"),
      };
      const words = await scan(files.uri(""), "keystow.scanHere");
      assert.match(words, /: 4 files, 3 keys in 3 files\. Not looked at: 4 \(/);
      const report = await vscode.commands.executeCommand("keystow.showLog").then(() => words);
      assert.ok(report.includes("binary file: 1") || report.includes("\u2026"), report);
      assert.deepEqual(
        shown(files.uri("src/a.ts")).map(({ range }) => range.start.character),
        [15],
      );
    });
  });
});
