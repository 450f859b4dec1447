// Keys that go elsewhere than to .env: each store as a person gets it, and env files that cannot take a key.
import * as assert from "node:assert/strict";
import { chmodSync, symlinkSync } from "node:fs";
import * as vscode from "vscode";
import { FakeDotnet } from "../../support/fakeDotnet";
import { assertNoLeak, closeAll, folder, openaiKey, openFile, readFile, until, untilShown, writeFile } from "./support";

let place = "";
let count = 0;
const at = (path: string): string => `${place}/${path}`;
const key = (): string => openaiKey("the key of a store");
const code = (): string => `f("${key()}");\n`;

async function setStore(store: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration("keystow");
  await settings.update("store", store, vscode.ConfigurationTarget.Workspace);
  await until("the store holds", () => vscode.workspace.getConfiguration("keystow").get("store") === (store ?? "env"));
}

/** The titles of what the light bulb offers at the key. */
async function titlesAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const range = new vscode.Range(position, position);
  const ask = () =>
    vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, range, "quickfix");
  const actions = await until("VS Code answers", () => Promise.resolve(ask()).catch(() => undefined));
  assertNoLeak(JSON.stringify(actions), "an action");
  return actions.map(({ title }) => title);
}

/** Waits until the light bulb says so: a setting takes its time. */
const untilOffered = (uri: vscode.Uri, words: RegExp, line = 0): Promise<boolean> =>
  until(`the light bulb says ${words.source}`, async () =>
    (await titlesAt(uri, new vscode.Position(line, 30))).some((title) => words.test(title)),
  );

const untilFile = (path: string, text: string | undefined): Promise<boolean> =>
  until(`${path} on disk is as expected`, async () => (await readFile(path)) === text);

const look = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000));

describe("a store", () => {
  beforeEach(async () => {
    place = `store${++count}`;
    await writeFile(at("package.json"), "{}\n");
  });
  afterEach(async () => {
    await closeAll();
    await setStore(undefined);
  });

  it("of direnv gets an export, and one undo takes it back", async function () {
    this.timeout(60_000); // The first of all may have to wait for VS Code.
    await setStore("envrc");
    await writeFile(at(".envrc"), "use node\n");
    const { document } = await openFile(at("a.js"), code());
    await untilShown(document.uri, 1);
    await untilOffered(document.uri, /^Move OpenAI project key to store\d+\/\.envrc as OPENAI_API_KEY$/);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilFile(at(".envrc"), `use node\nexport OPENAI_API_KEY=${key()}\n`);
    assert.equal(document.getText(), "f(process.env.OPENAI_API_KEY);\n");
    await look();
    await vscode.commands.executeCommand("undo");
    await untilFile(at(".envrc"), "use node\n");
    assert.equal(document.getText(), code());
  });

  it("of Azure Functions is used where it is, and one undo leaves whole JSON", async () => {
    const before = '{\n  "IsEncrypted": false,\n  "Values": {\n    "A": "1" // one\n  }\n}\n';
    await writeFile(at("host.json"), "{}\n");
    await writeFile(at("local.settings.json"), before);
    const { document } = await openFile(at("a.js"), code());
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    const after = before.replace('"1" // one', `"1", // one\n    "OPENAI_API_KEY": "${key()}"`);
    await untilFile(at("local.settings.json"), after);
    await look();
    await vscode.commands.executeCommand("undo");
    await untilFile(at("local.settings.json"), before);
    await look();
    await vscode.commands.executeCommand("redo");
    await untilFile(at("local.settings.json"), after);
  });

  it("of .NET gets the key from dotnet's standard input", async function () {
    if (process.platform === "win32") this.skip();
    const dotnet = new FakeDotnet();
    const env = { PATH: process.env["PATH"] };
    Object.assign(process.env, { ...dotnet.env, PATH: `${dotnet.env["PATH"]}:${env.PATH}` });
    try {
      await setStore("user-secrets");
      await writeFile(at("Web.csproj"), "<Project />\n");
      const text = `{\n  "OpenAI": { "Key": "${key()}" }\n}\n`;
      const { document } = await openFile(at("appsettings.json"), text);
      await untilShown(document.uri, 1);
      await untilOffered(document.uri, /to the user secrets of Web\.csproj as OpenAI:Key$/, 1);
      await vscode.commands.executeCommand("keystow.moveToEnv", {
        uri: document.uri.toString(),
        line: 1,
        character: 30,
      });
      await until("the file is blank", () => document.getText() === '{\n  "OpenAI": { "Key": "" }\n}\n');
      assert.deepEqual(dotnet.secrets, { "OpenAI:Key": key() });
      for (const { args, env } of dotnet.starts()) assertNoLeak(`${args.join(" ")} ${env}`, "an argument");
      assert.equal(await readFile(at(".env")), undefined);
    } finally {
      Object.assign(process.env, env);
      dotnet.dispose();
    }
  });

  it("of 1Password asks before anything changes", async () => {
    await setStore("1password");
    const { document } = await openFile(at("a.js"), code());
    await untilShown(document.uri, 1);
    await untilOffered(document.uri, /to 1Password, by a reference in store\d+\/\.env, as OPENAI_API_KEY$/);
    // Under test VS Code refuses dialogs, which is no answer.
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await look();
    assert.equal(document.getText(), code());
    assert.equal(await readFile(at(".env")), undefined);
  });

  it("of a team's policy file holds, and a broken one is named", async () => {
    await writeFile(".keystow.json", JSON.stringify({ version: 1, store: "envrc" }));
    try {
      const { document } = await openFile(at("a.js"), code());
      await untilShown(document.uri, 1);
      await untilOffered(document.uri, /\/\.envrc as OPENAI_API_KEY$/);
      await writeFile(".keystow.json", JSON.stringify({ version: 1, store: "vault" }));
      await until("the policy file is named", () =>
        vscode.languages
          .getDiagnostics(vscode.Uri.joinPath(folder(), ".keystow.json"))
          .some(({ message }) => /store must be one of env, envrc/.test(message)),
      );
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), ".keystow.json"));
    }
  });
});

