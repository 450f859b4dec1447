// A rule: everything Keystow knows of one kind of key, as one record. Detection, messages, names, documentation,
// SARIF and tests all read it; nothing about a vendor is written anywhere else.
import type { Confidence, Evidence } from "../model";
import { endBefore, startAfter } from "./boundaries";
import { Dice, drawShape, missShape } from "./sample";
import { boundaryClass, describeShape, longest, type Run, type Shape, shapeSource } from "./shape";

/** What must stand near a key that is not distinctive alone. */
export interface Context {
  /** Starts of words that name the vendor, in any case; one within `reach` before the key proves whose it is. */
  readonly names: readonly string[];
  /** The same for names so short or common that a word must end with them too, and the value be named or passed as a key. */
  readonly words?: readonly string[];
  /**
   * Starts of the other half of a pair, or what that half is made of when nothing in it is fixed; one within five
   * lines before the key (and `reach`) or after it proves it.
   */
  readonly pairs?: readonly (string | Run)[];
  /** Words of a name that holds some key (`api-key`); they find the key but prove it only together with a host. */
  readonly keyNames?: readonly string[];
  /** Host suffixes; one anywhere in the text proves a key that a name has found. */
  readonly hosts?: readonly string[];
  /** Characters before the key in which a name must stand. */
  readonly reach: number;
}

/** What a look at the value says: a checksum that fits raises, one that should fit and does not lowers. */
export type Check = "pass" | "raise" | "lower" | "reject" | "sample";

/** What tells a value that its owner publishes on purpose from a secret of the same shape. */
export interface Published {
  /** In lower case; one within `reach` before or after the value says that it is public. */
  readonly words: readonly string[];
  /** In lower case; one in the statement before the value says that it is not. */
  readonly unless: readonly string[];
  readonly reach: number;
}

/** Fixed text that is too short for an anchor, a fixed distance after the start of every key: `<32 hex>.<16 more>`. */
export interface Hinge {
  readonly text: string;
  readonly at: number;
}

/** A rule's shape, ready to be tried at one place. */
export interface Pattern {
  readonly source: string;
  /** The end of the one whole key that starts at an index, boundaries checked on both sides. */
  readonly endAt: (text: string, start: number) => number | undefined;
}

export interface Rule {
  /** `vendor-kind`, kebab case; never renamed. */
  readonly id: string;
  /** Id and kind in the table of providers that the facts come from. */
  readonly provider: string;
  readonly vendor: string;
  /** "project key": with the vendor before it, the name of what was found. */
  readonly title: string;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** Texts one of which every key contains; empty when only its context gives a key away. */
  readonly anchors: readonly string[];
  /** Fixed texts that keys start with: all that a mask may show of one. */
  readonly heads: readonly string[];
  /** Characters of a key before its anchor. */
  readonly lead: number;
  /** What gives a key away that has neither an anchor nor a context. */
  readonly hinge?: Hinge;
  readonly pattern: Pattern;
  /** What its keys are made of; none for an own pattern. */
  readonly shapes: readonly Shape[];
  /** The pattern is not made from the shapes: its runs may be longer. After a fixed text it is bounded as they are. */
  readonly handWritten: boolean;
  /** The shape in words, for the documentation. */
  readonly shape: string;
  readonly context?: Context;
  readonly published?: Published;
  /** Services that issue keys of this shape, when it does not say which; a rule that knows the owner goes before. */
  readonly owners?: readonly string[];
  readonly check?: (value: string) => Check;
  /** Facts that the key states in clear, for the hover. */
  readonly notes?: (value: string) => readonly string[];
  /** The variable that the vendor's own tools read. */
  readonly envName: string;
  readonly envNames: readonly string[];
  /** Where its owner revokes it. */
  readonly revokeUrl: string;
  readonly sources: readonly string[];
  /** A pattern of a team's own; its keys may hold little randomness, so their fingerprints name places. */
  readonly own?: true;
  /** A key of this kind, in the line it would stand in where it needs context; the key is between `at` offsets. */
  readonly sample: (seed: string) => Sample;
  /** Texts that this rule must not find. */
  readonly nearMisses: (seed: string) => readonly string[];
}

export interface Sample {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The facts of one rule, as a vendor file writes them. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly evidence: Evidence;
  /** One shape, or several of the same kind. */
  readonly shapes: readonly Shape[];
  readonly confidence?: Confidence;
  /** Default: the fixed text that each shape starts with. */
  readonly anchors?: readonly string[];
  readonly lead?: number;
  readonly context?: Context;
  readonly published?: Published;
  readonly owners?: readonly string[];
  readonly check?: Rule["check"];
  readonly notes?: Rule["notes"];
  readonly envName?: string;
  /** Its parts are joined by dots, so that a dot with more after it is no end of a key. */
  readonly dotted?: true;
  /** Overrides the pattern made of the shapes, for keys that are not one run of characters. */
  readonly source?: string;
  /** Makes a drawn value whole, such as by its checksum. */
  readonly seal?: (value: string) => string;
  /** More near misses than those that the shape gives. */
  readonly nearMisses?: (dice: Dice) => readonly string[];
  /** The text around a sample of a key that needs context. */
  readonly around?: (key: string) => readonly [before: string, after: string];
}

