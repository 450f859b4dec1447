// What is offered for a key besides the move: each by its command, with a person who answers, and no key in any word.
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { answering, type Answers, type Heard } from "./answers";
import {
  assertNoLeak,
  closeAll,
  folder,
  makeKey,
  openaiKey,
  openFile,
  readFile,
  until,
  untilShown,
  writeFile,
  writeOpenFile,
  untilText,
  actionsAt,
} from "./support";

/** Each test has a package of its own, as in the tests of the move. */
let place = "";
let count = 0;
const at = (path: string): string => `${place}/${path}`;

async function run(command: string, answers: Answers = {}, argument?: unknown): Promise<Heard> {
  const heard = await answering(answers, () =>
    vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument])),
  );
  assertNoLeak(JSON.stringify(heard.words), `what ${command} says`);
  assertNoLeak(JSON.stringify(heard.opened), `what ${command} opens`);
  return heard;
}

const titlesOf = (actions: readonly vscode.CodeAction[]): string[] => actions.map(({ title }) => title);

function page(scheme: string): Promise<string> {
  return until(`a page of ${scheme} is open`, () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === scheme)?.getText(),
  );
}

function select(editor: vscode.TextEditor, line: number, character: number): void {
  editor.selection = new vscode.Selection(line, character, line, character);
}

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...args], { cwd: folder().fsPath, stdio: "pipe", encoding: "utf8" });
}

