// Keys in texts that only Git keeps: what is done about them counts where the file is, and at once.
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { Report } from "../../../src/core/index";
import { Loopback, status } from "../../support/loopback";
import { answering } from "./answers";
import { clear, cli, git, gitIn, masked, report, root, scan, write } from "./repository";
import { actionsAt, assertNoLeak, makeKey, shown, until } from "./support";

/** Every test has keys of its own: VS Code may tell late that the policy file of another one is gone. */
let turn = 0;
const groq = (seed: string): string => makeKey("groq/API key", `${seed} ${turn}`);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;

/** Where the only key of a masked page is, whose address ends so. */
function placeIn(page: string): { readonly uri: string; readonly line: number; readonly character: number } {
  const uri = masked().find(({ path }) => path.endsWith(page));
  assert.ok(uri, `no page ${page} among ${masked().join(", ")}`);
  const [{ range } = { range: new vscode.Range(0, 0, 0, 0) }] = shown(uri);
  return { uri: uri.toString(), line: range.start.line, character: range.start.character };
}

async function allow(page: string): Promise<string> {
  const answers = { inputs: ["revoked in May"], picks: ["No expiry", "In the policy file"] };
  const { words } = await answering(answers, () => vscode.commands.executeCommand("keystow.allow", placeIn(page)));
  return words.at(-1) ?? "";
}

/** The files of findings, and of those that an allowlist names. */
function filesOf({ findings, suppressed }: Report): readonly [found: readonly string[], allowed: readonly string[]] {
  const allowed = suppressed.filter(({ by }) => by === "allow");
  return [findings.map(({ file }) => file), allowed.map(({ file, reason }) => `${file}: ${reason}`)];
}

