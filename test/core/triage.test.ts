import assert from "node:assert/strict";
import {
  isOpen,
  MergedReport,
  parseReport,
  parseTriage,
  type Triage,
  TRIAGE_STATES,
  triageFile,
} from "../../src/core/index";
import { KEY_KINDS } from "../support/keys/index";
import { randomFrom } from "../support/random";
import { reportOf, sampleFinding } from "../support/sampleReport";

const hash = (digit: string): string => `k1:${digit.repeat(32)}`;
const entry = { fingerprint: hash("0"), state: "false", note: "the sample of the docs", at: "2026-11-26T10:00:00Z" };
const file = (...entries: readonly unknown[]): string => JSON.stringify({ version: 1, entries });

describe("a triage", () => {
  it("leaves a finding open until it is judged to be no key, or rotated", () => {
    assert.deepEqual([...TRIAGE_STATES].sort(), ["false", "rotated", "true"]);
    assert.deepEqual(
      [undefined, ...TRIAGE_STATES.map((state): Triage => ({ state }))].filter(isOpen).map((one) => one?.state),
      [undefined, "true"],
    );
  });

  it("is read from a file as it was written, in the order of the fingerprints", () => {
    const other = { fingerprint: hash("1"), state: "rotated" };
    const { value, problems } = parseTriage(file(other, entry));
    assert.deepEqual(problems, []);
    const text = triageFile(value.values());
    assert.deepEqual(JSON.parse(text), { version: 1, entries: [entry, other] });
    assert.ok(text.endsWith("}\n"));
    assert.equal(triageFile(parseTriage(text).value.values()), text);
  });

  it("takes true and false without quotes, and the last entry of a key", () => {
    const { value } = parseTriage(file({ ...entry, state: false }, { ...entry, state: true }));
    assert.deepEqual(
      [...value.values()].map(({ state }) => state),
      ["true"],
    );
  });

  it("names each broken entry with its place, and the rest holds", () => {
    const key = KEY_KINDS.find(({ provider }) => provider === "groq")?.make(randomFrom("note")) ?? "";
    const broken = [
      { ...entry, fingerprint: "k1:0" },
      { ...entry, state: "maybe" },
      { ...entry, note: 3 },
      { ...entry, note: `was ${key}` },
      { ...entry, at: "yesterday" },
      null,
    ];
    const text = `{"version": 1, "entries": [\n  ${[...broken, entry].map((one) => JSON.stringify(one)).join(",\n  ")}\n]}`;
    const { value, problems } = parseTriage(text);
    assert.deepEqual([...value.values()], [entry]);
    assert.deepEqual(
      problems.map(({ at }) => [at?.line, at?.column]),
      broken.map((_, index) => [index + 1, 2]),
    );
    for (const { message } of problems) assert.ok(!message.includes(key.slice(8)), message);
  });

  for (const text of ["", "[]", "{", '{"version":2,"entries":[]}', '{"entries":{}}', "\u0000", "[".repeat(1000)])
    it(`is total: ${JSON.stringify(text.slice(0, 30))}`, () => {
      const { value, problems } = parseTriage(text);
      assert.deepEqual([...value], []);
      assert.ok(problems.length > 0);
    });
});

describe("merging reports", () => {
  const merged = (...triages: readonly (Triage | undefined)[]): Triage | undefined => {
    const all = new MergedReport("1.2.3");
    for (const triage of triages) all.add(reportOf([sampleFinding(triage && { triage })]));
    return all.report([]).findings[0]?.triage;
  };
  const no: Triage = { state: "false", note: "a sample" };
  const yes: Triage = { state: "true" };

  it("keeps what one of them says of a finding, and of two the one that leaves it open", () => {
    assert.deepEqual([merged(undefined, no), merged(no, undefined)], [no, no]);
    assert.deepEqual([merged(yes, no), merged(no, yes)], [yes, yes]);
    assert.equal(merged(undefined, undefined), undefined);
  });

  it("takes no report whose triage is none", () => {
    const text = (triage: unknown): string => JSON.stringify(reportOf([sampleFinding({ triage } as object)]));
    assert.ok(parseReport(text(no)));
    for (const triage of [{ state: "maybe" }, { state: "false", note: 1 }, "false"])
      assert.equal(parseReport(text(triage)), undefined);
  });
});
