// The HTML report as a reviewer opens it: in a real Chromium, in light and dark, by keyboard, and with nothing but itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import { formatOf, type Report, type ReportFinding } from "../../src/core/index";
import { launchBrowser } from "../host/browser";
import type { Browser, BrowserContext, ContextOptions, Page } from "../host/playwright";
import { provision } from "../host/provision";
import { reportOf, sampleFinding } from "../support/sampleReport";

const ADDRESS = "http://report.invalid/";
const MARKUP = `"><script>document.title = "run"</script><img src="http://evil.invalid/x" onerror="document.title='run'">.js`;

const GROQ: Partial<ReportFinding> = { vendor: "Groq", ruleId: "groq-api-key", mask: "gsk_…56" };
const OWN: Partial<ReportFinding> = { vendor: "O'Wn <b> Service", ruleId: "own-key", mask: "own_…20" };

const REPORT: Report = {
  ...reportOf(
    [
      sampleFinding({ file: "src/app.py" }),
      sampleFinding({ file: "src/app.py", startLine: 8, severity: "warning", confidence: "medium", ...GROQ }),
      sampleFinding({ file: "src/deep/שלום/notes.ipynb", cell: 2, severity: "information", confidence: "low", ...OWN }),
      sampleFinding({ file: MARKUP, ...GROQ }),
    ],
    [{ ...sampleFinding({ file: "test/a.ts" }), by: "inline", reason: "marked keystow:allow" }],
    [
      { file: "huge.log", reason: "larger than 10 MB" },
      { file: "logo.png", reason: "binary file" },
    ],
  ),
  complete: false,
};

