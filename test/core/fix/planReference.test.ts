// A reference to a variable of an env file where there was no key.
import assert from "node:assert/strict";
import { editedText, languageOf, namesInEnv, planReference } from "../../../src/core/index";

/** The text with a reference where `|` stands; undefined where there is none. */
function inserted(path: string, marked: string, name = "MY_TOKEN"): string | undefined {
  const text = marked.replace("|", "");
  const edits = planReference({
    source: { path, languageId: languageOf(path, text), text },
    files: new Map(),
    blocked: new Map(),
    eol: "\n",
    at: marked.indexOf("|"),
    name,
    envFile: ".env",
  });
  return edits && editedText(text, edits);
}

describe("a reference to a variable of an env file", () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ["app.js", "const token = |;\n", "const token = process.env.MY_TOKEN;\n"],
    ["app.js", 'const token = "Bearer |";\n', "const token = `Bearer ${process.env.MY_TOKEN}`;\n"],
    ["app.js", "// see |\n", undefined],
    ["app.py", "token = |\n", 'import os\n\ntoken = os.environ["MY_TOKEN"]\n'],
    ["app.py", "import os\ntoken = f'Bearer |'\n", "import os\ntoken = f'Bearer {os.environ[\"MY_TOKEN\"]}'\n"],
    ["run.sh", "curl -H |\n", 'curl -H "$MY_TOKEN"\n'],
    ["a.sql", "select |;\n", undefined],
    [".env.local", "A=|\n", undefined],
  ];
  for (const [path, marked, expected] of cases)
    it(`${path}: ${JSON.stringify(marked)}`, () => assert.equal(inserted(path, marked), expected));

  it("is not offered for a name that goes to browsers", () =>
    assert.equal(inserted("app.js", "const token = |;\n", "VITE_OPENAI_API_KEY"), undefined));

  it("tells the names of an env file, each once", () =>
    assert.deepEqual(namesInEnv("A=1\n# B=2\nexport C='x y'\nA=2\n"), ["A", "C"]));
});
