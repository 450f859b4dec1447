import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FileReader, startFolder, walk } from "../../src/node/files";
import { parseIndex } from "../../src/node/gitIndex";
import { pathText } from "../../src/node/pathText";
import { WorkTree } from "../../src/node/workTree";
import { TempRepo } from "../support/tempRepo";

const names = (folder: string): readonly string[] =>
  [...walk(startFolder(folder), () => undefined)].flatMap((step) => (step.kind === "file" ? [step.name] : [])).sort();
const skipped = (folder: string): Record<string, string> =>
  Object.fromEntries(
    [...walk(startFolder(folder), () => undefined)].flatMap((step) =>
      step.kind === "skipped" ? [[step.name, step.reason]] : [],
    ),
  );

describe("a walk outside of any repository", () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), "keystow-files-")))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content = ""): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  it("takes everything but installed packages", () => {
    for (const path of ["a.ts", ".env", "b/.c/d.ts", "node_modules/x/index.js", "b/node_modules/y.js"]) write(path);
    write(".gitignore", "a.ts");
    assert.deepEqual(names(folder), [".env", ".gitignore", "a.ts", "b/.c/d.ts"]);
    assert.deepEqual(names(join(folder, "node_modules")), ["x/index.js"]);
  });

  it("says what it does not open or follow", () => {
    write("a");
    execFileSync("mkfifo", [join(folder, "pipe")]);
    symlinkSync("a", join(folder, "link"));
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync(".", join(folder, "loop"));
    assert.deepEqual(names(folder), ["a"]);
    assert.deepEqual(skipped(folder), {
      pipe: "not a regular file, never opened",
      link: "symbolic link, not followed",
      dangling: "symbolic link, not followed",
      loop: "symbolic link, not followed",
    });
  });

  it("finds files whose names no text can hold", function () {
    if (process.platform !== "linux") this.skip();
    const odd = Buffer.concat([Buffer.from(`${folder}/sub/`), Buffer.from([0x61, 0xff, 0x62, 0xc3])]);
    mkdirSync(join(folder, "sub"));
    writeFileSync(odd, "inside");
    write("new\nline", "");
    write("real\ufffd", "");
    assert.deepEqual(names(folder), ["new\nline", "real\ufffd", "sub/a%FFb%C3"]);
    const [found] = [...walk(startFolder(folder), () => undefined)].filter(
      (step) => step.kind === "file" && step.name.startsWith("sub"),
    );
    assert.ok(found?.kind === "file");
    assert.deepEqual(new FileReader().read(found.path, 100), Buffer.from("inside"));
  });

  it("leaves out what it is told to, a folder as a whole", () => {
    for (const path of ["a/b/c", "a/d", "e"]) write(path);
    const steps = [...walk(startFolder(folder), (name) => (name === "a/b" || name === "e" ? "not now" : undefined))];
    assert.deepEqual(steps.map((step) => (step.kind === "ignored" ? "" : step.name)).sort(), ["a/b/", "a/d", "e"]);
  });

  it("tells when a folder cannot be read", () => {
    write("a/b");
    const start = startFolder(join(folder, "a"));
    rmSync(join(folder, "a"), { recursive: true });
    const steps = [...walk(start, () => undefined)];
    assert.deepEqual(steps, [{ kind: "skipped", name: "", reason: "it does not exist", trouble: true }]);
  });
});

