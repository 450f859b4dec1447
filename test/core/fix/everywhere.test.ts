// What holds in every language and format, for keys in random places of random files: one undo restores every byte, the
// env file gives the keys back, no key shows in a plan, and nothing is left for a second time.
import assert from "node:assert/strict";
import fc from "fast-check";
import { ACCESSORS, accessorFor, isEnvTemplate, languageOf } from "../../../src/core/index";
import { type Case, CASE_FILES, casesOf, filled, KEY, keyOf, planOf } from "./cases";
import { holdsKeys, move } from "./move";
import { type Places, PLACES } from "./places";

const KEYS = [
  keyOf("openai-project-key", "everywhere"),
  keyOf("openai-project-key", "everywhere else"),
  keyOf("anthropic-api-key", "everywhere"),
  keyOf("groq-api-key", "everywhere"),
] as const;

const ENV_FILES = [
  "",
  "A=1",
  "\uFEFFA='b c' # é\r\nOPENAI_API_KEY=\r\n",
  `# it's\nGROQ_API_KEY=x\nMINE="${KEYS[0]}"\n`,
];

const line = ({ places, comments = [], keys: count = KEYS.length }: Places): fc.Arbitrary<string> => {
  const key = fc.constantFrom(...KEYS.slice(0, count));
  const place = fc
    .tuple(fc.constantFrom(...places), fc.array(key, { minLength: 4, maxLength: 4 }))
    .map(([one, keys]) => {
      let at = 0;
      return filled(one.replaceAll("◊", () => keys[at++ % keys.length] ?? ""));
    });
  return comments.length === 0 ? place : fc.oneof({ weight: 3, arbitrary: place }, fc.constantFrom(...comments));
};

interface Sample {
  readonly path: string;
  readonly text: string;
  /** The keys in it. */
  readonly keys: readonly string[];
  /** Other files that are there. */
  readonly around: ReadonlyMap<string, string>;
}

/** A file with at least one key, in one of its line breaks. */
function samples(all: Places): fc.Arbitrary<Sample> {
  const { path, start = "", end = "", breaks = ["\n", "\r\n"] as const, bom = true, files = {} } = all;
  return fc
    .record({
      lines: fc.array(line(all), { minLength: 1, maxLength: 6 }),
      eol: fc.constantFrom(...breaks),
      mark: fc.constantFrom(...(bom ? ["", "\uFEFF"] : [""])),
      ends: fc.boolean(),
      env: fc.constantFrom(...ENV_FILES),
    })
    .map(({ lines, eol, mark, ends, env }) => {
      const whole = `${start}${lines.map((one) => `${one}\n`).join("")}${end}`;
      const text = mark + (ends ? whole : whole.replace(/\n$/, "")).replaceAll("\n", eol);
      const around = new Map([...Object.entries(files), ...(env === "" ? [] : [[".env", env] as const])]);
      return { path, text, keys: keysIn(text), around };
    });
}

const keysIn = (text: string): readonly string[] =>
  KEYS.filter((key) => [key, ...Object.values(WRITTEN(key))].some((one) => text.includes(one)));

/** A key as the places write it, up to what stands around it. */
const WRITTEN = (key: string) => ({
  hex: filled(`‹hex ${key}›`),
  unicode: filled(`‹unicode ${key}›`),
  braces: filled(`‹braces ${key}›`),
  base64: filled(`‹base64 ${key}›`),
  user: filled(`‹base64 user:${key}›`),
  tail: key.slice(20),
});

/** Fixtures of an accessor, all of whose keys can be moved. */
const fixturesOf = (title: string): readonly Case[] =>
  CASE_FILES.flatMap(casesOf).filter(({ before, refused }) => {
    const [[path, text] = ["", ""]] = before;
    const source = { path, languageId: languageOf(path, text), text, eol: "\n", files: before };
    if (refused !== undefined || text.search(KEY) < 0 || isEnvTemplate(path) || accessorFor(source)?.title !== title)
      return false;
    const plan = planOf(before);
    return !("refused" in plan) && plan.left.length === 0;
  });

/** A fixture with other keys. */
function fixtureSamples(cases: readonly Case[]): fc.Arbitrary<Sample> {
  return fc.tuple(fc.constantFrom(...cases), fc.nat(999)).map(([{ before }, seed]) => {
    const other = (text: string): string =>
      text.replace(KEY, (_, rule: string, own = "") => `«${rule} ${own}everywhere ${seed}»`);
    const [[path, text] = ["", ""], ...files] = [...before].map(([name, one]) => [name, other(one)] as const);
    const keys = [...text.matchAll(KEY)].map(([, rule = "", own]) => keyOf(rule, own));
    return { path, text: filled(text), keys, around: new Map(files.map(([name, one]) => [name, filled(one)])) };
  });
}

describe("in every language", () => {
  for (const { title, proof } of ACCESSORS) {
    if (proof.how === "refused") continue;
    it(title, () => {
      const all = PLACES[title];
      const cases = all ? [] : fixturesOf(title);
      assert.ok(all ?? cases.length > 0, `add ${title} to test/core/fix/places.ts`);
      const sample = all ? samples(all) : fixtureSamples(cases);
      fc.assert(
        fc.property(sample, ({ path, text, keys, around }) => {
          if (keys.length === 0) return;
          const source = { path, languageId: languageOf(path, text), text, eol: "\n", files: around };
          assert.equal(accessorFor(source)?.title, title);
          const moved = move(path, text, { keys, files: around });
          holdsKeys(moved.env, keys, around.get(moved.plan.envPath) ?? "");
        }),
        { numRuns: 40 },
      );
    }).timeout(60_000);
  }

  it("or format that is known", () => {
    const titles = new Set(ACCESSORS.map(({ title }) => title));
    assert.deepEqual(
      Object.keys(PLACES).filter((title) => !titles.has(title)),
      [],
    );
  });
});
