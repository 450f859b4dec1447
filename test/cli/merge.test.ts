// Reports that were written on several machines, in several formats, to one.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Log } from "sarif";
import type { Report } from "../../src/core/index";
import { keystow, type Run } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { sarifProblems } from "../support/sarif";
import { TempRepo } from "../support/tempRepo";

const KIND = KEY_KINDS.find(({ provider, use }) => provider === "groq" && use === "alone");
const line = (seed: string): string => `const value = "${KIND?.make(randomFrom(seed)) ?? ""}";\n`;
const SHARDS = [1, 2, 3, 4];

describe("keystow merge of reports that travelled", () => {
  let repo: TempRepo;
  /** One tree with something of everything, its history, and its reports in each format that can be joined. */
  before(() => {
    repo = new TempRepo();
    for (const name of ["a.ts", "ä/ö ü.ts", "per%cent.ts", "new\nline.ts", "sub/q?#&.ts"])
      repo.commit(name, line(name));
    repo.commit("image.png", Buffer.from([0, 0, 0, 1, 2]));
    repo.commit("other.png", Buffer.from([0, 0, 0, 1, 3]));
    repo.write(".env", line("env"));
    repo.write("marked.ts", `${line("marked").trimEnd()} // keystow:allow: of a demo: "x"\n`);
    repo.write("a.ipynb", JSON.stringify({ cells: [{ source: [] }, { source: [line("cell")] }] }));
    repo.write(
      ".keystow.json",
      JSON.stringify({
        version: 1,
        patterns: [{ id: "own-token", title: "Own token", regex: "own_[a-z]{20}" }],
        allow: [{ fingerprint: `k1:${"0".repeat(32)}`, reason: "gone" }],
      }),
    );
    writeFileSync(Buffer.concat([Buffer.from(`${repo.root}/bad`), Buffer.from([0xff, 0xc3, 0xa9])]), line("bytes"));
    repo.write("../beside/b.ts", line("beside"));
    for (const format of ["json", "jsonl", "sarif"]) {
      write(`whole.${format}`, "scan", ".", "../beside", "--format", format);
      write(`history.${format}`, "scan", "--history", "--format", format);
    }
    for (const part of SHARDS) {
      write(`h${part}.json`, "scan", "--history", "--shard", `${part}/4`, "--format", "json");
      // Each in two of the formats.
      for (const format of part % 2 === 0 ? ["json", "jsonl"] : ["json", "sarif"])
        write(`${part}.${format}`, "scan", "--shard", `${part}/4`, "--format", format);
    }
  });
  after(() => repo.dispose());
  const run = (...args: readonly string[]): Run => keystow(args, { cwd: repo.root, env: repo.env });
  const write = (name: string, ...args: readonly string[]): void => void repo.write(`../${name}`, run(...args).out);
  const merge = (...names: readonly string[]): Run & { readonly report: Report } => {
    const ran = run("merge", ...names.map((name) => `../${name}`), "--format", "json");
    return { ...ran, report: (ran.out === "" ? {} : JSON.parse(ran.out)) as Report };
  };

  for (const kind of ["whole", "history"])
    it(`gives the same from JSON, JSON Lines and SARIF: ${kind}`, () => {
      const [json, ...others] = ["json", "jsonl", "sarif"].map((format) => merge(`${kind}.${format}`));
      assert.ok(json && json.report.findings.length > 4);
      if (kind === "whole") assert.ok(json.report.suppressed.length > 1 && json.report.stale && json.report.skipped[0]);
      for (const { code, report } of others) assert.deepEqual([code, report], [1, json.report]);
    });

  it("joins shards of mixed formats to what the whole is, and once more", () => {
    const { report, err, code } = merge("1.sarif", "2.jsonl", "3.json", "4.jsonl");
    const whole = JSON.parse(run("scan", "--format", "json").out) as Report;
    const { stale: _, ...rest } = whole;
    assert.deepEqual([code, err, report], [1, "", rest]);
    write("half.sarif", "merge", "../1.json", "../3.json", "--format", "sarif");
    write("rest.jsonl", "merge", "../2.json", "../4.json", "--format", "jsonl");
    assert.deepEqual(merge("half.sarif", "rest.jsonl").report, rest);
  });

  it("counts what is left out of a history once, not once a shard", () => {
    const { report } = merge(...SHARDS.map((part) => `h${part}.json`));
    const whole = merge("history.json").report;
    assert.deepEqual(report.skipped, whole.skipped);
    assert.deepEqual(whole.skipped, [{ file: ".git", reason: "2 binary file versions not read" }]);
  });

  for (const format of ["json", "jsonl", "sarif"])
    it(`ends as the scan did that could not look at everything: ${format}`, () => {
      const scanned = run("scan", "marked.ts", "gone.ts", "--format", format);
      assert.equal(scanned.code, 2);
      repo.write(`../lacking.${format}`, scanned.out);
      const { code, report } = merge(`lacking.${format}`, "whole.sarif");
      assert.deepEqual([code, merge(`lacking.${format}`).code], [1, 2]);
      const [gone] = report.skipped.filter(({ file }) => file === "gone.ts");
      assert.deepEqual(gone, { file: "gone.ts", reason: "it does not exist", trouble: true });
    });

  it("says in each format which shards are missing", () => {
    for (const format of ["text", "markdown", "html", "junit", "sarif"])
      assert.match(
        run("merge", "../1.json", "../3.json", "--format", format).out,
        /Not complete: shards 2\/4, 4\/4 are missing\./,
      );
  });

  it("names a shard that is missing, and is not complete then", () => {
    const { report, err, code } = merge("1.sarif", "2.jsonl", "4.json");
    assert.deepEqual([code, report.complete, report.summary.shards], [1, false, ["1/4", "2/4", "4/4"]]);
    assert.equal(err, "The report is not complete: shard 3/4 is missing.\n");
    // Of two scans in shards, both have each.
    assert.equal(merge(...SHARDS.map((part) => `${part}.json`), ...SHARDS.map((part) => `h${part}.json`)).err, "");
    const lacking = merge(...SHARDS.map((part) => `${part}.json`), "h1.json");
    assert.match(lacking.err, /shards 2\/4, 3\/4, 4\/4 are missing/);
  });

  it("keeps what it does not know of a finding, such as a triage, whichever report has it", () => {
    const whole = JSON.parse(run("scan", "a.ts", "--format", "json").out) as Report;
    const triage = { state: "rotated", note: "in May" };
    repo.write("../triaged.json", JSON.stringify({ ...whole, findings: [{ ...whole.findings[0], triage }] }));
    write("plain.jsonl", "scan", "a.ts", "--format", "jsonl");
    for (const order of [
      ["plain.jsonl", "triaged.json"],
      ["triaged.json", "plain.jsonl"],
    ])
      assert.deepEqual(merge(...order).report.findings, [{ ...whole.findings[0], triage }]);
  });

  it("refuses SARIF of others, of another version, and what was cut off, in plain words", () => {
    const log = JSON.parse(run("scan", "a.ts", "--format", "sarif").out) as Log;
    const foreign = { ...log, runs: [{ ...log.runs[0], tool: { driver: { name: "gitleaks" } } }] };
    const odd: Readonly<Record<string, readonly [unknown, RegExp]>> = {
      "foreign.sarif": [foreign, /is SARIF of gitleaks; only reports of keystow scan can be joined\.\n$/],
      "old.sarif": [{ ...log, version: "2.0.0" }, /is SARIF 2\.0\.0; only 2\.1\.0/],
      "none.sarif": [{ ...log, runs: [] }, /is SARIF without a run/],
      "odd.sarif": [{ ...log, runs: [{ ...log.runs[0], results: [{}] }] }, /or was changed since/],
      "empty.sarif": [{ version: "2.1.0", runs: [{}] }, /is SARIF of an unknown tool/],
    };
    for (const [name, [value, words]] of Object.entries(odd)) {
      repo.write(`../${name}`, JSON.stringify(value));
      const { code, out, err } = merge("whole.json", name);
      assert.deepEqual([code, out], [2, ""], name);
      assert.match(err, words, name);
    }
    const lines = run("scan", "--format", "jsonl").out.split("\n");
    repo.write("../cut.jsonl", `${lines.slice(0, 2).join("\n")}\n`);
    assert.match(merge("cut.jsonl").err, /cut\.jsonl is no report of .*: its last line is missing\.\n$/);
    repo.write("../twice.jsonl", `${lines.join("\n")}${lines.join("\n")}`);
    assert.match(merge("twice.jsonl").err, /something follows its last line/);
  });

  it("reads a report that PowerShell has written as UTF-16", () => {
    repo.write("../wide.json", Buffer.from(`\ufeff${run("scan", "a.ts", "--format", "json").out}`, "utf16le"));
    assert.equal(merge("wide.json").report.findings.length, 1);
  });

  it("gives shards and named analyses categories of their own, in valid SARIF", () => {
    const idOf = (...args: readonly string[]): string | undefined => {
      const log = JSON.parse(run(...args, "--format", "sarif").out) as Log;
      assert.deepEqual(sarifProblems(log), []);
      return log.runs[0]?.automationDetails?.id;
    };
    assert.equal(idOf("scan"), undefined);
    assert.equal(idOf("scan", "--shard", "2/4"), "keystow/shard-2-of-4/");
    assert.equal(idOf("scan", "--category", "api"), "api/");
    assert.equal(idOf("merge", ...SHARDS.map((part) => `../${part}.json`), "--category", "all"), "all/");
  });
});

describe("shards of any number", () => {
  it("are the whole, each file in exactly one", () => {
    const repo = new TempRepo();
    try {
      for (let i = 0; i < 40; i++) repo.write(`${i % 5}/${i}.ts`, line(`${i}`));
      for (const of of [1, 2, 7]) {
        const all = Array.from({ length: of }, (_, part) => {
          const { out } = keystow(["scan", "--shard", `${part + 1}/${of}`, "--format", "json"], { cwd: repo.root });
          return (JSON.parse(out) as Report).findings.map(({ file }) => file);
        }).flat();
        assert.deepEqual(all.sort(), Array.from({ length: 40 }, (_, i) => `${i % 5}/${i}.ts`).sort(), `${of}`);
      }
    } finally {
      repo.dispose();
    }
  });
});