describe("a walk in a repository", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());

  /** git's own answer, which ours has to equal. */
  const listed = (): readonly string[] =>
    repo
      .git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
      .split("\0")
      .filter((name) => name !== "")
      .sort();

  function fill(): void {
    repo.write(".gitignore", "*.log\n/build/\n!keep.log\nsecret\n# no\n\\#odd\nfoo/**/bar\n");
    repo.write("a/.gitignore", "!special.log\n*.tmp\n/only-here\n");
    for (const path of [
      "x.log",
      "keep.log",
      "a/special.log",
      "a/b/special.log",
      "a/x.tmp",
      "a/only-here",
      "a/b/only-here",
    ])
      repo.write(path, "");
    for (const path of [
      "build/out.js",
      "build/sub/tracked.js",
      "a/build/kept.js",
      "secret",
      "a/secret/in.txt",
      "#odd",
      "foo/1/2/bar",
      "é/ü.log",
      "é/ü.txt",
    ])
      repo.write(path, "");
    repo.git("add", "-f", "build/sub/tracked.js", "a/secret/in.txt", "é/ü.log", "a/x.tmp");
  }

  it("takes what git would list, and what is tracked although it is ignored", () => {
    fill();
    assert.deepEqual(names(repo.root), listed());
    assert.ok(listed().includes("build/sub/tracked.js"));
  });

  for (const version of ["2", "3", "4"]) {
    it(`reads an index of version ${version}`, () => {
      fill();
      repo.git("add", "-A");
      repo.git("update-index", "--index-version", version);
      repo.write("later", "");
      if (version === "3") repo.git("add", "-N", "later"); // Needs the flags that came with version 3.
      const { paths } = parseIndex(readFileSync(join(repo.root, ".git", "index")), 20);
      assert.equal(readFileSync(join(repo.root, ".git", "index")).readUInt32BE(4), Number(version));
      assert.deepEqual(
        [...paths].sort(),
        repo
          .git("ls-files", "-z")
          .split("\0")
          .filter((name) => name !== "")
          .sort(),
      );
    });
  }

  it("reads a split index", () => {
    fill();
    repo.git("add", "-A");
    repo.git("update-index", "--split-index");
    repo.write("after.txt", "");
    repo.git("add", "after.txt");
    const tree = WorkTree.at(repo.root);
    for (const path of ["after.txt", "build/sub/tracked.js"]) assert.ok(tree?.isTracked(path), path);
  });

  it("reads the index of a repository with SHA-256 names", () => {
    const sha256 = new TempRepo("--object-format=sha256");
    try {
      sha256.write(".gitignore", "*");
      sha256.commit("deep/er/tracked", "");
      assert.deepEqual(names(sha256.root), ["deep/er/tracked"]);
    } finally {
      sha256.dispose();
    }
  });

  it("survives a broken index, and says so", () => {
    fill();
    for (const bytes of [Buffer.from("no index"), Buffer.from("DIRC\0\0\0\x02\0\0\0\xff", "latin1"), Buffer.alloc(4)]) {
      repo.write(".git/index", bytes);
      const tree = WorkTree.at(repo.root);
      assert.ok(tree && !tree.isTracked("build/sub/tracked.js"));
      assert.ok(tree.indexIsBroken);
      assert.ok(names(repo.root).includes("keep.log"));
      assert.match(skipped(repo.root)[".git/index"] ?? "", /broken/);
    }
  });

  it("asks each repository of a tree about its own files", () => {
    repo.write(".gitignore", "vendor/\n*.secret\n");
    repo.at(repo.root, "init", "-q", "inner");
    repo.at(repo.root, "init", "-q", "vendor/outer");
    for (const path of ["inner/a.secret", "inner/b.txt", "vendor/outer/c.txt"]) repo.write(path, "");
    repo.write("inner/.git/info/exclude", "b.txt\n");
    assert.deepEqual(names(repo.root), [".gitignore", "inner/a.secret"]);
  });

  it("follows the file that a linked work tree and a submodule have for .git", () => {
    repo.commit("a.txt", "");
    const linked = join(repo.folder, "linked");
    repo.git("worktree", "add", "-q", linked);
    writeFileSync(join(linked, ".gitignore"), "*.txt\n");
    writeFileSync(join(linked, "b.txt"), "");
    assert.deepEqual(names(linked), [".gitignore", "a.txt"]);
    repo.addRemote();
    assert.equal(WorkTree.at(linked)?.hasRemote, true);
    repo.at(repo.folder, "init", "-q", "super");
    repo.at(
      join(repo.folder, "super"),
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "add",
      "-q",
      repo.root,
      "modules/sub",
    );
    writeFileSync(join(repo.folder, "super", ".gitignore"), "modules/\n");
    assert.deepEqual(names(join(repo.folder, "super")), [".gitignore", ".gitmodules", "modules/sub/a.txt"]);
    repo.at(join(repo.folder, "super"), "submodule", "--quiet", "deinit", "-f", "modules/sub");
    const left = [...walk(startFolder(join(repo.folder, "super")), () => undefined)].flatMap((step) =>
      step.kind === "skipped" ? [[step.name, step.reason]] : [],
    );
    assert.deepEqual(left, [["modules/sub/", "submodule that is not checked out"]]);
  });

  it("takes all of an ignored folder that is asked for by its name", () => {
    fill();
    assert.deepEqual(names(join(repo.root, "build")), ["out.js", "sub/tracked.js"]);
    assert.deepEqual(
      names(join(repo.root, "a")),
      listed().flatMap((path) => (path.startsWith("a/") ? [path.slice(2)] : [])),
    );
  });

  it("knows a remote when there is one", () => {
    assert.equal(WorkTree.at(repo.root)?.hasRemote, false);
    repo.addRemote();
    assert.equal(WorkTree.at(repo.root)?.hasRemote, true);
  });
});

