// The reference that is copied, and the page after a move.
import assert from "node:assert/strict";
import {
  afterMoveMarkdown,
  CONSUMER_GLOB,
  CONSUMERS,
  DEFAULT_POLICY,
  type FixRequest,
  planFix,
  referenceFor,
  scanText,
  untrackMarkdown,
} from "../../../src/core/index";
import { minimatch } from "minimatch";
import { KEY_KINDS } from "../../support/keys/index";
import { randomFrom } from "../../support/random";

const KEY = KEY_KINDS.find((one) => one.provider === "openai" && one.kind === "project key")!.make(
  randomFrom("referred to"),
);

function requestFor(path: string, languageId: string, template: string, more: Partial<FixRequest> = {}): FixRequest {
  const text = template.replace("«»", KEY);
  const { findings } = scanText(text, { path }, DEFAULT_POLICY);
  assert.equal(findings.length, 1);
  const source = { path, languageId, text };
  return { findings, source, files: new Map(), blocked: new Map(), eol: "\n", ...more };
}

function reference(path: string, languageId: string, template: string, more?: Partial<FixRequest>): string {
  const answer = referenceFor(requestFor(path, languageId, template, more));
  const text = "refused" in answer ? answer.refused : answer.text;
  assert.ok(!text.includes(KEY.slice(8, 20)), "it holds the key");
  return text;
}

describe("the reference that is copied", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a.js", "javascript", 'const a = "«»";\n', "process.env.OPENAI_API_KEY"],
    ["a.js", "javascript", 'const a = "Bearer «»";\n', "process.env.OPENAI_API_KEY"],
    ["a.js", "javascript", 'const a = process.env.OPENAI_API_KEY || "«»";\n', "process.env.OPENAI_API_KEY"],
    ["a.ts", "typescript", 'const a = "«»";\n', "process.env.OPENAI_API_KEY!"],
    ["a.py", "python", 'a = "«»"\n', 'os.environ["OPENAI_API_KEY"]'],
    ["a.py", "python", 'import os\na = os.getenv("X")\nb = "«»"\n', 'os.getenv("OPENAI_API_KEY")'],
    ["a.go", "go", 'package a\n\nvar a = "«»"\n', 'os.Getenv("OPENAI_API_KEY")'],
    [".github/workflows/a.yml", "yaml", "env:\n  OPENAI_API_KEY: «»\n", "${{ secrets.OPENAI_API_KEY }}"],
    ["compose.yml", "yaml", "services:\n  a:\n    environment:\n      OPENAI_API_KEY: «»\n", "${OPENAI_API_KEY}"],
    [".vscode/mcp.json", "json", '{"servers":{"a":{"env":{"OPENAI_API_KEY":"«»"}}}}', "${input:openai-api-key}"],
  ];

  for (const [path, languageId, text, expected] of cases)
    it(`is ${expected} for ${JSON.stringify(text)}`, () => assert.equal(reference(path, languageId, text), expected));

  it("has the name that the env file has for the key", () => {
    const files = new Map([[".env", `MY_OPENAI_KEY=${KEY}\n`]]);
    assert.equal(reference("a.js", "javascript", 'const a = "«»";\n', { files }), "process.env.MY_OPENAI_KEY");
  });

  it("is refused with the reason where the format has none", () => {
    assert.match(reference("a.sql", "sql", "select '«»';\n"), /SQL reads no variables/);
    assert.match(reference(".env.example", "dotenv", "OPENAI_API_KEY=«»\n"), /holds names and no references/);
    assert.match(reference("a.py", "python", "# «»\n"), /A comment cannot read a variable/);
  });
});

describe("a move into an env file that git tracks", () => {
  it("says so", () => {
    const plan = planFix(requestFor("a.py", "python", 'a = "«»"\n', { isTracked: (path) => path === ".env" }));
    assert.ok(!("refused" in plan));
    assert.equal(plan.envTracked, true);
    assert.ok(plan.advice.some((one) => one.startsWith("Git tracks .env, so the next commit would publish the key")));
    const other = planFix(requestFor("a.py", "python", 'a = "«»"\n', { isTracked: () => false }));
    assert.ok(!("refused" in other) && other.envTracked === undefined);
  });

  it("shows the steps, the path quoted for a shell", () => {
    assert.match(untrackMarkdown("api/.env", false), /git rm --cached -- api\/\.env\n/);
    assert.match(untrackMarkdown("my api/.env", true), /git rm --cached -- 'my api\/\.env'\n/);
    assert.match(untrackMarkdown(".env", true), /An ignore file covers it already/);
  });
});

describe("the page after a move", () => {
  const page = (paths: readonly string[], linked = true): string =>
    afterMoveMarkdown({
      ...{ names: ["OPENAI_API_KEY"], envPath: ".env", examplePath: ".env.example" },
      ...{ paths, linked, tracked: false },
    });

  it("lists who else needs the variable, with links and what to do", () => {
    const text = page([".github/workflows/ci.yml", "deploy (old)/Dockerfile", "fly.toml", "src/a.py"]);
    assert.match(
      text,
      /\*\*GitHub Actions\*\*, \[[^\]]+\]\(\/\.github\/workflows\/ci\.yml\): `gh secret set OPENAI_API_KEY`/,
    );
    assert.match(text, /\*\*Dockerfile\*\*, \[[^\]]+\]\(\/deploy%20%28old%29\/Dockerfile\): /);
    assert.match(text, /\*\*Fly\.io\*\*/);
    assert.doesNotMatch(text, /a\.py|Kubernetes|Vercel/);
    assert.match(text, /\*\*Teammates\*\*: `\.env\.example` names the variable/);
  });

  it("tells what keeps the old text, and that moving does not un-publish", () => {
    const text = page([]);
    for (const words of [/does not un-publish/, /Local History/, /~\/\.claude\/projects/, /Cursor/, /Copilot/])
      assert.match(text, words);
    assert.match(text, /knows no file in this workspace/);
    assert.doesNotMatch(text, /Stop tracking/);
  });

  it("links nothing where a link would lead elsewhere, and lets no name act as markup", () => {
    assert.match(page(["k8s/a`b.yaml"], false), /``\s?k8s\/a`b\.yaml\s?``/);
    assert.ok(!page(["[x](command:y)/Dockerfile"]).includes("](command:"));
  });

  it("looks for all files that it knows, and for no more", () => {
    const samples: Readonly<Record<string, string>> = {
      "GitHub Actions": "a/.github/workflows/b.yaml",
      "GitLab CI": ".gitlab-ci.yml",
      "Azure Pipelines": "azure-pipelines.release.yml",
      "Docker Compose": "docker-compose.prod.yml",
      Dockerfile: "api/Dockerfile.dev",
      "Kubernetes and Helm": "chart/values-prod.yaml",
      Vercel: "vercel.json",
      Netlify: "netlify.toml",
      "Fly.io": "fly.toml",
      Render: "render.yaml",
      "Cloudflare Workers": "wrangler.jsonc",
      "Procfile (Heroku and its kin)": "Procfile",
      "Dev container": ".devcontainer/devcontainer.json",
      "Debugging in VS Code": ".vscode/launch.json",
    };
    assert.deepEqual(
      CONSUMERS.map(({ title }) => title),
      Object.keys(samples),
    );
    for (const { title } of CONSUMERS) {
      assert.ok(page([samples[title] ?? ""]).includes(`**${title}**`), title);
      assert.ok(minimatch(samples[title] ?? "", CONSUMER_GLOB, { dot: true }), title);
    }
    assert.ok(!minimatch("src/index.ts", CONSUMER_GLOB, { dot: true }));
  });
});
