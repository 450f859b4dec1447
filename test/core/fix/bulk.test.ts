// Many files at once: one name for one key, one edit for one file, and the same as one file after the other.
import assert from "node:assert/strict";
import { parse } from "dotenv";
import fc from "fast-check";
import {
  type BulkPlan,
  DEFAULT_POLICY,
  editedText,
  type FixRequest,
  isEnvFile,
  maskedDiff,
  maskedTexts,
  planBulk,
  resolveFix,
  scanText,
  type Texts,
} from "../../../src/core/index";
import { filled, keyOf, requestFor } from "./cases";

type Files = Readonly<Record<string, string>>;

/** The requests of all files of a folder that have keys to move. */
function requestsFor(files: Texts): readonly FixRequest[] {
  return [...files]
    .filter(([path]) => !isEnvFile(path))
    .map(([path, text]) => requestFor(path, text, files))
    .filter(({ findings }) => findings.length > 0);
}

interface Bulk {
  readonly plan: BulkPlan;
  readonly before: Texts;
  readonly after: Texts;
}

function bulkOf(files: Files): Bulk {
  const before = new Map(Object.entries(files).map(([path, text]) => [path, filled(text)]));
  const plan = planBulk(requestsFor(before));
  return { plan, before, after: applied(before, plan) };
}

function applied(before: Texts, plan: Parameters<typeof resolveFix>[0]): Texts {
  const resolved = resolveFix(plan, before);
  assert.ok(!("refused" in resolved), "it has become stale");
  const after = new Map(before);
  for (const { path, edits } of resolved) after.set(path, editedText(before.get(path) ?? "", edits));
  return after;
}

function expectFiles({ after }: Bulk, files: Files): void {
  for (const [path, text] of Object.entries(files)) assert.equal(after.get(path), filled(text), path);
}