describe("a file reader", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "keystow-read-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("reads files of any size up to its limit", () => {
    const reader = new FileReader();
    for (const size of [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20]) {
      const content = Buffer.alloc(size, "abc");
      writeFileSync(join(folder, "file"), content);
      assert.ok(content.equals(reader.read(join(folder, "file"), 3 << 20) as Buffer));
    }
    assert.deepEqual(reader.read(join(folder, "file"), 1000), { reason: "larger than 1000 bytes", trouble: false });
  });

  it("reads into memory that it is given, which may move or end", () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 20 });
    const room = (length: number): Uint8Array<ArrayBuffer> | undefined => {
      const pages = Math.ceil(length / 65536) - memory.buffer.byteLength / 65536;
      if (length > 20 * 65536) return undefined;
      if (pages > 0) memory.grow(pages);
      return new Uint8Array(memory.buffer, 0, length);
    };
    const reader = new FileReader(room);
    for (const size of [300_000, 1, 1_000_000, 256 * 1024, 2_000_000, 700_000]) {
      const content = Buffer.from(Array.from({ length: size }, (_, at) => at % 251));
      writeFileSync(join(folder, "file"), content);
      assert.ok(content.equals(reader.read(join(folder, "file"), 3 << 20) as Buffer), `${size}`);
    }
  });

  it("reads only the start of a large file that is not wanted", () => {
    const reader = new FileReader();
    for (const size of [10, 256 * 1024, 2 << 20]) {
      writeFileSync(join(folder, "file"), Buffer.alloc(size));
      const bytes = reader.read(join(folder, "file"), 3 << 20, () => false) as Buffer;
      assert.equal(bytes.length, Math.min(size, 256 * 1024));
    }
  });

  it("never waits for a pipe, and says what is wrong", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const reader = new FileReader();
    assert.deepEqual(reader.read(join(folder, "pipe"), 10), {
      reason: "not a regular file, never opened",
      trouble: false,
    });
    assert.deepEqual(reader.read(join(folder, "gone"), 10), { reason: "it does not exist", trouble: true });
    assert.deepEqual(reader.read(folder, 10), { reason: "not a regular file, never opened", trouble: false });
  });
});

describe("a path as text", () => {
  it("keeps what is UTF-8 and names the other bytes", () => {
    assert.equal(pathText(Buffer.from("é😀 a")), "é😀 a");
    assert.equal(pathText(Buffer.from([0xff, 0x41, 0xc3, 0xa9, 0xe2, 0x82])), "%FFAé%E2%82");
    assert.equal(pathText("plain"), "plain");
  });
});
