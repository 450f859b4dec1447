// A rule that is written slightly wrong must not pass: something of the independent corpus has to tell it apart.
import assert from "node:assert/strict";
import { RULES } from "../../src/core/index";
import { EXCEPTIONS } from "./mutations/exceptions";
import { mutationsOf } from "./mutations/mutation";
import { toldBy, trialOf, type Trial } from "./mutations/trial";

describe("mutations", () => {
  for (const rule of RULES) {
    let made: Trial | undefined;
    const trial = (): Trial => (made ??= trialOf(rule));

    it(`${rule.id}: has keys that tell of it`, () => assert.ok(trial().some(({ key }) => key)));

    for (const mutation of mutationsOf(rule)) {
      const exception = EXCEPTIONS.find(
        ({ mutations, rules }) => rules.includes(rule.id) && mutations.test(mutation.what),
      );
      it(`${rule.id}: ${mutation.what}`, () => {
        const told = toldBy(mutation.rule, trial());
        if (exception) assert.ok(!told, `it is told apart after all: ${told?.why}`);
        else assert.ok(told, "no key is lost and nothing else is found");
      });
    }
  }

  it("are excepted only where a rule has them", () => {
    for (const { mutations, rules } of EXCEPTIONS)
      for (const id of rules) {
        const rule = RULES.find((one) => one.id === id);
        assert.ok(rule && mutationsOf(rule).some(({ what }) => mutations.test(what)), `${id}: ${mutations}`);
      }
  });
});
