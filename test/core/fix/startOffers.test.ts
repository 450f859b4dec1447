// A start command made permanent.
import assert from "node:assert/strict";
import { editedText } from "../../../src/core/index";
import { filled, planOf } from "./cases";

/** What the offers of a fix make of the files, by title. */
function offered(files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly [string, string]> {
  const plan = planOf(new Map(Object.entries(files)));
  assert.ok(!("refused" in plan));
  return new Map(
    (plan.start?.offers ?? []).map(({ title, file: { path, create, edits } }) => {
      assert.equal(create, files[path] === undefined);
      const resolved = edits.map(({ span, pieces }) => ({
        span,
        text: pieces.map((piece) => (typeof piece === "string" ? piece : "")).join(""),
      }));
      return [title, [path, editedText(filled(files[path] ?? ""), resolved)]];
    }),
  );
}

const KEY = 'f("«openai-project-key»");\n';

describe("a start command made permanent", () => {
  it("in the npm script, with its formatting", () => {
    const manifest =
      '{\r\n\t"scripts": {\r\n\t\t"test": "x",\r\n\t\t"start": "node src/main.js --port 1"\r\n\t}\r\n}\r\n';
    const offers = offered({ "app/src/main.js": KEY, "app/package.json": manifest });
    assert.deepEqual(offers.get("Into npm start"), [
      "app/package.json",
      manifest.replace("node src", "node --env-file=.env src"),
    ]);
  });

  it("in a new launch.json", () => {
    const [path, text = ""] = offered({ "app.py": KEY }).get("Into launch.json") ?? [];
    assert.equal(path, ".vscode/launch.json");
    assert.deepEqual(JSON.parse(text), {
      version: "0.2.0",
      configurations: [
        {
          name: "app.py with .env",
          type: "debugpy",
          request: "launch",
          program: "${workspaceFolder}/app.py",
          envFile: "${workspaceFolder}/.env",
        },
      ],
    });
  });

  it("in the configurations that are there, comments kept", () => {
    const launch = `{
    // mine
    "configurations": [
        { "type": "node", "request": "launch", "program": "a.js" },
        { "type": "node", "request": "attach" },
    ]
}
`;
    const [, text = ""] = offered({ "app.js": KEY, ".vscode/launch.json": launch }).get("Into launch.json") ?? [];
    assert.match(text, /^\{\n    \/\/ mine\n/);
    assert.match(
      text,
      /"program": "a\.js",\s+"envFile": "\$\{workspaceFolder\}\/\.env"\s*\},\n\s+\{ "type": "node", "request": "attach" \},/,
    );
  });

  it("beside those of other languages", () => {
    const launch = '{\n  "configurations": [{ "type": "go", "request": "launch" }]\n}\n';
    const [, text = ""] = offered({ "app.js": KEY, ".vscode/launch.json": launch }).get("Into launch.json") ?? [];
    const { configurations } = JSON.parse(text) as { configurations: readonly { type: string }[] };
    assert.deepEqual(
      configurations.map(({ type }) => type),
      ["go", "node"],
    );
  });

  it("is not offered twice, nor for a script that is more than Node and a file", () => {
    const launch = '{ "configurations": [{ "type": "node", "envFile": "${workspaceFolder}/.env" }] }';
    const files = { "app.js": KEY, "package.json": '{ "scripts": { "start": "node a.js && b" } }' };
    assert.deepEqual([...offered({ ...files, ".vscode/launch.json": launch }).keys()], []);
    assert.deepEqual([...offered({ ...files, ".vscode/launch.json": "[" }).keys()], []);
  });
});
