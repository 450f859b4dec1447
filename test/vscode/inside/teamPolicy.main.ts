// A folder below the root of its repository is under the root's policy file, in the editor as on the command line.
import * as assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { Report } from "../../../src/core/index";
import { answering } from "./answers";
import { clear, cli, gitIn, report, root, scan, write } from "./repository";
import { actionsAt, assertNoLeak, closeAll, makeKey, openaiKey, shown, until, untilShown } from "./support";

const groq = (seed: string): string => makeKey("groq/API key", `team ${seed}`);
const line = (seed: string): string => `const value = "${groq(seed)}";\n`;

/** "a.ts groq-api-key", and "a.ts: revoked" of those that are suppressed. */
function told({ findings, suppressed }: Report): readonly string[] {
  return [
    ...findings.map(({ file, ruleId }) => `${file} ${ruleId}`),
    ...suppressed.map(({ file, reason }) => `${file}: ${reason}`),
  ].sort();
}

describe("The policy file of a repository, for a folder below its root", () => {
  const repository = (): string => dirname(root());
  const name = (): string => basename(root());
  const policyFile = (): string => join(repository(), ".keystow.json");
  const setPolicy = (policy: object): void => writeFileSync(policyFile(), JSON.stringify({ version: 1, ...policy }));

  async function open(path: string, text: string): Promise<vscode.TextDocument> {
    return (await vscode.window.showTextDocument(write(path, text))).document;
  }

  before(async () => {
    await clear();
    for (const one of [".git", ".keystow.json"]) assert.ok(!existsSync(join(repository(), one)), one);
    gitIn(repository(), "init", "-q", "-b", "main");
    // Keystow looks for a repository when it reads settings, and this folder has come to be in one meanwhile.
    for (const glob of [["nothing"], undefined])
      await vscode.workspace.getConfiguration("keystow").update("exclude", glob, vscode.ConfigurationTarget.Workspace);
  });
  afterEach(async () => {
    rmSync(policyFile(), { force: true });
    await clear();
  });
  after(() => rmSync(join(repository(), ".git"), { recursive: true, force: true }));

  it("holds as one types, from one moment to the next, and its globs start where it is", async () => {
    setPolicy({});
    const own = await open("a.ts", line("typed"));
    const other = await open("b.ts", line("typed as well"));
    await untilShown(own.uri, 1);
    await untilShown(other.uri, 1);
    setPolicy({ exclude: [`${name()}/a.ts`, "b.ts"] });
    await untilShown(own.uri, 0);
    assert.equal(shown(other.uri).length, 1);
    rmSync(policyFile());
    await untilShown(own.uri, 1);
  });

  it("gives a scan the findings of the command line, below the root and from it", async () => {
    for (const one of ["revoked", "elsewhere"]) write(`in/${one}.ts`, line(one));
    write("in/openai.ts", `const value = "${openaiKey("team")}";\n`);
    write("out/left.ts", line("left out"));
    write("in/own.ts", `const value = "acme_${groq("own").slice(-24)}";\n`);
    write("config/keys.conf", line("at home"));
    const fingerprints = new Map(cli(".").findings.map(({ file, fingerprint }) => [file, fingerprint]));
    const allowed = (file: string, path: string, reason: string): object => ({
      fingerprint: fingerprints.get(file),
      path,
      reason,
    });
    setPolicy({
      rules: { "openai-project-key": "off" },
      patterns: [{ id: "acme-key", title: "Acme", prefix: "acme_", pattern: "acme_[0-9A-Za-z]{24}" }],
      exclude: [`${name()}/out`],
      envFile: `${name()}/config/keys.conf`,
      allow: [
        allowed("in/revoked.ts", `${name()}/in/*.ts`, "revoked in May"),
        allowed("in/elsewhere.ts", "in/*.ts", "of another folder"),
      ],
    });
    const expected = [
      "config/keys.conf: an env file is where keys belong",
      "in/elsewhere.ts groq-api-key",
      "in/openai.ts: the policy file switches this rule off",
      "in/own.ts acme-key",
      "in/revoked.ts: revoked in May",
    ];
    assert.deepEqual(told(cli(".")), expected);
    await until("the editor knows of the policy file", async () => {
      await scan({ scope: "workspace" });
      return (await report()).findings.length === 2;
    });
    assert.deepEqual(told(await report()), expected);
    // What is allowed, accepted or judged by fingerprint on one side is so on the other.
    const byFile = ({ findings }: Report): unknown => findings.map(({ file, fingerprint }) => [file, fingerprint]);
    assert.deepEqual(byFile(await report()), byFile(cli(".")));
  });

  it("gives the editor's report no key of a reason or a name, as the command line's has none", async () => {
    write(`${groq("name")}.bin`, Uint8Array.of(0, 0, 0, 0));
    const inside = groq("folder");
    write(`${inside}/a.ts`, line("in a folder"));
    const [{ fingerprint } = assert.fail("no finding")] = cli(".").findings;
    setPolicy({ allow: [{ fingerprint, reason: `was ${groq("reason")}` }] });
    await until("the editor knows of the policy file", async () => {
      await scan({ scope: "workspace" });
      return (await report()).suppressed.length === 1;
    });
    const lists = ({ findings, suppressed, skipped }: Report): object => ({ findings, suppressed, skipped });
    assert.deepEqual(lists(await report()), lists(cli(".")));
    const { words } = await answering({}, () =>
      vscode.commands.executeCommand("keystow.scanHere", vscode.Uri.file(join(root(), inside))),
    );
    assertNoLeak(words.join("\n"), "a message");
  });

  it("gets the key that may stay, by its path from there", async () => {
    writeFileSync(policyFile(), '{\n  // ours\n  "version": 1\n}\n');
    const document = await open("deep/a.ts", line("allowed"));
    await untilShown(document.uri, 1);
    const answers = { inputs: ["ours"], picks: ["No expiry", "In the policy file"] };
    const place = { uri: document.uri.toString(), line: 0, character: 20 };
    const { words } = await answering(answers, () => vscode.commands.executeCommand("keystow.allow", place));
    await untilShown(document.uri, 0);
    assert.ok(words.at(-1)?.includes(`in ${policyFile()}.`), words.at(-1));
    const text = readFileSync(policyFile(), "utf8");
    assert.ok(text.includes("// ours") && text.includes(`"path": "${name()}/deep/a.ts"`), text);
    assert.ok(!existsSync(join(root(), ".keystow.json")));
    assertNoLeak(text, "the policy file");
    assert.deepEqual(told(cli(".")), ["deep/a.ts: ours"]);
  });

  it("says what an env file is, also of one that Git tracks", async () => {
    setPolicy({ envFile: `${name()}/config/keys.conf` });
    const kept = write("config/keys.conf", `GROQ_API_KEY=${groq("tracked")}\n`);
    gitIn(repository(), "add", kept.fsPath);
    const { document } = await vscode.window.showTextDocument(kept);
    await until("it is told as one", () =>
      /^Groq API key in an env file that Git tracks/.test(shown(document.uri)[0]?.message ?? ""),
    );
    const actions = await actionsAt(document.uri, new vscode.Position(0, 20));
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes("Stop tracking this env file and ignore it"), titles.join("\n"));
    gitIn(repository(), "rm", "-q", "--cached", kept.fsPath);
  });

  it("is named with what is broken in it, and gives way to one that is nearer", async () => {
    const uri = vscode.Uri.file(policyFile());
    const document = await open("a.ts", line("nearer"));
    await untilShown(document.uri, 1);
    writeFileSync(policyFile(), '{\n  "color": "red",\n  "rules": { "groq-api-key": "off" }\n}\n');
    await untilShown(document.uri, 0);
    const problems = await until("the problem is shown", () => {
      const all = vscode.languages.getDiagnostics(uri);
      return all.length === 1 && all;
    });
    assert.equal(problems[0]?.message, '"color" is no entry of a policy file.');
    write(".keystow.json", '{ "version": 1 }');
    await untilShown(document.uri, 1);
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
    assert.deepEqual(told(cli(".")), ["a.ts groq-api-key"]);
  });

  it("sends keys to the env file that it names where that is in the folder, and refuses in words otherwise", async () => {
    setPolicy({ envFile: `${name()}/config/.env.team` });
    const document = await open("a.ts", line("moved"));
    await untilShown(document.uri, 1);
    const titles = async (): Promise<string> =>
      (await actionsAt(document.uri, new vscode.Position(0, 20))).map(({ title }) => title).join("\n");
    await until("the team's file is offered", async () => /config\/\.env\.team as /.test(await titles()));
    setPolicy({ envFile: ".env.team" });
    await until("it is refused", async () => !/config\/\.env\.team as /.test(await titles()));
    const place = { uri: document.uri.toString(), line: 0, character: 20 };
    const { words } = await answering({}, () => vscode.commands.executeCommand("keystow.moveToEnv", place));
    assert.match(words.join("\n"), /^\.\.\/\.env\.team is outside of this folder/m);
    await closeAll();
  });
});
