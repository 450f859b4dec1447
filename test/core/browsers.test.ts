// A key that is sent to browsers is told as such: no env file hides it.
import assert from "node:assert/strict";
import { DEFAULT_POLICY, scanText, SENT_TO_BROWSERS } from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const key = KEY_KINDS.find(({ provider }) => provider === "groq")!.make(randomFrom("browsers"));
const notesOf = (text: string): readonly string[] =>
  scanText(text, { path: "a.ts" }, DEFAULT_POLICY).findings.flatMap(({ notes }) => notes);

describe("a key that is sent to browsers", () => {
  for (const prefix of ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "GATSBY_", "PUBLIC_"])
    it(`is told by the name ${prefix}…`, () => {
      assert.deepEqual(notesOf(`${prefix}GROQ_API_KEY=${key}\n`), [SENT_TO_BROWSERS]);
      assert.deepEqual(notesOf(`process.env.${prefix}GROQ_KEY = "${key}";`), [SENT_TO_BROWSERS]);
      assert.deepEqual(notesOf(`const ${prefix}KEY: string = "${key}";`), [SENT_TO_BROWSERS]);
    });

  it("is told by the client that is allowed to run in one", () => {
    assert.deepEqual(notesOf(`new Groq({ apiKey: "${key}", dangerouslyAllowBrowser: true })`), [SENT_TO_BROWSERS]);
    assert.deepEqual(notesOf(`new Groq({ dangerouslyAllowBrowser: true,\n apiKey: "${key}" })`), [SENT_TO_BROWSERS]);
  });

  it("and no other one", () => {
    assert.deepEqual(notesOf(`GROQ_API_KEY=${key}\nVITE_TITLE=chat\n`), []);
    assert.deepEqual(notesOf(`new Groq({ apiKey: "${key}", dangerouslyAllowBrowser: false })`), []);
  });
});
