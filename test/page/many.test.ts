// Pasting a key, and moving the keys of many files, as a person does it: by keyboard, in the packaged extension.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Vscode } from "../host/page";
import { makeKey, openScene, type Scene } from "./scene";

const OPENAI = makeKey("openai/project key", "paste");
const GROQ = makeKey("groq/API key", "paste");
const CODE = 'const key = "";\n';

describe("a person with keys", function () {
  this.timeout(180_000);
  let scene: Scene;
  let code: Vscode;

  before(async () => {
    scene = await openScene({
      "existing/package.json": "{}",
      "existing/.env": "A=1\n",
      "existing/chat.js": CODE,
      "fresh/package.json": "{}",
      "fresh/talk.js": CODE,
      "many/package.json": "{}",
      "many/one.js": `const a = "${OPENAI}";\n`,
      "many/two.js": `const b = "${OPENAI}";\nconst c = "${GROQ}";\n`,
      ".gitignore": ".env\n",
      ".vscode/settings.json": "{}\n",
    });
    code = scene.code;
    await code.showsKeys("many/one.js");
  });

  after(() => scene.close());

  const onDisk = (path: string): string | undefined =>
    existsSync(join(scene.folder, path)) ? readFileSync(join(scene.folder, path), "utf8") : undefined;

  async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 60_000; !(await check());) {
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await code.page.waitForTimeout(50);
    }
  }

  /** Pastes between the quotes of the file's first line. */
  async function pasteInto(path: string): Promise<void> {
    await code.openFile(path);
    await code.press("Mod+Home");
    await code.press("End");
    await code.press("ArrowLeft");
    await code.press("ArrowLeft");
    await code.paste(OPENAI);
  }

  for (const [folder, file, before] of [
    ["existing", "chat.js", "A=1\n"],
    ["fresh", "talk.js", undefined],
  ] as const)
    it(`pastes plain text, chooses the reference instead, and undoes both files at once: ${folder} env file`, async () => {
      const env = `${folder}/.env`;
      await pasteInto(`${folder}/${file}`);
      await code.showsText(OPENAI.slice(0, 12));
      assert.equal(onDisk(env), before);
      await code.choosePaste("Paste as env reference");
      await code.showsText("const key = process.env.OPENAI_API_KEY;");
      await until("the env file has the key", () => onDisk(env) === `${before ?? ""}OPENAI_API_KEY=${OPENAI}\n`);
      await code.page.waitForTimeout(1500);
      await code.page.locator(".editor-group-container.active .view-lines").first().click();
      await code.undo();
      await code.showsText('const key = "";');
      await until("the env file is as before", () => onDisk(env) === before);
      await code.page.waitForTimeout(1500);
      await code.press("Mod+Shift+Z");
      await code.showsText("const key = process.env.OPENAI_API_KEY;");
      await until("the env file has the key again", () => onDisk(env) === `${before ?? ""}OPENAI_API_KEY=${OPENAI}\n`);
      await code.page.waitForTimeout(1500);
      await code.undo();
      await until("the env file is as before again", () => onDisk(env) === before);
    });

  it("goes through the findings in their view: groups, filter, and what was judged, as it is read aloud", async () => {
    const rows = code.page.locator(".pane-body .monaco-list-row");
    // At once: rows come and go. What other tests leave in env files is suppressed.
    const labels = (): Promise<readonly string[]> =>
      code.page.evaluate(() => {
        const shown = [...document.querySelectorAll<HTMLElement>(".pane-body .monaco-list-row")];
        const inOrder = shown.sort((a, b) => Number(a.dataset["index"]) - Number(b.dataset["index"]));
        return inOrder.map(({ ariaLabel }) => ariaLabel ?? "").filter((label) => !label.startsWith("Suppressed: "));
      }, undefined);
    const reads = async (...wanted: readonly string[]): Promise<void> => {
      let seen: readonly string[] = [];
      const isRead = async (): Promise<boolean> => JSON.stringify((seen = await labels())) === JSON.stringify(wanted);
      await until("the view reads as it should", isRead).catch(() => assert.deepEqual(seen, wanted));
    };
    const finding = (name: string, where: string, judged = "not triaged"): string =>
      `${name}, error, many/${where}, ${judged}, publication not checked`;
    const [one, two, groq] = [
      finding("OpenAI project key", "one.js, line 1"),
      finding("OpenAI project key", "two.js, line 1"),
      finding("Groq API key", "two.js, line 2"),
    ];
    await code.runCommand("Keystow: Focus on Findings View");
    await code.page.locator(".pane-body .welcome-view .monaco-button").filter({ hasText: "Scan Workspace" }).click();
    await reads("File one.js in many, 1 key", one, "File two.js in many, 2 keys", two, groq);
    const group = async (by: string): Promise<void> => {
      await code.runCommand("Keystow: Group Findings");
      await code.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: by }).first().click();
    };
    await group("Service");
    await reads("Service Groq, 1 key", groq, "Service OpenAI, 2 keys", one, two);
    await group("Severity");
    await reads("Severity Error, 3 keys", one, two, groq);
    await group("Publication State");
    await reads("Publication State Not checked, 3 keys", one, two, groq);
    // One key in two places is one judgement.
    await code.chooseInMenu(rows.filter({ hasText: "OpenAI" }).first(), "Triage", "Not a Key");
    await code.page.locator(".quick-input-widget input.input").first().waitFor();
    await code.type("a sample");
    await code.press("Enter");
    const [no, too] = [one, two].map((label) => label.replace("not triaged", "judged not a key: a sample"));
    await reads("Publication State Not checked, 3 keys", no ?? "", too ?? "", groq);
    assert.match(
      (await code.page.locator('.activitybar [aria-label^="Keystow"]').first().getAttribute("aria-label")) ?? "",
      /1 open key/,
    );
    await code.runCommand("Keystow: Filter Findings");
    await code.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: "Only open" }).first().waitFor();
    const message = code.page.locator(".pane-body .tree-explorer-viewlet-tree-view .message");
    await code.type("key");
    // The list is drawn anew while somebody types, and would miss a click.
    await message.filter({ hasText: "“key”. 3 of 3 shown." }).waitFor();
    await code.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: "Only open" }).first().click();
    await reads("Publication State Not checked, 1 key", groq);
    await code.press("Enter");
    await message.filter({ hasText: "“key”, only open. 1 of 3 shown." }).waitFor();
    await code.runCommand("Keystow: Clear Filter of Findings");
    await reads("Publication State Not checked, 3 keys", no ?? "", too ?? "", groq);
    await group("File");
  });

  it("leaves a key out by keyboard, and moves the rest", async () => {
    await code.openFile("many/one.js");
    await code.runCommand("Keystow: Move All Keys in Workspace to Env Files with Preview");
    const rows = await code.picks();
    assert.deepEqual(rows, [
      "many/one.js:1 OpenAI project key",
      "many/two.js:1 OpenAI project key",
      "many/two.js:2 Groq API key",
    ]);
    await code.page.locator(".multiDiffEntry, .multi-diff-editor, .multiDiffEditor").first().waitFor();
    await code.press("ArrowDown");
    await code.press("ArrowDown");
    await code.press("ArrowDown");
    await code.press("Space");
    await code.page.waitForTimeout(1500);
    await code.press("Enter");
    await until("the hidden file is moved", () => /process\.env/.test(onDisk("many/two.js") ?? ""));
    assert.equal(onDisk("many/two.js"), `const b = process.env.OPENAI_API_KEY;\nconst c = "${GROQ}";\n`);
    await until("the env file has one key", () => onDisk("many/.env") === `OPENAI_API_KEY=${OPENAI}\n`);
    await code.showsText("const a = process.env.OPENAI_API_KEY;");
  });

  it("makes the reference the default where the setting says so", async () => {
    writeFileSync(join(scene.folder, "fresh/talk.js"), CODE);
    await code.openFile(".vscode/settings.json");
    await code.press("Mod+a");
    await code.paste('{ "keystow.paste.asReference": true }');
    await code.showsText("asReference");
    await code.press("Mod+s");
    await until("the setting is on disk", () => /asReference/.test(onDisk(".vscode/settings.json") ?? ""));
    await code.page.waitForTimeout(1500);
    await pasteInto("fresh/talk.js");
    await code.showsText("const key = process.env.OPENAI_API_KEY;");
    await until("the env file has the key", () => onDisk("fresh/.env") === `OPENAI_API_KEY=${OPENAI}\n`);
  });
});
