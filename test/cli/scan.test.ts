import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import type { Report } from "../../src/core/index";
import { keystow, type Run, startKeystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const made = (provider: string, seed: string): string =>
  KEY_KINDS.find((kind) => kind.provider === provider && kind.use === "alone")?.make(randomFrom(seed)) ?? "";
const key = (seed: string): string => made("groq", seed);

describe("keystow scan", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const scan = (...args: readonly string[]): Run => keystow(["scan", ...args], { cwd: repo.root });
  const report = (...args: readonly string[]): Report => JSON.parse(scan(...args, "--format", "json").out) as Report;

  describe("exits", () => {
    it("0 when nothing is found", () => {
      repo.write("a.ts", "const a = process.env.GROQ_API_KEY;");
      assert.deepEqual(scan(), { code: 0, out: "No keys found, 1 file scanned (1 kB).\n", err: "" });
    });

    it("1 with a key, and names it by its mask", () => {
      const text = key("one");
      repo.write("src/a.ts", `const a = "${text}";`);
      const { code, out, err } = scan();
      assert.deepEqual([code, err], [1, ""]);
      assert.ok(out.includes(`src/a.ts:1:12  error  Groq API key  gsk_…${text.length}  groq-api-key`), "line");
    });

    it("0 with a key below --fail-on, 1 at it", () => {
      const id = `AKIA${randomFrom("id").chars("ABCDEFGHJKLMNPQRSTUVWXYZ234567", 16)}`;
      repo.write("a.txt", id);
      assert.equal(scan().code, 0);
      assert.equal(scan("--fail-on", "low").code, 1);
      repo.write("b.txt", `MISTRAL_API_KEY=a1B${randomFrom("m").chars("abcdefgHIJKLM2345", 29)}`);
      assert.equal(scan("b.txt").code, 1);
      assert.equal(scan("b.txt", "--fail-on", "high").code, 0);
    });

    it("2 when a path cannot be read, but 1 when a key is found all the same", () => {
      symlinkSync("nowhere", join(repo.root, "dangling"));
      execFileSync("mkfifo", [join(repo.root, "pipe")]);
      for (const path of ["gone", "dangling", "pipe"]) {
        const { code, out, err } = scan(path);
        assert.equal(code, 2, path);
        assert.match(err, new RegExp(`^${path}: not scanned, .*\n$`));
        assert.ok(out.includes("Not scanned"));
      }
      repo.write("a.ts", key("both"));
      assert.equal(scan("gone", "a.ts").code, 1);
    });

    for (const args of [
      ["--nope"],
      ["--format", "pdf"],
      ["--fail-on", "never"],
      ["--baseline"],
      ["--baseline", "gone.json"],
    ])
      it(`2 on wrong usage: ${args.join(" ")}`, () => {
        const { code, out, err } = scan(...args);
        assert.deepEqual([code, out], [2, ""]);
        assert.ok(err.length > 0 && !/\n\s+at /.test(err), err);
      });

    it("130 when it is interrupted, with a whole document that is not complete", async () => {
      repo.write("a.ts", key("interrupted"));
      const child = startKeystow(["scan", "a.ts", "-", "--format", "json"], { cwd: repo.root });
      let out = "";
      child.stdout?.on("data", (data: Buffer) => (out += data.toString()));
      // Taken only once the program reads, so it is ready for the signal by then.
      await new Promise<void>((resolve) => child.stdin?.write(Buffer.alloc(1 << 20, "a"), () => resolve()));
      child.kill("SIGINT");
      const [code] = (await once(child, "close")) as [number];
      assert.equal(code, 130);
      const { complete, findings } = JSON.parse(out) as Report;
      assert.deepEqual([complete, findings.length], [false, 1]);
    });
  });

  describe("with bad input", () => {
    it("names what is broken in a policy file, and the rest holds", () => {
      repo.write(".keystow.json", '{"version": 1, "rules": {"groq-api-key": "off", "nope": "off"}}');
      repo.write("a.ts", `"${key("policy")}"`);
      const { code, out, err } = scan("--format", "json");
      assert.equal(err, '.keystow.json:1:49: there is no rule "nope".\n');
      assert.deepEqual([code, (JSON.parse(out) as Report).suppressed.map(({ by }) => by)], [2, ["policy"]]);
      assert.deepEqual([scan("--no-policy").code, scan("--no-policy").err], [1, ""]);
      repo.write(".keystow.json", "{ nonsense");
      assert.equal(scan().code, 1);
      assert.match(scan().err, /^\.keystow\.json:1:3: /);
    });

    it("reads text of every encoding, and says what it left out", () => {
      const text = `k = "${key("encodings")}"`;
      repo.write("utf16.ini", Buffer.from(`\ufeff${text}`, "utf16le"));
      repo.write("invalid.py", Buffer.concat([Buffer.from(`# \xff\xfe\n`, "latin1"), Buffer.from(text)]));
      repo.write("image.png", Buffer.from([0x89, 0x50, 0, 0, 0, 1]));
      truncateSync(repo.write("huge.log", ""), 100 * 1024 * 1024);
      mkdirSync(join(repo.root, ".env"));
      const { findings, skipped, summary } = report();
      assert.deepEqual(
        findings.map(({ file, startLine, startColumn }) => [file, startLine, startColumn]),
        [
          ["invalid.py", 2, 6],
          ["utf16.ini", 1, 6],
        ],
      );
      assert.deepEqual(skipped, [
        { file: "huge.log", reason: "larger than 10 MB" },
        { file: "image.png", reason: "binary file" },
      ]);
      assert.equal(summary.files, 2);
    });

    it("stays quiet when nobody reads on", async () => {
      for (let i = 0; i < 300; i++)
        repo.write(`f${i}`, Array.from({ length: 20 }, (_, j) => key(`${i} ${j}`)).join("\n"));
      const child = startKeystow(["scan", "--format", "json"], { cwd: repo.root });
      let err = "";
      child.stderr?.on("data", (data: Buffer) => (err += data.toString()));
      child.stdout?.once("data", () => child.stdout?.destroy());
      const [code] = (await once(child, "close")) as [number];
      assert.deepEqual([code, err], [1, ""]);
    });

    it("needs no other program", () => {
      repo.write(".gitignore", "*.log\n");
      repo.commit("tracked.log", `"${key("path")}"`);
      repo.write("other.log", `"${key("other")}"`);
      const { code, out } = keystow(["scan"], { cwd: repo.root, env: { PATH: "" } });
      assert.equal(code, 1);
      assert.ok(out.includes("tracked.log:1:2") && !out.includes("other.log"));
    });
  });

  it("finds the same without WebAssembly, with threads and alone", () => {
    for (const kind of KEY_KINDS) {
      const text = kind.make(randomFrom(`wasm ${kind.provider} ${kind.kind}`));
      repo.write(`${kind.provider}/${kind.kind}.txt`, `${kind.contextLine?.(text) ?? text}\n`);
    }
    for (let i = 0; i < 300; i++) repo.write(`more/${i}.ts`, `const aRatherLongIdentifier${i} = "${i}";\n`);
    const args = ["scan", "--format", "json"];
    const found = report().findings.map(({ file }) => file);
    assert.ok(found.length > KEY_KINDS.length / 2, String(found.length));
    const plain = keystow(args, { cwd: repo.root, flags: ["--no-expose-wasm"] });
    assert.deepEqual(
      (JSON.parse(plain.out) as Report).findings.map(({ file }) => file),
      found,
    );
  });

  it("reads standard input as -", () => {
    const { code, out } = keystow(["scan", "-", "--format", "json"], { cwd: repo.root, input: `\n${key("stdin")}` });
    assert.equal(code, 1);
    assert.deepEqual(
      (JSON.parse(out) as Report).findings.map(({ file, startLine }) => [file, startLine]),
      [["-", 2]],
    );
  });

  it("accepts what a baseline holds, and tells what of it is used no more", () => {
    repo.write("sub/a.ts", `"${key("old")}"`);
    const [finding] = report().findings;
    const entry = { fingerprint: finding?.fingerprint, path: "../sub/a.ts", rule: "groq-api-key", count: 2 };
    const elsewhere = { ...entry, path: "../elsewhere.ts", count: 1 };
    repo.write("ci/.keystow-baseline.json", JSON.stringify({ version: 1, entries: [entry, elsewhere] }));
    const { code, out, err } = scan("--baseline", "ci/.keystow-baseline.json", "--format", "json", "sub");
    assert.equal(code, 0);
    assert.deepEqual(
      (JSON.parse(out) as Report).suppressed.map(({ by }) => by),
      ["baseline"],
    );
    assert.match(err, /^ci\/\.keystow-baseline\.json: \.\.\/sub\/a\.ts has 1 fewer of groq-api-key/);
    assert.equal(err.split("\n").length, 2);
    repo.write("sub/b.ts", `"${key("new")}"`);
    assert.equal(scan("--baseline", "ci/.keystow-baseline.json").code, 1);
  });

  it("gives one finding in JSON exactly as promised", () => {
    const text = made("anthropic", "shape");
    repo.write("a.py", `\nkey = "${text}"`);
    const { findings, ...rest } = report();
    const [{ fingerprint, ...finding } = { fingerprint: "" }] = findings;
    assert.match(fingerprint, /^k1:[0-9a-f]{32}$/);
    assert.deepEqual(finding, {
      ruleId: "anthropic-api-key",
      vendor: "Anthropic",
      file: "a.py",
      startLine: 2,
      startColumn: 8,
      endLine: 2,
      endColumn: 8 + text.length,
      severity: "error",
      confidence: "high",
      mask: `sk-ant-api…${text.length}`,
    });
    const { version } = JSON.parse(execFileSync("cat", ["package.json"]).toString()) as { version: string };
    assert.deepEqual(rest, {
      schema: 1,
      tool: { name: "keystow", version },
      complete: true,
      suppressed: [],
      skipped: [],
      summary: { files: 1, bytes: text.length + 9, findings: 1, ignored: 0 },
    });
  });

  it("gives SARIF whose locations lead to the files", () => {
    repo.write("../else where/b c.py", `"${key("sarif")}"`);
    repo.write("a.py", `"${key("sarif")}"`);
    const log = JSON.parse(scan(".", "../else where", "--format", "sarif").out) as Log;
    const { originalUriBaseIds: bases, results } = log.runs[0]!;
    const files = results?.map(({ locations }) => {
      const { uri, uriBaseId } = locations![0]!.physicalLocation!.artifactLocation!;
      return decodeURIComponent(new URL(uri!, bases![uriBaseId!]!.uri).pathname);
    });
    assert.deepEqual(files?.sort(), [join(repo.folder, "else where", "b c.py"), join(repo.root, "a.py")].sort());
  });
});

