import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import type { Report, ReportFinding } from "../../src/core/index";
import { keystow, type Run, startKeystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const KIND = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const key = (seed: string): string => KIND?.make(randomFrom(seed)) ?? "";
/** A line with a key that is found in any file. */
const line = (seed: string): string => `const value = "${key(seed)}";\n`;

describe("what keystow scan selects", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());

  interface Scanned extends Run {
    readonly report: Report;
    /** `file:line` of every finding. */
    readonly found: readonly string[];
    /** `file: reason` of everything that was skipped. */
    readonly skipped: readonly string[];
  }

  function scan(
    args: readonly string[],
    given: { readonly cwd?: string; readonly input?: string | Buffer } = {},
  ): Scanned {
    const run = keystow(["scan", ...args, "--format", "json"], { cwd: repo.root, env: repo.env, ...given });
    const report = run.out === "" ? ({} as Report) : (JSON.parse(run.out) as Report);
    return {
      ...run,
      report,
      found: run.out === "" ? [] : places(report),
      skipped: run.out === "" ? [] : report.skipped.map(({ file, reason }) => `${file}: ${reason}`),
    };
  }
  const places = ({ findings }: Report): readonly string[] =>
    findings.map(({ file, startLine }) => `${file}:${startLine}`);
  /** Usage that is refused: a sentence, no report, no stack. */
  function refused(args: readonly string[], words: RegExp, cwd = repo.root): void {
    const { code, out, err } = keystow(["scan", ...args], { cwd, env: repo.env });
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(err, words, args.join(" "));
    assert.ok(!/\n\s+at /.test(err), err);
  }

  it("tells the repository of a file where that is another, a submodule as such", () => {
    repo.write("own.ts", line("own"));
    repo.write("nested/deep/a.ts", line("nested"));
    repo.at(join(repo.root, "nested"), "init", "-q");
    repo.write("lib/b.ts", line("submodule"));
    repo.at(join(repo.root, "lib"), "init", "-q");
    repo.at(join(repo.root, "lib"), "add", ".");
    repo.at(join(repo.root, "lib"), "commit", "-qm", "lib");
    repo.git("add", "lib");
    const repositories = ({ findings }: Report): unknown => findings.map(({ file, repository }) => [file, repository]);
    assert.deepEqual(repositories(scan(["."]).report), [
      ["lib/b.ts", { path: "lib", submodule: true }],
      ["nested/deep/a.ts", { path: "nested", submodule: false }],
      ["own.ts", undefined],
    ]);
    const inNested = { cwd: join(repo.root, "nested") };
    assert.deepEqual(repositories(scan(["."], inNested).report), [["deep/a.ts", undefined]]);
    const { out } = keystow(["scan"], { cwd: repo.root, env: repo.env });
    assert.match(
      out,
      /^lib\/b\.ts {2}\(submodule lib\)$[^]*^nested\/deep\/a\.ts {2}\(repository nested\)$[^]*^own\.ts$/m,
    );
  });

  describe("--staged", () => {
    it("reads the staged content, not the working file", () => {
      repo.commit("a.ts", "one\n");
      repo.write("a.ts", line("staged"));
      repo.git("add", "a.ts");
      repo.write("a.ts", "clean again\n");
      repo.write("b.ts", line("not staged"));
      const { found, code, report } = scan(["--staged"]);
      assert.deepEqual([found, code], [["a.ts:1"], 1]);
      assert.deepEqual([report.summary.files, report.summary.bytes], [1, Buffer.byteLength(line("staged"))]);
    });

    it("leaves out what HEAD has already, also when its mode has changed, and takes what has another name", () => {
      repo.commit("same.ts", line("same"));
      repo.commit("mode.sh", line("mode"));
      repo.commit("old.ts", line("renamed"));
      chmodSync(join(repo.root, "mode.sh"), 0o755);
      repo.git("add", "mode.sh");
      repo.git("mv", "old.ts", "new.ts");
      assert.deepEqual(scan(["--staged"]).found, ["new.ts:1"]);
    });

    it("works before the first commit, from a subfolder, and with nothing staged", () => {
      assert.deepEqual([scan(["--staged"]).code, scan(["--staged"]).report.summary.files], [0, 0]);
      repo.write("sub/a.ts", line("first"));
      repo.write("b.ts", line("beside"));
      repo.git("add", ".");
      assert.deepEqual(scan(["--staged"]).found, ["b.ts:1", "sub/a.ts:1"]);
      assert.deepEqual(scan(["--staged"], { cwd: join(repo.root, "sub") }).found, ["../b.ts:1", "a.ts:1"]);
      repo.git("commit", "-qm", "one");
      assert.deepEqual([scan(["--staged"]).code, scan(["--staged"]).found], [0, []]);
    });

    it("says of a file that is only meant to be added that nothing of it is staged", () => {
      repo.commit("a.ts", "one\n");
      repo.write("later.ts", line("later"));
      repo.write("empty.ts", "");
      repo.git("add", "-N", "later.ts");
      repo.git("add", "empty.ts");
      const { found, skipped, code } = scan(["--staged"]);
      assert.deepEqual([found, code], [[], 0]);
      assert.deepEqual(skipped, ["later.ts: added by intent only: nothing of it is staged"]);
    });

    it("reads every side of a conflict", () => {
      repo.commit("a.ts", "base\n");
      repo.git("checkout", "-qb", "theirs");
      repo.commit("a.ts", `\n${line("theirs")}`);
      repo.git("checkout", "-q", "main");
      repo.commit("a.ts", `\n\n${line("ours")}`);
      assert.throws(() => repo.git("merge", "theirs"));
      assert.deepEqual(scan(["--staged"]).found, ["a.ts:2", "a.ts:3"]);
    });

    it("says why it leaves out links, submodules, binary, large and excluded files", () => {
      repo.write(".keystow.json", '{"version":1,"exclude":["gen/**"]}');
      repo.write("gen/a.ts", line("generated"));
      repo.write("data.bin", Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from(line("binary"))]));
      truncateSync(repo.write("large.txt", ""), 11 * 1024 * 1024);
      symlinkSync("data.bin", join(repo.root, "link"));
      repo.at(repo.folder, "init", "-q", join(repo.root, "module"));
      writeFileSync(join(repo.root, "module", "x"), "x");
      repo.at(join(repo.root, "module"), "add", "x");
      repo.at(join(repo.root, "module"), "commit", "-qm", "x");
      repo.git("add", ".");
      const { skipped, code } = scan(["--staged"]);
      assert.equal(code, 0);
      assert.deepEqual(skipped, [
        "data.bin: binary file",
        "gen/a.ts: excluded by settings or policy file",
        "large.txt: larger than 10 MB",
        "link: symbolic link, not followed",
        "module: submodule, a repository of its own",
      ]);
    });

    it("warns of a staged env file, and knows the cells of a notebook", () => {
      repo.write(".env", `GROQ_API_KEY=${key("env")}\n`);
      repo.write("a.ipynb", JSON.stringify({ cells: [{ source: [] }, { source: [line("cell")] }] }));
      repo.git("add", "-f", ".");
      const { report } = scan(["--staged"]);
      assert.deepEqual(
        report.findings.map(({ file, cell }) => [file, cell]),
        [
          [".env", undefined],
          ["a.ipynb", 1],
        ],
      );
    });

    it("names files whose names are no text, or would break a line", () => {
      writeFileSync(
        Buffer.concat([Buffer.from(`${repo.root}/bad`), Buffer.from([0xff]), Buffer.from(".ts")]),
        line("bytes"),
      );
      repo.write('new\nline "quoted".ts', line("break"));
      repo.git("add", ".");
      assert.deepEqual(scan(["--staged"]).found, ["bad%FF.ts:1", 'new\nline "quoted".ts:1']);
    });

    it("says which staged content git has lost, and exits 2", () => {
      repo.write("a.ts", line("lost"));
      repo.git("add", "a.ts");
      const id = repo.git("rev-parse", ":a.ts");
      rmSync(join(repo.root, ".git/objects", id.slice(0, 2), id.slice(2)), { force: true });
      const { code, skipped, err } = scan(["--staged"]);
      assert.deepEqual([code, skipped], [2, ["a.ts: git does not have it, or it is damaged"]]);
      assert.match(err, /^a\.ts: not scanned/);
    });
  });

  describe("--diff", () => {
    it("finds what stands on added lines, at its place in the new version", () => {
      repo.commit("a.ts", `${line("old")}two\nthree\n`);
      repo.commit("a.ts", `zero\n${line("old")}two\n${line("new")}three\n`);
      const { found, code } = scan(["--diff", "HEAD~1..HEAD"]);
      assert.deepEqual([found, code], [["a.ts:4"], 1]);
      assert.equal(scan(["--diff", "HEAD..HEAD"]).code, 0);
    });

    it("takes a line that was changed around its key for an added one", () => {
      repo.commit("a.ts", line("moved"));
      repo.commit("a.ts", `  ${line("moved")}`);
      assert.deepEqual(scan(["--diff", "HEAD~1.."]).found, ["a.ts:1"]);
    });

    it("with three dots sees only what a branch has added since it left", () => {
      repo.commit("a.ts", "base\n");
      repo.git("checkout", "-qb", "feature");
      repo.commit("feature.ts", line("feature"));
      repo.git("checkout", "-q", "main");
      repo.commit("main.ts", line("main"));
      assert.deepEqual(scan(["--diff", "main...feature"]).found, ["feature.ts:1"]);
      assert.deepEqual(scan(["--diff", "feature...main"]).found, ["main.ts:1"]);
      repo.git("checkout", "-q", "feature");
      repo.git("merge", "-q", "--no-edit", "main");
      repo.commit("after.ts", line("after"));
      // What the merge brought from main is there already.
      assert.deepEqual(scan(["--diff", "main...HEAD"]).found, ["after.ts:1", "feature.ts:1"]);
      // Against what the branch was before, it is new.
      assert.deepEqual(scan(["--diff", "HEAD~2..HEAD~1"]).found, ["main.ts:1"]);
    });

    it("sees a key that only the merge commit itself holds", () => {
      repo.commit("a.ts", "base\n");
      repo.git("checkout", "-qb", "side");
      repo.commit("side.ts", "side\n");
      repo.git("checkout", "-q", "main");
      repo.commit("b.ts", "main\n");
      repo.git("merge", "-q", "--no-commit", "side");
      repo.write("side.ts", line("evil"));
      repo.git("add", ".");
      repo.git("commit", "-qm", "Merge");
      assert.deepEqual(scan(["--diff", "HEAD^2...HEAD"]).found, ["side.ts:1"]);
    });

    it("follows a renamed file, and not a key that stood in it before", () => {
      const body = Array.from({ length: 30 }, (_, i) => `line ${i} of a file\n`).join("");
      repo.commit("old.ts", line("kept") + body);
      repo.git("mv", "old.ts", "new.ts");
      repo.commit("new.ts", `${line("kept")}${body}${line("added")}`);
      assert.deepEqual(scan(["--diff", "HEAD~1..HEAD"]).found, ["new.ts:32"]);
    });

    it("reads UTF-16 by its lines, and takes text that was binary for new", () => {
      const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
      repo.commit("wide.ini", wide(`${line("old")}\u0a05\u0a05 two\n`));
      repo.commit("was.bin", Buffer.from([0, 0, 1, 2]));
      repo.commit("wide.ini", wide(`\u0a05 zero\n${line("old")}\u0a05\u0a05 two\n${line("wide")}`));
      repo.commit("was.bin", line("text"));
      repo.commit("is.bin", Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from(line("bin"))]));
      const { found, skipped } = scan(["--diff", "HEAD~3..HEAD"]);
      assert.deepEqual(found, ["was.bin:1", "wide.ini:4"]);
      assert.deepEqual(skipped, ["is.bin: binary file"]);
    });

    it("with one revision compares the work tree, as git diff does", () => {
      repo.commit("a.ts", line("old"));
      repo.commit("b.ts", "clean\n");
      repo.write("a.ts", `${line("old")}${line("unstaged")}`);
      repo.write("c.ts", line("staged"));
      repo.git("add", "c.ts");
      repo.write("untracked.ts", line("untracked"));
      assert.deepEqual(scan(["--diff", "HEAD"]).found, ["a.ts:2", "c.ts:1"]);
      assert.deepEqual(scan(["--diff", "HEAD~1"]).found, ["a.ts:2", "c.ts:1"]);
    });

    it("refuses what is no range of this repository", () => {
      repo.commit("a.ts", line("a"));
      refused(["--diff", "nowhere...HEAD"], /no revision nowhere/);
      refused(["--diff", "HEAD..nowhere"], /no revision nowhere/);
      refused(["--diff", "nowhere"], /no revision nowhere/);
      for (const range of ["--output=owned", "HEAD..--output=owned", "HEAD...-x", "", "a\nb"])
        refused(["--diff", range], /is no range/);
      for (const range of ["...", "..", "..HEAD", "...HEAD"]) refused(["--diff", range], /no revision before its dots/);
      refused([""], /One of the paths is empty/);
      assert.ok(!existsSync(join(repo.root, "owned")));
      repo.git("checkout", "-q", "--orphan", "other");
      repo.git("rm", "-q", "-rf", ".");
      repo.commit("b.ts", "b");
      refused(["--diff", "main...other"], /no commit in common/);
      assert.deepEqual(scan(["--diff", "other..main"]).found, ["a.ts:1"]);
    });

    it("is quick with a file that has changed altogether", () => {
      const text = (seed: string): string =>
        Array.from({ length: 20_000 }, (_, i) => `${seed} ${(i * 7919) % 10_007}\n`).join("");
      repo.commit("a.ts", text("a"));
      repo.commit("a.ts", `${text("b")}${line("in the middle")}${text("c")}`);
      const start = performance.now();
      assert.deepEqual(scan(["--diff", "HEAD~1.."]).found, ["a.ts:20001"]);
      assert.ok(performance.now() - start < 20_000);
    });
  });

  describe("--changed", () => {
    it("takes files that differ from HEAD and untracked ones, and no others", () => {
      for (const name of ["same.ts", "touched.ts", "edited.ts", "gone.ts", "reverted.ts"])
        repo.commit(name, line(name));
      repo.commit(".gitignore", "*.log\n");
      repo.write("edited.ts", `\n${line("edited.ts")}`);
      rmSync(join(repo.root, "gone.ts"));
      repo.write("staged.ts", line("staged"));
      repo.git("add", "staged.ts");
      repo.write("reverted.ts", "other\n");
      repo.git("add", "reverted.ts");
      repo.write("reverted.ts", line("reverted.ts"));
      repo.write("sub/untracked.ts", line("untracked"));
      repo.write("ignored.log", line("ignored"));
      repo.write("intended.ts", line("intended"));
      repo.git("add", "-N", "intended.ts");
      utimesSync(join(repo.root, "touched.ts"), 1, 1);
      const expected = ["edited.ts:2", "intended.ts:1", "staged.ts:1", "sub/untracked.ts:1"];
      const { found, code } = scan(["--changed"]);
      assert.deepEqual([found, code], [expected, 1]);
      assert.deepEqual(scan(["--changed"], { cwd: join(repo.root, "sub") }).found, [
        "../edited.ts:2",
        "../intended.ts:1",
        "../staged.ts:1",
        "untracked.ts:1",
      ]);
    });

    it("takes a file that has only another name now", () => {
      repo.commit("old.ts", line("renamed"));
      repo.git("mv", "old.ts", "new.ts");
      assert.deepEqual(scan(["--changed"]).found, ["new.ts:1"]);
    });

    it("sees a change of the same length at a time that the index cannot tell apart", () => {
      const file = repo.write("a.ts", "x".repeat(line("race").length));
      const later = Date.now() / 1000 + 3600;
      utimesSync(file, later, later);
      repo.git("add", "a.ts");
      repo.git("commit", "-qm", "one");
      repo.write("a.ts", line("race"));
      utimesSync(file, later, later);
      assert.deepEqual(scan(["--changed"]).found, ["a.ts:1"]);
    });

    it("works before the first commit, and with names that are no text", () => {
      assert.equal(scan(["--changed"]).code, 0);
      writeFileSync(Buffer.concat([Buffer.from(`${repo.root}/bad`), Buffer.from([0xff])]), line("bytes"));
      assert.deepEqual(scan(["--changed"]).found, ["bad%FF:1"]);
      repo.git("add", ".");
      assert.deepEqual(scan(["--changed"]).found, ["bad%FF:1"]);
      repo.git("commit", "-qm", "one");
      assert.deepEqual(scan(["--changed"]).found, []);
    });

    it("runs no filter, hook or monitor that the repository names", () => {
      repo.commit("a.ts", "one\n");
      const mark = join(repo.folder, "ran");
      for (const [name, value] of [
        ["filter.evil.clean", `touch ${mark}; cat`],
        ["filter.evil.smudge", `touch ${mark}; cat`],
        ["core.fsmonitor", `touch ${mark}; false`],
        ["diff.evil.textconv", `touch ${mark}; cat`],
        ["diff.external", `touch ${mark}`],
      ] as const)
        repo.git("config", name, value);
      repo.write(".gitattributes", "* filter=evil diff=evil\n");
      repo.write("a.ts", line("filtered"));
      for (const args of [["--changed"], ["--diff", "HEAD"], ["--staged"], ["--diff", "HEAD...HEAD"], ["--history"]])
        scan(args);
      assert.deepEqual(scan(["--changed"]).found, ["a.ts:1"]);
      assert.ok(!existsSync(mark));
    });
  });

  describe("--files-from", () => {
    it("reads a list, from standard input or a file, and nothing else", () => {
      repo.write("a.ts", line("a"));
      repo.write("b c.ts", line("b"));
      repo.write("other.ts", line("other"));
      assert.deepEqual(scan(["--files-from", "-"], { input: "a.ts\n\nb c.ts\na.ts\n./a.ts\n" }).found, [
        "a.ts:1",
        "b c.ts:1",
      ]);
      const list = join(repo.folder, "list");
      writeFileSync(list, `${join(repo.root, "a.ts")}\n../work/b c.ts`);
      assert.deepEqual(scan(["--files-from", list]).found, ["a.ts:1", "b c.ts:1"]);
      assert.deepEqual(scan(["--files-from", "-"], { input: "" }).code, 0);
    });

    it("reads what programs on Windows write, and the quotes of git ls-files", () => {
      repo.write("ä b.ts", line("a"));
      repo.write('"q".ts', line("q"));
      repo.write('"own"', line("own"));
      const lines = 'ä b.ts\r\n"own"\r\n';
      const wide = Buffer.from(`\ufeff${lines}`, "utf16le");
      for (const input of [lines, `\ufeff${lines}`, wide, Buffer.from(wide).swap16()])
        assert.deepEqual(scan(["--files-from", "-"], { input }).found, ['"own":1', "ä b.ts:1"]);
      repo.git("add", ".");
      const input = repo.git("ls-files");
      assert.match(input, /^"\\303\\244 b\.ts"$/m);
      assert.deepEqual(scan(["--files-from", "-"], { input }).found, ['"own":1', '"q".ts:1', "ä b.ts:1"]);
    });

    it("takes quotes that git would not write as they are", () => {
      for (const name of ['"bad\\q.ts"', '"a\\400.ts"', '"a\\000b"', '""'])
        assert.deepEqual(scan(["--files-from", "-"], { input: name }).skipped, [`${name}: it does not exist`]);
    });

    it("knows a submodule that is not checked out, as every other selector does", () => {
      repo.at(repo.folder, "init", "-q", "-b", "main", "lib");
      repo.at(join(repo.folder, "lib"), "commit", "-q", "--allow-empty", "-m", "lib");
      repo.commit("a.ts", "x\n");
      repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../lib", "lib");
      repo.git("commit", "-qm", "add");
      const cwd = join(repo.folder, "clone");
      repo.at(repo.folder, "clone", "-q", repo.root, cwd);
      const told = ["lib: submodule that is not checked out"];
      const scanned = (...args: readonly string[]): unknown => {
        const { code, skipped } = scan(args, { cwd, input: "a.ts\nlib\n" });
        return [code, skipped];
      };
      assert.deepEqual(scanned("."), [0, ["lib/: submodule that is not checked out"]]);
      assert.deepEqual(scanned("--files-from", "-"), [0, told]);
      assert.deepEqual(scanned("--diff", "HEAD~1"), [0, told]);
      assert.deepEqual(scanned("--changed"), [0, []]);
    });

    it("says what is wrong with a list that zero bytes separate", () => {
      const { code, out, err } = scan(["--files-from", "-"], { input: "a.ts\0b.ts\0" });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /^The list has zero bytes in it: .* --null \(-0\)/);
    });

    it("takes what git ls-files -z prints", () => {
      repo.write("new\nline.ts", line("break"));
      writeFileSync(Buffer.concat([Buffer.from(`${repo.root}/bad`), Buffer.from([0xff])]), line("bytes"));
      mkdirSync(Buffer.concat([Buffer.from(`${repo.root}/dir`), Buffer.from([0xfe])]));
      writeFileSync(
        Buffer.concat([Buffer.from(`${repo.root}/dir`), Buffer.from([0xfe]), Buffer.from("/x.ts")]),
        line("deep"),
      );
      symlinkSync("nowhere", join(repo.root, "link"));
      repo.at(repo.folder, "init", "-q", join(repo.root, "module"));
      repo.at(join(repo.root, "module"), "commit", "-q", "--allow-empty", "-m", "x");
      repo.git("add", ".");
      const list = execFileSync("git", ["ls-files", "-z"], { cwd: repo.root, env: repo.env });
      for (const option of ["-0", "--null"]) {
        const { found, skipped, code } = scan(["--files-from", "-", option], { input: list });
        assert.deepEqual(found, ["bad%FF:1", "dir%FE/x.ts:1", "new\nline.ts:1"]);
        assert.deepEqual(skipped, ["link: symbolic link, not followed", "module: submodule, a repository of its own"]);
        assert.equal(code, 1);
      }
    });

    it("names what is not there or no file, and exits 2 but for a key", () => {
      repo.write("a.ts", line("a"));
      mkdirSync(join(repo.root, "folder"));
      const { code, skipped, err } = scan(["--files-from", "-"], { input: "gone.ts\nfolder\n-x\n" });
      assert.deepEqual(skipped, ["-x: it does not exist", "folder: it is a folder", "gone.ts: it does not exist"]);
      assert.equal(code, 2);
      assert.match(err, /^gone\.ts: not scanned, it does not exist$/m);
      assert.equal(scan(["--files-from", "-"], { input: "gone.ts\na.ts\n" }).code, 1);
      refused(["--files-from", "gone-list"], /The list gone-list was not read: it does not exist/);
    });

    it("keeps to the policy file and to the rules for env files", () => {
      repo.write(".keystow.json", '{"version":1,"exclude":["gen"]}');
      repo.write("gen/a.ts", line("generated"));
      repo.write(".env", `GROQ_API_KEY=${key("env")}\n`);
      const { report, skipped } = scan(["--files-from", "-"], { input: "gen/a.ts\n.env\n" });
      assert.deepEqual([report.findings.length, report.suppressed.map(({ by }) => by)], [0, ["env-file"]]);
      assert.deepEqual(skipped, ["gen/a.ts: excluded by settings or policy file"]);
    });
  });

  describe("--history", () => {
    const one = ({ report }: Scanned, file: string): ReportFinding => {
      const found = report.findings.filter((finding) => finding.file === file);
      assert.equal(found.length, 1, `${found.length} in ${file}`);
      return found[0]!;
    };
    const commitOf = (revision: string): string => repo.git("rev-parse", revision);
    const dateOf = (revision: string): number => Date.parse(repo.git("log", "-1", "--format=%cI", revision));

    it("finds a key that was deleted, with the first commit, its author, date and refs", () => {
      repo.commit("a.ts", "clean\n");
      repo.commit("src/gone.ts", `\n${line("gone")}`);
      const first = commitOf("HEAD");
      const when = dateOf("HEAD");
      repo.commit("src/gone.ts", `// more\n\n${line("gone")}`);
      repo.git("tag", "v1");
      repo.git("rm", "-q", "src/gone.ts");
      repo.git("commit", "-qm", "Remove");
      repo.git("branch", "other");
      const scanned = scan(["--history"]);
      assert.equal(scanned.code, 1);
      const { introduced, startLine } = one(scanned, "src/gone.ts");
      assert.equal(startLine, 2);
      assert.deepEqual(
        { ...introduced, date: Date.parse(introduced?.date ?? "") },
        { commit: first, author: "Ann", date: when, refs: ["refs/heads/main", "refs/heads/other", "refs/tags/v1"] },
      );
      const { out } = keystow(["scan", "--history"], { cwd: repo.root, env: repo.env });
      const day = new Date(when).toISOString().slice(0, 10);
      assert.ok(out.includes(`\n    since ${first.slice(0, 12)}, Ann, ${day}, in main, other, v1\n`), out);
    });

    it("finds it in an amended commit, in stashes, on another branch, in the index and in a dropped object", () => {
      repo.commit("a.ts", "clean\n");
      repo.commit("amended.ts", line("amended"));
      const amended = commitOf("HEAD");
      repo.write("amended.ts", "clean now\n");
      repo.git("commit", "-qa", "--amend", "-m", "Amended");
      repo.git("checkout", "-qb", "side");
      repo.commit("side.ts", line("side"));
      repo.git("checkout", "-q", "main");
      repo.write("a.ts", line("older stash"));
      repo.git("stash", "-q");
      repo.write("loose.ts", line("newer stash"));
      repo.git("stash", "-q", "-u");
      repo.write("dropped.ts", line("dropped"));
      repo.git("add", "dropped.ts");
      const dropped = repo.git("rev-parse", ":dropped.ts");
      repo.git("rm", "-q", "-f", "--cached", "dropped.ts");
      rmSync(join(repo.root, "dropped.ts"));
      repo.write("indexed.ts", line("indexed"));
      repo.git("add", "indexed.ts");
      const scanned = scan(["--history"]);
      assert.deepEqual(
        scanned.report.findings.map(({ file, introduced }) => [file, introduced?.refs]),
        [
          ["a.ts", ["refs/stash@{1}"]],
          ["amended.ts", []],
          [`blob:${dropped}`, undefined],
          ["indexed.ts", undefined],
          ["loose.ts", ["refs/stash"]],
          ["side.ts", ["refs/heads/side"]],
        ],
      );
      assert.equal(one(scanned, "amended.ts").introduced?.commit, amended);
    });

    it("reports a key once for each path, and each path by its own rules", () => {
      repo.write(".keystow.json", '{"version":1,"exclude":["gen/**"],"allow":[]}');
      repo.commit(".env", `GROQ_API_KEY=${key("copied")}\n`);
      repo.commit("b.ts", `GROQ_API_KEY=${key("copied")}\n`);
      repo.commit("gen/c.ts", `GROQ_API_KEY=${key("copied")}\n`);
      for (let i = 0; i < 5; i++) repo.commit("b.ts", `${"\n".repeat(i)}GROQ_API_KEY=${key("copied")}\nversion ${i}\n`);
      repo.commit("d.ts", `// keystow:allow for a test\n${line("marked")}`);
      const { found, report, skipped } = scan(["--history"]);
      assert.deepEqual(found, [".env:1", "b.ts:1"]);
      assert.equal(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size, 1);
      assert.deepEqual(
        report.suppressed.map(({ file, by }) => [file, by]),
        [["d.ts", "inline"]],
      );
      assert.deepEqual(skipped, ["gen/c.ts: excluded by settings or policy file"]);
    });

    it("warns of an env file that was committed once, although it is in its place now", () => {
      repo.commit(".env", `GROQ_API_KEY=${key("once")}\n`);
      repo.git("rm", "-q", "--cached", ".env");
      repo.commit(".gitignore", ".env\n");
      assert.deepEqual([scan([]).found, scan(["--history"]).found], [[], [".env:1"]]);
    });

    it("finds keys in messages, and names whom it may name", () => {
      repo.write("a.ts", "clean\n");
      repo.git("add", ".");
      repo.git("-c", `user.name=${key("author")}`, "commit", "-qm", `Use it\n\nkey = "${key("message")}"`);
      repo.git("tag", "-a", "v1", "-m", `key = "${key("tag")}"`);
      const { report, out } = scan(["--history"]);
      const commit = commitOf("HEAD");
      assert.deepEqual(
        report.findings.map(({ file, startLine }) => `${file}:${startLine}`),
        [`commit:${commit}:3`, `tag:${commitOf("v1")}:1`],
      );
      assert.deepEqual(report.findings[0]?.introduced?.refs, ["refs/heads/main", "refs/tags/v1"]);
      for (const seed of ["author", "message", "tag"]) assert.ok(!out.includes(key(seed)), seed);
    });

    it("shows no key that an author or a branch is named after", () => {
      const { PATH } = repo.env;
      repo.write("a.ts", line("a"));
      repo.git("add", ".");
      execFileSync("git", ["commit", "-qm", "one"], {
        cwd: repo.root,
        env: {
          ...repo.env,
          PATH,
          GIT_AUTHOR_NAME: key("author"),
          GIT_AUTHOR_EMAIL: "a@b",
          GIT_COMMITTER_NAME: "c",
          GIT_COMMITTER_EMAIL: "c@d",
        },
      });
      repo.git("branch", key("branch"));
      const { out, report } = scan(["--history"]);
      assert.match(
        report.findings[0]?.introduced?.author ?? "",
        new RegExp(`^gsk_…${key("author").length}~[0-9a-f]{8}$`),
      );
      assert.ok(!out.includes(key("author")) && !out.includes(key("branch")));
    });

    it("reads names that are no text or would break a line, in subfolders too", () => {
      repo.write("sub/new\nline.ts", line("break"));
      writeFileSync(Buffer.concat([Buffer.from(`${repo.root}/sub/bad`), Buffer.from([0xff])]), line("bytes"));
      repo.git("add", ".");
      repo.git("commit", "-qm", "one");
      assert.deepEqual(scan(["--history"]).found, ["sub/bad%FF:1", "sub/new\nline.ts:1"]);
      assert.deepEqual(scan(["--history"], { cwd: join(repo.root, "sub") }).found, ["bad%FF:1", "new\nline.ts:1"]);
    });

    it("says that a shallow clone, a damaged object or a lost one leaves it incomplete", () => {
      repo.commit("a.ts", line("first"));
      repo.commit("a.ts", "clean\n");
      const shallow = join(repo.folder, "shallow");
      repo.at(repo.folder, "clone", "-q", "--depth", "1", `file://${repo.root}`, shallow);
      const cut = scan(["--history"], { cwd: shallow });
      assert.deepEqual([cut.code, cut.found, cut.report.complete], [2, [], true]);
      assert.ok(
        cut.skipped.some((text) => /^\.git: history incomplete: it is a shallow clone/.test(text)),
        String(cut.skipped),
      );
      const id = repo.git("rev-parse", "HEAD~1:a.ts");
      rmSync(join(repo.root, ".git/objects", id.slice(0, 2), id.slice(2)), { force: true });
      const lost = scan(["--history"]);
      assert.deepEqual([lost.code, lost.found], [2, []]);
      assert.ok(lost.skipped.some((text) => /^\.git: history incomplete: 1 object could not be read/.test(text)));
    });

    it("works in a bare repository, in an empty one and without one", () => {
      assert.deepEqual([scan(["--history"]).code, scan(["--history"]).report.summary.files], [0, 0]);
      repo.commit("sub/a.ts", line("bare"));
      const bare = join(repo.folder, "bare.git");
      repo.at(repo.folder, "clone", "-q", "--bare", repo.root, bare);
      assert.deepEqual(scan(["--history"], { cwd: bare }).found, ["sub/a.ts:1"]);
      assert.deepEqual(scan(["--diff", "HEAD..HEAD"], { cwd: bare }).code, 0);
      refused(["--staged"], /bare/, bare);
      for (const args of [["--history"], ["--staged"], ["--changed"], ["--diff", "HEAD"]])
        refused(args, /no Git repository here/, repo.folder);
    });

    it("names submodules, whose history is elsewhere", () => {
      const lib = join(repo.folder, "lib");
      repo.at(repo.folder, "init", "-q", "-b", "main", lib);
      repo.write("../lib/b.ts", line("submodule"));
      repo.at(lib, "add", ".");
      repo.at(lib, "commit", "-qm", "lib");
      repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib, "lib");
      repo.git("commit", "-qm", "add");
      const { code, skipped } = scan(["--history"]);
      assert.deepEqual([code, skipped], [0, ["lib: submodule, a repository of its own"]]);
    });

    it("ends at Ctrl+C with a report that is not complete", async () => {
      for (let i = 0; i < 40; i++) repo.write(`f${i}.txt`, `${i}${"lorem ipsum dolor ".repeat(200_000)}`);
      repo.git("add", ".");
      repo.git("commit", "-qm", "many");
      const child = startKeystow(["scan", "--history", "--format", "json"], { cwd: repo.root, env: repo.env });
      let out = "";
      child.stdout?.on("data", (data: Buffer) => (out += data.toString()));
      const pid = String(child.pid);
      // Once git runs for it, it listens.
      for (let left = 2000; left > 0 && !hasChild(pid); left--) await new Promise((done) => setTimeout(done, 5));
      child.kill("SIGINT");
      const [code] = (await once(child, "close")) as [number];
      assert.equal(code, 130);
      const report = JSON.parse(out) as Report;
      assert.equal(report.complete, false);
      assert.ok(report.summary.files < 41);
    });
  });

  describe("--shard", () => {
    const run = (args: readonly string[], name: string): string => {
      const { out, code, err } = keystow(["scan", ...args], { cwd: repo.root, env: repo.env });
      assert.ok(code === 0 || code === 1, err);
      writeFileSync(join(repo.folder, name), out);
      return `../${name}`;
    };
    const essence = (report: Report): unknown => ({
      findings: report.findings,
      suppressed: report.suppressed,
      skipped: report.skipped.filter(({ reason }) => !/^\d+ binary/.test(reason)),
      summary: report.summary,
      complete: report.complete,
    });

    it("splits every selection, so that the parts joined are the whole", () => {
      const random = randomFrom("shards");
      repo.write(".gitignore", "*.log\n");
      for (let i = 0; i < 40; i++) {
        const path = `${random.pick(["", "a/", "a/b/", "c/"])}f${random.int(15)}.${random.pick(["ts", "log", "bin"])}`;
        const text = random.int(3) === 0 ? `${"\n".repeat(random.int(5))}${line(`k${random.int(8)}`)}` : `plain ${i}\n`;
        repo.write(path, path.endsWith("bin") ? Buffer.concat([Buffer.alloc(9), Buffer.from(text)]) : text);
        if (random.int(2) === 0) {
          repo.git("add", ".");
          repo.git("commit", "-q", "--allow-empty", "-m", `Change ${i}`);
        }
        if (i === 20) repo.git("checkout", "-qb", "later");
      }
      repo.git("add", "a");
      repo.write("untracked.ts", line("untracked"));
      const list = run(["--format", "json"], "whole.json") && join(repo.folder, "files");
      writeFileSync(list, execFileSync("git", ["ls-files"], { cwd: repo.root, env: repo.env }));
      for (const selector of [
        [],
        ["--staged"],
        ["--changed"],
        ["--diff", "HEAD~3..HEAD"],
        ["--files-from", list],
        ["--history"],
      ]) {
        const whole = JSON.parse(
          keystow(["scan", ...selector, "--format", "json"], { cwd: repo.root, env: repo.env }).out,
        ) as Report;
        const parts = [1, 2, 3].map((part) =>
          run([...selector, "--shard", `${part}/3`, "--format", part === 2 ? "jsonl" : "json"], `part${part}`),
        );
        const { out } = keystow(["merge", ...parts, "--format", "json"], { cwd: repo.root, env: repo.env });
        assert.deepEqual(essence(JSON.parse(out) as Report), essence(whole), selector.join(" "));
        if (selector.length === 0 || selector[0] === "--history") assert.ok(whole.findings.length > 3);
        if (selector.length > 0) continue;
        const filesOf = parts.map((part) => {
          const text = execFileSync("cat", [part], { cwd: repo.root }).toString();
          return [...text.matchAll(/"file": ?"([^"]+)"/g)].map(([, file]) => file);
        });
        const all = filesOf.flatMap((files) => [...new Set(files)]);
        assert.equal(new Set(all).size, all.length, "a file in two parts");
        assert.ok(filesOf.filter((files) => files.length > 0).length > 1, "all in one part");
      }
    });

    it("refuses what is no shard", () => {
      for (const shard of ["0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/3/5", ""])
        refused(["--shard", shard], /is no shard/);
    });
  });

  describe("one at a time:", () => {
    for (const args of [
      ["--staged", "--changed"],
      ["--history", "--diff", "HEAD"],
      ["--staged", "--files-from", "-"],
      ["--staged", "src"],
      ["--files-from", "-", "a.ts"],
      ["--null"],
      ["--diff"],
      ["--files-from"],
    ])
      it(`refuses ${args.join(" ")}`, () =>
        refused(args, /exclude each other|name no paths|--files-from|argument missing/));
  });

  it("runs no git that lies in the scanned repository", () => {
    repo.commit("a.ts", line("a"));
    const mark = join(repo.folder, "ran");
    repo.write("bin/git", `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(join(repo.root, "bin/git"), 0o755);
    const env = { ...repo.env, PATH: `${join(repo.root, "bin")}:${repo.env["PATH"] ?? ""}` };
    mkdirSync(join(repo.root, "sub"));
    for (const cwd of [repo.root, join(repo.root, "sub")]) {
      const { code, err } = keystow(["scan", "--staged"], { cwd, env });
      assert.deepEqual([code, err, existsSync(mark)], [0, "", false]);
    }
    const { code, err } = keystow(["scan", "--history"], { cwd: repo.root, env: { PATH: join(repo.root, "bin") } });
    assert.equal(code, 2);
    assert.match(err, /Git was not found/);
  });

  it("gives findings of git's objects in every format", () => {
    repo.commit("a.ts", line("gone"));
    repo.git("rm", "-q", "a.ts");
    repo.git("commit", "-qm", "Remove");
    const log = JSON.parse(
      keystow(["scan", "--history", "--format", "sarif"], { cwd: repo.root, env: repo.env }).out,
    ) as Log;
    assert.equal(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, "a.ts");
    const lines = keystow(["scan", "--history", "--format", "jsonl"], { cwd: repo.root, env: repo.env }).out.split(
      "\n",
    );
    assert.equal((JSON.parse(lines[0] ?? "") as ReportFinding).introduced?.author, "Ann");
  });

  it("accepts what a baseline holds, and says nothing of what it did not look at", () => {
    repo.commit("a.ts", line("old"));
    const [finding] = scan([]).report.findings;
    const entry = { fingerprint: finding?.fingerprint, path: "a.ts", rule: "groq-api-key", count: 1 };
    repo.write(".keystow-baseline.json", JSON.stringify({ version: 1, entries: [entry, { ...entry, path: "b.ts" }] }));
    const { code, err, report } = scan(["--history", "--baseline", ".keystow-baseline.json"]);
    assert.deepEqual([code, err, report.suppressed.map(({ by }) => by)], [0, "", ["baseline"]]);
  });
});

describe("keystow merge", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const merge = (...args: readonly string[]): Run => keystow(["merge", ...args], { cwd: repo.root });
  const written = (name: string, ...args: readonly string[]): string => {
    repo.write(name, keystow(["scan", ...args], { cwd: repo.root }).out);
    return name;
  };

  it("joins reports, and counts a key at a place once", () => {
    repo.write("a.ts", line("a"));
    repo.write("b.ts", line("b"));
    const one = written("one.json", "a.ts", "--format", "json");
    const both = written("both.jsonl", "a.ts", "b.ts", "--format", "jsonl");
    const { code, out, err } = merge(one, both, "--format", "json");
    assert.deepEqual([code, err], [1, ""]);
    const report = JSON.parse(out) as Report;
    assert.deepEqual(
      report.findings.map(({ file }) => file),
      ["a.ts", "b.ts"],
    );
    assert.deepEqual([report.complete, report.summary.files, report.summary.findings], [true, 3, 2]);
    assert.match(merge(one, both).out, /2 keys found in 2 files/);
    for (const format of ["jsonl", "sarif", "json"]) assert.notEqual(merge(one, "--format", format).out, "");
    assert.equal(merge(one, "--fail-on", "high").code, 1);
  });

  it("is complete only if all are, and then exits 2 without a key", () => {
    repo.write("clean.ts", "clean\n");
    const clean = written("clean.json", "clean.ts", "--format", "json");
    const report = JSON.parse(keystow(["scan", "clean.ts", "--format", "json"], { cwd: repo.root }).out) as Report;
    repo.write("cut.json", JSON.stringify({ ...report, complete: false }));
    assert.equal(merge(clean).code, 0);
    assert.equal(merge(written("clean.jsonl", "clean.ts", "--format", "jsonl")).code, 0);
    const { code, out, err } = merge(clean, "cut.json", "--format", "json");
    assert.deepEqual([code, (JSON.parse(out) as Report).complete], [2, false]);
    assert.match(err, /not complete/);
  });

  it("refuses what is no report", () => {
    repo.write("a.ts", line("a"));
    const good = written("good.json", "a.ts", "--format", "json");
    const report = JSON.parse(keystow(["scan", "a.ts", "--format", "json"], { cwd: repo.root }).out) as Report;
    const odd: Readonly<Record<string, string>> = {
      "empty.json": "",
      "text.json": "nonsense",
      "null.json": "null",
      "list.json": "[]",
      "schema.json": JSON.stringify({ ...report, schema: 2 }),
      "file.json": JSON.stringify({ ...report, findings: [{ ...report.findings[0], file: 7 }] }),
      "cut.jsonl": `${JSON.stringify(report.findings[0])}\n`,
    };
    for (const [name, text] of Object.entries(odd)) {
      repo.write(name, text);
      const { code, out, err } = merge(good, name);
      assert.deepEqual([code, out], [2, ""], name);
      assert.match(err, new RegExp(`^${name.replace(".", "\\.")} is no report`), name);
    }
    assert.deepEqual([merge("gone.json").code, merge().code], [2, 2]);
    appendFileSync(join(repo.root, good), "x");
    assert.equal(merge(good).code, 2);
  });
});

/** Whether a process has started another; only Linux tells. */
function hasChild(pid: string): boolean {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8") !== "";
}
