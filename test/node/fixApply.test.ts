// On disk a fix is whole or not at all, whatever happens to the process, the disk or the files meanwhile.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPlan, type Disk, DISK, FixFolder, planFile } from "../../src/node/applyFix";
import { DEFAULT_POLICY } from "../../src/core/index";
import { keyOf } from "../core/fix/cases";
import { TempFolder } from "./fixFolder";

const FILES = {
  "src/app.py": '# it is\nkey = "«openai-project-key»"\nother = "«anthropic-api-key»"\n',
  ".env": "# mine\r\nA=1",
  ".gitignore": "node_modules\n",
};
const KEYS = [keyOf("openai-project-key"), keyOf("anthropic-api-key")];
const target = { path: "src/app.py", policy: DEFAULT_POLICY };

function inFolder(files: Readonly<Record<string, string>>, test: (folder: TempFolder) => void): void {
  const folder = new TempFolder(files);
  try {
    test(folder);
  } finally {
    folder.dispose();
  }
}

/** Why the fix of a file is refused. */
function refusal(folder: TempFolder, path = target.path): string {
  const planned = planFile(new FixFolder(folder.root), { ...target, path });
  assert.ok(planned && "refused" in planned, "it was planned");
  return planned.refused;
}

describe("a fix on disk", () => {
  it("writes all its files and nothing else", () => {
    inFolder(FILES, (folder) => {
      folder.fix("src/app.py");
      assert.deepEqual([...folder.all().keys()], [".env", ".env.example", ".gitignore", "src/app.py"]);
      assert.equal(
        folder.read("src/app.py"),
        '# it is\nimport os\n\nkey = os.environ["OPENAI_API_KEY"]\nother = os.environ["ANTHROPIC_API_KEY"]\n',
      );
      assert.equal(
        folder.read(".env"),
        `# mine\r\nA=1\r\nOPENAI_API_KEY=${KEYS[0]}\r\nANTHROPIC_API_KEY=${KEYS[1]}\r\n`,
      );
      assert.equal(folder.read(".env.example"), "OPENAI_API_KEY=\nANTHROPIC_API_KEY=\n");
      assert.equal(folder.read(".gitignore"), "node_modules\n.env\n");
      assert.throws(() => folder.plan("src/app.py"), /there is no key/);
    });
  });

  it("keeps every file whole and every key, killed at any step", function () {
    if (process.platform === "win32") this.skip();
    const run = (folder: TempFolder, step: number): string =>
      spawnSync(process.execPath, [join(__dirname, "fixKill.main.js"), folder.root, "src/app.py", `${step}`], {
        encoding: "utf8",
      }).stdout;
    let steps = 0;
    const ends: ReadonlyMap<string, string>[] = [];
    inFolder(FILES, (folder) => {
      ends.push(folder.all());
      steps = Number(/^done (\d+)$/.exec(run(folder, 0))?.[1]);
      ends.push(folder.all());
    });
    assert.ok(steps >= 12, `only ${steps} steps`);
    for (let step = 1; step <= steps; step++)
      inFolder(FILES, (folder) => {
        assert.equal(run(folder, step), "");
        const now = folder.all();
        const wholes = new Set(ends.flatMap((files) => [...files.keys()]));
        for (const path of wholes)
          assert.ok(
            ends.some((files) => files.get(path) === now.get(path)),
            `${path} is half-written at step ${step}`,
          );
        const kept = `${now.get("src/app.py")}${now.get(".env")}`;
        for (const key of KEYS) assert.ok(kept.includes(key), `a key is lost at step ${step}`);
        // The next run finishes what was begun, and clears up.
        if (now.get("src/app.py") === ends[0]?.get("src/app.py")) folder.fix("src/app.py");
        assert.deepEqual([...folder.all()], [...(ends[1] ?? [])]);
      });
  }).timeout(60_000);

  it("puts everything back when the disk fails at any step", () => {
    for (let fail = 1; ; fail++) {
      let steps = 0;
      let refused: string | undefined;
      inFolder(FILES, (folder) => {
        const before = folder.all();
        const failing =
          <A extends readonly unknown[]>(action: (...given: A) => void) =>
          (...given: A): void => {
            if (++steps === fail) throw Object.assign(new Error("full"), { code: "ENOSPC" });
            action(...given);
          };
        const disk: Disk = { write: failing(DISK.write), rename: failing(DISK.rename), remove: failing(DISK.remove) };
        const plan = folder.plan("src/app.py");
        refused = applyPlan(new FixFolder(folder.root), plan, disk)?.refused;
        if (refused === undefined) return;
        assert.match(refused, /cannot be written \(ENOSPC\), so nothing was changed/);
        assert.deepEqual([...folder.all()], [...before]);
      });
      if (refused !== undefined) continue;
      assert.ok(fail > 8, `step ${fail} did not fail`);
      return;
    }
  });

  it("is refused when a file has changed since it was planned, or while it is written", () => {
    for (const path of ["src/app.py", ".env", ".gitignore", ".env.example"])
      inFolder(FILES, (folder) => {
        const plan = folder.plan("src/app.py");
        writeFileSync(join(folder.root, path), "changed = 1\n", { flag: "a" });
        const now = folder.all();
        assert.match(applyPlan(new FixFolder(folder.root), plan)?.refused ?? "", /changed/);
        assert.deepEqual([...folder.all()], [...now]);
      });
    inFolder(FILES, (folder) => {
      const plan = folder.plan("src/app.py");
      const write: Disk["write"] = (path, text, mode) => {
        DISK.write(path, text, mode);
        if (path.includes(".env.keystow")) writeFileSync(join(folder.root, "src/app.py"), "other");
      };
      assert.match(applyPlan(new FixFolder(folder.root), plan, { ...DISK, write })?.refused ?? "", /changed meanwhile/);
      assert.equal(folder.read("src/app.py"), "other");
      assert.deepEqual([...folder.all().keys()], [".env", ".gitignore", "src/app.py"]);
    });
  });

  it("keeps modes, and lets only the owner read a new env file", function () {
    if (process.platform === "win32") this.skip();
    inFolder({ "run.sh": "#!/bin/sh\nK=«openai-project-key»\n" }, (folder) => {
      chmodSync(join(folder.root, "run.sh"), 0o751);
      folder.fix("run.sh");
      assert.equal(statSync(join(folder.root, "run.sh")).mode & 0o777, 0o751);
      assert.equal(statSync(join(folder.root, ".env")).mode & 0o777, 0o600);
      assert.notEqual(statSync(join(folder.root, ".env.example")).mode & 0o777, 0o600);
    });
  });

  it("keeps byte order marks and CRLF", () => {
    const files = { "src/app.py": '\uFEFFkey = "«openai-project-key»"\r\n', ".env": "\uFEFFA=1\r\n" };
    inFolder(files, (folder) => {
      folder.fix("src/app.py");
      assert.equal(folder.read("src/app.py"), '\uFEFFimport os\r\n\r\nkey = os.environ["OPENAI_API_KEY"]\r\n');
      assert.equal(folder.read(".env"), `\uFEFFA=1\r\nOPENAI_API_KEY=${KEYS[0]}\r\n`);
      assert.equal(folder.read(".gitignore"), ".env\r\n");
    });
  });

  it("is refused in words where a file cannot be written", function () {
    inFolder({ "src/app.py": FILES["src/app.py"] }, (folder) => {
      mkdirSync(join(folder.root, ".env"));
      assert.equal(refusal(folder), ".env is a folder.");
    });
    inFolder(FILES, (folder) => {
      writeFileSync(join(folder.root, ".env"), Buffer.from([0x41, 0x3d, 0xff, 0xfe, 0x0a]));
      assert.equal(refusal(folder), ".env is not UTF-8 text.");
    });
    inFolder(FILES, (folder) => {
      writeFileSync(join(folder.root, "src/app.py"), Buffer.from(folder.read("src/app.py"), "utf16le"));
      assert.equal(refusal(folder), "src/app.py is not UTF-8 text.");
    });
    if (process.platform === "win32") this.skip();
    inFolder(FILES, (folder) => {
      renameSync(join(folder.root, ".env"), join(folder.root, "real"));
      symlinkSync("real", join(folder.root, ".env"));
      assert.equal(refusal(folder), ".env is a symbolic link.");
    });
    for (const path of [".env", ".gitignore", "src/app.py"])
      inFolder(FILES, (folder) => {
        chmodSync(join(folder.root, path), 0o444);
        assert.equal(refusal(folder), `${path} is read-only.`);
      });
    inFolder(FILES, (folder) => assert.equal(refusal(folder, "gone.py"), "gone.py does not exist any more."));
  });

  it("is refused where the configured env file has no folder", () => {
    inFolder(FILES, (folder) => {
      const planned = planFile(new FixFolder(folder.root), { ...target, envFile: "config/keys.env" });
      assert.deepEqual(planned, { refused: "config/keys.env is in a folder that does not exist." });
    });
  });
});
