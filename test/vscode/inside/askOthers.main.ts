// Asking others about a key: off until a person says yes, by step and receiver, and on record. Every host is on loopback.
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as vscode from "vscode";
import { HOSTS, json, Loopback, status } from "../../support/loopback";
import { answering, type Answers, type Heard } from "./answers";
import { assertNoLeak, closeAll, folder, makeKey, openFile, shown, until, untilShown } from "./support";

const ARCHIVE = "Does the public archive";
const ONCE = "Ask now, this once";
const ALWAYS = "Ask now, and from now on";
const NEVER = "Never ask these";

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: folder().fsPath, stdio: "pipe" });
}

const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("keystow");

async function set(name: string, value: unknown): Promise<void> {
  await configuration().update(name, value, vscode.ConfigurationTarget.Global);
}

describe("asking others about a key", () => {
  let loopback: Loopback;
  let count = 0;
  before(() => git("init", "--quiet", "--initial-branch=main"));
  beforeEach(async () => {
    loopback = await Loopback.start();
    for (const host of HOSTS) loopback.play(host, status(404));
    loopback.play("archive.softwareheritage.org", (seen, response) =>
      json(Object.fromEntries((JSON.parse(seen.body) as string[]).map((id) => [id, { known: true }])))(seen, response),
    );
    loopback.play("api.hasmysecretleaked.com", json({ matches: [] }));
    await set(
      "endpoints",
      Object.fromEntries(HOSTS.map((host) => [host, `http://127.0.0.1:${loopback.port}/${host}`])),
    );
  });
  afterEach(async () => {
    loopback.stop();
    for (const name of ["endpoints", "consent", "network"]) await set(name, undefined);
    await closeAll();
  });

  /** Checks a new key that is committed, and gives what was said. */
  async function check(answers: Answers, kind = "openai/project key"): Promise<Heard & { readonly uri: vscode.Uri }> {
    count += 1;
    const name = `others${count}.py`;
    const { document } = await openFile(name, `key = "${makeKey(kind, name)}"\n`);
    git("add", name);
    git("commit", "--quiet", "-m", `Add ${name}`);
    await untilShown(document.uri, 1);
    const place = { uri: document.uri.toString(), line: 0, character: 7 };
    const heard = await answering(answers, () => vscode.commands.executeCommand("keystow.checkPublished", place));
    for (const word of heard.words) assertNoLeak(word, "a word");
    return { ...heard, uri: document.uri };
  }

  /** Whether a receiver is offered, with where the settings have it asked instead. */
  const names = ({ words }: Heard, host: string): boolean => words.includes(`${host} at 127.0.0.1:${loopback.port}`);

  const asked = (): readonly string[] => [...new Set(loopback.seen.map(({ host }) => host))];

  const page = (part: RegExp): Promise<string> =>
    until(`a page says ${part}`, () =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === "keystow-check")
        .map((document) => document.getText())
        .find((text) => part.test(text)),
    );

  it("sends nothing by itself, and lists who would be sent what", async () => {
    const heard = await check({ buttons: ["Ask Others\u2026"] });
    await page(/: committed/);
    assert.deepEqual(asked(), []);
    assert.ok(names(heard, "archive.softwareheritage.org"));
    assert.ok(heard.words.some((word) => /^Sends 2 ids of commits and file versions\.$/.test(word)));
    assert.ok(heard.words.some((word) => /^Sends 5 of 64 digits of a slow hash of the key\.$/.test(word)));
    assert.ok(heard.words.includes("Keystow: ask others? Nothing has been sent yet"));
  });

  it("asks what was chosen, once, shows the answer, and tells it beside the diagnostic and in the hover", async () => {
    const { uri } = await check({ buttons: ["Ask Others\u2026"], picks: [[ARCHIVE], ONCE] });
    const text = await page(/: provably public/);
    assert.match(text, /\[Look\]\(<https:\/\/archive\.softwareheritage\.org\/swh:1:/);
    assertNoLeak(text, "the page");
    assert.deepEqual(asked(), ["archive.softwareheritage.org"]);
    assert.equal(
      configuration().get<object>("consent") && Object.keys(configuration().get<object>("consent") ?? {}).length,
      0,
    );
    const related = await until("the diagnostic says so", () => shown(uri)[0]?.relatedInformation?.[0]?.message);
    assert.match(related, /^Publication check: provably public\. The archive has/);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      uri,
      new vscode.Position(0, 12),
    );
    const words = hovers
      .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      .join("\n");
    assert.match(words, /Publication check: provably public/);
  });

  it("remembers a yes for one step and receiver, and asks by itself then", async () => {
    await check({ buttons: ["Ask Others\u2026"], picks: [[ARCHIVE], ALWAYS] });
    const kept = await until("it is kept", () => {
      const consent = configuration().get<Record<string, string>>("consent", {});
      return Object.keys(consent).length > 0 && consent;
    });
    assert.deepEqual({ ...kept }, { "archive@archive.softwareheritage.org": "always" });
    await until("it is asked", () => loopback.seen.length === 1);
    loopback.seen.length = 0;
    await check({});
    assert.deepEqual(asked(), ["archive.softwareheritage.org"]);
  });

  it("remembers a no, and does not offer it again", async () => {
    await check({ buttons: ["Ask Others\u2026"], picks: [[ARCHIVE], NEVER] });
    await until("it is kept", () => Object.keys(configuration().get<object>("consent", {})).length > 0);
    const heard = await check({ buttons: ["Ask Others\u2026"] });
    assert.equal(names(heard, "archive.softwareheritage.org"), false);
    assert.ok(names(heard, "api.hasmysecretleaked.com"));
    assert.deepEqual(asked(), []);
  });

  it("offers nothing where the network is off, whatever was allowed", async () => {
    await set("network", "never");
    await set("consent", { archive: "always", hmsl: "always" });
    const heard = await check({ buttons: ["Ask Others\u2026"] });
    assert.equal(heard.words.includes("Ask Others\u2026"), false);
    assert.deepEqual(asked(), []);
  });

  it("keeps an answer that costs one of few requests", async () => {
    await set("consent", { hmsl: "always" });
    const { uri } = await check({});
    await page(/GitGuardian has not seen it/);
    assert.equal(loopback.seen.length, 1);
    const place = { uri: uri.toString(), line: 0, character: 7 };
    await answering({}, () => vscode.commands.executeCommand("keystow.checkPublished", place));
    assert.equal(loopback.seen.length, 1);
  });

  it("takes no consent from a workspace", async () => {
    const file = vscode.Uri.joinPath(folder(), ".vscode", "settings.json");
    const text = JSON.stringify({ "keystow.consent": { archive: "always" } });
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    await check({});
    assert.deepEqual(asked(), []);
    await vscode.workspace.fs.delete(file);
  });

  it("revokes only after the person has confirmed that it is final", async () => {
    loopback.play("huggingface.co", status(202));
    const key = makeKey("hugging-face/user access token", "revoked");
    const { document } = await openFile("revoked.py", `token = "${key}"\n`);
    await untilShown(document.uri, 1);
    const place = { uri: document.uri.toString(), line: 0, character: 10 };
    const run = (buttons: readonly string[]): Promise<Heard> =>
      answering({ buttons }, () => vscode.commands.executeCommand("keystow.revoke", place));
    const heard = await run([]);
    assert.ok(heard.words.some((word) => /for good\?$/.test(word)));
    assert.deepEqual(asked(), []);
    await run(["Revoke for Good"]);
    assert.deepEqual(
      loopback.seen.map(({ method, path }) => `${method} ${path}`),
      ["POST /api/credentials/revoke"],
    );
  });

  it("checks all keys of the workspace in one pass", async () => {
    await answering({}, () => vscode.commands.executeCommand("keystow.checkAllPublished"));
    const text = await page(/\| Verdict \| Key \| Place \|/);
    assert.match(text, /\| committed \| OpenAI project key/);
    assertNoLeak(text, "the page");
  });
});
