import assert from "node:assert/strict";
import fc from "fast-check";
import { Matcher } from "../../src/node/git/matcher";
import { ObjectReader } from "../../src/node/git/objectReader";

/** Few letters, so that keys nearly match everywhere. */
const letters = fc.constantFrom("a", "b", "c");
const key = fc.string({ unit: letters, minLength: 6, maxLength: 9 });

function found(keys: readonly string[], text: Buffer): readonly number[] {
  const hits = new Set<number>();
  new Matcher(keys).search(text, (one) => hits.add(one));
  return [...hits].sort();
}

describe("the search for many keys", () => {
  it("finds what a plain search finds, whatever the keys", () => {
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 30 }),
        fc.string({ unit: letters, maxLength: 400 }),
        (keys, text) => {
          const expected = keys.flatMap((one, index) => (text.includes(one) ? [index] : []));
          assert.deepEqual(found(keys, Buffer.from(text)), expected.sort());
        },
      ),
    );
  });

  it("finds long keys of different lengths at any place, also the first and the last", () => {
    const long = fc.string({ unit: fc.constantFrom(..."ABCDabcd0123-_"), minLength: 12, maxLength: 400 });
    fc.assert(
      fc.property(
        fc.array(long, { minLength: 1, maxLength: 8 }),
        fc.string({ maxLength: 50 }),
        fc.nat(7),
        (keys, around, pick) => {
          const wanted = keys[pick % keys.length] ?? "";
          for (const text of [wanted + around, around + wanted, around + wanted + around])
            assert.ok(found(keys, Buffer.from(text)).includes(pick % keys.length));
        },
      ),
    );
  });

  it("finds base64 in each shift, in both alphabets, with any neighbours", () => {
    const secret = fc.string({ unit: fc.constantFrom(..."?>~AZaz09_-"), minLength: 12, maxLength: 60 });
    const bytes = fc.uint8Array({ maxLength: 7 });
    fc.assert(
      fc.property(
        secret,
        bytes,
        bytes,
        fc.constantFrom<BufferEncoding>("base64", "base64url"),
        (one, before, after, encoding) => {
          const whole = Buffer.concat([before, Buffer.from(one), after]);
          assert.deepEqual(found([one], Buffer.from(whole.toString(encoding))), [0]);
        },
      ),
    );
  });

  it("finds a key of several lines with either line break", () => {
    const lines = ["-----BEGIN PRIVATE KEY-----", "abcdefgh", "-----END PRIVATE KEY-----"];
    for (const stored of ["\n", "\r\n"])
      for (const seen of ["\n", "\r\n"])
        assert.deepEqual(found([lines.join(seen)], Buffer.from(lines.join(stored))), [0]);
  });

  it("finds nothing without keys, nor keys too short to mean anything", () => {
    assert.deepEqual(found([], Buffer.from("abc")), []);
    assert.deepEqual(found(["ab", ""], Buffer.from("ab ab")), []);
  });
});

describe("the reader of git's object stream", () => {
  const object = fc.record({ text: fc.string({ unit: letters, maxLength: 40 }), missing: fc.boolean() });

  it("finds the same in chunks of any size", () => {
    fc.assert(
      fc.property(
        fc.array(object, { maxLength: 12 }),
        fc.array(key, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        (objects, keys, size) => {
          const expected: string[] = [];
          const stream = objects.map(({ text, missing }, index) => {
            if (missing) return `id${index} missing\n`;
            keys.forEach((one, at) => text.includes(one) && expected.push(`id${index} blob ${at}`));
            return `id${index} blob ${text.length}\n${text}\n`;
          });
          const bytes = Buffer.from(stream.join(""));
          const hits = new Set<string>();
          const smalls: string[] = [];
          const reader = new ObjectReader(new Matcher(keys), {
            key: ({ id, type }, at) => hits.add(`${id} ${type} ${at}`),
            small: (_, content) => smalls.push(content.toString()),
          });
          for (let from = 0; from < bytes.length; from += size) reader.take(bytes.subarray(from, from + size));
          assert.deepEqual([...hits].sort(), expected.sort());
          const here = objects.filter(({ missing }) => !missing).map(({ text }) => text);
          assert.deepEqual(
            smalls,
            here.filter((text) => text.length <= 1024),
          );
          assert.equal(reader.done, objects.length);
          assert.equal(reader.missing.length, objects.filter(({ missing }) => missing).length);
        },
      ),
    );
  });
});
