import assert from "node:assert/strict";
import {
  DEFAULT_POLICY,
  DEFAULT_PREFERENCES,
  isExcluded,
  NO_POLICY_FILE,
  parsePolicyFile,
  parsePreferences,
  placesOf,
  type Policy,
  readPolicy,
  RULES,
  scanText,
  type Whereabouts,
} from "../../src/core/index";

const rule = RULES.find(({ id }) => id === "openai-project-key");
assert.ok(rule);
const { text: quoted, start, end } = rule.sample("policy");
const key = quoted.slice(start, end);
const scan = (text: string, policy: Partial<Policy> = {}, where: Partial<Whereabouts> = {}) =>
  scanText(text, { path: "src/a.py", ...where }, { ...DEFAULT_POLICY, ...policy });
const withFile = (json: unknown): Policy => ({ ...DEFAULT_POLICY, file: parsePolicyFile(JSON.stringify(json)).value });

describe("policy file", () => {
  it("names every broken entry with its place, and keeps the rest", () => {
    const text = `{
  // comments are welcome
  "version": 2,
  "rules": { "openai-project-key": "warning", "no-such-rule": "off", "openai-admin-key": "loud" },
  "exclude": "docs",
  "colour": true,
  "allow": [{ "fingerprint": "nope", "reason": "x" }, { "fingerprint": "k1:${"0".repeat(32)}" }],
}`;
    const { value, problems } = parsePolicyFile(text);
    assert.deepEqual([...value.rules], [["openai-project-key", "warning"]]);
    assert.deepEqual(
      problems.map(({ message, at }) => `${(at?.line ?? -1) + 1}:${(at?.column ?? -1) + 1} ${message}`),
      [
        "3:14 version must be 1: this Keystow reads no other.",
        '4:47 there is no rule "no-such-rule".',
        "4:90 a rule's level is error, warning, information or off.",
        "5:14 exclude must be a list of texts.",
        '6:3 "colour" is no entry of a policy file.',
        "7:13 an allowed finding needs its fingerprint, `k1:` and 32 hex characters.",
        "7:55 an allowed finding needs a reason.",
      ],
    );
  });

  it("that is no JSON is named and ignored", () => {
    for (const text of ["", "[]", "{", "\u0000", '"x"']) {
      const { value, problems } = parsePolicyFile(text);
      assert.deepEqual(value, NO_POLICY_FILE);
      assert.ok(problems.length > 0);
    }
  });

  it("raises and lowers a rule, and switches it off in the open", () => {
    assert.equal(scan(key).findings[0]?.severity, "error");
    const lower = withFile({ version: 1, rules: { "openai-project-key": "information" } });
    assert.equal(scan(key, lower).findings[0]?.severity, "information");
    const off = scan(key, withFile({ version: 1, rules: { "openai-project-key": "off" } }));
    assert.deepEqual(off.findings, []);
    assert.equal(off.suppressed[0]?.by, "policy");
  });

  it("allows a fingerprint, on a path, until a day", () => {
    const { fingerprint } = scan(key).findings[0] ?? assert.fail();
    const allow = (more: object) => withFile({ version: 1, allow: [{ fingerprint, reason: "revoked", ...more }] });
    assert.deepEqual(
      scan(key, allow({})).suppressed.map(({ by, reason }) => [by, reason]),
      [["allow", "revoked"]],
    );
    assert.equal(scan(key, allow({ path: "src/**" })).findings.length, 0);
    assert.equal(scan(key, allow({ path: "docs/**" })).findings.length, 1);
    const may = allow({ expires: "2026-05-31" });
    assert.equal(scan(key, may, { today: "2026-05-31" }).findings.length, 0);
    assert.equal(scan(key, may, { today: "2026-06-01" }).findings.length, 1);
  });
});

describe("policy file above a folder", () => {
  const fingerprint = scan(`k = "${key}"`).findings[0]?.fingerprint;
  const above = (json: object): Policy =>
    readPolicy({ settings: {}, ownPatterns: true, file: JSON.stringify(json), prefix: "packages/app/" }).policy;
  const byPath = (path: string, policy: Policy): string | undefined =>
    scanText(`k = "${key}"`, { path }, policy).suppressed[0]?.by;

  it("has globs and paths that start where it is", () => {
    const policy = above({
      exclude: ["packages/*/gen", "src"],
      allow: [{ fingerprint, path: "packages/app/a.py", reason: "r" }],
    });
    assert.deepEqual(
      ["gen/x.ts", "src/x.ts"].map((path) => isExcluded(path, policy)),
      [true, false],
    );
    assert.deepEqual([byPath("a.py", policy), byPath("b/a.py", policy)], ["allow", undefined]);
    assert.ok(isExcluded("src/x.ts", { ...policy, exclude: ["src"] }), "settings start in the folder");
  });

  it("names an env file of the folder, or one that is outside of it", () => {
    const inside = above({ envFile: "packages/app/config/keys" });
    assert.equal(placesOf(inside).envFile, "config/keys");
    assert.deepEqual([byPath("config/keys", inside), byPath("keys", inside)], ["env-file", undefined]);
    const outside = above({ envFile: "keys" });
    assert.equal(placesOf(outside).envFile, "../../keys");
    assert.equal(byPath("keys", outside), "env-file", "as one that is called so anywhere");
    assert.equal(placesOf(above({})).envFile, undefined);
  });
});