describe("the fix of many files", () => {
  it("gives one key one variable, and edits the env file once", () => {
    const bulk = bulkOf({
      "src/a.py": 'import os\n\nkey = "«openai-project-key»"\n',
      "src/b.js": 'const mine = "«openai-project-key»";\nconst other = "«anthropic-api-key»";\n',
      ".env": "A=1\n",
    });
    expectFiles(bulk, {
      "src/a.py": 'import os\n\nkey = os.environ["OPENAI_API_KEY"]\n',
      "src/b.js": "const mine = process.env.OPENAI_API_KEY;\nconst other = process.env.ANTHROPIC_API_KEY;\n",
      ".env": "A=1\nOPENAI_API_KEY=«openai-project-key»\nANTHROPIC_API_KEY=«anthropic-api-key»\n",
      ".env.example": "OPENAI_API_KEY=\nANTHROPIC_API_KEY=\n",
      ".gitignore": ".env\n",
    });
    assert.deepEqual(
      bulk.plan.files.map(({ path, role, create, edits }) => [path, role, create, edits.length]),
      [
        ["src/a.py", "source", false, 1],
        ["src/b.js", "source", false, 2],
        [".env", "env", false, 1],
        [".env.example", "example", true, 1],
        [".gitignore", "ignore", true, 1],
      ],
    );
  });

  it("gives a key the same name in each env file that has to have it", () => {
    const bulk = bulkOf({
      "a/package.json": "{}",
      "a/app.js": 'const k = "«openai-project-key one»";\n',
      "b/package.json": "{}",
      "b/app.js": 'const k = "«openai-project-key two»";\nconst l = "«openai-project-key one»";\n',
    });
    // In a alone, key one would have got the plain name, and then another one in b, where key two has it.
    expectFiles(bulk, {
      "a/.env": "OPENAI_API_KEY=«openai-project-key one»\n",
      "b/.env": "OPENAI_API_KEY_2=«openai-project-key two»\nOPENAI_API_KEY=«openai-project-key one»\n",
      "b/app.js": "const k = process.env.OPENAI_API_KEY_2;\nconst l = process.env.OPENAI_API_KEY;\n",
    });
  });

  it("lets packages that share no key have the plain name each", () => {
    const bulk = bulkOf({
      "a/package.json": "{}",
      "a/app.js": 'const k = "«openai-project-key one»";\n',
      "b/package.json": "{}",
      "b/app.js": 'const k = "«openai-project-key two»";\n',
    });
    expectFiles(bulk, {
      "a/.env": "OPENAI_API_KEY=«openai-project-key one»\n",
      "b/.env": "OPENAI_API_KEY=«openai-project-key two»\n",
    });
  });

  it("takes the name that an env file knows, and one that a place insists on", () => {
    const bulk = bulkOf({
      ".env": "OLD_NAME=«openai-project-key»\n",
      "a.js": 'const k = "«openai-project-key»";\n',
      "b.js": 'const k = "«anthropic-api-key»";\n',
      "docker-compose.yml": "services:\n  web:\n    environment:\n      SHOP_KEY: «anthropic-api-key»\n",
      "z/.env": "",
      "z/c.js": 'const k = "«openai-project-key»";\n',
    });
    expectFiles(bulk, {
      "a.js": "const k = process.env.OLD_NAME;\n",
      "z/.env": "OLD_NAME=«openai-project-key»\n",
      "z/c.js": "const k = process.env.OLD_NAME;\n",
    });
  });

  it("leaves a name to the key that has it in one of the env files", () => {
    const bulk = bulkOf({
      "a.js": 'const k = "«openai-project-key one»";\nconst l = "«openai-project-key two»";\n',
      "z/.env": "OPENAI_API_KEY=«openai-project-key two»\n",
      "z/b.js": 'const k = "«openai-project-key two»";\n',
    });
    expectFiles(bulk, {
      ".env": "OPENAI_API_KEY_2=«openai-project-key one»\nOPENAI_API_KEY=«openai-project-key two»\n",
      "z/b.js": "const k = process.env.OPENAI_API_KEY;\n",
    });
  });

  it("leaves a name to the key that a program takes when the variable of that name is not set", () => {
    const bulk = bulkOf({
      "a.js": 'const k = "«openai-project-key one»";\n',
      "b.js": 'const k = process.env.OPENAI_API_KEY || "«openai-project-key two»";\n',
    });
    expectFiles(bulk, {
      ".env": "OPENAI_API_KEY_2=«openai-project-key one»\nOPENAI_API_KEY=«openai-project-key two»\n",
      "b.js": "const k = process.env.OPENAI_API_KEY;\n",
    });
  });

  it("moves a key out of a sample to which other keys add a line", () => {
    const bulk = bulkOf({
      ".env.example": "# sample\nOPENAI_API_KEY=«openai-project-key»\n",
      ".env": "",
      "a.js": 'const k = "«openai-project-key»";\nconst l = "«anthropic-api-key»";\n',
      ".gitignore": ".env\n",
    });
    expectFiles(bulk, {
      ".env.example": "# sample\nOPENAI_API_KEY=\nANTHROPIC_API_KEY=\n",
      ".env": "OPENAI_API_KEY=«openai-project-key»\nANTHROPIC_API_KEY=«anthropic-api-key»\n",
    });
  });

  it("keeps each refusal with its file", () => {
    const { plan, after, before } = bulkOf({
      "a.sql": "select set_key('«openai-project-key»');\n",
      "b.js": '// «openai-project-key»\nconst k = "«openai-project-key»";\n',
      "c.txt": "«anthropic-api-key»\n",
    });
    assert.deepEqual(
      plan.left.map(({ path, finding, refused }) => [
        path,
        finding.span.start.line,
        /SQL|comment|plain/i.exec(refused)?.[0],
      ]),
      [
        ["a.sql", 0, "SQL"],
        ["b.js", 0, "comment"],
        ["c.txt", 0, "plain"],
      ],
    );
    assert.equal(after.get("a.sql"), before.get("a.sql"));
    assert.deepEqual(
      plan.steps.map(({ path }) => path),
      ["b.js"],
    );
  });

  it("is no plan when nothing can be moved", () => {
    const { plan } = bulkOf({ "c.txt": "«anthropic-api-key»\n" });
    assert.deepEqual([plan.steps, plan.files, plan.left.length], [[], [], 1]);
    assert.deepEqual(planBulk([]), { steps: [], keys: [], files: [], left: [] });
  });

  it("is refused as a whole when one of the texts has changed", () => {
    const { plan, before } = bulkOf({
      "a.js": 'const k = "«openai-project-key»";\n',
      "b.js": 'const k = "«openai-project-key»";\n',
    });
    const changed = new Map(before).set("b.js", `// new\n${before.get("b.js") ?? ""}`);
    assert.deepEqual(resolveFix(plan, changed), {
      refused: "b.js has changed meanwhile, so nothing was written. Try again.",
    });
    assert.deepEqual(maskedTexts(plan, changed), []);
  });
});

const SEEDS = ["one", "two", "three", "four"];
const RULES = ["openai-project-key", "anthropic-api-key"] as const;
const KEYS = SEEDS.map((seed, index) => `«${RULES[index % 2] ?? ""} ${seed}»`);

const line = fc.constantFrom(
  (key: string, at: number) => [`const key${at} = "${key}";`, `key${at} = "${key}"`] as const,
  (key: string, at: number) => [`const openaiKey${at} = \`Bearer ${key}\`;`, `u${at} = f"Bearer ${key}"`] as const,
  (key: string, at: number) =>
    [
      `const e${at} = process.env.MY_OPENAI_KEY ?? "${key}";`,
      `e${at} = os.environ.get("MY_OPENAI_KEY", "${key}")`,
    ] as const,
);

const source = fc.record({
  folder: fc.constantFrom("", "a/", "b/", "b/c/"),
  language: fc.constantFrom(0 as const, 1 as const),
  lines: fc.array(fc.tuple(line, fc.constantFrom(...KEYS)), { minLength: 1, maxLength: 4 }),
});

