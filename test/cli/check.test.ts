import assert from "node:assert/strict";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Command, CommanderError } from "commander";
import { STEPS } from "../../src/core/index";
import { registerCheck } from "../../src/cli/check";
import { type ExitCode, type Io, UsageError } from "../../src/cli/io";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const kind = KEY_KINDS.find(({ provider, use }) => provider === "anthropic" && use === "alone");
const key = (seed: string): string => {
  assert(kind);
  return kind.make(randomFrom(seed));
};

interface Run {
  readonly code: ExitCode | "usage";
  readonly out: string;
  readonly err: string;
}

interface Given {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

interface Checks {
  readonly schema: number;
  readonly checks: readonly (Readonly<Record<string, unknown>> & { readonly file: string; readonly verdict: string })[];
}

describe("keystow check", () => {
  let repo: TempRepo;
  const before = { ...process.env };
  beforeEach(() => {
    repo = new TempRepo();
    Object.assign(process.env, repo.env);
  });
  afterEach(() => {
    repo.dispose();
    process.env = { ...before };
  });

  async function run(args: readonly string[], given: Given = {}): Promise<Run> {
    let code: Run["code"] | undefined;
    let out = "";
    let err = "";
    const io: Io = {
      cwd: given.cwd ?? repo.root,
      out: (text) => void (out += text),
      drained: () => Promise.resolve(),
      isHeard: true,
      err: (text) => void (err += text),
      stdin: Readable.from([Buffer.from(given.stdin ?? "")]),
      colour: false,
      progress: false,
      signal: given.signal ?? new AbortController().signal,
    };
    const program = new Command().exitOverride().configureOutput({ writeErr: io.err, writeOut: io.out });
    registerCheck(program, io, (ended) => void (code = ended));
    try {
      await program.parseAsync(["check", ...args], { from: "user" });
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof CommanderError)) throw error;
      err += error.message;
      code = "usage";
    }
    assert(code !== undefined);
    for (const seed of ["one", "two"]) assert.equal((out + err).includes(key(seed)), false);
    return { code, out, err };
  }

  async function json(
    ...args: readonly string[]
  ): Promise<{ readonly code: Run["code"]; readonly checks: Checks["checks"] }> {
    const { code, out } = await run([...args, "--format", "json"]);
    const report = JSON.parse(out) as Checks;
    assert.equal(report.schema, 1);
    return { code, checks: report.checks };
  }

  it("answers for the key on a line, as text", async () => {
    repo.commit("src/a.py", `import x\nkey = "${key("one")}"\n`);
    const { code, out } = await run(["src/a.py:2"]);
    assert.equal(code, 1);
    assert.match(out, /^src\/a\.py:2 {2}Anthropic .*: committed\n/);
    assert.match(out, /yes +history +First in commit [0-9a-f]{12} of 2025-01-03 by Ann, in src\/a\.py/);
    assert.match(out, /1\. Rotate the key first: revoke it at https:/);
  });

  it("exits with 0 for a key that is local only, and 2 when it cannot tell", async () => {
    repo.write("a.py", `key = "${key("one")}"\n`);
    assert.equal((await run(["a.py:1"])).code, 0);
    process.env["PATH"] = "";
    const { code, out } = await run(["a.py:1"]);
    assert.equal(code, 2);
    assert.match(out, /cannot tell/);
    assert.match(out, /Git was not found/);
  });

  it("JSON has the documented members", async () => {
    repo.commit("a.py", `key = "${key("one")}"\n`);
    const { code, checks } = await json("a.py:1");
    assert.equal(code, 1);
    const [check] = checks;
    assert(check);
    assert.equal(check["file"], "a.py");
    assert.equal(check["startLine"], 1);
    assert.match(String(check["fingerprint"]), /^k1:[0-9a-f]{32}$/);
    assert.equal(check["verdict"], "committed");
    assert.equal(check["complete"], true);
    const evidence = check["evidence"] as { step: string; outcome: string; detail: string }[];
    assert.deepEqual(
      evidence.map(({ step }) => step),
      STEPS.map(({ id }) => id),
    );
    assert.ok(Array.isArray(check["nextSteps"]));
  });

