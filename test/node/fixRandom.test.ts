// Random literals with a key in them, judged by the language itself: the value is the same after the fix, the env file
// gives the key back, and the inverse edits restore every character.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { parse } from "dotenv";
import fc from "fast-check";
import { keyOf } from "../core/fix/cases";
import { holdsKeys, move, type Moved } from "../core/fix/move";

const KEYS = [keyOf("openai-project-key", "random"), keyOf("anthropic-api-key", "random")] as const;

function moveAll(path: string, text: string): Moved {
  const moved = move(path, text, { keys: KEYS, files: new Map([[".env", "A=1"]]) });
  holdsKeys(
    moved.env,
    KEYS.filter((key) => text.includes(key)),
    "A=1",
  );
  return moved;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Literals: some text, a key, some text, perhaps another key. `pieces` are what the language reads as it should. */
function literals(
  open: string,
  close: string,
  { pieces, gap = " " }: { readonly pieces: readonly string[]; readonly gap?: string },
): fc.Arbitrary<string> {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join(""));
  return fc
    .tuple(text, fc.constantFrom(...KEYS), text, fc.option(fc.constantFrom(...KEYS)), text)
    .map(([a, key, b, other, c]) => {
      const between = other === null ? b : `${b}${gap}${other}`;
      // A key is found where no letter stands beside it, save that of an escape before it.
      const body = `${a}${key}${between}${c}`.replace(/(?<=[\w-])(?<!\\[nrt])(?=sk-)/g, gap);
      return (
        open +
        KEYS.reduce((rest, one) => rest.replaceAll(new RegExp(`${one}(?=[\\w-]|\\\\[x\n])`, "g"), one + gap), body) +
        close
      );
    });
}

const COMMON = [" ", "Bearer ", "?key=", "é", "{x}", "%s", "$", "#", "; ", "//", "/* "];

describe("random literals", () => {
  it("of JavaScript keep their value", () => {
    const any = fc.oneof(
      literals('"', '"', {
        pieces: [...COMMON, "'", "`", "${", '\\"', "\\\\", "\\n", "\\x41", "\\u00e9", "\\`", "\\$", "\\\n"],
      }),
      literals("'", "'", { pieces: [...COMMON, '"', "`", "${", "\\'", "\\\\", "\\n", "\\0 ", "\\`"] }),
      literals("`", "`", {
        pieces: [...COMMON, '"', "'", "${1}", "${'a'}", "${`b${2}`}", "\\`", "\\${", "\\\\", "\n"],
      }),
    );
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 3 }), (all) => {
        const text = `// it's "\nresult = [${all.join(", ")}];\n`;
        const { source, env } = moveAll("app.js", text);
        const run = (code: string, values: object): string => {
          const context: { result: unknown; x: number; process: object } = {
            result: 0,
            x: 3,
            process: { env: values },
          };
          runInNewContext(code, context);
          return hash(JSON.stringify(context.result));
        };
        assert.equal(run(source, parse(env)), run(text, {}));
      }),
      { numRuns: 200 },
    );
  }).timeout(20_000);

  it("of Python keep their value", function () {
    const pieces = [...COMMON, "{{", "}}", "\\\\", "\\n", "\\x41", "\\N{EM DASH}"];
    const any = fc.oneof(
      literals('"', '"', { pieces: [...pieces, "'", '\\"'] }),
      literals("'", "'", { pieces: [...pieces, '"', "\\'"] }),
      literals('u"', '"', { pieces }),
      literals("r'", "'", { pieces: [...COMMON, "\\d", "{"] }),
      literals('"""', '"""', { pieces: [...pieces, "'", '" ', "\n", "{", "}"] }),
      literals('f"', '"', { pieces: [" ", "{1}", "{{", "}}", "{'a'}", "{2!r:>4}", "\\n"] }),
      literals("rf'''", "'''", { pieces: [" ", "{1}", '{"a"}', "\\d", "\n"] }),
    );
    batch(this, {
      interpreter: "python3",
      path: "app.py",
      samples: fc.sample(any, { numRuns: 400, seed: 5 }),
      program: (all) =>
        `#!/usr/bin/env python3\n# it's "\nimport json\nprint(json.dumps([\n${all.join(",\n")},\n"a" ${all[0] ?? ""} ' b'\n]))\n`,
    });
  }).timeout(20_000);

  it("of sh keep their value", function () {
    const any = fc.oneof(
      literals('"', '"', {
        pieces: [" ", "'", '\\"', "\\\\", "\\$x", "$((1+2))", "$(printf %s 'a b')", "`printf c`", "é", "#", "{x}"],
      }),
      literals("'", "'", { pieces: [" ", '"', "\\", "$x", "$(", "`", "é", "#", "!", "{x}"] }),
      literals("", "", { pieces: ["a", "=", "é", "\\ ", "\\'", "'b c'", '"d e"'], gap: "/" }),
    );
    batch(this, {
      interpreter: "sh",
      path: "run.sh",
      samples: fc.sample(any, { numRuns: 400, seed: 7 }),
      program: (all) => `set -u\n# it's "\n${all.map((word) => `printf '%s\\n' ${word}`).join("\n")}\n`,
    });
  }).timeout(20_000);
});

interface Batch {
  readonly interpreter: string;
  readonly path: string;
  readonly samples: readonly string[];
  readonly program: (samples: readonly string[]) => string;
}

/** Runs all samples in one program, before and after. */
function batch(test: Mocha.Context, { interpreter, path, samples, program }: Batch): void {
  if (process.platform === "win32" || spawnSync(interpreter, ["-c", ""]).status !== 0) test.skip();
  const text = program(samples);
  const { source, env } = moveAll(path, text);
  const run = (code: string, values: object): string => {
    const base = { PATH: process.env["PATH"] ?? "", PYTHONIOENCODING: "utf-8" };
    const options = { input: code, encoding: "utf8", env: { ...base, ...values } } as const;
    const { stdout, status, stderr } = spawnSync(interpreter, ["-"].slice(interpreter === "sh" ? 1 : 0), options);
    assert.equal(status, 0, stderr.replaceAll(/[\w-]{30,}/g, "…"));
    return stdout;
  };
  const before = run(text, {});
  const after = run(source, parse(env));
  if (hash(before) === hash(after)) return;
  const [a, b] = [before.split("\n"), after.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  assert.fail(`sample ${at}: ${(samples[at] ?? "").replaceAll(/[\w-]{30,}/g, "KEY")}`);
}
