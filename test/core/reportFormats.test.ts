// The formats as those who read them do: by parsers that are not ours.
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Log } from "sarif";
import { formatOf, FORMATS, type Report, RULES } from "../../src/core/index";
import { reportOf, sampleFinding } from "../support/sampleReport";
import { sarifProblems } from "../support/sarif";
import { elements, parseXml } from "../support/xml";

const OPTIONS = { roots: [{ path: "", uri: "file:///work/app/" }] };
const render = (id: string, report: Report): string => formatOf(id)?.render(report, OPTIONS) ?? "";

const CLEAN = reportOf([]);
const FOUND = reportOf(
  [
    sampleFinding({ severity: "warning", confidence: "medium", file: "a.py" }),
    sampleFinding({ file: "b.py" }),
    sampleFinding({ file: "b.py", startLine: 9, vendor: "Groq", ruleId: "groq-api-key" }),
  ],
  [
    { ...sampleFinding({ file: "c.py" }), by: "allow", reason: "revoked in May" },
    { ...sampleFinding({ file: "c.py", startLine: 5 }), by: "env-file", reason: "an env file is where keys belong" },
  ],
  [
    { file: "d.bin", reason: "binary file" },
    { file: "e.log", reason: "larger than 10 MB" },
  ],
);

interface Row {
  readonly cells: readonly string[];
}

