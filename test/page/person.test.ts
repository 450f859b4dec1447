// The main job as a person does it: by eye, keyboard and mouse, in the real workbench with the packaged extension.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Vscode } from "../host/page";
import { makeKey, openScene, type Scene } from "./scene";

const OPENAI = makeKey("openai/project key", "page");
const GROQ = makeKey("groq/API key", "page");

describe("a person", function () {
  this.timeout(120_000);
  let scene: Scene;
  let code: Vscode;

  before(async () => {
    scene = await openScene({
      "chat.py": 'from openai import OpenAI\n\nclient = OpenAI(api_key="")\n',
      "groq.js": `const key = "${GROQ}";\n`,
      "keys.sql": `select set_key('${GROQ}');\n`,
    });
    code = scene.code;
    await code.showsKeys("groq.js");
  });

  after(() => scene.close());

  const onDisk = (path: string): string | undefined =>
    existsSync(join(scene.folder, path)) ? readFileSync(join(scene.folder, path), "utf8") : undefined;

  async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 30_000; !(await check());) {
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await code.page.waitForTimeout(50);
    }
  }

  it("pastes a key, sees it underlined, and moves it with two key presses", async () => {
    await code.openFile("chat.py");
    await code.press("Mod+End");
    await code.press("ArrowUp");
    await code.press("End");
    await code.press("ArrowLeft");
    await code.press("ArrowLeft");
    await code.paste(OPENAI);
    await code.squiggles("error").first().waitFor();
    const [first, ...others] = await code.quickFixes();
    assert.deepEqual(first, { label: "Move OpenAI project key to .env as OPENAI_API_KEY", disabled: false });
    assert.ok(others.some(({ label }) => label === "Check whether this OpenAI project key is published"));
    await code.press("Enter");
    await code.showsText('os.environ["OPENAI_API_KEY"]');
    await code.noSquiggles();
    await until("the env file is on disk", () => onDisk(".env") === `OPENAI_API_KEY=${OPENAI}\n`);
    await until("the message is shown", async () =>
      (await code.notifications()).some((text) => /^Moved OpenAI project key to \.env as OPENAI_API_KEY\./.test(text)),
    );
    const text = (await code.notifications()).join("\n");
    assert.match(text, /does not un-publish it/);
    assert.ok(!text.includes(OPENAI.slice(20, 28)));
  });

  it("undoes code and env file in one step, and redoes both", async () => {
    await code.page.locator(".editor-group-container.active .view-lines").first().click();
    await code.undo();
    await code.squiggles("error").first().waitFor();
    await until("the env file is gone", () => onDisk(".env") === undefined);
    // VS Code loses a redo that comes before its undo has ended; a person waits until the files are seen to go.
    for (const name of [".env", ".env.example", ".gitignore"])
      await code.inExplorer(name).waitFor({ state: "detached" });
    await code.press("Mod+Shift+Z");
    await code.noSquiggles();
    await until("the env file is back", () => onDisk(".env") === `OPENAI_API_KEY=${OPENAI}\n`);
  });

  it("reads in the hover what the key is and what can be done", async () => {
    await code.openFile("groq.js");
    await code.hoverShows(["Groq API key", "Move to env file", "Check whether it is published", "Revoke at Groq"]);
    await code.press("Escape");
  });

  it("is told why a key cannot be moved", async () => {
    await code.openFile("keys.sql");
    await code.clickSquiggle();
    const [first] = await code.quickFixes();
    assert.match(first?.label ?? "", /^Cannot move this key: .*SQL/);
    await code.press("Escape");
  });

  it("scans the workspace, and finds the keys in Problems and their number in the status bar", async () => {
    await code.runCommand("Keystow: Scan Workspace");
    await until("the scan has ended", async () =>
      (await code.notifications()).some((text) => /Scanned \d+ files?, 2 keys in 2 files\./.test(text)),
    );
    assert.match(await code.statusItem("keystow.keystow.keystow.count"), /2/);
    const problems = await code.openProblems();
    const keys = problems.filter((label) => /Hardcoded Groq API key/.test(label));
    assert.equal(keys.length, 2, problems.join("\n"));
  });
});