describe("actions on a key", () => {
  beforeEach(async () => {
    place = `actions${++count}`;
    await writeFile(at("package.json"), "{}\n");
  });
  afterEach(closeAll);

  it("are few in the light bulb, and all in a list", async () => {
    const { document } = await openFile(at("a.py"), `key = "${openaiKey("listed")}"\n`);
    await untilShown(document.uri, 1);
    const actions = await actionsAt(document.uri, new vscode.Range(0, 20, 0, 20));
    assert.deepEqual(titlesOf(actions), [
      `Move OpenAI project key to ${at(".env")} as OPENAI_API_KEY`,
      "Move OpenAI project key with preview",
      "Move all keys in the workspace with preview",
      "Redact OpenAI project key",
      "Allow this OpenAI project key\u2026",
      "Check whether this OpenAI project key is published",
      "More for this OpenAI project key\u2026",
    ]);
    const { words } = await run("keystow.keyActions", { picks: ["Copy the variable reference"] });
    for (const title of ["Rotate OpenAI project key\u2026", "Open the page where OpenAI revokes it"])
      assert.ok(words.includes(title), title);
    assert.ok(!words.some((one) => one.startsWith("Go without")), "only Azure has it");
    assert.ok(
      words.some((one) => one.startsWith('Copied os.environ["OPENAI_API_KEY"]')),
      "the chosen one has run",
    );
  });

  describe("redact", () => {
    it("is preferred in a comment, and is one step", async () => {
      const text = `// old: ${openaiKey("comment")}\nlet a = 1;\n`;
      const { document } = await openFile(at("a.js"), text);
      await untilShown(document.uri, 1);
      const [first, ...others] = await actionsAt(document.uri, new vscode.Range(0, 20, 0, 20));
      assert.deepEqual([first?.title, first?.isPreferred], ["Redact OpenAI project key", true]);
      assert.equal(first?.kind?.value, "quickfix.keystow.redact");
      assert.ok(others.every(({ isPreferred }) => !isPreferred));
      await vscode.commands.executeCommand(first.command!.command, ...((first.command!.arguments ?? []) as unknown[]));
      await untilText(document, "// old: YOUR_OPENAI_API_KEY\nlet a = 1;\n");
      await untilShown(document.uri, 0);
      await vscode.commands.executeCommand("undo");
      await untilText(document, text);
    });

    it("takes all keys of the selection, and those alone", async () => {
      const keys = ["one", "two", "three"].map((seed) => `x = "${openaiKey(seed)}"\n`);
      const editor = await openFile(at("a.py"), keys.join(""));
      await untilShown(editor.document.uri, 3);
      editor.selection = new vscode.Selection(0, 0, 1, 30);
      await run("keystow.redact");
      await untilText(editor.document, `x = "YOUR_OPENAI_API_KEY"\n`.repeat(2) + keys[2]!);
      await untilShown(editor.document.uri, 1);
    });
  });

  it("copy the reference, and change nothing", async () => {
    const text = `const a = "${openaiKey("copied")}";\n`;
    const { document } = await openFile(at("a.ts"), text);
    await untilShown(document.uri, 1);
    const { words } = await run("keystow.copyReference");
    assert.ok(words[0]?.startsWith("Copied process.env.OPENAI_API_KEY!"), words[0]);
    assert.equal(document.getText(), text);
    const sql = await openFile(at("a.sql"), `select '${openaiKey("copied")}';\n`);
    await untilShown(sql.document.uri, 1);
    assert.match((await run("keystow.copyReference")).words.join(), /SQL reads no variables/);
  });

  describe("allow", () => {
    const policyFile = (): vscode.Uri => vscode.Uri.joinPath(folder(), ".keystow.json");
    afterEach(async () => {
      await closeAll();
      await vscode.workspace.fs.delete(policyFile()).then(undefined, () => {});
    });

    it("adds an entry with reason and expiry to the policy file", async () => {
      const { document } = await openFile(at("[id]/a.py"), `key = "${openaiKey("allowed")}"\n`);
      await untilShown(document.uri, 1);
      const { words } = await run("keystow.allow", {
        inputs: ["a test key"],
        picks: ["30 days", "In the policy file"],
      });
      await untilShown(document.uri, 0);
      assert.ok(
        words.some((one) => one.includes("A mark has no expiry.")),
        "the mark's limit is said",
      );
      const policy = JSON.parse((await readFile(".keystow.json")) ?? "") as { allow: Record<string, string>[] };
      const { fingerprint, path, reason, expires } = policy.allow[0] ?? {};
      assert.match(fingerprint ?? "", /^k1:[0-9a-f]{32}$/);
      assert.equal(path, `${place}/\\[id\\]/a.py`);
      assert.equal(reason, "a test key");
      assert.match(expires ?? "", /^20\d\d-\d\d-\d\d$/);
    });

    it("keeps the comments of a policy file, and refuses a broken one", async () => {
      await writeFile(".keystow.json", '{\n  // ours\n  "version": 1\n}\n');
      const { document } = await openFile(at("a.py"), `key = "${openaiKey("kept")}"\n`);
      await untilShown(document.uri, 1);
      await run("keystow.allow", { inputs: ["mine"], picks: ["No expiry", "In the policy file"] });
      await untilShown(document.uri, 0);
      assert.match((await readFile(".keystow.json")) ?? "", /\/\/ ours\n[^]*"reason": "mine"/);
      await closeAll();
      await writeOpenFile(".keystow.json", "{ broken");
      const other = await openFile(at("b.py"), `key = "${openaiKey("broken")}"\n`);
      await untilShown(other.document.uri, 1);
      const { words } = await run("keystow.allow", { inputs: ["mine"], picks: ["No expiry", "In the policy file"] });
      assert.ok(words.some((one) => /is broken in line 1\. Repair it first\./.test(one)));
      assert.equal(await readFile(".keystow.json"), "{ broken");
    });

    it("writes a comment beside the key, and asks for a reason that holds no key", async () => {
      const text = `key = "${openaiKey("beside")}"\n`;
      const { document } = await openFile(at("a.py"), text);
      await untilShown(document.uri, 1);
      const { inputs } = await run("keystow.allow", { inputs: ["ours"], picks: ["No expiry", "Beside the key"] });
      await untilText(document, `${text.trimEnd()} # keystow:allow ours\n`);
      await untilShown(document.uri, 0);
      assert.equal(inputs[0]?.validateInput?.(""), "Write a reason.");
      assert.equal(inputs[0].validateInput(openaiKey("in a reason")), "The reason must not hold a key.");
      await vscode.commands.executeCommand("undo");
      await untilText(document, text);
    });

    it("writes nothing when it is given up", async () => {
      const { document } = await openFile(at("a.py"), `key = "${openaiKey("given up")}"\n`);
      await untilShown(document.uri, 1);
      for (const answers of [
        {},
        { inputs: ["a"] },
        { inputs: ["a"], picks: ["No expiry"] },
        { inputs: [" "], picks: [] },
      ])
        await run("keystow.allow", answers);
      assert.equal(document.isDirty, false);
      assert.equal(await readFile(".keystow.json"), undefined);
    });
  });

  it("open the page that revokes the key", async () => {
    const { document } = await openFile(at("a.py"), `key = "${openaiKey("revoked")}"\n`);
    await untilShown(document.uri, 1);
    assert.deepEqual((await run("keystow.openRevokePage")).opened, ["https://platform.openai.com/api-keys"]);
  });

  it("show how to go without an Azure key, and say that others cannot", async () => {
    const key = makeKey("azure-ai-search/admin or query key", "keyless");
    const { document } = await openFile(at("a.py"), `key = "${key}"\n`);
    await untilShown(document.uri, 1);
    const titles = titlesOf(await actionsAt(document.uri, new vscode.Range(0, 20, 0, 20)));
    assert.ok(
      titles.some((title) => title.startsWith("Go without this Azure AI Search")),
      titles.join(),
    );
    await run("keystow.goKeyless");
    assert.match(await page("keystow-keyless"), /from azure\.search\.documents import SearchClient/);
    const other = await openFile(at("b.py"), `key = "${openaiKey("keyless")}"\n`);
    await untilShown(other.document.uri, 1);
    assert.match((await run("keystow.goKeyless")).words.join(), /no way to do without this OpenAI project key/);
  });

  describe("rotate", () => {
    it("replaces the key in every env file, from an entry, and saves them", async () => {
      const old = openaiKey(`${place} old`);
      const next = openaiKey(`${place} next`);
      await writeFile(at("api/.env.local"), `A=1\nKEY='${old}' # mine\n`);
      await writeFile(at("node_modules/x/.env"), `KEY=${old}\n`);
      await writeFile(at(".env.example"), "OPENAI_API_KEY=\n");
      await writeFile(at(".gitignore"), ".env*\n");
      const editor = await openFile(at(".env"), `# mine\nOPENAI_API_KEY=${old}\n`);
      await until("the entry is known", async () =>
        titlesOf(await actionsAt(editor.document.uri, new vscode.Range(1, 20, 1, 20))).includes(
          "Rotate OpenAI project key\u2026",
        ),
      );
      select(editor, 1, 20);
      const heard = await run("keystow.rotate", { inputs: [`  ${next}\n`], buttons: ["Revoke at OpenAI"] });
      assert.equal(await readFile(at(".env")), `# mine\nOPENAI_API_KEY=${next}\n`);
      assert.equal(await readFile(at("api/.env.local")), `A=1\nKEY='${next}' # mine\n`);
      assert.equal(await readFile(at("node_modules/x/.env")), `KEY=${old}\n`);
      assert.equal(heard.inputs[0]?.password, true);
      assert.equal(heard.inputs[0].validateInput?.(old), "This is the old key.");
      assert.deepEqual(heard.opened, ["https://platform.openai.com/api-keys"]);
      assert.match(heard.words.join("\n"), /Replaced the old OpenAI project key in .*\.env, .*api\/\.env\.local\./);
      assert.match(heard.words.join("\n"), /Revoke the old key only when the new one works\./);
    });

    it("warns of another kind of value, and does not block", async () => {
      const old = openaiKey(`${place} old`);
      const editor = await openFile(at(".env"), `OPENAI_API_KEY=${old}\n`);
      await until("it is known", () =>
        actionsAt(editor.document.uri, new vscode.Range(0, 20, 0, 20)).then((a) => a[0]),
      );
      select(editor, 0, 20);
      const { words } = await run("keystow.rotate", { inputs: ["something else"] });
      assert.match(words.join("\n"), /does not look like a key of the same kind \(OpenAI project key\)/);
      assert.equal(await readFile(at(".env")), `OPENAI_API_KEY=${old}\n`);
      await run("keystow.rotate", { inputs: ["something else"], buttons: ["Use It"] });
      assert.equal(await readFile(at(".env")), "OPENAI_API_KEY='something else'\n");
    });

    it("from code says that the key is there, and moves it first when that is chosen", async () => {
      const old = openaiKey(`${place} old`);
      const next = openaiKey(`${place} next`);
      await writeFile(at(".env"), `OPENAI_API_KEY=${old}\n`);
      const { document } = await openFile(at("a.py"), `key = "${old}"\n`);
      await untilShown(document.uri, 1);
      const { words } = await run("keystow.rotate", { inputs: [next], buttons: ["Move It First"] });
      assert.match(words.join("\n"), /is in code as well, which would go on using the old key: .*a\.py/);
      assert.equal(document.getText(), 'import os\n\nkey = os.environ["OPENAI_API_KEY"]\n');
      assert.equal(await readFile(at(".env")), `OPENAI_API_KEY=${next}\n`);
    });

    it("from code alone has nothing to rotate, and offers the move", async () => {
      const { document } = await openFile(at("a.py"), `key = "${openaiKey(`${place} code`)}"\n`);
      await untilShown(document.uri, 1);
      const { words, inputs } = await run("keystow.rotate");
      assert.match(words.join("\n"), /No env file of this workspace holds this OpenAI project key/);
      assert.ok(words.includes("Move Key"));
      assert.equal(inputs.length, 0);
    });
  });

  it("after a move show what is left to do", async () => {
    await writeFile(at("Dockerfile"), "FROM scratch\n");
    const { document } = await openFile(at("a.py"), `key = "${openaiKey("what now")}"\n`);
    await untilShown(document.uri, 1);
    const { words } = await run("keystow.moveToEnv", { buttons: ["What Now?"] });
    assert.ok(words.includes("What Now?"));
    const text = await page("keystow-next");
    assert.match(text, /# After moving `OPENAI_API_KEY`/);
    assert.ok(text.includes(`/${place}/Dockerfile)`), "a link to the Dockerfile");
    assert.match(text, /does not un-publish/);
    assertNoLeak(text, "the page");
  });

  it("keep an env file from agents that are chosen, and from no other", async () => {
    await writeFile(".claude/settings.json", '{\n  "model": "opus"\n}\n');
    const editor = await openFile(at(".env"), "A=1\n");
    try {
      await run("keystow.hideFromAgents", { picks: [[]] }, editor.document.uri);
      assert.equal(await readFile(".cursorignore"), undefined);
      await run("keystow.hideFromAgents", { picks: [["Cursor", "Claude Code"]] }, editor.document.uri);
      assert.equal(await readFile(".cursorignore"), `/${place}/.env\n`);
      assert.equal(
        await readFile(".claude/settings.json"),
        `{\n  "model": "opus",\n  "permissions": {\n    "deny": [\n      "Read(./${place}/.env)"\n    ]\n  }\n}\n`,
      );
      assert.equal(await readFile(".clineignore"), undefined);
    } finally {
      await closeAll();
      for (const path of [".claude", ".cursorignore"])
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), path), { recursive: true });
    }
  });

  describe("stop tracking", () => {
    const tracked = (): boolean => git("ls-files", "--", at(".env")) !== "";

    beforeEach(async () => {
      git("init", "--quiet", "--initial-branch=main");
      // What other tests have ignored at the top would hold here too.
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), ".gitignore")).then(undefined, () => undefined);
      await writeFile(at(".env"), "A=1\n");
      git("add", "--force", "--", at(".env"));
    });
    afterEach(() => git("rm", "--quiet", "--cached", "--force", "--ignore-unmatch", "--", at(".env")));

    it("is offered after a move into such a file, shows the steps, and waits for a yes", async () => {
      await writeFile(at(".gitignore"), "out\n");
      const { document } = await openFile(at("a.py"), `key = "${openaiKey("tracked env")}"\n`);
      await untilShown(document.uri, 1);
      const { words } = await run("keystow.moveToEnv");
      assert.match(words.join("\n"), /Git tracks .*\.env, so the next commit would publish the key/);
      assert.ok(words.includes("Stop Tracking"));
      const env = vscode.Uri.joinPath(folder(), at(".env"));
      await run("keystow.stopTracking", {}, env);
      assert.match(await page("keystow-untrack"), /git rm --cached -- /);
      assert.ok(tracked(), "nothing happens without a yes");
      await run("keystow.stopTracking", { buttons: ["Stop Tracking"] }, env);
      assert.ok(!tracked());
      assert.match((await readFile(at(".env"))) ?? "", /^A=1\n/);
      assert.match((await readFile(at(".gitignore"))) ?? "", /^out\n\.env\n$/);
    }).timeout(60_000); // Two pages and a move, also on a busy machine.

    it("is preferred in such a file, and says when Git does not track it", async () => {
      const editor = await openFile(at(".env"), `OPENAI_API_KEY=${openaiKey("in a tracked file")}\n`);
      const [first] = await until("actions are offered", async () => {
        const actions = await actionsAt(editor.document.uri, new vscode.Range(0, 20, 0, 20));
        return actions.length > 0 && actions;
      });
      assert.deepEqual([first?.title, first?.isPreferred], ["Stop tracking this env file and ignore it", true]);
      git("rm", "--quiet", "--cached", "--force", "--", at(".env"));
      assert.match((await run("keystow.stopTracking")).words.join(), /Git does not track/);
    });
  });
});