describe("Keys that only Git keeps", () => {
  before(clear);
  afterEach(async () => {
    await clear();
    turn += 1;
  });
  after(() => scan({ scope: "workspace" }));

  describe("of a folder below the root of its repository", () => {
    const repository = (): string => dirname(root());
    const name = (): string => basename(root());
    const policyOf = (...folders: readonly string[]): unknown =>
      JSON.parse(readFileSync(join(repository(), ...folders, ".keystow.json"), "utf8"));
    const mine = [".git", ".keystow.json", "beside"];

    beforeEach(() => {
      for (const one of mine) assert.ok(!existsSync(join(repository(), one)), `${one} is in ${repository()}`);
      gitIn(repository(), "init", "-q", "-b", "main");
      mkdirSync(join(repository(), "beside"));
      const staged = [join(repository(), "beside/lib.ts"), join(root(), "own.ts")];
      for (const file of staged) writeFileSync(file, `\n${line(basename(file))}`);
      gitIn(repository(), "add", ...staged);
      for (const file of staged) writeFileSync(file, "// clean\n");
    });
    afterEach(() => {
      for (const one of mine) rmSync(join(repository(), one), { recursive: true, force: true });
    });

    it("are allowed where the policy file of their file would be, and are gone in the editor and on the command line", async () => {
      await scan({ scope: "staged" });
      assert.deepEqual(filesOf(await report()), [["../beside/lib.ts", "own.ts"], []]);
      assert.deepEqual(filesOf(cli("--staged")), [["../beside/lib.ts", "own.ts"], []]);
      const [{ fingerprint } = { fingerprint: "" }] = (await report()).findings;
      const words = await allow("/beside/lib.ts");
      assert.ok(words.includes(`in ${join(repository(), ".keystow.json")}. Commit that file`), words);
      const entry = { fingerprint, path: "beside/lib.ts", reason: "revoked in May" };
      assert.deepEqual(policyOf(), { version: 1, allow: [entry] });
      assert.ok(!existsSync(join(root(), ".keystow.json")));
      const after = [["own.ts"], ["../beside/lib.ts: revoked in May"]];
      assert.deepEqual(filesOf(await report()), after);
      await scan({ scope: "staged" });
      assert.deepEqual(filesOf(await report()), after);
      assert.deepEqual(filesOf(cli("--staged")), after);
    });

    it("are allowed in the policy file that is nearest to their file, and those of the folder in its own", async () => {
      writeFileSync(join(repository(), "beside/.keystow.json"), '{ "version": 1 }\n');
      await scan({ scope: "staged" });
      const [beside, own] = (await report()).findings.map(({ fingerprint }) => fingerprint);
      await allow("/beside/lib.ts");
      await allow("/own.ts");
      assert.ok(!existsSync(join(repository(), ".keystow.json")));
      const reason = "revoked in May";
      assert.deepEqual(policyOf("beside"), { version: 1, allow: [{ fingerprint: beside, path: "lib.ts", reason }] });
      assert.deepEqual(policyOf(name()), { version: 1, allow: [{ fingerprint: own, path: "own.ts", reason }] });
      await scan({ scope: "staged" });
      const after = [[], ["../beside/lib.ts: revoked in May", "own.ts: revoked in May"]];
      assert.deepEqual(filesOf(await report()), after);
      assert.deepEqual(filesOf(cli("--staged")), after);
    });

    it("are hidden on the page when a pattern of that other policy file finds them", async () => {
      const secret = `acme_${createHash("md5").update("acme").digest("hex")}`;
      const patterns = [{ id: "acme-key", title: "Acme", prefix: "acme_", pattern: "acme_[0-9a-f]{32}" }];
      writeFileSync(join(repository(), "beside/.keystow.json"), JSON.stringify({ version: 1, patterns }));
      writeFileSync(join(repository(), "beside/lib.ts"), `const a = "${secret}";\n`);
      gitIn(repository(), "add", join(repository(), "beside/lib.ts"));
      writeFileSync(join(repository(), "beside/lib.ts"), "// clean\n");
      await scan({ scope: "staged" });
      assert.deepEqual(filesOf(await report())[0], ["../beside/lib.ts", "own.ts"]);
      assert.deepEqual(filesOf(cli("--staged"))[0], ["../beside/lib.ts", "own.ts"]);
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(placeIn("/beside/lib.ts").uri, true));
      assert.ok(page.getText().startsWith('const a = "'), page.getText());
      assert.ok(!page.getText().includes(secret.slice(8)), page.getText());
    });
  });

  describe("in the history", () => {
    beforeEach(() => {
      git("init", "-q", "-b", "main");
      write("old.ts", line("old"));
      write("other.ts", line("old"));
      write("still.ts", line("still"));
      git("add", ".");
      git("commit", "-qm", "first");
      write("old.ts", "// clean\n");
      write("other.ts", "// clean\n");
      git("commit", "-qam", "second");
    });

    it("are gone once they are allowed: from the result, from Problems, and from the next scan", async () => {
      await scan({ scope: "history" });
      const all = ["old.ts", "other.ts", "still.ts"];
      assert.deepEqual(filesOf(await report()), [all, []]);
      const page = vscode.Uri.parse(placeIn("/old.ts").uri, true);
      await allow("/old.ts");
      const after = [["other.ts", "still.ts"], ["old.ts: revoked in May"]];
      assert.deepEqual(filesOf(await report()), after);
      assert.equal(shown(page).length, 0);
      await scan({ scope: "history" });
      assert.deepEqual(filesOf(await report()), after);
      assert.deepEqual(filesOf(cli("--history")), after);
    });

    it("are not found by a scan that starts as soon as they are allowed", async () => {
      await scan({ scope: "history" });
      const place = placeIn("/old.ts");
      const answers = { inputs: ["revoked in May"], picks: ["No expiry", "In the policy file"] };
      await answering(answers, async () => {
        await vscode.commands.executeCommand("keystow.allow", place);
        await vscode.commands.executeCommand("keystow.scan", { scope: "history" });
      });
      assert.deepEqual(filesOf(await report()), [["other.ts", "still.ts"], ["old.ts: revoked in May"]]);
    });

    it("are gone when the same key of the same file is allowed in the editor", async () => {
      await scan({ scope: "history" });
      const place = { uri: vscode.Uri.file(join(root(), "still.ts")).toString(), line: 0, character: 20 };
      const answers = { inputs: ["revoked in May"], picks: ["No expiry", "In the policy file"] };
      await answering(answers, () => vscode.commands.executeCommand("keystow.allow", place));
      assert.deepEqual(filesOf(await report()), [["old.ts", "other.ts"], ["still.ts: revoked in May"]]);
    });
  });

  describe("on their page", () => {
    const place = async (): Promise<ReturnType<typeof placeIn>> => {
      git("init", "-q", "-b", "main");
      write("hub.py", `token = "${makeKey("hugging-face/user access token", `staged ${turn}`)}"\n`);
      git("add", ".");
      write("hub.py", "# clean\n");
      await scan({ scope: "staged" });
      const found = placeIn("/hub.py");
      await vscode.window.showTextDocument(vscode.Uri.parse(found.uri, true));
      return found;
    };
    const PAGE = "https://huggingface.co/settings/tokens";

    it("say in a hover whose they are and where to revoke them, and offer no move", async () => {
      const { uri, line, character } = await place();
      const text = await until("a hover is shown", async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          "vscode.executeHoverProvider",
          vscode.Uri.parse(uri, true),
          new vscode.Position(line, character + 5),
        );
        const all = hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
        return all.length > 0 && all.join("\n");
      });
      assert.match(text, /\*\*Hugging Face access token\*\*/);
      assert.ok(text.includes(`(${PAGE})`), text);
      assert.ok(!text.includes("keystow.moveToEnv"), text);
      assertNoLeak(decodeURIComponent(text), "the hover");
    });

    it("are revoked, allowed and checked from Problems", async () => {
      const { uri, line, character } = await place();
      const actions = await actionsAt(vscode.Uri.parse(uri, true), new vscode.Position(line, character));
      assert.deepEqual(
        actions.filter(({ kind }) => kind?.value.startsWith("quickfix.keystow")).map(({ title }) => title),
        [
          "Open the page where Hugging Face revokes it",
          "Allow this Hugging Face access token\u2026",
          "Check whether this Hugging Face access token is published",
          "More for this Hugging Face access token\u2026",
        ],
      );
      const { command = "", arguments: given = [] } = actions[0]?.command ?? {};
      const { opened } = await answering({}, () => vscode.commands.executeCommand(command, ...(given as unknown[])));
      assert.deepEqual(opened, [PAGE]);
    });

    it("are revoked for good as those of a file are", async () => {
      const loopback = await Loopback.start();
      const endpoints = { "huggingface.co": `http://127.0.0.1:${loopback.port}/huggingface.co` };
      const configuration = vscode.workspace.getConfiguration("keystow");
      const set = (value: unknown) => configuration.update("endpoints", value, vscode.ConfigurationTarget.Global);
      loopback.play("huggingface.co", status(202));
      await set(endpoints);
      try {
        const found = await place();
        const { words } = await answering({ picks: ["Revoke it at Hugging Face"], buttons: ["Revoke for Good"] }, () =>
          vscode.commands.executeCommand("keystow.keyActions", found),
        );
        assert.ok(
          words.some((text) => /has taken the Hugging Face access token to be revoked/.test(text)),
          words.join("\n"),
        );
        assert.deepEqual(
          loopback.seen.map(({ method, path }) => `${method} ${path}`),
          ["POST /api/credentials/revoke"],
        );
      } finally {
        await set(undefined);
        loopback.stop();
      }
    });
  });

  it("are told with the cell of a notebook", async () => {
    git("init", "-q", "-b", "main");
    const cell = {
      cell_type: "code",
      execution_count: 1,
      metadata: {},
      source: [`k = "${groq("cell")}"`],
      outputs: [],
    };
    write("note.ipynb", JSON.stringify({ cells: [cell] }, undefined, 1));
    git("add", ".");
    write("note.ipynb", "{}");
    await scan({ scope: "staged" });
    const { findings } = await report();
    assert.equal(findings[0]?.cell, 0);
    assert.deepEqual(findings, cli("--staged").findings);
    assertNoLeak(JSON.stringify(findings), "the report");
  });
});