/** What GitHub shows of a text: its tables, and everything as HTML. */
function shown(markdown: string): { readonly html: string; readonly rows: readonly Row[] } {
  const html = new MarkdownIt({ html: true }).render(markdown);
  const rows = [...html.matchAll(/<tr>\n([^]*?)<\/tr>/g)].map(([, row = ""]) => ({
    cells: [...row.matchAll(/<t[hd]>([^]*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell),
  }));
  return { html, rows };
}

describe("the Markdown report", () => {
  it("gives the verdict in one line, the worst finding first, and counts the rest", () => {
    const text = render("markdown", FOUND);
    assert.match(
      text,
      /^\*\*Keystow: 3 keys found in 2 files\*\*, 12 files scanned \(4 kB\), 2 suppressed, 2 not .*\.\n/,
    );
    assert.match(text, /^Suppressed: 1 by an entry of the allowlist, 1 by its place in an env file\.$/m);
    const { html, rows } = shown(text);
    assert.deepEqual(
      rows.slice(1).map(({ cells }) => cells[0]),
      ["<code>b.py:3:12</code>", "<code>b.py:9:12</code>", "<code>a.py:3:12</code>"],
    );
    assert.match(
      html,
      /<details>\s*<summary>2 not scanned<\/summary>\s*<ul>[^]*d\.bin[^]*binary file[^]*e\.log[^]*<\/details>/,
    );
  });

  it("has a link to revoke at each service", () => {
    const { html } = shown(render("markdown", FOUND));
    for (const id of ["openai-project-key", "groq-api-key"]) {
      const rule = RULES.find((one) => one.id === id);
      assert.ok(html.includes(`<a href="${rule?.revokeUrl ?? ""}">${rule?.vendor ?? ""}</a>`), id);
    }
  });

  it("is one line when nothing is found", () =>
    assert.equal(render("markdown", CLEAN), "**Keystow: No keys found**, 12 files scanned (4 kB).\n"));

  it("fits into a comment, and says how much is left out", () => {
    const long = (index: number): string => `${index}/${"\u202e".repeat(2000)}`;
    const many = Array.from({ length: 3000 }, (_, index) => index);
    for (const name of [long, String])
      for (const vendor of ["OpenAI", undefined]) {
        const text = render(
          "markdown",
          reportOf(
            many.map((index) =>
              sampleFinding({ file: name(index), vendor: vendor ?? name(index), ...(vendor ? {} : { ruleId: "own" }) }),
            ),
            many.map((index) => ({ ...sampleFinding({ file: name(index) }), by: "inline", reason: name(index) })),
            many.map((index) => ({ file: name(index), reason: name(index) })),
          ),
        );
        assert.ok(text.length < 65_536, `${text.length}`);
        const left = Number(/^(\d+) more keys left out/m.exec(text)?.[1]);
        assert.equal(shown(text).rows.length - 1 + left, many.length);
        assert.match(text, /^- \d+ more$/m);
      }
  });
});

describe("a report for people", () => {
  for (const id of ["text", "markdown", "html"])
    it(`names a few binary files, and counts many: ${id}`, () => {
      const binaries = ["a.png", "b.png", "c.png", "d.png"].map((file) => ({ file, reason: "binary file" }));
      const few = render(id, { ...FOUND, skipped: binaries.slice(1) });
      assert.ok(few.includes("b.png") && few.includes("d.png"));
      const many = render(id, { ...FOUND, skipped: binaries });
      assert.ok(!many.includes("b.png") && many.includes("4 binary files"));
    });
});

describe("the JUnit report", () => {
  it("has a suite a file, a failure a finding, and who suppressed the rest", () => {
    const root = parseXml(render("junit", FOUND));
    assert.equal(root.name, "testsuites");
    assert.deepEqual(
      root.children.map(({ name, attributes }) => [name, attributes["name"], attributes["tests"]]),
      [
        ["testsuite", "keystow", "1"],
        ["testsuite", "a.py", "1"],
        ["testsuite", "b.py", "2"],
        ["testsuite", "c.py", "2"],
      ],
    );
    assert.equal(elements(root, "failure").length, 3);
    assert.deepEqual(
      elements(root, "skipped").map(({ attributes }) => attributes["message"]),
      [
        "suppressed by an entry of the allowlist: revoked in May",
        "suppressed by its place in an env file: an env file is where keys belong",
      ],
    );
    assert.match(elements(root, "system-out")[0]?.text ?? "", /\ne\.log: larger than 10 MB$/);
  });

  it("is an error of the scan where something should have been scanned and was not", () => {
    const skipped = [...FOUND.skipped, { file: "secret/", reason: "no permission to read it", trouble: true }];
    const root = parseXml(render("junit", { ...FOUND, skipped }));
    const errors = elements(root, "error").map(({ attributes }) => attributes["message"]);
    assert.deepEqual(
      [root.attributes["errors"], errors],
      ["1", ["1 place that should have been scanned could not be."]],
    );
    assert.equal(elements(parseXml(render("junit", FOUND)), "error").length, 0);
  });

  it("counts as failures what --fail-on counts, and keeps the rest as skipped", () => {
    const root = parseXml(formatOf("junit")?.render(FOUND, { ...OPTIONS, failOn: "high" }) ?? "");
    assert.deepEqual([root.attributes["failures"], root.attributes["skipped"]], ["2", "3"]);
    assert.equal(elements(root, "failure").length, 2);
    assert.match(elements(root, "skipped")[0]?.attributes["message"] ?? "", /^confidence medium/);
  });

  it("has one passing case when nothing is found, and an error when it is not complete", () => {
    const clean = parseXml(render("junit", CLEAN));
    assert.deepEqual(
      elements(clean, "testcase").map(({ children }) => children.map(({ name }) => name)),
      [["system-out"]],
    );
    const cut = parseXml(render("junit", { ...CLEAN, complete: false }));
    assert.equal(cut.attributes["errors"], "1");
    assert.equal(elements(cut, "error").length, 1);
  });
});

describe("the CSV report", () => {
  it("has a header and every field of each finding", () => {
    const text = render("csv", FOUND);
    assert.ok(text.endsWith("\r\n") && !/[^\r]\n/.test(text));
    const rows = parse(text, { columns: true, recordDelimiter: "\r\n" });
    const none = { cell: "", suppressedBy: "", reason: "", triage: "", triageNote: "", publication: "" };
    const texts = (fields: object): object =>
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    assert.deepEqual(rows, [
      ...FOUND.findings.map((finding) => ({ ...texts(finding), ...none })),
      ...FOUND.suppressed.map(({ by, ...finding }) => ({ ...none, ...texts(finding), suppressedBy: by })),
    ]);
  });

  it("keeps standard input's name", () => {
    assert.equal(parse(render("csv", reportOf([sampleFinding({ file: "-" })])))[1]?.[2], "-");
  });

  for (const start of ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "＠"])
    it(`defuses a cell that starts with ${JSON.stringify(start)}`, () => {
      const cell = parse(render("csv", reportOf([sampleFinding({ file: `${start}cmd()` })])))[1]?.[2] ?? "";
      assert.match(cell, /^['%]/);
    });
});

describe("the SARIF report", () => {
  it("is valid by the official schema", () => {
    for (const report of [CLEAN, FOUND, { ...FOUND, complete: false }])
      assert.deepEqual(sarifProblems(JSON.parse(render("sarif", report))), []);
    assert.notDeepEqual(sarifProblems({ version: "2.1.0", runs: [{ tool: {} }] }), []);
  });

  it("leaves the category to the upload, but for one that is asked for, and for parts of a whole", () => {
    const idOf = (report: Report, category?: string): string | undefined =>
      (
        JSON.parse(
          formatOf("sarif")?.render(report, { ...OPTIONS, ...(category !== undefined && { category }) }) ?? "",
        ) as Log
      ).runs[0]?.automationDetails?.id;
    const part = { ...FOUND, summary: { ...FOUND.summary, shards: ["2/4"] } };
    assert.deepEqual(
      [idOf(FOUND), idOf(FOUND, "api"), idOf(part), idOf(part, "api")],
      [undefined, "api/", "keystow/shard-2-of-4/", "api/shard-2-of-4/"],
    );
  });

  it("has what GitHub code scanning shows and matches by", () => {
    const run = (JSON.parse(render("sarif", { ...FOUND, complete: false })) as Log).runs[0]!;
    for (const { help, properties, defaultConfiguration } of run.tool.driver.rules!) {
      assert.match(help?.markdown ?? "", /1\. Revoke it at \[.*\]\(https:.*\)/);
      assert.ok(properties?.tags?.includes("security"));
      assert.ok(Number(properties?.["security-severity"]) > 0 && defaultConfiguration?.level);
    }
    const [interrupted, ...notScanned] = run.invocations![0]!.toolExecutionNotifications!;
    assert.match(interrupted?.message.text ?? "", /^Interrupted/);
    assert.equal(notScanned.length, FOUND.skipped.length);
  });
});

/** What breaks one format or another, between harmless letters. */
const HOSTILE = [
  ..."<>&\"'`|\\*_[]()#@~$:;,=+- \t\r\n\v\f\0\u0007\u001b\u007f\u0085\u00a0\u061c\u200b\u200f\u2028\u2029\u202e\u2066",
  ...["\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00", "👩‍💻", "א", "é", "%", "%0A", "%zz", "a", "b"],
  ...["]]>", "<![CDATA[", "<!--", "-->", "<?", "</script>", "</style>", "</title>", "<img src=x onerror=alert(1)>"],
  ...["=cmd()", '"', '""', '";=1', "&amp;", "&#0;", "{{7*7}}", "${x}", "$&", "@octocat", "#1", "https://evil.example/"],
  ...[
    "www.evil.example",
    "\\|",
    "\n\n# Heading",
    "\n```\n",
    "[x](javascript:alert(1))",
    "</details>",
    "__proto__",
    "../",
  ],
];
const hostile = fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));

/** A report in which everything that a repository can choose is the given text, the same in every other way. */
function reportWith(text: string): Report {
  const own = { ruleId: `own-${text}`, vendor: text, mask: `${text}…9`, confidence: "medium" } as const;
  return {
    ...reportOf(
      [
        sampleFinding({ file: `${text}1` }),
        sampleFinding({ file: `${text}2`, triage: { state: "true", note: text }, ...own }),
        sampleFinding({ file: text }),
      ],
      [{ ...sampleFinding({ file: text, ...own }), by: "allow", reason: text }],
      [
        { file: text, reason: text },
        { file: "z", reason: "binary file" },
      ],
    ),
    tool: { name: "keystow", version: text },
  };
}

describe("hostile names and reasons", () => {
  const holds = (check: (report: Report, text: string) => void): void =>
    fc.assert(
      fc.property(hostile, (text) => check(reportWith(text), text)),
      { numRuns: 300, examples: HOSTILE.map((text): [string] => [text]) },
    );
  const harmless = reportWith("a");

  for (const { id } of FORMATS)
    it(`leave ${id} text that UTF-8 can hold, its last line ended`, () =>
      holds((report) => {
        const text = render(id, report);
        assert.equal(Buffer.from(text).toString(), text);
        assert.ok(text.endsWith("\n"));
      }));

  it("move no line or cursor in text", () =>
    holds((report) => {
      const text = render("text", report);
      assert.equal(text.split("\n").length, render("text", harmless).split("\n").length);
      assert.ok(!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text.replaceAll("\n", "")));
    }));

  it("are valid in SARIF", () =>
    holds((report) => assert.deepEqual(sarifProblems(JSON.parse(render("sarif", report))), [])));

  it("are no markup, no mention and no link in Markdown", () => {
    const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
    const expected = tags(shown(render("markdown", harmless)).html);
    holds((report) => {
      const { html, rows } = shown(render("markdown", report));
      assert.deepEqual(tags(html), expected);
      for (const { cells } of rows) assert.equal(cells.length, 6);
      const prose = html.replace(/<code>[^]*?<\/code>/g, "").replace(/<[^>]*>/g, "");
      assert.ok(!/[@#]|www|:\/\/|evil/.test(prose), prose);
    });
  });

  it("keep JUnit well-formed, and its names apart", () =>
    holds((report) => {
      const root = parseXml(render("junit", report));
      const names = elements(root, "testcase").map(
        ({ attributes }) => `${attributes["classname"]} ${attributes["name"]}`,
      );
      assert.equal(new Set(names).size, names.length);
      assert.equal(elements(root, "failure").length, 3);
      assert.equal(elements(root, "skipped").length, 1);
    }));

  it("stay in their cells in CSV, and are no formulas", () =>
    holds((report) => {
      const text = render("csv", report);
      const rows = parse(text);
      assert.deepEqual([rows.length, ...new Set(rows.map((row) => row.length))], [5, 17]);
      for (const cell of rows.flat()) assert.ok(cell === "-" || !/^[=+\-@\t\r]/.test(cell), cell);
      // A spreadsheet that parts at semicolons sees quotes in other places.
      for (const cell of text.split(/[;\r\n]/)) assert.ok(!/^["\s]*[=+\-@]/.test(cell), cell);
    }));

  it("leave HTML the tags and quotes that it has with harmless ones", () => {
    const skeleton = (html: string): string => html.replace(/<script>[^]*<\/script>/, "").replace(/[^<>"]+/g, "");
    const expected = skeleton(render("html", harmless));
    holds((report) => assert.equal(skeleton(render("html", report)), expected));
  });
});

describe("every format", () => {
  it("grows no faster than its findings", () => {
    const many = (count: number): Report =>
      reportOf(Array.from({ length: count }, (_, index) => sampleFinding({ file: "one.txt", startLine: index + 1 })));
    const [small, large] = [many(4000), many(40_000)];
    const timeOf = (id: string, report: Report): number => {
      const start = process.cpuUsage();
      render(id, report);
      return process.cpuUsage(start).user;
    };
    for (const { id } of FORMATS) {
      render(id, small);
      const growth = timeOf(id, large) / Math.max(2000, timeOf(id, small));
      assert.ok(growth < 60, `${id}: ${growth.toFixed(0)} times the time for 10 times the findings`);
    }
  }).timeout(30_000);
});
