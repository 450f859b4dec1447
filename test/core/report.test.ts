import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import {
  cellsAt,
  FORMATS,
  formatOf,
  type RenderOptions,
  type Report,
  reportFinding,
  scanText,
  DEFAULT_POLICY,
} from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { sampleFinding } from "../support/sampleReport";

const REPORT: Report = {
  schema: 1,
  tool: { name: "keystow", version: "1.2.3" },
  complete: false,
  findings: [
    sampleFinding({ triage: { state: "true", note: "of the demo account" }, publication: "public-remote" }),
    sampleFinding({
      triage: { state: "false", note: "the sample of the docs" },
      ruleId: "own-key",
      vendor: "Own Service",
      startLine: 9,
      endLine: 9,
      severity: "warning",
      confidence: "medium",
      mask: "own_…20",
    }),
    sampleFinding({ file: "../lib/note book é.ipynb", cell: 4, severity: "information", confidence: "low" }),
    sampleFinding({ file: "odd\n%FF.txt", triage: { state: "rotated" } }),
  ],
  suppressed: [{ ...sampleFinding({ file: "test/a.ts" }), by: "inline", reason: "marked keystow:allow" }],
  skipped: [
    { file: "data.bin", reason: "binary file" },
    { file: "secret/", reason: "no permission to read it", trouble: true },
  ],
  summary: { files: 12, bytes: 3456, findings: 4, ignored: 2 },
};
const OPTIONS: RenderOptions = {
  roots: [
    { path: "", uri: "file:///work/app/" },
    { path: "../lib", uri: "file:///work/lib/" },
  ],
};

const render = (id: string, report = REPORT, options = OPTIONS): string => formatOf(id)?.render(report, options) ?? "";

describe("report formats", () => {
  for (const { id, extension } of FORMATS) {
    it(`render ${id} as the golden file does (UPDATE_GOLDEN=1 writes it anew)`, () => {
      const path = join("test", "golden", `report.${extension}`);
      const text = render(id);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
      assert.ok(existsSync(path), path);
      assert.equal(text, readFileSync(path, "utf8"));
    });
  }

  it("paint only when they are asked to, and close every colour", () => {
    assert.equal(render("text").includes("\u001b"), false);
    const coloured = render("text", REPORT, { colour: true });
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), render("text"));
    assert.equal(coloured.match(/\u001b\[[1-9]\d*m/g)?.length, coloured.match(/\u001b\[0m/g)?.length);
  });

  it("let no file name move a terminal's cursor", () => {
    const text = render("text", { ...REPORT, findings: [sampleFinding({ file: "a\u001b[2Jb\r\u202ec" })] });
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u202e]/.test(text));
    assert.ok(text.includes("a%1B[2Jb%0D%E2%80%AEc"));
  });

  it("say in one line that nothing was found", () => {
    const empty = {
      ...REPORT,
      complete: true,
      findings: [],
      suppressed: [],
      skipped: [],
      summary: { files: 1, bytes: 0, findings: 0, ignored: 0 },
    };
    assert.equal(render("text", empty), "No keys found, 1 file scanned (0 kB).\n");
  });
});

describe("JSON", () => {
  it("is the report itself", () => assert.deepEqual(JSON.parse(render("json")), REPORT));

  it("as lines is one finding a line, then one summary", () => {
    const lines = render("jsonl")
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    const { findings, ...summary } = REPORT;
    assert.deepEqual(lines, [...findings, summary]);
  });

  it("counts lines and columns from 1, with an exclusive end", () => {
    const kind = KEY_KINDS.find((one) => one.provider === "anthropic");
    const key = kind?.make(randomFrom("columns")) ?? "";
    const { findings } = scanText(`\n\n  x = "${key}"`, { path: "a.py" }, DEFAULT_POLICY);
    assert.ok(findings[0]);
    const { startLine, startColumn, endLine, endColumn } = reportFinding(findings[0], "a.py");
    assert.deepEqual([startLine, startColumn, endLine, endColumn], [3, 8, 3, 8 + key.length]);
  });
});

describe("SARIF", () => {
  const log = JSON.parse(render("sarif")) as Log;
  const run = log.runs[0]!;
  const results = run.results!;
  const rules = run.tool.driver.rules!;

  it("names its version, its schema and how columns are counted", () => {
    assert.equal(log.version, "2.1.0");
    assert.match(log.$schema ?? "", /^https:\/\/.*sarif-schema-2\.1\.0\.json$/);
    assert.equal(run.columnKind, "utf16CodeUnits");
  });

  it("points each result at its rule, whose help is there", () => {
    for (const { ruleId, ruleIndex } of results) assert.equal(rules[ruleIndex!]!.id, ruleId);
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const { help, shortDescription, fullDescription } of rules)
      for (const text of [help?.text, shortDescription?.text, fullDescription?.text]) assert.ok(text);
    assert.match(rules.find(({ id }) => id === "openai-project-key")?.helpUri ?? "", /^https:/);
  });

  it("declares every base that a location is relative to, with a slash at the end", () => {
    const bases = run.originalUriBaseIds!;
    for (const base of Object.values(bases)) assert.match(base.uri ?? "", /^file:\/\/.*\/$/);
    const locations = results.flatMap((result) =>
      result.locations!.map((one) => one.physicalLocation!.artifactLocation!),
    );
    for (const { uriBaseId } of locations) assert.ok(uriBaseId && bases[uriBaseId]);
    const uris = locations.map(({ uri, uriBaseId }) => new URL(uri!, bases[uriBaseId!]!.uri).href);
    assert.deepEqual(uris, [
      "file:///work/app/src/app.py",
      "file:///work/app/src/app.py",
      "file:///work/lib/note%20book%20%C3%A9.ipynb",
      "file:///work/app/odd%0A%FF.txt",
      "file:///work/app/test/a.ts",
    ]);
  });

  it("says of each result whether it is suppressed, and by whom", () => {
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions?.map(({ kind }) => kind)),
      [[], ["external"], [], [], ["inSource"]],
    );
  });

  it("carries the fingerprint, and an interruption", () => {
    for (const { partialFingerprints } of results)
      assert.match(Object.values(partialFingerprints!)[0]!, /^k1:[0-9a-f]{32}$/);
    assert.equal(run.invocations?.[0]?.executionSuccessful, false);
  });
});

describe("cells of a notebook", () => {
  it("are known by the structure of its JSON, in sources and in outputs", () => {
    const text = JSON.stringify({
      cells: [{ source: ["zero"] }, { source: ["a", "one"], outputs: [{ text: ["two"] }] }],
      metadata: { at: "three" },
    });
    const at = (word: string): number => text.indexOf(word);
    assert.deepEqual(
      [...cellsAt(text, ["zero", "one", "two", "three"].map(at))],
      [
        [at("zero"), 0],
        [at("one"), 1],
        [at("two"), 1],
      ],
    );
  });

  it("are unknown in a broken notebook", () => {
    assert.deepEqual([...cellsAt("not json", [2])], []);
    assert.deepEqual([...cellsAt("", [0])], []);
  });
});
