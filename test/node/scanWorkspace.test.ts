import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { DEFAULT_POLICY, DEFAULT_PREFERENCES, probesOf, type Progress } from "../../src/core/index";
import { type ScanEvent, type ScannedFile, type ScanOptions, scanPaths } from "../../src/node/scanWorkspace";
import { Sifter } from "../../src/node/sift";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const key = (seed: string): string => kind?.make(randomFrom(seed)) ?? "";

describe("scanPaths", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());

  async function events(paths: readonly string[], options: Partial<ScanOptions> = {}): Promise<readonly ScanEvent[]> {
    const all: ScanEvent[] = [];
    for await (const event of scanPaths(paths, { cwd: repo.root, ...options })) all.push(event);
    return all;
  }
  const files = (all: readonly ScanEvent[]): readonly ScannedFile[] => all.filter((event) => event.kind === "file");
  const found = async (path: string, options?: Partial<ScanOptions>): Promise<readonly string[]> =>
    files(await events([path], options))
      .filter(({ result }) => result.findings.length > 0)
      .map(({ file }) => file)
      .sort();
  const summary = (all: readonly ScanEvent[]) => all.find((event) => event.kind === "summary");

  it("finds the same key in every encoding, at its place in the decoded text", async () => {
    const text = `é = "${key("a")}"`;
    repo.write("utf8", text);
    repo.write("utf8-bom", `\ufeff${text}`);
    repo.write("utf16le-bom", Buffer.from(`\ufeff${text}`, "utf16le"));
    repo.write("utf16be-bom", Buffer.from(`\ufeff${text}`, "utf16le").swap16());
    repo.write("utf16le", Buffer.from(`a${text}`.slice(1), "utf16le"));
    repo.write("utf16be", Buffer.from(text, "utf16le").swap16());
    repo.write("invalid", Buffer.concat([Buffer.from([0xff]), Buffer.from(text.slice(1))]));
    const scanned = files(await events(["."]));
    assert.equal(scanned.length, 7);
    for (const { file, result } of scanned)
      assert.deepEqual(
        result.findings.map(({ span }) => span.start.column),
        [5],
        file,
      );
    assert.equal(new Set(scanned.map(({ result }) => result.findings[0]?.fingerprint)).size, 1);
  });

  it("reports binary, large and missing files, and finishes", async () => {
    repo.write("a.bin", Buffer.concat([Buffer.from("x\0\0y"), Buffer.from(key("b"))]));
    repo.write("big.txt", key("big").padEnd(2000));
    const all = await events([".", "gone"], { preferences: { ...DEFAULT_PREFERENCES, maxFileSize: 1000 } });
    assert.deepEqual(
      all
        .filter((event) => event.kind === "skipped")
        .map(({ file, reason, trouble }) => [file, reason, trouble])
        .sort(),
      [
        ["a.bin", "binary file", false],
        ["big.txt", "larger than 1000 bytes", false],
        ["gone", "it does not exist", true],
      ],
    );
    assert.deepEqual([summary(all)?.complete, summary(all)?.files], [true, 0]);
  });

  it("names paths relative to the working directory, wherever they are", async () => {
    repo.write("a/b.py", key("c"));
    assert.deepEqual(await found("."), ["a/b.py"]);
    assert.deepEqual(await found("a"), ["a/b.py"]);
    assert.deepEqual(await found("a/b.py"), ["a/b.py"]);
    assert.deepEqual(await found(join(repo.root, "a")), ["a/b.py"]);
    assert.deepEqual(
      await found("..", { cwd: join(repo.root, "a") }),
      ["b.py"].map((name) => name.padStart(4, "")),
    );
  });

  it("leaves an env file in peace until git would publish it", async () => {
    repo.write(".env", `K=${key("env")}`);
    repo.write(".env.example", `K=${key("example")}`);
    assert.deepEqual(await found("."), [".env.example"]);
    assert.equal(files(await events(["."])).find(({ file }) => file === ".env")?.result.suppressed[0]?.by, "env-file");
    repo.addRemote();
    assert.deepEqual(await found("."), [".env", ".env.example"]);
    repo.write(".gitignore", ".env\n");
    assert.deepEqual(await found("."), [".env.example"]);
    assert.deepEqual(await found(".env"), []);
    repo.git("add", "-f", ".env");
    assert.deepEqual(await found("."), [".env", ".env.example"]);
    assert.deepEqual(await found(".env"), [".env"]);
  });

  it("applies the policy file of each path, with globs relative to it", async () => {
    repo.write(".keystow.json", '{"version":1,"exclude":["out/**","*.gen.ts"],"rules":{"groq-api-key":"off"}}');
    for (const path of ["out/a.ts", "x.gen.ts", "src/b.ts", "other/c.ts"]) repo.write(path, key(path));
    repo.write("other/.keystow.json", '{"version":1}');
    const all = await events(["src", "other", "out", "x.gen.ts"]);
    assert.deepEqual(
      files(all).map(({ file, result }) => [file, result.findings.length, result.suppressed[0]?.by]),
      [
        ["src/b.ts", 0, "policy"],
        ["other/c.ts", 1, undefined],
      ],
    );
    assert.deepEqual(
      all.flatMap((event) => (event.kind === "skipped" ? [event.file] : [])),
      ["out/a.ts", "x.gen.ts"],
    );
    assert.deepEqual(await found(".", { policyFiles: false }), ["other/c.ts", "out/a.ts", "src/b.ts", "x.gen.ts"]);
  });

  it("tells a broken policy file once, and scans on", async () => {
    repo.write(".keystow.json", '{"version":1,"nonsense":1}');
    repo.write("a.ts", key("p"));
    const all = await events([".", "a.ts"]);
    assert.deepEqual(
      all.flatMap((event) => (event.kind === "problem" ? [[event.file, event.problem.at?.column]] : [])),
      [[".keystow.json", 13]],
    );
    assert.ok(files(all).length > 0);
  });

  it("reads standard input", async () => {
    const half = Buffer.from(key("stdin"));
    const stdin = Readable.from([half.subarray(0, 10), half.subarray(10)]);
    assert.deepEqual(await found("-", { stdin }), ["-"]);
  });

  it("knows the cell of a finding in a notebook", async () => {
    repo.write("a.ipynb", JSON.stringify({ cells: [{ source: [] }, { source: [`k = '${key("cell")}'`] }] }));
    const [file] = files(await events(["."]));
    assert.deepEqual([...(file?.cells.values() ?? [])], [1]);
  });

  it("stops at once when it is cancelled, and says that it is not complete", async () => {
    for (let i = 0; i < 50; i++) repo.write(`f${i}`, key(String(i)));
    const cancel = new AbortController();
    let seen = 0;
    let last: ScanEvent | undefined;
    for await (const event of scanPaths(["."], { cwd: repo.root, signal: cancel.signal })) {
      if (event.kind === "file" && ++seen === 3) cancel.abort();
      last = event;
    }
    assert.equal(seen, 3);
    assert.ok(last?.kind === "summary" && !last.complete);
    cancel.abort();
    assert.deepEqual(
      (await events(["."], { signal: cancel.signal })).map(({ kind }) => kind),
      ["summary"],
    );
  });

  it("lets others work, and tells how far it is", async () => {
    for (let i = 0; i < 200; i++) repo.write(`d${i % 20}/f${i}`, `${key(String(i))}\n`.repeat(50));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const told: Progress[] = [];
    const all = await events(["."], { onProgress: (progress) => told.push(progress) });
    clearInterval(timer);
    assert.ok(turns > 1, `${turns} turns`);
    assert.ok(told.length > 1 && told.every(({ files }, i) => files >= (told[i - 1]?.files ?? 0)));
    assert.equal(summary(all)?.files, 200);
  });

  it("scans a file once, however often it is named", async () => {
    repo.write("a/b.ts", key("twice"));
    assert.equal(files(await events([".", "a", "a/b.ts", "."])).length, 1);
  });

  describe("with threads", () => {
    const sifter = resolve("dist/sift.js");
    /** More files than are scanned before threads start, with keys, binaries and large files among them. */
    function fill(): void {
      for (let i = 0; i < 1200; i++) {
        const text =
          i % 97 === 0 ? `k = "${key(`thread ${i}`)}"\n` : `const veryLongIdentifierOfSomething${i} = ${i};\n`;
        const bytes = i % 211 === 5 ? Buffer.from([0, 0, 0, 1, ...Buffer.from(text)]) : Buffer.from(text);
        repo.write(`d${i % 40}/f${i}.txt`, i % 307 === 7 ? text.padEnd(3000) : bytes);
      }
    }
    const told = (all: readonly ScanEvent[]): readonly string[] =>
      all
        .map((event) => {
          if (event.kind === "file") return `${event.file} ${event.result.findings.map(({ mask }) => mask).join()}`;
          return event.kind === "skipped" ? `${event.file} ${event.reason}` : JSON.stringify(event);
        })
        .sort();
    const preferences = { ...DEFAULT_PREFERENCES, maxFileSize: 2000 };

    it("says the same as without", async () => {
      fill();
      const alone = told(await events(["."], { preferences }));
      assert.ok(alone.some((line) => line.includes("binary")) && alone.some((line) => line.includes("larger")));
      assert.deepEqual(told(await events(["."], { preferences, sifter })), alone);
      assert.deepEqual(told(await events(["."], { preferences, sifter, spareCores: availableParallelism() })), alone);
      assert.deepEqual(told(await events([".", "d1", "d2/f2.txt"], { preferences, sifter })), alone);
    });

    it("are run by the command line's program and by the extension's", async () => {
      repo.write("a.txt", `k = "${key("sifted")}"`);
      repo.write("b.txt", "nothing");
      const paths = ["a.txt", "b.txt"].map((name) => join(repo.root, name));
      for (const script of ["dist/sift.js", "dist/extension.js"]) {
        const threads = new Sifter(resolve(script), availableParallelism() - 2);
        const sifted = await threads.sift({ paths, limit: 2000, probes: probesOf(DEFAULT_POLICY) });
        threads.close();
        const { size } = statSync(join(repo.root, "a.txt"));
        assert.deepEqual(sifted, { cleanBytes: 7, others: [[0, { bytes: size, kind: "suspect" }]] }, script);
      }
    });

    it("does the work itself where threads cannot run", async () => {
      fill();
      const alone = told(await events(["."], { preferences }));
      assert.deepEqual(told(await events(["."], { preferences, sifter: resolve("dist/nothing.js") })), alone);
    });

    it("ends at once when it is cancelled", async () => {
      fill();
      const controller = new AbortController();
      const all: ScanEvent[] = [];
      const onProgress = ({ files }: Progress): void => {
        if (files >= 300) controller.abort();
      };
      for await (const event of scanPaths(["."], { cwd: repo.root, sifter, signal: controller.signal, onProgress }))
        all.push(event);
      assert.deepEqual(
        all.flatMap((event) => (event.kind === "summary" ? [event.complete] : [])),
        [false],
      );
    });
  });
});