export interface Vendor {
  readonly provider: string;
  readonly vendor: string;
  readonly envNames: readonly [string, ...string[]];
  readonly revokeUrl: string;
  readonly sources: readonly string[];
}

/** The longest key that any rule may describe; detection never looks farther. */
export const MAX_KEY = 4000;

/** Rules of one vendor. Throws on a record that is a mistake in the source. */
export function defineRules(vendor: Vendor, ...kinds: readonly RuleFacts[]): readonly Rule[] {
  return kinds.map((facts) => defineRule(vendor, facts));
}

function defineRule(vendor: Vendor, facts: RuleFacts): Rule {
  const anchors = facts.anchors ?? prefixes(facts);
  for (const shape of facts.shapes)
    if (longest(shape) > MAX_KEY) throw new Error(`${facts.id}: longer than ${MAX_KEY}`);
  const hinge = anchors.length === 0 && !facts.context ? hingeOf(facts) : undefined;
  const draw = (dice: Dice): string => {
    const value = drawShape(dice, facts.shapes[dice.int(facts.shapes.length)] ?? []);
    return facts.seal ? facts.seal(value) : value;
  };
  const around = facts.around ?? ((): readonly [string, string] => ['"', '"']);
  return {
    id: facts.id,
    provider: vendor.provider,
    vendor: vendor.vendor,
    title: facts.title,
    confidence: facts.confidence ?? confidenceOf(facts),
    evidence: facts.evidence,
    anchors,
    heads: anchors.length > 0 ? anchors : startsOf(facts),
    lead: facts.lead ?? 0,
    ...(hinge && { hinge }),
    pattern: sticky(facts.source ?? bounded(facts)),
    shapes: facts.shapes,
    handWritten: facts.source !== undefined,
    shape: facts.shapes.map(describeShape).join(", or "),
    ...(facts.context && { context: facts.context }),
    ...(facts.published && { published: facts.published }),
    ...(facts.owners && { owners: facts.owners }),
    ...(facts.check && { check: facts.check }),
    ...(facts.notes && { notes: facts.notes }),
    envName: facts.envName ?? vendor.envNames[0],
    envNames: vendor.envNames,
    revokeUrl: vendor.revokeUrl,
    sources: vendor.sources,
    sample: (seed) => {
      const key = draw(new Dice(`${facts.id} ${seed}`));
      const [before, after] = around(key);
      return { text: before + key + after, start: before.length, end: before.length + key.length };
    },
    nearMisses: (seed) => {
      const dice = new Dice(`${facts.id} near ${seed}`);
      const spoilt = facts.source ? [] : facts.shapes.slice(0, 1).flatMap((shape) => missShape(dice, shape));
      return [...spoilt, ...(facts.nearMisses?.(dice) ?? [])].map((value) => around(value).join(value));
    },
  };
}

/** A key of grade A or B is sure by its shape; one that needs its context is never more than likely. */
function confidenceOf(facts: RuleFacts): Confidence {
  if (facts.evidence === "D") return "low";
  return facts.context || facts.evidence === "C" ? "medium" : "high";
}

function prefixes(facts: RuleFacts): readonly string[] {
  return facts.shapes.every(([first]) => typeof first === "string") ? startsOf(facts) : [];
}

/** The fixed texts that its shapes start with. */
function startsOf({ shapes }: RuleFacts): readonly string[] {
  return [...new Set(shapes.map(([first]) => first).filter((first) => typeof first === "string"))];
}

/** The first fixed text of a single shape, when all that stands before it is of fixed width. */
function hingeOf({ id, shapes }: RuleFacts): Hinge {
  const [shape, ...others] = shapes;
  // The dashes of a UUID are no hinge: they stand in every other UUID too.
  const index = shape?.findIndex((part) => typeof part === "string" && part !== "-") ?? -1;
  const text = shape?.[index];
  if (!shape || others.length > 0 || typeof text !== "string")
    throw new Error(`${id}: neither an anchor nor a context nor a hinge`);
  return { text, at: longest(shape.slice(0, index)) };
}

/** The expression is made when it is first needed: most programs and threads that know all rules see few kinds of keys. */
function sticky(source: string): Pattern {
  let regex: RegExp | undefined;
  return {
    source,
    endAt: (text, start) => {
      regex ??= new RegExp(source, "y");
      regex.lastIndex = start;
      const match = start < 0 ? null : regex.exec(text);
      return match ? start + match[0].length : undefined;
    },
  };
}

/** The shapes between boundaries. */
function bounded({ shapes, dotted }: RuleFacts): string {
  return shapes
    .map((shape) => {
      const word = boundaryClass(shape);
      return startAfter(word) + shapeSource(shape) + endBefore(word, dotted);
    })
    .join("|");
}
