// `keystow fix` from the outside: what it prints, what it writes, what it ends with.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { registerFix } from "../../src/cli/fix";
import type { ExitCode, Io } from "../../src/cli/io";
import { keyOf } from "../core/fix/cases";
import { FakeDotnet } from "../support/fakeDotnet";
import { TempFolder } from "./fixFolder";

interface Ended {
  readonly code: ExitCode | undefined;
  readonly out: string;
  readonly err: string;
}

async function run(folder: TempFolder, ...args: readonly string[]): Promise<Ended> {
  const ended: { code: ExitCode | undefined; out: string; err: string } = { code: undefined, out: "", err: "" };
  const io: Io = {
    cwd: folder.root,
    out: (text) => void (ended.out += text),
    drained: () => Promise.resolve(),
    isHeard: true,
    err: (text) => void (ended.err += text),
    stdin: (async function* () {})(),
    colour: false,
    progress: false,
    signal: new AbortController().signal,
  };
  const program = new Command().exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  registerFix(program, io, (code) => void (ended.code = code));
  await program.parseAsync(["fix", ...args], { from: "user" });
  for (const rule of ["openai-project-key", "anthropic-api-key"])
    assert.ok(!`${ended.out}${ended.err}`.includes(keyOf(rule).slice(14, 22)), "a key shows");
  return ended;
}

const FILES = {
  "a.py": 'import os\nkey = "«openai-project-key»"\n',
  "b.js": 'const k = "«openai-project-key»"; // «anthropic-api-key»\nconst o = "«anthropic-api-key»";\n',
  ".env": "PASSWORD=hunter2",
};

async function inFolder(
  files: Readonly<Record<string, string>>,
  test: (folder: TempFolder) => Promise<void>,
): Promise<void> {
  const folder = new TempFolder(files);
  try {
    await test(folder);
  } finally {
    folder.dispose();
  }
}

