// For tests that run inside VS Code under Node: keys made on the spot, and the proof that none of them leaks.
import * as assert from "node:assert/strict";
import { KEY_KINDS } from "../../support/keys/index";
import { randomFrom } from "../../support/random";

export * from "./editor";

/** A made-up key of a kind of the facts, "openai/project key". */
export function makeKey(kind: string, seed: string): string {
  const found = KEY_KINDS.find((one) => `${one.provider}/${one.kind}` === kind);
  assert.ok(found, `no kind ${kind}`);
  return remember(found.make(randomFrom(seed)));
}

/** The usual one of these tests. */
export function openaiKey(seed: string): string {
  return makeKey("openai/project key", seed);
}

const made: string[] = [];

function remember(key: string): string {
  made.push(key);
  return key;
}

/** Fails when a text holds eight characters in a row of the random part of any key that was made. */
export function assertNoLeak(text: string, where: string): void {
  for (const key of made) {
    const random = key.replace(/^(?:sk-proj-|sk-ant-api03-|gsk_|AIza)/, "");
    for (let at = 0; at + 8 <= random.length; at++) {
      const part = random.slice(at, at + 8);
      if (part !== "T3BlbkFJ") assert.ok(!text.includes(part), `${where} holds a part of a key`);
    }
  }
}