describe("the HTML report in a browser", function () {
  this.timeout(120_000);
  const html = formatOf("html")?.render(REPORT, {}) ?? "";
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let requests: string[];

  before(async () => {
    browser = await launchBrowser(await provision());
  });
  after(() => browser.close());
  afterEach(() => context.close());

  /** Opens a report; whatever else the page asks for is noted and refused. */
  async function open(text = html, options: ContextOptions = {}): Promise<void> {
    [complaints, requests] = [[], []];
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.route("**/*", async (route) => {
      if (route.request().url() === ADDRESS) return route.fulfill({ contentType: "text/html", body: text });
      if (route.request().url().endsWith("/favicon.ico")) return route.abort();
      requests.push(route.request().url());
      return route.abort();
    });
    await page.goto(ADDRESS);
  }

  async function violations(): Promise<readonly string[]> {
    await page.evaluate(
      (source) => {
        // The page's own policy lets no script in; what the test evaluates stands above it.
        (0, eval)(source);
      },
      readFileSync("node_modules/axe-core/axe.min.js", "utf8"),
    );
    const found = await page.evaluate(async (options) => {
      const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
      const { violations, incomplete, passes } = await axe.run(options);
      const told = [...violations, ...incomplete].flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
      );
      return { told, passes: passes.map(({ id }) => id) };
    }, {});
    assert.ok(found.passes.includes("color-contrast"), "contrast was not looked at");
    return found.told;
  }

  const rowsShown = async (): Promise<readonly string[]> => {
    const rows = await page.locator(".file tbody tr:visible").allInnerTexts();
    return rows.map((text) => text.replace(/\s+/g, " "));
  };

  for (const colorScheme of ["light", "dark"] as const)
    it(`has no fault that axe finds, in ${colorScheme}`, async () => {
      await open();
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(), []);
    });

  it("has none in a narrow window, in which the rows of a table stay rows", async () => {
    await open(html, { viewport: { width: 320, height: 600 } });
    assert.deepEqual(await violations(), []);
  });

  it("has none either when nothing was found", async () => {
    await open(formatOf("html")?.render(reportOf([]), {}) ?? "");
    assert.deepEqual(await violations(), []);
    assert.match(await page.locator("main").innerText(), /No keys found, 12 files scanned/);
    assert.equal(await page.locator("form, table").count(), 0);
  });

  it("asks for nothing, and breaks no policy of its own", async () => {
    await open();
    assert.deepEqual([requests, complaints], [[], []]);
    assert.equal(await page.evaluate(() => document.styleSheets.length, undefined), 1);
  });

  it("shows markup in names as the text it is", async () => {
    await open();
    assert.equal(await page.evaluate(() => document.title, undefined), "Keystow: 4 keys found in 3 files");
    assert.ok((await page.locator("h3 bdi").allInnerTexts()).includes(MARKUP));
    assert.equal(await page.locator("img, b").count(), 0);
    assert.equal(await page.locator("script").count(), 1);
  });

  it("says first how much, how bad and what to do", async () => {
    await open();
    const text = await page.locator("main").innerText();
    const order = [
      "4 keys found",
      "Interrupted",
      "2 error, confidence high",
      "Revoke at OpenAI",
      "keystow fix",
      "src/app.py",
    ];
    const places = order.map((words) => text.replace(/\s+/g, " ").indexOf(words));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(!places.includes(-1), JSON.stringify(places));
    for (const words of ["a mark in the file", "marked keystow:allow", "larger than 10 MB", "logo.png", "binary file"])
      assert.ok(text.includes(words), words);
  });

  it("is filtered by keyboard alone, tells the count, and shows all again", async () => {
    await open();
    const status = page.locator("#shown[aria-live=polite]");
    assert.equal(await status.innerText(), "4 of 4 keys shown");
    // The links come before the filter.
    const links = await page.locator("a").count();
    for (let index = 0; index <= links; index += 1) await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.id, undefined), "words");
    assert.ok(
      await page.evaluate(() => parseFloat(getComputedStyle(document.activeElement!).outlineWidth) >= 2, undefined),
      "the focus is seen",
    );
    await page.keyboard.type("APP groq");
    assert.deepEqual(await rowsShown(), ["8:12 warning medium Groq API key gsk_…56 groq-api-key"]);
    assert.equal(await status.innerText(), "1 of 4 keys shown");
    await page.keyboard.press("Enter");
    assert.equal((await rowsShown()).length, 1);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Tab");
    await page.keyboard.type("O'Wn");
    assert.deepEqual(await rowsShown(), ["3:12 (cell 2) information low O'Wn <b> Service key own_…20 own-key"]);
    assert.equal(await page.locator(".file:visible").count(), 1);
    await page.keyboard.press("Tab");
    await page.keyboard.type("err");
    assert.equal(await status.innerText(), "0 of 4 keys shown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.locator("#shown").filter({ hasText: "4 of 4" }).waitFor();
    assert.equal((await rowsShown()).length, 4);
  });

  it("is whole without JavaScript, the filter then left out", async () => {
    await open(html, { javaScriptEnabled: false });
    assert.equal(await page.locator(".file tbody tr").count(), 4);
    assert.equal(await page.locator("#filter").isVisible(), false);
  });

  it("fits a narrow window, and loses no word of a severity in forced colours or on paper", async () => {
    await open(html, { viewport: { width: 320, height: 600 } });
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - innerWidth, undefined);
    assert.ok((await overflow()) <= 0, `${await overflow()} pixels too wide`);
    await page.emulateMedia({ forcedColors: "active" });
    assert.equal(await page.locator("td .error").first().isVisible(), true);
    await page.emulateMedia({ forcedColors: "none", media: "print", colorScheme: "dark" });
    assert.equal(await page.locator("#filter").isVisible(), false);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color, undefined);
    assert.equal(ink, "rgb(0, 0, 0)");
  });
});

describe("the JUnit report in a browser", function () {
  this.timeout(120_000);
  it("is XML to a second parser, libxml2", async () => {
    const browser = await launchBrowser(await provision());
    try {
      const page = await (await browser.newContext()).newPage();
      const failures = await page.evaluate(
        (source) => {
          const document = new DOMParser().parseFromString(source, "application/xml");
          return document.querySelector("parsererror")?.textContent ?? document.querySelectorAll("failure").length;
        },
        formatOf("junit")?.render(REPORT, {}) ?? "",
      );
      assert.equal(failures, 4);
    } finally {
      await browser.close();
    }
  });
});
