import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BaselineEntry, Report, StaleEntry } from "../../src/core/index";
import { keystow, type Run } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const KIND = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const line = (seed: string): string => `const value = "${KIND?.make(randomFrom(seed)) ?? ""}";\n`;
const FILE = ".keystow-baseline.json";

describe("keystow baseline", () => {
  let repo: TempRepo;
  beforeEach(() => (repo = new TempRepo()));
  afterEach(() => repo.dispose());
  const run = (...args: readonly string[]): Run => keystow(args, { cwd: repo.root, env: repo.env });
  const scan = (...args: readonly string[]): Run & { readonly report: Report } => {
    const ran = run("scan", "--baseline", FILE, "--format", "json", ...args);
    return { ...ran, report: JSON.parse(ran.out) as Report };
  };
  const entries = (): readonly BaselineEntry[] =>
    (JSON.parse(readFileSync(join(repo.root, FILE), "utf8")) as { entries: BaselineEntry[] }).entries;
  const rewrite = (change: (entry: BaselineEntry) => object): void =>
    void repo.write(FILE, JSON.stringify({ version: 1, entries: entries().map(change) }));
  const stale = ({ report }: { readonly report: Report }): readonly (readonly (string | number | undefined)[])[] =>
    (report.stale ?? []).map(({ in: where, why, path, count }: StaleEntry) => [where, why, path, count]);

  it("accepts today's keys, so that only a new one fails", () => {
    repo.write("a.ts", line("a") + line("a") + line("b"));
    repo.write("sub/b.ts", line("a"));
    const { code, out, err } = run("baseline", "--reason", "moving them in May", "--expires", "2999-12-31");
    assert.deepEqual([code, out, err], [0, `${FILE} accepts 4 keys in 3 entries, 4 new.\n`, ""]);
    const counts = entries().map(({ path, count, reason, expires }) => [path, count, reason, expires]);
    assert.deepEqual(counts.map((one) => one.slice(0, 2)).sort(), [
      ["a.ts", 1],
      ["a.ts", 2],
      ["sub/b.ts", 1],
    ]);
    for (const one of counts) assert.deepEqual(one.slice(2), ["moving them in May", "2999-12-31"]);
    assert.ok(readFileSync(join(repo.root, FILE), "utf8").split("\n").length > 5, "an entry a line");
    assert.deepEqual([scan().code, scan().report.suppressed.length, scan().report.findings.length], [0, 4, 0]);
    repo.write("a.ts", line("a").repeat(3) + line("b"));
    assert.deepEqual([scan().code, scan().report.findings.length], [1, 1]);
    assert.equal(run("scan", "--baseline", FILE, "--format", "jsonl").out.split("\n").length, 3);
    assert.equal(run("baseline").out, `${FILE} accepts 5 keys in 3 entries, 1 new.\n`);
    assert.equal(scan().code, 0);
    assert.equal(run("baseline").out, `${FILE} accepts 5 keys in 3 entries.\n`);
  });

  it("takes no reason with a key in it", () => {
    repo.write("a.ts", line("a"));
    const { code, out, err } = run("baseline", "--reason", `it is ${line("reason")}`);
    assert.deepEqual([code, out, err], [2, "", "--reason must not hold a key.\n"]);
    assert.ok(!existsSync(join(repo.root, FILE)));
  });

  it("calls nothing unused when something could not be read", () => {
    repo.write("a.ts", line("a"));
    run("baseline");
    rmSync(join(repo.root, "a.ts"));
    const { err, report } = scan("a.ts", ".");
    assert.match(err, /a\.ts/);
    assert.deepEqual(stale({ report }), []);
    assert.equal(stale(scan()).length, 1);
  });

  it("follows a file that has another name now, but no copy", () => {
    repo.write("old.ts", line("moved"));
    run("baseline", "--reason", "later");
    renameSync(join(repo.root, "old.ts"), join(repo.root, "new.ts"));
    const { code, report, err } = scan();
    assert.deepEqual([code, err], [0, ""]);
    assert.match(report.suppressed[0]?.reason ?? "", /old\.ts, which is gone$/);
    repo.git("add", "new.ts");
    assert.equal(scan("--staged").code, 0);
    assert.equal(run("baseline").out, `${FILE} accepts 1 key in 1 entry, 1 moved.\n`);
    assert.deepEqual([entries()[0]?.path, entries()[0]?.reason], ["new.ts", "later"]);
    repo.write("copy.ts", line("moved"));
    assert.deepEqual([scan().code, scan().report.findings[0]?.file], [1, "copy.ts"]);
  });

  it("tells what is unused and what has expired, also as data, and removes it when asked", () => {
    for (const name of ["a", "b", "c"]) repo.write(`${name}.ts`, line(name));
    run("baseline");
    rewrite((entry) => (entry.path === "c.ts" ? { ...entry, expires: "2020-01-31" } : entry));
    repo.write("b.ts", "clean\n");
    const whole = scan();
    assert.deepEqual([whole.code, whole.report.findings.map(({ file }) => file)], [1, ["c.ts"]]);
    const rule = "groq-api-key";
    assert.equal(
      whole.err,
      `${FILE}: c.ts had ${rule} accepted until 2020-01-31; the entry can go.\n` +
        `${FILE}: b.ts has 1 fewer of ${rule} than the baseline accepts; the entry can go.\n`,
    );
    assert.deepEqual(stale(whole), [
      ["baseline", "expired", "c.ts", 1],
      ["baseline", "unused", "b.ts", 1],
    ]);
    for (const part of [["--shard", "1/1"], ["--changed"], ["a.ts"]])
      assert.deepEqual(stale(scan(...part)), [["baseline", "expired", "c.ts", 1]], part.join(" "));
    assert.match(run("baseline", "--prune", "--changed").err, /--prune needs a whole scan/);
    assert.equal(run("baseline", "--prune").out, `${FILE} accepts 1 key in 1 entry, 2 removed.\n`);
    assert.equal(scan().code, 1);
    assert.equal(run("baseline").out, `${FILE} accepts 2 keys in 2 entries, 1 new.\n`);
    assert.deepEqual([scan().code, scan().err], [0, ""]);
  });

  it("prunes below the named paths alone", () => {
    repo.write("a/a.ts", line("a"));
    repo.write("b/b.ts", line("b"));
    run("baseline");
    repo.write("a/a.ts", "clean\n");
    repo.write("b/b.ts", "clean\n");
    run("baseline", "a", "--prune");
    assert.deepEqual(
      entries().map(({ path }) => path),
      ["b/b.ts"],
    );
  });

  it("is joined with the reports of shards", () => {
    for (let i = 0; i < 12; i++) repo.write(`${i}.ts`, line(`${i}`));
    run("baseline");
    repo.write("3.ts", "clean\n");
    repo.write("new.ts", line("new"));
    mkdirSync(join(repo.folder, "parts"));
    const parts = [1, 2, 3].map((part) => {
      // One of them has been told of the baseline itself.
      const known = part === 1 ? ["--baseline", FILE] : [];
      repo.write(`../parts/${part}`, run("scan", "--shard", `${part}/3`, "--format", "jsonl", ...known).out);
      return `../parts/${part}`;
    });
    const merged = run("merge", ...parts, "--baseline", FILE, "--format", "json");
    const report = JSON.parse(merged.out) as Report;
    const { findings, suppressed } = scan().report;
    assert.deepEqual([merged.code, report.findings, report.suppressed], [1, findings, suppressed]);
    assert.deepEqual(stale({ report }), [["baseline", "unused", "3.ts", 1]]);
    assert.match(merged.err, /3\.ts has 1 fewer/);
  });

  it("touches no file that is broken, and writes whole files", () => {
    repo.write("a.ts", line("a"));
    repo.write(FILE, '{"version": 1, "entries": [{"path": "a.ts"}]}');
    const { code, out, err } = run("baseline");
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /:1:28: An entry needs [^]*Repair \.keystow-baseline\.json first/);
    assert.equal(readFileSync(join(repo.root, FILE), "utf8"), '{"version": 1, "entries": [{"path": "a.ts"}]}');
    rmSync(join(repo.root, FILE));
    assert.match(run("baseline", "--file", "no/such/folder.json").err, /was not written: it does not exist/);
    for (const day of ["2020-01-01", "tomorrow"]) assert.equal(run("baseline", "--expires", day).code, 2);
    assert.equal(run("baseline", "gone").code, 2);
  });

  it("and an allowlist: entries that have expired or allow nothing are told after a whole scan", () => {
    repo.write("a.ts", line("a"));
    const [finding] = (JSON.parse(run("scan", "--format", "json").out) as Report).findings;
    const used = { fingerprint: finding?.fingerprint, reason: "revoked" };
    const other = `k1:${"0".repeat(32)}`;
    const allow = [used, { fingerprint: other, reason: "long gone" }, { ...used, path: "x/**", expires: "2020-01-31" }];
    repo.write(".keystow.json", JSON.stringify({ version: 1, allow }));
    const { code, err, out } = run("scan", "--format", "json");
    assert.equal(code, 0);
    assert.match(err, new RegExp(`^\\.keystow\\.json: the entry that allows ${other} allows nothing; it can go\\.\n`));
    assert.match(err, /in x\/\*\* has expired on 2020-01-31; it can go\.\n$/);
    assert.deepEqual(stale({ report: JSON.parse(out) as Report }), [
      ["allow", "unused", undefined, undefined],
      ["allow", "expired", "x/**", undefined],
    ]);
    assert.equal(run("scan", "--no-policy").err, "");
    assert.equal(run("scan", "a.ts").err, "");
  });

  it("and a mark: the words after it are the reason", () => {
    const marked = (comment: string): string => `${line("a").trimEnd()} ${comment}\n`;
    const texts: readonly (readonly [string, string])[] = [
      ["// keystow:allow: revoked in May", "marked keystow:allow: revoked in May"],
      ["/* keystow:allow test data */ f();", "marked keystow:allow: test data"],
      ["# gitleaks:allow", "marked gitleaks:allow"],
      [`// keystow:allow see ${line("b").trim()}`, "marked keystow:allow"],
    ];
    texts.forEach(([comment], index) => repo.write(`${index}.ts`, marked(comment)));
    repo.write("9.ts", `<!-- keystow:allow - of a demo -->\n${line("a")}`);
    const { suppressed } = JSON.parse(run("scan", "--format", "json").out) as Report;
    const reasons = new Map(suppressed.map(({ file, reason }) => [file, reason]));
    texts.forEach(([, reason], index) => assert.equal(reasons.get(`${index}.ts`), reason));
    assert.equal(reasons.get("9.ts"), "marked keystow:allow: of a demo");
  });
});
