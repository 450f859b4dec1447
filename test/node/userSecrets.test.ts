// User secrets, with a stand-in for dotnet: the key is on its standard input and nowhere else.
import assert from "node:assert/strict";
import { join } from "node:path";
import { handOver } from "../../src/node/handOver";
import { applyPlan, FixFolder, planFile, type Planned } from "../../src/node/applyFix";
import { DEFAULT_POLICY } from "../../src/core/index";
import { keyOf } from "../core/fix/cases";
import { FakeDotnet } from "../support/fakeDotnet";
import { TempFolder } from "./fixFolder";

const KEY = keyOf("openai-project-key");
const SETTINGS = '{ "OpenAI": { "Key": "«openai-project-key»" }, "A": "x" }\n';
const FILES = { "src/Web/appsettings.json": SETTINGS, "src/Web/Web.csproj": "<Project />" };

describe("user secrets", function () {
  this.timeout(60_000);
  if (process.platform === "win32") return;
  let dotnet: FakeDotnet;
  let folder: TempFolder;

  beforeEach(() => {
    dotnet = new FakeDotnet();
    folder = new TempFolder(FILES);
  });
  afterEach(() => {
    dotnet.dispose();
    folder.dispose();
  });

  function planned(): Planned {
    const found = planFile(new FixFolder(folder.root), {
      path: "src/Web/appsettings.json",
      policy: DEFAULT_POLICY,
      store: "user-secrets",
    });
    assert.ok(found && !("refused" in found), JSON.stringify(found));
    return found;
  }

  const give = (env: Readonly<Record<string, string>> = dotnet.env) =>
    handOver(new FixFolder(folder.root), planned().plan, env);
  const refusal = async (env?: Readonly<Record<string, string>>): Promise<string> => {
    const kept = await give(env);
    assert.ok(kept && "refused" in kept, "it was kept");
    return kept.refused;
  };

  it("get the key through standard input, and the file is blank afterwards", async () => {
    const { plan } = planned();
    assert.deepEqual(plan.handover, { kind: "user-secrets", project: "src/Web/Web.csproj", init: true });
    assert.deepEqual(
      plan.files.map(({ path }) => path),
      ["src/Web/appsettings.json"],
    );
    const kept = await handOver(new FixFolder(folder.root), plan, dotnet.env);
    assert.ok(kept && !("refused" in kept), JSON.stringify(kept));
    assert.equal(applyPlan(new FixFolder(folder.root), plan), undefined);
    assert.equal(folder.read("src/Web/appsettings.json"), '{ "OpenAI": { "Key": "" }, "A": "x" }\n');
    assert.deepEqual(dotnet.secrets, { "OpenAI:Key": KEY });
    const project = ["--project", join(folder.root, "src/Web/Web.csproj")];
    const starts = dotnet.starts();
    assert.deepEqual(
      starts.map(({ args }) => args),
      [
        ["user-secrets", "init", ...project],
        ["user-secrets", "list", "--json", ...project],
        ["user-secrets", "set", ...project],
      ],
    );
    assert.deepEqual(
      starts.map(({ input }) => input),
      ["", "", JSON.stringify({ "OpenAI:Key": KEY })],
    );
    for (const { args, env, cwd } of starts) {
      assert.ok(!`${args.join(" ")} ${env}`.includes(KEY), "the key is an argument or in the environment");
      assert.equal(cwd, join(folder.root, "src/Web"));
    }
  });

  it("are not made anew where the project has some", async () => {
    folder.write("src/Web/Web.csproj", "<Project><UserSecretsId>x</UserSecretsId></Project>");
    await give();
    assert.deepEqual(
      dotnet.starts().map(({ args }) => args[1]),
      ["list", "set"],
    );
  });

  it("keep another value that is there, and then nothing is moved", async () => {
    dotnet.secrets = { "openai:key": "mine" };
    assert.match(await refusal(), /have another value under OpenAI:Key already/);
    assert.deepEqual(dotnet.secrets, { "openai:key": "mine" });
  });

  it("are not set again when they hold the key", async () => {
    dotnet.secrets = { "OpenAI:Key": KEY };
    const kept = await give();
    assert.ok(kept && !("refused" in kept));
    await kept.takeBack();
    assert.deepEqual(dotnet.secrets, { "OpenAI:Key": KEY });
  });

  it("are taken back when the file cannot be changed after all", async () => {
    dotnet.secrets = { Other: "1" };
    const kept = await give();
    assert.ok(kept && !("refused" in kept));
    assert.deepEqual(dotnet.secrets, { Other: "1", "OpenAI:Key": KEY });
    await kept.takeBack();
    assert.deepEqual(dotnet.secrets, { Other: "1" });
  });

  it("say in words that dotnet failed, without what it said", async () => {
    for (const command of ["init", "list", "set"]) {
      dotnet.failAt(command);
      assert.equal(
        await refusal(),
        `dotnet user-secrets ${command} failed (3). Run it yourself to see why. Nothing was moved.`,
      );
    }
    assert.deepEqual(dotnet.secrets, {});
  });

  it("are kept by no dotnet of the workspace, and by none from a relative entry of PATH", async () => {
    dotnet.install(join(folder.root, "bin"));
    dotnet.install(join(folder.root, "src/Web"));
    const PATH = `.:${join(folder.root, "bin")}:bin`;
    assert.match(await refusal({ ...dotnet.env, PATH }), /^dotnet was not found on PATH/);
    assert.deepEqual(dotnet.starts(), []);
  });

  it("are not written when the file has changed meanwhile", async () => {
    const { plan } = planned();
    folder.write("src/Web/appsettings.json", "{}");
    const kept = await handOver(new FixFolder(folder.root), plan, dotnet.env);
    assert.ok(kept && "refused" in kept);
    assert.match(kept.refused, /has changed meanwhile/);
    assert.deepEqual(dotnet.starts(), []);
  });
});