const folders = fc.record({
  packages: fc.subarray(["a/", "b/", "b/c/"]),
  envs: fc.dictionary(
    fc.constantFrom("", "a/", "b/c/"),
    fc.constantFrom(
      "",
      "A=1",
      "A='x'\r\n",
      `OPENAI_API_KEY=${KEYS[0] ?? ""}\n`,
      `KNOWN=${KEYS[1] ?? ""}\n`,
      "OPENAI_API_KEY=\n",
    ),
  ),
  sources: fc.array(source, { minLength: 1, maxLength: 6 }),
});

/** A folder with keys here and there. */
const workspaces = folders.map(({ packages, envs, sources }): Texts => {
  const files = new Map<string, string>();
  for (const folder of packages) files.set(`${folder}package.json`, "{}");
  for (const [folder, text] of Object.entries(envs)) files.set(`${folder}.env`, filled(text));
  sources.forEach(({ folder, language, lines }, number) => {
    const texts = lines.map(([write, key], at) => write(filled(key), at)[language]);
    files.set(`${folder}f${number}.${["js", "py"][language]}`, `${["", "import os\n"][language]}${texts.join("\n")}\n`);
  });
  return files;
});

/** The names that some env files have for a value, by the value. */
function namesOf(files: Texts, paths: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const [path, text] of files)
    if (paths.has(path))
      for (const [name, value] of Object.entries(parse(text)))
        names.set(value, (names.get(value) ?? new Set()).add(name));
  return names;
}

describe("the fix of many random files", () => {
  const check = (before: Texts, seed: number): void => {
    const requests = requestsFor(before);
    const plan = planBulk(requests);
    const shuffled = fc.sample(fc.shuffledSubarray([...requests], { minLength: requests.length }), {
      numRuns: 1,
      seed,
    });
    assert.deepEqual(planBulk(shuffled[0] ?? []), plan, "the order matters");
    assert.deepEqual(plan.left, []);
    const after = applied(before, plan);
    const sequential = plan.steps.reduce((files, step) => applied(files, step.plan), before);
    assert.deepEqual([...after].sort(), [...sequential].sort(), "one after the other gives something else");
    for (const placeholder of KEYS) {
      const key = filled(placeholder);
      const steps = plan.steps.filter(({ path }) => before.get(path)?.includes(key));
      const envPaths = new Set(steps.map((step) => step.plan.envPath));
      const [known, names] = [namesOf(before, envPaths), namesOf(after, envPaths)];
      const isUsed = requests.some(({ source }) => source.text.includes(key));
      if (isUsed) assert.ok(names.has(key), "a key is lost");
      if ((known.get(key)?.size ?? 0) < 2) assert.ok((names.get(key)?.size ?? 0) < 2, "a key has two names");
      assert.equal(
        [...after].some(([path, text]) => !isEnvFile(path) && text.includes(key)),
        false,
        "a key is left",
      );
      for (const shown of [JSON.stringify(plan), JSON.stringify(maskedTexts(plan, before)), maskedDiff(plan, before)])
        assert.ok(!shown.includes(key.slice(14, 22)), "a key shows");
    }
    for (const { path, plan: step } of plan.steps) {
      const values = Object.values(parse(after.get(step.envPath) ?? ""));
      for (const placeholder of KEYS)
        if (before.get(path)?.includes(filled(placeholder)))
          assert.equal(values.filter((value) => value === filled(placeholder)).length, 1, "not once in its env file");
    }
    for (const [path, text] of after)
      if (!isEnvFile(path)) assert.deepEqual(scanText(text, { path }, DEFAULT_POLICY).findings, []);
    assert.deepEqual(planBulk(requestsFor(after)).files, [], "twice is not once");
  };

  it("is one name a key, whatever the order, and the same as one after the other", () => {
    fc.assert(fc.property(workspaces, fc.nat(), check), { numRuns: 100 });
  }).timeout(60_000);
});

describe("a masked text", () => {
  it("shows no key, moved or not, and no value of an env file", () => {
    const { plan, before } = bulkOf({
      "a.js": '// «anthropic-api-key»\nconst k = "«openai-project-key»";\n',
      ".env": "PASSWORD=hunter2 # «groq-api-key»\n#OLD=«anthropic-api-key old»\nB=\n",
    });
    const files = maskedTexts(plan, before);
    const text = JSON.stringify(files);
    for (const [rule, seed] of [
      ["anthropic-api-key"],
      ["openai-project-key"],
      ["groq-api-key"],
      ["anthropic-api-key", "old"],
    ])
      assert.ok(!text.includes(keyOf(rule ?? "", seed).slice(14, 22)), `a key of ${rule ?? ""} shows`);
    assert.ok(!text.includes("hunter2"));
    const mask = `sk-proj-…${keyOf("openai-project-key").length}`;
    assert.equal(files[0]?.before.split("\n")[1], `const k = "${mask}";`);
    assert.equal(files[0].after.split("\n")[1], "const k = process.env.OPENAI_API_KEY;");
    assert.match(
      files[1]?.after ?? "",
      new RegExp(`^PASSWORD=… # gsk_…\\d+\\n#OLD=.*…\\d+\\nB=\\nOPENAI_API_KEY=${mask}\\n$`),
    );
  });
});