describe("an env file that cannot take a key", () => {
  beforeEach(() => void (place = `blocked${++count}`));
  afterEach(closeAll);

  const path = (name: string): string => vscode.Uri.joinPath(folder(), at(name)).fsPath;
  const states: readonly { readonly why: string; readonly make: () => Promise<void> }[] = [
    {
      why: "is read-only",
      make: async () => {
        await writeFile(at(".env"), "A=1\n");
        chmodSync(path(".env"), 0o444);
      },
    },
    {
      why: "is a symbolic link",
      make: async () => {
        await writeFile(at("real"), "A=1\n");
        symlinkSync("real", path(".env"));
      },
    },
    {
      why: "is a symbolic link",
      make: async () => {
        await writeFile(at("a.js"), "");
        symlinkSync("nowhere", path(".env"));
      },
    },
    {
      why: "is a folder",
      make: async () => {
        await writeFile(at(".env/x"), "");
      },
    },
    {
      why: "is not UTF-8 text",
      make: async () => {
        const bytes = Buffer.from("\uFEFFA=1\n", "utf16le");
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), at(".env")), bytes);
      },
    },
    {
      why: "is not UTF-8 text",
      make: async () => {
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), at(".env")), Buffer.from([0x41, 0x3d, 0xe9]));
      },
    },
  ];

  for (const [index, { why, make }] of states.entries())
    it(`is named, and nothing changes: it ${why} (${index + 1})`, async function () {
      if (process.platform === "win32") this.skip();
      await writeFile(at("package.json"), "{}\n");
      await make();
      const { document } = await openFile(at("a.js"), code());
      await untilShown(document.uri, 1);
      await untilOffered(document.uri, new RegExp(`^Cannot move this key: blocked\\d+/\\.env ${why}\\.$`));
      await vscode.commands.executeCommand("keystow.moveToEnv");
      assert.equal(document.getText(), code());
    });
});

describe("a new env file", () => {
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.getConfiguration("files").update("eol", undefined, vscode.ConfigurationTarget.Workspace);
  });

  it("has the workspace's line ending", async () => {
    place = `eol${++count}`;
    await vscode.workspace.getConfiguration("files").update("eol", "\r\n", vscode.ConfigurationTarget.Workspace);
    await writeFile(at("package.json"), "{}\n");
    const { document } = await openFile(at("a.js"), code());
    await untilShown(document.uri, 1);
    await vscode.commands.executeCommand("keystow.moveToEnv");
    await untilFile(at(".env"), `OPENAI_API_KEY=${key()}\r\n`);
    await look();
    await vscode.commands.executeCommand("undo");
    await untilFile(at(".env"), undefined);
  });
});