describe("keystow fix", () => {
  it("shows a masked diff, says that it is no patch, and writes nothing", () =>
    inFolder(FILES, async (folder) => {
      const before = folder.all();
      const { code, out, err } = await run(folder);
      assert.equal(code, 1);
      assert.deepEqual([...folder.all()], [...before]);
      assert.match(out, /^-key = "sk-proj-…\d+"$/m);
      assert.match(out, /^\+key = os\.environ\["OPENAI_API_KEY"\]$/m);
      assert.match(out, /^\+OPENAI_API_KEY=sk-proj-…\d+$/m);
      assert.match(out, /^\+ANTHROPIC_API_KEY=sk-ant-api\S*…\d+$/m);
      assert.equal(
        [...out.matchAll(/^\+OPENAI_API_KEY=sk/gm)].length,
        1,
        "the second file does not build on the first",
      );
      assert.ok(!out.includes("hunter2"), "another value of the env file shows");
      assert.match(err, /3 keys can be moved\. The diff is no patch/);
      assert.match(err, /b\.js:1:\d+: sk-ant-api\S*…\d+: A comment cannot read a variable/);
    }));

  it("--apply moves all that can be moved, and tells what is left and how to start", () =>
    inFolder(FILES, async (folder) => {
      const { code, out, err } = await run(folder, "--apply");
      assert.equal(code, 1);
      assert.match(out, /a\.py: moved to \.env as OPENAI_API_KEY\n/);
      assert.match(out, /set -a; \. \.\/\.env; set \+a; python3 a\.py/);
      assert.match(out, /b\.js: moved to \.env as OPENAI_API_KEY, ANTHROPIC_API_KEY\n/);
      assert.match(err, /3 keys moved\. Moving a key does not un-publish it: .+\.\n1 key cannot be moved\./);
      assert.equal(
        folder.read(".env"),
        `PASSWORD=hunter2\nOPENAI_API_KEY=${keyOf("openai-project-key")}\nANTHROPIC_API_KEY=${keyOf("anthropic-api-key")}\n`,
      );
      const again = folder.all();
      assert.equal((await run(folder, "--apply")).code, 1);
      assert.deepEqual([...folder.all()], [...again]);
    }));

  it("starts a program from an env file with Windows line endings, with the key alone", function () {
    if (process.platform === "win32") this.skip();
    return inFolder({ "a.sh": 'printf "[%s]" "«openai-project-key»"\n', ".env": "A=1\r\n" }, async (folder) => {
      const { out } = await run(folder, "--apply");
      const command = /Start it with the env file: (.+)\n/.exec(out)?.[1] ?? "";
      const told = execFileSync("sh", ["-c", command], { cwd: folder.root, encoding: "utf8" });
      assert.ok(told === `[${keyOf("openai-project-key")}]`, "it reads another value");
      assert.ok(folder.read(".env").endsWith("\r\n"));
    });
  });

  it("ends with 0 when nothing is left", () =>
    inFolder({ "a.py": FILES["a.py"] }, async (folder) => {
      assert.equal((await run(folder, "--apply")).code, 0);
      assert.equal((await run(folder)).code, 0);
    }));

  it("--rule and --env-file narrow what is moved and where to", () =>
    inFolder(FILES, async (folder) => {
      const { code } = await run(folder, "--apply", "--rule", "anthropic-api-key", "--env-file", "keys.env", "b.js");
      assert.equal(code, 1);
      assert.equal(folder.read("keys.env"), `ANTHROPIC_API_KEY=${keyOf("anthropic-api-key")}\n`);
      assert.equal(folder.read("keys.env.example"), "ANTHROPIC_API_KEY=\n");
      assert.equal(folder.read(".gitignore"), "/keys.env\n");
      assert.match(folder.read("b.js"), /^const k = "sk-proj/);
    }));

  it("--store says where keys go, and 1Password is left to the editor", () =>
    inFolder({ "a.py": FILES["a.py"] }, async (folder) => {
      await assert.rejects(run(folder, "--store", "vault"), /There is no store vault/);
      const { code, err } = await run(folder, "--apply", "--store", "1password");
      assert.equal(code, 1);
      assert.match(err, /a\.py:2:\d+: sk-proj-…\d+: 1Password needs an item that you make yourself/);
      assert.deepEqual([...folder.all().keys()], ["a.py"]);
      const { out } = await run(folder, "--apply", "--store", "envrc");
      assert.match(out, /a\.py: moved to \.envrc as OPENAI_API_KEY\n {2}direnv loads it once .*: direnv allow\n/);
      assert.equal(folder.read(".envrc"), `export OPENAI_API_KEY=${keyOf("openai-project-key")}\n`);
    }));

  it("masks what local.settings.json holds", () =>
    inFolder(
      {
        "a.js": 'f("«openai-project-key»");\n',
        "host.json": "{}",
        "local.settings.json": '{ "Values": { "PASSWORD": "hunter2" } }',
      },
      async (folder) => {
        const { out } = await run(folder);
        assert.ok(!out.includes("hunter2"), "another value shows");
        assert.match(out, /^\+ {2}"OPENAI_API_KEY": "sk-proj-…\d+"$/m);
      },
    ));

  it("the policy file's user secrets get the key from dotnet, and only with --apply", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(60_000);
    const dotnet = new FakeDotnet();
    const before = { ...process.env };
    Object.assign(process.env, dotnet.env);
    try {
      await inFolder(
        {
          ".keystow.json": '{ "version": 1, "store": "user-secrets" }',
          "appsettings.json": '{ "OpenAI": { "Key": "«openai-project-key»" } }\n',
          "Web.csproj": "<Project />",
        },
        async (folder) => {
          const shown = await run(folder);
          assert.equal(shown.code, 1);
          assert.match(shown.out, /the user secrets of Web\.csproj get OpenAI:Key, by dotnet user-secrets/);
          assert.deepEqual(dotnet.starts(), []);
          const { code, out } = await run(folder, "--apply");
          assert.equal(code, 0);
          assert.match(out, /appsettings\.json: moved to the user secrets of Web\.csproj as OpenAI:Key/);
          assert.equal(folder.read("appsettings.json"), '{ "OpenAI": { "Key": "" } }\n');
          assert.deepEqual(dotnet.secrets, { "OpenAI:Key": keyOf("openai-project-key") });
        },
      );
    } finally {
      process.env["PATH"] = before["PATH"];
      dotnet.dispose();
    }
  });

  it("ends with 2 on wrong usage and on trouble, with every file whole", () =>
    inFolder(FILES, async (folder) => {
      await assert.rejects(run(folder, "--rule", "nothing"), /There is no rule nothing/);
      await assert.rejects(run(folder, "-"), /standard input/);
      await assert.rejects(run(folder, "--env-file", "../keys.env"), /outside/);
      assert.equal((await run(folder, "--apply", "gone")).code, 2);
      chmodSync(join(folder.root, ".env"), 0o444);
      const before = folder.all();
      const { code, err } = await run(folder, "--apply");
      assert.equal(code, 1);
      assert.match(err, /\.env is read-only/);
      assert.deepEqual([...folder.all()], [...before]);
    }));
});
