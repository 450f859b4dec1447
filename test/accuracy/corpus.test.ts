import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KEY_KINDS, type KeyKind } from "../support/keys/index";
import { corpus } from "./corpus";
import { decode } from "./decode";
import type { Item } from "./item";

/** What measures may know Keystow; what makes the corpus may not. */
const MEASURES = ["keystow.ts", "keystow.test.ts"];

describe("the accuracy corpus", () => {
  const { positives, negatives, guesses, noSecrets } = corpus();
  const all = [...positives, ...negatives, ...guesses, ...noSecrets];

  it("points at text that stands for the key", () => {
    for (const item of [...positives, ...guesses, ...noSecrets]) {
      assert.ok(item.key);
      const { start, end, value, decoding } = item.key;
      const decoded = decode(item.text.slice(start, end), decoding);
      if (value.startsWith("{")) assert.deepEqual(JSON.parse(decoded), JSON.parse(value), item.path);
      else assert.ok(decoded.includes(value), `${item.path} decodes to its key`);
    }
  });

  it("points at no more than the key where it is written as it is", () => {
    const plain = positives.filter(({ key }) => key?.decoding === "plain");
    for (const { key, path } of plain) assert.equal(key!.end - key!.start, key!.value.length, path);
  });

  it("has as many files without a key as with one, and no key in them", () => {
    assert.equal(negatives.length, positives.length);
    const keys = all.flatMap(({ key }) => (key ? [key.value] : []));
    assert.equal(new Set(keys).size, keys.length, "every key is its own");
    for (const { key, decoy } of negatives) assert.ok(key === undefined && decoy);
  });

  it("has every secret of grades A to C in ten formats, and those of grade D and what is no secret apart", () => {
    const kinds = (items: readonly Item[]): Set<string> =>
      new Set(items.map(({ key }) => `${key!.provider}/${key!.kind}`));
    const expected = (isWanted: (kind: KeyKind) => boolean): Set<string> =>
      new Set(KEY_KINDS.filter(isWanted).map(({ provider, kind }) => `${provider}/${kind}`));
    const secrets = expected(({ grade, noSecret }) => grade !== "D" && !noSecret);
    assert.deepEqual(kinds(positives), secrets);
    assert.deepEqual(
      kinds(guesses),
      expected(({ grade }) => grade === "D"),
    );
    assert.deepEqual(
      kinds(noSecrets),
      expected(({ noSecret }) => noSecret === true),
    );
    assert.equal(positives.length, secrets.size * 10);
  });

  it("speaks at least 25 languages and formats, keys and others alike", () => {
    const formats = (items: readonly Item[]): Set<string> => new Set(items.map(({ format }) => format));
    assert.ok(formats(positives).size >= 50);
    for (const format of formats(positives)) assert.ok(formats(negatives).has(format), format);
  });

  it("has no two files alike", () => {
    assert.equal(new Set(all.map(({ text }) => text)).size, all.length);
    assert.equal(new Set(all.map(({ path }) => path)).size, all.length);
  });

  it("leaves no mark in a file", () => {
    for (const { text, path } of all) assert.ok(!/[\uE000-\uE00F]|undefined|\[object/.test(text), path);
  });

  it("is the same for the same seed, and another for another", () => {
    assert.deepEqual(corpus(), { positives, negatives, guesses, noSecrets });
    const other = new Set(corpus("another").positives.map(({ text }) => text));
    assert.ok(positives.every(({ text }) => !other.has(text)));
  });

  it("is made without a look at Keystow", () => {
    for (const file of readdirSync("test/accuracy", { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts") || MEASURES.includes(file)) continue;
      assert.doesNotMatch(readFileSync(join("test/accuracy", file), "utf8"), /from\s+"[^"]*\/src\//, file);
    }
    for (const file of readdirSync("test/support/keys"))
      assert.doesNotMatch(readFileSync(join("test/support/keys", file), "utf8"), /from\s+"[^"]*\/src\//, file);
  });
});
