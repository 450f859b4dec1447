// No output of any kind holds eight characters in a row of the random part of a key.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, explainLine, FORMATS, RULES } from "../../src/core/index";
import { keystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const WINDOW = 8;

function windowsOf(text: string): readonly string[] {
  const all = Array.from({ length: Math.max(0, text.length - WINDOW + 1) }, (_, start) =>
    text.slice(start, start + WINDOW),
  );
  return all.filter((part) => !/\s/.test(part));
}

interface Sample {
  readonly id: string;
  readonly line: string;
  /** What two keys of the kind do not share. */
  readonly random: ReadonlySet<string>;
}

function sampleOf(id: string, key: string, others: readonly string[], line: string): Sample {
  const shared = new Set(others.flatMap(windowsOf));
  return { id, line, random: new Set(windowsOf(key).filter((part) => !shared.has(part))) };
}

/** Keys of both generators. */
const SAMPLES: readonly Sample[] = [
  ...KEY_KINDS.map((kind) => {
    const [key = "", ...others] = ["leak", "other", "third"].map((seed) => kind.make(randomFrom(seed)));
    const line = kind.contextLine?.(key) ?? `key = "${key}" ${kind.companion?.(randomFrom("leak")) ?? ""}`;
    return sampleOf(`${kind.provider}/${kind.kind}`, key, others, line.replaceAll("\n", " "));
  }),
  ...RULES.map((rule) => {
    const [sample, ...others] = ["leak", "other", "third"].map((seed) => rule.sample(seed));
    const key = ({ text, start, end }: { text: string; start: number; end: number }): string => text.slice(start, end);
    return sample ? sampleOf(rule.id, key(sample), others.map(key), sample.text) : undefined;
  }).filter((sample) => sample !== undefined),
];

describe("no output leaks a key", () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    // One key a file: found, almost found, suppressed, and in a file that is published.
    SAMPLES.forEach(({ line }, index) => {
      repo.write(`found/${index}.py`, `${line}\n`);
      repo.write(`short/${index}.py`, `${line.slice(0, -4)}\n`);
      repo.write(`marked/${index}.py`, `${line} # keystow:allow\n`);
    });
    repo.write("all.env", SAMPLES.map(({ line }) => line).join("\n"));
    repo.commit(".env", SAMPLES.map(({ line }) => line).join("\n"));
    repo.write("book.ipynb", JSON.stringify({ cells: SAMPLES.map(({ line }) => ({ source: [line] })) }));
  });
  after(() => repo.dispose());

  /** Words that some keys happen to share with the names of rules. */
  const common = new Set(windowsOf(keystow(["rules", "--format", "json"], { cwd: process.cwd() }).out));

  function assertClean(text: string): void {
    const present = new Set(windowsOf(text).filter((part) => !common.has(part)));
    for (const { id, random } of SAMPLES)
      for (const part of random) assert.ok(!present.has(part), `a key of ${id} leaked`);
  }

  it("the samples are real: most kinds are found", () => {
    const { out } = keystow(["scan", "found", "--fail-on", "low", "--no-policy"], { cwd: repo.root });
    const found = Number(/(\d+) keys found/.exec(out)?.[1]);
    assert.ok(found > RULES.length, out.split("\n").at(-2));
  });

  for (const { id } of FORMATS) {
    it(`scan --format ${id}`, () => {
      const { code, out, err } = keystow(["scan", "--fail-on", "low", "--format", id, ".", "-"], {
        cwd: repo.root,
        input: SAMPLES[0]?.line ?? "",
      });
      assert.equal(code, 1);
      assertClean(out);
      assertClean(err);
    });
  }

  it("explain, on lines that hold a key and on lines that hold nearly one", () => {
    const { code, out, err } = keystow(["explain", "found/0.py:1"], { cwd: repo.root });
    assert.equal(code, 0);
    assertClean(out + err);
    const lines = SAMPLES.flatMap(({ line }) => [line, line.slice(0, -4), `${line} # keystow:allow`]);
    assertClean(JSON.stringify(lines.map((line) => explainLine(line, 0, { path: "a.py" }, DEFAULT_POLICY))));
  });
});