  it("checks every key on a line, or the one at a column", async () => {
    repo.commit("a.py", `x = ["${key("one")}", "${key("two")}"]\n`);
    assert.equal((await json("a.py:1")).checks.length, 2);
    const column = 8 + key("one").length + 5;
    const [only, ...more] = (await json(`a.py:1:${column}`)).checks;
    assert.deepEqual(more, []);
    assert.notEqual(only?.["fingerprint"], (await json("a.py:1:10")).checks[0]?.["fingerprint"]);
  });

  it("checks all, also a key in an ignored env file, and exits with the worst", async () => {
    repo.commit("a.py", `key = "${key("one")}"\n`);
    repo.commit(".gitignore", ".env\n");
    repo.write("b.py", `key = "${key("two")}"\n`);
    const { code, checks } = await json("--all");
    assert.equal(code, 1);
    assert.deepEqual(checks.map(({ file, verdict }) => `${file} ${verdict}`).sort(), [
      "a.py committed",
      "b.py local-only",
    ]);
    repo.write(".env", `KEY=${key("one")}\n`);
    const [stowed] = (await json(".env:1")).checks;
    assert.equal(stowed?.["verdict"], "committed");
  });

  it("knows a key again as it is written: in pieces, or with escapes", async () => {
    const whole = key("one");
    repo.commit("split.py", `api_key = "${whole.slice(0, 40)}" + "${whole.slice(40)}"\n`);
    repo.commit("escaped.json", `{"apiKey":"${whole.replaceAll("-", "\\u002d")}"}\n`);
    for (const place of ["split.py:1", "escaped.json:1"])
      assert.equal((await json(place)).checks[0]?.verdict, "committed", place);
  });

  it("takes one bare key from standard input, quotes and line break aside", async () => {
    repo.commit("a.py", `key = "${key("one")}"\n`);
    for (const stdin of [`${key("one")}\n`, `"${key("one")}"`]) {
      const { code, out } = await run(["-"], { stdin });
      assert.equal(code, 1);
      assert.match(out, /^Anthropic .*: committed\n/);
    }
    const unknown = randomFrom("hex").chars("0123456789abcdef", 32);
    const { code, out } = await run(["-"], { stdin: unknown });
    assert.equal(code, 0);
    assert.match(out, /^Key of no known kind …32: local only\n/);
  });

  it("no key at all: nothing to answer for", async () => {
    repo.write("a.py", "x = 1\n");
    assert.deepEqual(await run(["--all"]), { code: 0, out: "No key was found.\n", err: "" });
  });

  it("wrong usage is told in words", async () => {
    repo.write("a.py", `key = "${key("one")}"\n\n`);
    for (const [args, words] of [
      [[], /Name one place/],
      [["a.py"], /"a\.py" is no place/],
      [["a.py:0"], /no place/],
      [["a.py:2"], /no key at a\.py:2.*keystow explain/],
      [["a.py:1", "--ask", "everybody"], /no step "everybody"/],
      [["a.py:1", "--timeout", "0"], /--timeout: give seconds/],
      [["a.py:1", "--endpoint", "api.github.com"], /--endpoint: write HOST=URL/],
      [["-"], /no key on standard input/],
    ] as const) {
      const { code, err } = await run(args);
      assert.equal(code, "usage", args.join(" "));
      assert.match(err, words);
    }
    const gone = await run([`${join("no", "such.py")}:1`]);
    assert.equal(gone.code, 2);
    assert.match(gone.err, /does not exist/);
  });

  it("interrupted: silent, 130", async () => {
    repo.write("a.py", `key = "${key("one")}"\n`);
    assert.deepEqual(await run(["a.py:1"], { signal: AbortSignal.abort() }), { code: 130, out: "", err: "" });
  });
});