describe("settings", () => {
  it("that are broken are named, and their defaults hold", () => {
    const { value, problems } = parsePreferences({
      severity: { high: "loud", medium: "off", tiny: "error" },
      "rules.disabled": ["openai-admin-key", "no-such-rule"],
      "rules.custom": [{ id: "Bad Id" }, { id: "acme", title: "Acme", prefix: "acme_", pattern: "acme_(" }],
      exclude: "docs",
      maxFileSize: -1,
      envFile: 7,
    });
    assert.deepEqual(value.severity, { high: "error", medium: "off", low: "off" });
    assert.equal(value.maxFileSize, DEFAULT_PREFERENCES.maxFileSize);
    assert.equal(value.envFile, undefined);
    assert.deepEqual(
      problems.map(({ message }) => message.split(/:? /)[0]),
      [
        "keystow.severity.high",
        "keystow.severity",
        "keystow.rules.disabled",
        "keystow.envFile",
        "keystow.maxFileSize",
        "keystow.rules.custom[0]",
        "keystow.rules.custom[1]",
        "keystow.exclude",
      ],
    );
  });

  it("bring own patterns, on whole words, named by their place", () => {
    const { value, problems } = parsePreferences({
      "rules.custom": [{ id: "acme-key", title: "Acme", prefix: "acme_", pattern: "acme_[a-z0-9]{8}" }],
    });
    assert.deepEqual(problems, []);
    const { findings } = scan("acme_b7k2m9q4 xacme_b7k2m9q4 acme_b7k2m9q4z acme_z9x8c7v6", value);
    assert.deepEqual(
      findings.map(({ span, mask }) => [span.start.offset, mask]),
      [
        [0, "acme_…13"],
        [44, "acme_…13"],
      ],
    );
    assert.notEqual(findings[0]?.fingerprint, findings[1]?.fingerprint);
    const elsewhere = scan("acme_b7k2m9q4", value, { path: "src/b.py" }).findings[0];
    assert.notEqual(elsewhere?.fingerprint, findings[0]?.fingerprint);
  });

  it("cannot hang the editor with a pattern", () => {
    const { value } = parsePreferences({
      "rules.custom": [{ id: "evil", title: "Evil", prefix: "aaa", pattern: "(a+)+$" }],
    });
    scan("a".repeat(60_000) + "!", value);
    // The time limit of the test is what it asserts.
  }).timeout(30_000);
});

describe("suppression", () => {
  it("by a mark on the line or the line above, ours and others'", () => {
    for (const mark of ["keystow:allow test key", "gitleaks:allow", "pragma: allowlist secret"]) {
      assert.equal(scan(`x = ${quoted}  # ${mark}`).suppressed[0]?.by, "inline");
      assert.equal(scan(`# ${mark}\nx = ${quoted}`).suppressed[0]?.by, "inline");
      assert.equal(scan(`# ${mark}\n\nx = ${quoted}`).findings.length, 1);
      assert.equal(scan(`x = ${quoted}\n# ${mark}`).findings.length, 1);
    }
  });

  it("in env files, unless they are exposed or only templates", () => {
    const line = `OPENAI_API_KEY=${key}\n`;
    for (const path of [".env", "a/.env.local", ".envrc", ".dev.vars", "a/b/.env.production"]) {
      assert.equal(scan(line, {}, { path }).suppressed[0]?.by, "env-file", path);
      assert.equal(scan(line, {}, { path, envFileExposed: true }).findings.length, 1, path);
    }
    for (const path of [".env.example", ".env.sample", "a/.env.template", "env", "x.env.js"])
      assert.equal(scan(line, {}, { path }).findings.length, 1, path);
    assert.equal(scan(line, { envFile: "conf/secrets.ini" }, { path: "conf/secrets.ini" }).findings.length, 0);
  });
});
