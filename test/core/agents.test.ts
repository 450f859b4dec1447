// Keeping an env file from agents: each one's own file, changed without touching what stands there.
import assert from "node:assert/strict";
import { type Agent, AGENTS, editedText, hidingFrom } from "../../src/core/index";

const agent = (id: string): Agent => AGENTS.find((one) => one.id === id)!;

function hidden(id: string, text: string | undefined, path = ".env"): string {
  const edits = hidingFrom(agent(id), text, { path, eol: "\n" });
  return "refused" in edits ? edits.refused : editedText(text ?? "", edits);
}

describe("keeping an env file from agents", () => {
  it("makes or extends an ignore file", () => {
    assert.equal(hidden("cursor", undefined), "/.env\n");
    assert.equal(hidden("cline", "node_modules/\n", "api/.env.local"), "node_modules/\n/api/.env.local\n");
    assert.equal(hidden("aider", "*.md", ".env"), "*.md\n/.env\n");
    assert.equal(hidden("gemini-cli", "a\r\nb\r\n"), "a\r\nb\r\n/.env\r\n");
    assert.equal(hidden("cursor", undefined, "a[1]/.env"), "/a\\[1\\]/.env\n");
  });

  it("changes nothing where the file is ignored already", () => {
    for (const text of [".env*\n", "**/.env\n", "/.env\n"]) assert.equal(hidden("cursor", text), text);
    assert.equal(hidden("cursor", ".env\n!.env\n"), ".env\n!.env\n/.env\n");
  });

  it("denies the file to Claude Code", () => {
    assert.equal(
      hidden("claude-code", undefined),
      '{\n  "permissions": {\n    "deny": [\n      "Read(./.env)"\n    ]\n  }\n}\n',
    );
    assert.equal(
      hidden("claude-code", '{\n  "model": "opus",\n  "permissions": { "allow": ["Bash(ls)"] }\n}\n'),
      '{\n  "model": "opus",\n  "permissions": { "allow": ["Bash(ls)"], "deny": ["Read(./.env)"] }\n}\n',
    );
    const denied = '{\n  "permissions": {\n    "deny": [\n      "Read(./secrets/**)"\n    ]\n  }\n}\n';
    assert.equal(
      hidden("claude-code", denied, "api/.env"),
      '{\n  "permissions": {\n    "deny": [\n      "Read(./secrets/**)",\n      "Read(./api/.env)"\n    ]\n  }\n}\n',
    );
    const once = hidden("claude-code", denied);
    assert.equal(hidden("claude-code", once), once);
  });

  it("refuses a broken settings file", () => {
    for (const text of ["{", "[]", '{ "permissions": [] }', '{ "permissions": { "deny": {} } }'])
      assert.equal(hidden("claude-code", text), ".claude/settings.json is broken. Repair it first.");
  });

  it("tells of each what it covers and where that is said", () => {
    assert.equal(new Set(AGENTS.map(({ id }) => id)).size, AGENTS.length);
    for (const { covers, source, signs } of AGENTS) {
      assert.match(covers, /\.$/);
      assert.match(source, /^https:\/\//);
      assert.ok(signs.length > 0);
    }
  });
});