describe("keystow", () => {
  const cwd = process.cwd();
  const run = (...args: readonly string[]): Run => keystow(args, { cwd });

  it("tells its version and helps, with the exit codes of each command", () => {
    assert.match(run("--version").out, /^\d+\.\d+\.\d+\n$/);
    for (const command of ["scan", "merge", "fix", "check", "rules", "explain"]) {
      const { code, out, err } = run(command, "--help");
      assert.deepEqual([code, err], [0, ""], command);
      assert.match(out, /Exit codes[^]*\n {2}0 /, command);
      assert.ok(run("--help").out.includes(`\n  ${command} `), command);
    }
  });

  it("exits 2 without a command, and on one that is not there", () => {
    for (const args of [
      [],
      ["scna"],
      ["rules", "--format", "yaml"],
      ["explain"],
      ["explain", "README.md"],
      ["explain", "gone:1"],
    ]) {
      const { code, err } = run(...args);
      assert.equal(code, 2, args.join(" "));
      assert.ok(err !== "" && !/\n\s+at /.test(err), args.join(" "));
    }
  });

  it("lists its rules for people and for programs", () => {
    const { code, out } = run("rules");
    assert.equal(code, 0);
    assert.match(out, /^groq-api-key +Groq API key +high *$/m);
    const rules = JSON.parse(run("rules", "--format", "json").out) as readonly { id: string; envName: string }[];
    assert.equal(rules.length, out.trim().split("\n").length);
    assert.equal(rules.find(({ id }) => id === "groq-api-key")?.envName, "GROQ_API_KEY");
  });
});
