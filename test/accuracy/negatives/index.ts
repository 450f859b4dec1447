import { randomFrom, type Random } from "../../support/random";
import { distractors } from "../distractors";
import { FORMATS } from "../formats/index";
import type { Item } from "../item";
import { drawn, type Format } from "../scene";
import type { Decoy, DecoyClass } from "./decoy";
import { MASKED, NEAR_MISS, PLACEHOLDER, REFERENCE, TEST_DOUBLE } from "./nearMisses";
import { VALUES } from "./values";
import { FILES } from "./wholeFiles";

/** How many of a hundred negatives are of the classes that need many; the others share the rest. */
const SHARES: readonly (readonly [DecoyClass, share: number])[] = [
  [NEAR_MISS, 40],
  [PLACEHOLDER, 10],
];
const EVEN: readonly DecoyClass[] = [REFERENCE, MASKED, TEST_DOUBLE, ...VALUES];

function suits(format: Format, decoy: Decoy): boolean {
  if (decoy.isDocument) return format.document !== undefined;
  if (decoy.main.isReference && format.noReferences) return false;
  if (format.onlyCredentials && !decoy.isCredential) return false;
  return !format.forbids?.test(decoy.main.value);
}

function written(random: Random, decoy: Decoy, of: string): Item {
  const format = random.pick(FORMATS.filter((one) => suits(one, decoy)));
  const { namesNobody, isDocument, ...scene } = decoy;
  const notes = isDocument ? [] : distractors(random, { namesProviders: !namesNobody });
  return { ...drawn(format, { ...scene, random, notes }, isDocument), format: format.id, decoy: of, neutral: [] };
}

/** So many files without a key. */
export function negatives(seed: string, count: number): readonly Item[] {
  const items: Item[] = [];
  const add = (name: string, many: number, make: (random: Random, turn: number) => Item): void => {
    for (let turn = 0; turn < many; turn++) items.push(make(randomFrom(`${seed} ${name} ${turn}`), turn));
  };
  const addDecoys = (of: DecoyClass, many: number): void =>
    add(of.name, many, (random, turn) => written(random, of.draw(random, turn), of.name));
  for (const [of, share] of SHARES) addDecoys(of, Math.floor((count * share) / 100));
  const each = Math.floor((count - items.length) / (EVEN.length + FILES.length));
  for (const of of EVEN) addDecoys(of, each);
  for (const of of FILES)
    add(of.name, each, (random) => {
      const { path, text } = of.write(random);
      return { path, text, encoding: "utf8", format: "whole file", decoy: of.name, neutral: [] };
    });
  // What the division left over.
  add(NEAR_MISS.name + " left over", count - items.length, (random, turn) =>
    written(random, NEAR_MISS.draw(random, turn + 7), NEAR_MISS.name),
  );
  return items;
}
