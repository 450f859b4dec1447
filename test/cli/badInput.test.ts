// Whatever stands in a folder, or happens to it and to the report: told, counted, finished.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { join, resolve } from "node:path";
import { FORMATS, type Report, type ReportFinding } from "../../src/core/index";
import { keystow, type Run, startKeystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const KIND = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const key = (seed: string): string => KIND?.make(randomFrom(seed)) ?? "";
const line = (seed: string): string => `const value = "${key(seed)}";\n`;
const PROGRAM = resolve("dist/cli.js");
/** What a name with a key is shown as. */
const STAND = new RegExp(`^gsk_…${key("x").length}~[0-9a-f]{8}$`);

describe("keystow scan of what is no good", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const scan = (...args: readonly string[]): Run => keystow(["scan", ...args], { cwd: repo.root, env: repo.env });
  const json = (...args: readonly string[]): Run & { readonly report: Report } => {
    const run = scan(...args, "--format", "json");
    return { ...run, report: JSON.parse(run.out) as Report };
  };
  const bash = (script: string): Run => {
    const env = { ...repo.env, NODE: process.execPath, CLI: PROGRAM };
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: repo.root, env, timeout: 30_000 });
    return { code: status, out: stdout.toString(), err: stderr.toString() };
  };
  const reasons = ({ skipped }: Report): Readonly<Record<string, string>> =>
    Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]));
  const files = ({ findings }: Report): readonly string[] => findings.map(({ file }) => file);

  describe("a tree", () => {
    it("whose ignore files are pipes, devices or without end: none is waited for", () => {
      repo.write("a.ts", line("a"));
      repo.write("sub/b.ts", line("b"));
      rmSync(join(repo.root, ".git/info/exclude"), { force: true });
      for (const path of [".gitignore", ".git/info/exclude"]) execFileSync("mkfifo", [join(repo.root, path)]);
      truncateSync(repo.write("sub/.gitignore", ""), 10 * 2 ** 30);
      const { code, report } = json();
      assert.deepEqual([code, files(report)], [1, ["a.ts", "sub/b.ts"]]);
      assert.deepEqual(reasons(report), {
        ".gitignore": "not a regular file, never opened",
        "sub/.gitignore": "larger than 10 MB",
      });
      rmSync(join(repo.root, ".gitignore"));
      symlinkSync("/dev/zero", join(repo.root, ".gitignore"));
      assert.deepEqual(files(json().report), ["a.ts", "sub/b.ts"]);
    });

    it("with pipes, sockets, devices, loops and holes: none is opened, each is named", async () => {
      repo.write("a.ts", line("a"));
      execFileSync("mkfifo", [join(repo.root, "pipe")]);
      const server: Server = createServer().listen(join(repo.root, "socket"));
      await once(server, "listening");
      mkdirSync(join(repo.root, "sub"));
      symlinkSync("..", join(repo.root, "sub/up"));
      symlinkSync("self", join(repo.root, "self"));
      symlinkSync("nowhere", join(repo.root, "dangling"));
      const sparse = repo.write("sparse.log", "");
      truncateSync(sparse, 10 * 2 ** 30);
      const hasDevice = spawnSync("mknod", [join(repo.root, "zero"), "c", "1", "5"]).status === 0;
      const { code, err, report } = json();
      assert.deepEqual([code, err, files(report)], [1, "", ["a.ts"]]);
      const odd = "not a regular file, never opened";
      assert.deepEqual(reasons(report), {
        dangling: "symbolic link, not followed",
        pipe: odd,
        self: "symbolic link, not followed",
        socket: odd,
        "sparse.log": "larger than 10 MB",
        "sub/up": "symbolic link, not followed",
        ...(hasDevice && { zero: odd }),
      });
      for (const path of ["pipe", "socket", "/dev/zero", "self"]) {
        const one = scan(path);
        assert.equal(one.code, 2, path);
        assert.match(one.err, /: not scanned, (?:not a regular file, never opened|its symbolic links lead)/, path);
      }
      const sole = json("sparse.log");
      server.close();
      assert.deepEqual([sole.code, reasons(sole.report)], [0, { "sparse.log": "larger than 10 MB" }]);
    });

    it("with folders and files that nobody may read", function () {
      repo.write("a.ts", "nothing\n");
      repo.write("closed/a.ts", line("closed"));
      chmodSync(repo.write("secret.ts", line("secret")), 0);
      chmodSync(join(repo.root, "closed"), 0);
      chmodSync(repo.folder, 0o755);
      // Root may read everything, so somebody else looks.
      const isRoot = process.getuid?.() === 0;
      const asNobody = isRoot ? { uid: 65534, gid: 65534 } : {};
      const able = spawnSync(process.execPath, [PROGRAM, "--version"], { cwd: repo.root, ...asNobody });
      if (able.status !== 0) this.skip();
      const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "scan", "--format", "json"], {
        cwd: repo.root,
        ...asNobody,
      });
      chmodSync(join(repo.root, "closed"), 0o755);
      assert.equal(status, 2);
      assert.deepEqual(reasons(JSON.parse(stdout.toString()) as Report), {
        "closed/": "no permission to read it",
        "secret.ts": "no permission to read it",
      });
      assert.equal(stderr.toString().split("\n").length, 3);
    });

    it("that changes while it is walked", () => {
      for (const name of ["gone.ts", "pipe.ts", "folder.ts", "grown.ts", "cut.ts", "kept.ts"])
        repo.write(`in/${name}`, line(name));
      repo.write("in/file/a.ts", line("in a folder"));
      // Right after the folder has been listed, every entry becomes something else.
      repo.write(
        "../hook.js",
        `const fs = require("node:fs");
        const { execFileSync } = require("node:child_process");
        const list = fs.readdirSync;
        fs.readdirSync = (path, ...more) => {
          const entries = list(path, ...more);
          if (String(path).endsWith("/in") && !fs.existsSync(path + "/../../changed")) {
            fs.writeFileSync(path + "/../../changed", "");
            for (const name of ["gone.ts", "pipe.ts", "folder.ts"]) fs.unlinkSync(path + "/" + name);
            execFileSync("/usr/bin/mkfifo", [path + "/pipe.ts"]);
            fs.mkdirSync(path + "/folder.ts");
            fs.truncateSync(path + "/grown.ts", 11 << 20);
            fs.truncateSync(path + "/cut.ts", 0);
            fs.rmSync(path + "/file", { recursive: true });
            fs.writeFileSync(path + "/file", "");
          }
          return entries;
        };`,
      );
      const run = keystow(["scan", "--format", "json"], {
        cwd: repo.root,
        env: { ...repo.env, NODE_OPTIONS: `--require ${join(repo.folder, "hook.js")}` },
      });
      const report = JSON.parse(run.out) as Report;
      assert.ok(readFileSync(join(repo.folder, "changed")));
      assert.deepEqual([run.code, report.complete, files(report)], [1, true, ["in/kept.ts"]]);
      assert.deepEqual(reasons(report), {
        "in/file/": "it does not exist",
        "in/folder.ts": "not a regular file, never opened",
        "in/gone.ts": "it does not exist",
        "in/grown.ts": "larger than 10 MB",
        "in/pipe.ts": "not a regular file, never opened",
      });
    });

    it("deeper than a path can be long", () => {
      repo.write("a.ts", line("deep"));
      const step = "d".repeat(200);
      bash(`for i in $(seq 30); do mkdir ${step}; cd ${step}; done; echo hidden > a.ts`);
      const { code, report, err } = json();
      assert.deepEqual([code, files(report), report.skipped.length], [1, ["a.ts"], 1]);
      assert.equal(report.skipped[0]?.reason, "its path is too long");
      assert.match(err, /: not scanned, its path is too long\n$/);
      bash(`for i in $(seq 30); do cd ${step}; done; rm a.ts; for i in $(seq 30); do cd ..; rmdir ${step}; done`);
    });

    it("with texts of every sort", () => {
      const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
      repo.write("long.js", `${"var a = 1; ".repeat(400_000)}${line("long")}`);
      repo.write("nul.txt", `a\0b\n${line("nul")}`);
      repo.write("odd.ini", Buffer.concat([wide(line("odd")), Buffer.from([0x41])]));
      repo.write("half.ini", Buffer.concat([wide(line("half")), Buffer.from([0x00, 0xd8, 0x41, 0x00])]));
      repo.write("empty.ts", "");
      const { report, code, err } = json();
      assert.deepEqual([code, err], [1, ""]);
      assert.deepEqual(files(report), ["half.ini", "long.js", "odd.ini"]);
      assert.deepEqual(reasons(report), { "nul.txt": "binary file" });
    });

    it("of many small files, in the same order each time", () => {
      for (let i = 0; i < 800; i++) repo.write(`${i % 20}/${i}.ts`, i % 40 === 0 ? line(`${i}`) : "x\n");
      const [one, two] = [1, 2].map(() => scan("--format", "jsonl"));
      assert.equal(one?.out, two?.out);
      const lines = (one?.out ?? "").trim().split("\n");
      const whole = json().report;
      assert.equal(whole.summary.files, 800);
      const found = lines.slice(0, -1).map((text) => JSON.parse(text) as ReportFinding);
      assert.deepEqual(
        found.sort((a, b) => (a.file < b.file ? -1 : 1)),
        whole.findings,
      );
      const { findings: _, ...rest } = whole;
      assert.deepEqual(JSON.parse(lines.at(-1) ?? ""), rest);
    });
  });

  describe("a name", () => {
    it("with line breaks, escapes or bytes that are no text cannot speak to the terminal", () => {
      const names = ["new\nline.ts", "\u001b[31mred\u001b]0;title\u0007.ts", "a\rb.ts", "right\u202eto left.ts"];
      for (const name of names) repo.write(name, line(name));
      writeFileSync(Buffer.concat([Buffer.from(`${repo.root}/bad`), Buffer.from([0xff])]), line("bytes"));
      mkdirSync(join(repo.root, "list"));
      writeFileSync(join(repo.root, "list/all"), "gone\u001b[2J.ts\0\u001b]0;title\u0007\0");
      assert.deepEqual([...files(json().report)].sort(), ["bad%FF", ...names].sort());
      const run = scan("--files-from", "list/all", "-0");
      assert.equal(run.code, 2);
      for (const text of [scan().out, run.out, run.err, scan("\u001b[31mgone").err])
        assert.doesNotMatch(text, /[\0-\u0009\u000b-\u001f\u007f\u202e]/);
    });

    it("with a key is masked wherever it stands, and stays itself", () => {
      const [file, folder, binary, gone] = [key("file"), key("folder"), key("binary"), key("gone")];
      repo.write(`${file}.ts`, line("inside"));
      repo.write(`${folder}/a.ts`, line("inside"));
      repo.write(`${binary}.png`, Buffer.from([0x89, 0x50, 0, 0, 0, 1]));
      repo.write(`x/${gone}/.keystow.json`, '{"nonsense": 1}');
      const secrets = [file, folder, binary, gone];
      const clean = (run: Run): Run => {
        for (const secret of secrets) assert.ok(!(run.out + run.err).includes(secret.slice(4, 30)), "a key leaked");
        return run;
      };
      for (const { id } of FORMATS) clean(scan("--format", id, ".", `${gone}.ts`, `x/${gone}`));
      clean(scan(folder, "--format", "sarif"));
      clean(keystow(["check", `${gone}.ts:1`], { cwd: repo.root, env: repo.env }));
      clean(keystow(["explain", `${gone}.ts:1`], { cwd: repo.root, env: repo.env }));
      clean(scan("--format", gone));
      const { report, err } = json(".", `x/${gone}`);
      assert.match(err, /gsk_…\d+~[0-9a-f]{8}\/\.keystow\.json:1:2: /);
      const shown = [...files(report), ...report.skipped.map((one) => one.file)];
      assert.equal(new Set(shown).size, 3);
      for (const name of shown) assert.match(name.replace(/\.(?:ts|png)$|\/a\.ts$/, ""), STAND);
      // The same key in both files: what tells them apart is the name.
      assert.equal(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size, 1);
      const accepted = clean(keystow(["baseline"], { cwd: repo.root, env: repo.env }));
      assert.deepEqual(
        [accepted.code, accepted.out],
        [0, ".keystow-baseline.json accepts 2 keys in 2 entries, 2 new.\n"],
      );
      clean({ code: 0, out: readFileSync(join(repo.root, ".keystow-baseline.json"), "utf8"), err: "" });
      assert.equal(scan("--baseline", ".keystow-baseline.json").code, 0);
      for (const part of [1, 2]) repo.write(`../${part}.json`, scan("--shard", `${part}/2`, "--format", "json").out);
      const merged = clean(keystow(["merge", "../1.json", "../2.json", "--format", "json"], { cwd: repo.root }));
      assert.deepEqual((JSON.parse(merged.out) as Report).findings, json().report.findings);
    });
  });

  describe("a report", () => {
    const MANY = 30;
    beforeEach(() => {
      for (let i = 0; i < MANY; i++) repo.write(`${i}.ts`, line(`${i}`).repeat(80));
    });

    it("for a full disk: told, without a stack", () => {
      repo.write("clean/a.ts", "x\n");
      for (const format of ["text", "json", "jsonl"])
        for (const path of ["clean", "."]) {
          const { code, err } = bash(`"$NODE" "$CLI" scan ${path} --format ${format} > /dev/full`);
          assert.deepEqual([code, err], [2, "The report is cut off: the disk is full.\n"], `${format} ${path}`);
        }
    });

    it("for a reader who leaves: silent, and exits as it would have", () => {
      for (const format of ["text", "json", "jsonl"]) {
        const { out, err } = bash(`"$NODE" "$CLI" scan --format ${format} | head -1; echo "\${PIPESTATUS[0]}"`);
        assert.deepEqual([out.trim().split("\n").at(-1), err], ["1", ""], format);
      }
    });

    it("for a slow reader: whole, line for line", async () => {
      const child = startKeystow(["scan", "--format", "jsonl"], { cwd: repo.root });
      let out = "";
      setTimeout(() => child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text)), 300);
      const [code] = (await once(child, "close")) as [number];
      assert.deepEqual([code, out.trim().split("\n").length], [1, MANY * 80 + 1]);
    });

    it("without a standard input, output or error", () => {
      assert.equal(bash(`"$NODE" "$CLI" scan >&-`).code, 1);
      assert.equal(bash(`"$NODE" "$CLI" scan 2>&-`).code, 1);
      const { code, out } = bash(`"$NODE" "$CLI" scan - <&-`);
      assert.deepEqual([code, out.split(",")[0]], [0, "No keys found"]);
      assert.equal(bash(`"$NODE" "$CLI" scan gone <&- >&- 2>&-`).code, 2);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const)
      it(`in JSON Lines, after ${signal}: what was found, and a last line that is not complete`, async () => {
        const child = startKeystow(["scan", "1.ts", "-", "--format", "jsonl"], { cwd: repo.root });
        let out = "";
        const ended = once(child, "close");
        // The first finding comes before standard input ends: it streams.
        await new Promise<void>((done) =>
          child.stdout?.on("data", (data: Buffer) => {
            out += data.toString();
            done();
          }),
        );
        child.kill(signal);
        const [code] = (await ended) as [number];
        const lines = out.trim().split("\n");
        const last = JSON.parse(lines.at(-1) ?? "") as Report;
        assert.deepEqual([code, lines.length, last.complete, last.summary.findings], [130, 81, false, 80]);
      });
  });

  it("from an input that never ends: as much as a file may have, then it is told", async () => {
    const zeros = openSync("/dev/zero", "r");
    const child = spawn(process.execPath, [PROGRAM, "scan", "-"], { stdio: [zeros, "ignore", "pipe"], cwd: repo.root });
    let err = "";
    child.stderr?.on("data", (data: Buffer) => (err += data.toString()));
    const [code] = (await once(child, "close")) as [number];
    closeSync(zeros);
    assert.deepEqual([code, err], [2, "-: not scanned, larger than 10 MB\n"]);
  });

  for (const args of [["-"], ["--files-from", "-"]])
    it(`from an input that is a folder, as ${args.join(" ")}: told, not taken for an empty file`, () => {
      const folder = openSync(repo.root, "r");
      const stdio = [folder, "pipe", "pipe"] as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "scan", ...args], {
        stdio: [...stdio],
        cwd: repo.root,
        encoding: "utf8",
      });
      closeSync(folder);
      assert.deepEqual([status, stdout, stderr], [2, "", "Standard input is a folder: name it in place of -.\n"]);
    });
});
