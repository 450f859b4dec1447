// Keys of a notebook's cells, as its file has them.
import assert from "node:assert/strict";
import { asSaved, DEFAULT_POLICY, type InCell, scanText } from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";

const groq = (seed: string): string =>
  KEY_KINDS.find(({ provider, kind }) => `${provider}/${kind}` === "groq/API key")!.make(randomFrom(seed));

const PATH = { path: "note.ipynb" };

function notebook(...sources: readonly (readonly string[])[]): string {
  return JSON.stringify({ cells: sources.map((source) => ({ cell_type: "code", source })) }, undefined, 1);
}

function inCell(cell: number, source: string): InCell {
  return { cell, finding: scanText(source, PATH, DEFAULT_POLICY).findings[0]! };
}

/** The cells and texts that keys of cells are told to be in. */
function told(
  text: string,
  ...found: readonly InCell[]
): readonly (readonly [cell: number | undefined, text: string])[] {
  return asSaved(text, scanText(text, PATH, DEFAULT_POLICY), found).map(({ cell, finding: { span } }) => [
    cell,
    text.slice(span.start.offset, span.end.offset),
  ]);
}

describe("a saved notebook", () => {
  const [one, two] = [groq("one"), groq("two")];
  const source = (key: string): string => `k = "${key}"`;

  it("has the keys of its cells where they are, the same key once for each", () => {
    const text = notebook([source(one)], [source(one)], [source(two)]);
    const found = [inCell(2, source(two)), inCell(1, source(one)), inCell(0, source(one))];
    assert.deepEqual(told(text, ...found), [
      [2, two],
      [1, one],
      [0, one],
    ]);
  });

  it("has a key in another cell when cells have moved", () => {
    const text = notebook([source(one)], [source(two)]);
    assert.deepEqual(told(text, inCell(0, source(two)), inCell(1, source(one))), [
      [1, two],
      [0, one],
    ]);
  });

  it("has a key that is not saved in the source of its cell, or nowhere when there is no such cell", () => {
    const text = notebook(["1"], [source(one)]);
    const [saved, unsaved, beyond] = told(text, inCell(1, source(one)), inCell(0, source(two)), inCell(7, source(two)));
    assert.deepEqual(
      [saved, beyond],
      [
        [1, one],
        [7, ""],
      ],
    );
    assert.deepEqual(unsaved, [0, '[\n    "1"\n   ]']);
  });

  it("is no trouble when it is no JSON", () => {
    assert.deepEqual(told("{", inCell(0, source(one))), [[0, ""]]);
  });
});
