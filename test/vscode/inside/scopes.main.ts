// What can be scanned besides files on disk, and that the editor finds what the command line finds.
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as vscode from "vscode";
import { answering } from "./answers";
import { MemoryFiles } from "./memoryFiles";
import { assertNoLeak, closeAll, folder, makeKey, openaiKey, openText, shown, until, untilShown } from "./support";

const groq = (seed: string): string => makeKey("groq/API key", seed);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;
const root = (): string => folder().fsPath;
const at = (...path: readonly string[]): vscode.Uri => vscode.Uri.joinPath(folder(), ...path);

function write(path: string, content: string | Uint8Array): vscode.Uri {
  mkdirSync(dirname(join(root(), path)), { recursive: true });
  writeFileSync(join(root(), path), content);
  return at(path);
}

function git(...args: readonly string[]): string {
  return gitIn(root(), ...args);
}

function gitIn(cwd: string, ...args: readonly string[]): string {
  const who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "protocol.file.allow=always"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...who, ...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs the real command line; the report. */
function cli(...args: readonly string[]): {
  readonly findings: readonly {
    file: string;
    startLine: number;
    startColumn: number;
    ruleId: string;
    severity: string;
  }[];
  readonly skipped: readonly { file: string; reason: string }[];
  readonly summary: { readonly files: number };
} {
  const program = resolve(__dirname, "../../../dist/cli.js");
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  try {
    return JSON.parse(
      execFileSync(process.execPath, [program, "scan", ...args, "--format", "json"], {
        cwd: root(),
        env,
        encoding: "utf8",
      }),
    ) as ReturnType<typeof cli>;
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout) as ReturnType<typeof cli>;
  }
}

/** Runs a command and returns the sentence that it ends with. */
async function scan(argument?: unknown, command = "keystow.scan", ...more: readonly unknown[]): Promise<string> {
  const { words } = await answering({}, () => vscode.commands.executeCommand(command, argument, ...more));
  const ends = words.filter((text) => /^Keystow: Scan(?:ned| stopped)/.test(text));
  assert.equal(ends.length, 1, words.join("\n"));
  return ends[0]!;
}

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

function masked(): readonly vscode.Uri[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([{ scheme }, { length }]) => scheme === "keystow-masked" && length > 0)
    .map(([uri]) => uri);
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
    for (const [name] of await vscode.workspace.fs.readDirectory(folder()))
      rmSync(join(root(), name), { recursive: true, force: true });
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
    write("nested/own.ts", line("nested"));
    gitIn(join(root(), "nested"), "init", "-q");
    write("elsewhere/lib.ts", line("submodule"));
    gitIn(join(root(), "elsewhere"), "init", "-q");
    gitIn(join(root(), "elsewhere"), "add", ".");
    gitIn(join(root(), "elsewhere"), "commit", "-qm", "lib");
    git("submodule", "--quiet", "add", join(root(), "elsewhere"), "sub");
    rmSync(join(root(), "elsewhere"), { recursive: true });
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
    before(async () => {
      for (const [name] of await vscode.workspace.fs.readDirectory(folder()))
        rmSync(join(root(), name), { recursive: true, force: true });
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
