// What holds in every language and format, for keys in random places of random files: one undo restores every byte, the
// env file gives the keys back, no key shows in a plan, and nothing is left for a second time.
import assert from "node:assert/strict";
import fc from "fast-check";
import { ACCESSORS, accessorFor, languageOf } from "../../../src/core/index";
import { filled, keyOf } from "./cases";
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
  readonly text: string;
  readonly env: string;
}

/** A file with at least one key, in one of its line breaks. */
function samples(all: Places): fc.Arbitrary<Sample> {
  const { start = "", end = "", breaks = ["\n", "\r\n"] as const, bom = true } = all;
  return fc
    .record({
      lines: fc.array(line(all), { minLength: 1, maxLength: 6 }),
      eol: fc.constantFrom(...breaks),
      mark: fc.constantFrom(...(bom ? ["", "\uFEFF"] : [""])),
      ends: fc.boolean(),
      env: fc.constantFrom(...ENV_FILES),
    })
    .map(({ lines, eol, mark, ends, env }) => {
      const text = `${start}${lines.map((one) => `${one}\n`).join("")}${end}`;
      return { text: mark + (ends ? text : text.replace(/\n$/, "")).replaceAll("\n", eol), env };
    });
}

const keysIn = (text: string): readonly string[] =>
  KEYS.filter((key) => [key, ...Object.values(WRITTEN(key))].some((one) => text.includes(one)));

/** A key as the places write it, up to what stands around it. */
const WRITTEN = (key: string) => ({
  hex: filled(`‹hex ${key}›`),
  unicode: filled(`‹unicode ${key}›`),
  base64: filled(`‹base64 ${key}›`),
  user: filled(`‹base64 user:${key}›`),
  tail: key.slice(20),
});

describe("in every language", () => {
  for (const { title, proof } of ACCESSORS) {
    if (proof.how === "refused") continue;
    it(title, () => {
      const all = PLACES[title];
      assert.ok(all, `add ${title} to test/core/fix/places.ts`);
      const { path, files = {} } = all;
      fc.assert(
        fc.property(samples(all), ({ text, env }) => {
          const keys = keysIn(text);
          if (keys.length === 0) return;
          const around = new Map([...Object.entries(files), ...(env === "" ? [] : [[".env", env] as const])]);
          const source = { path, languageId: languageOf(path, text), text, eol: "\n", files: around };
          assert.equal(accessorFor(source)?.title, title);
          const moved = move(path, text, { keys: KEYS, files: around });
          holdsKeys(moved.env, keys, around.get(moved.plan.envPath) ?? "");
        }),
        { numRuns: 40 },
      );
    }).timeout(60_000);
  }
});
