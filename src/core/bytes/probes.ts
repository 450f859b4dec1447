// What the search over bytes looks for, made from the rules: a key's shape says which run of bytes it cannot do
// without, and what stands at a fixed distance from that run's start.
import { namesOf } from "../detect";
import { isHeard } from "../judge";
import { type Policy, rulesOf } from "../policy";
import type { Context, Hinge, Rule } from "../rules/rule";
import { longest, type Part, type Run, type Shape, shapeSource } from "../rules/shape";
import { BASE64, byteClass, type ByteClass, WORD } from "./runs";

/** Bytes of a UTF-16 code unit at most. */
const MAX_UTF8 = 3;

/** A shorter run says nothing; a rule with a key that holds none as long is searched for by its fixed texts. */
export const SHORTEST_RUN = 20;

/** Bytes of a run that may stand before its key, by the byte before the run, for the patterns that are made from shapes. */
export function leadingAfter(before: number | undefined): number {
  switch (before) {
    case 0x5c: // The letter of `\n`.
    case 0x3a: // The dash of `${NAME:-`.
      return 1;
    case 0x25: // The digits of `%3D`.
      return 2;
    case 0x7b: // The name of `${NAME-`.
      return 41;
    default:
      return 0;
  }
}

/** Fixed text that starts `distance` bytes after the start of a run of at least `min` bytes. */
export interface Anchored {
  readonly text: string;
  readonly distance: number;
  readonly min: number;
}

/** A run that ends with `min` to `max` bytes of a key, with one of the names at most `reach` bytes before it. */
export interface Named {
  readonly min: number;
  readonly max: number;
  /** What the last bytes of the run are, for a quick look. */
  readonly tail: { readonly class: ByteClass; readonly length: number };
  /** What the run's text ends with, and the rule whose check that passes. */
  readonly pattern: RegExp;
  readonly ruleId: string;
  readonly reach: number;
  readonly names: readonly string[];
}

/** Plain data, which can be sent to a thread. */
export interface Probes {
  /** Runs of `WORD` bytes. */
  readonly anchored: readonly Anchored[];
  readonly named: readonly Named[];
  /** Runs of `BASE64` bytes. */
  readonly base64: readonly Named[];
  /** Texts that begin with five dashes. */
  readonly dashed: readonly string[];
  /** What has to be searched for as it stands. */
  readonly literals: readonly string[];
}

/** What the first line of a PEM block (RFC 7468) begins with. */
export const DASHES = "-----";

const known = new WeakMap<Policy, Probes>();

/** What finds the keys that a policy wants to know of. */
export function probesOf(policy: Policy): Probes {
  const probes = known.get(policy) ?? probesOfRules(rulesOf(policy).filter((rule) => isHeard(rule, policy)));
  known.set(policy, probes);
  return probes;
}

function probesOfRules(rules: readonly Rule[]): Probes {
  const anchored: Anchored[] = [];
  const named: Named[] = [];
  const base64: Named[] = [];
  const dashed: string[] = [];
  const literals: string[] = [];
  for (const rule of rules) {
    const { shapes, anchors, context } = rule;
    if (rule.hinge) {
      anchored.push(...hinged(rule.hinge, shapes));
    } else if (anchors.length > 0) {
      const runs = shapes.flatMap((shape) => fixedRun(shape) ?? []);
      if (anchors.every((anchor) => anchor.startsWith(DASHES))) dashed.push(...anchors);
      else if (runs.length === 0 || runs.length < shapes.length) literals.push(...anchors);
      else for (const run of runs) for (const anchor of anchors) anchored.push(probe(anchor, rule.lead, run));
    } else if (context) {
      const areOf = (bytes: ByteClass): boolean => shapes.every((shape) => shape.every((part) => isOf(part, bytes)));
      if (!areOf(WORD) && !areOf(BASE64)) literals.push(...namesOf(context));
      else (areOf(WORD) ? named : base64).push(...shapes.map((shape) => namedBy(shape, context, rule.id)));
    }
  }
  return { anchored, named, base64, dashed, literals: [...new Set(literals)] };
}

/** A run of `WORD` bytes in every key of a shape, `offset` characters after the key's start. */
interface FixedRun {
  readonly offset: number;
  readonly length: number;
}

function probe(anchor: string, lead: number, run: FixedRun): Anchored {
  return { text: anchor, distance: lead - run.offset, min: run.length };
}

/** A hinge ends the run before it, and one of few characters follows it. */
function hinged({ text, at }: Hinge, shapes: readonly Shape[]): readonly Anchored[] {
  const nexts = shapes.map((shape) => shape.find((_, index) => longest(shape.slice(0, index)) > at));
  const alphabets = nexts.flatMap((next) => (typeof next === "object" ? [...next.alphabet] : []));
  return alphabets.map((next) => ({ text: text + next, distance: at, min: at }));
}

/** The longest such run that starts where the key does or right after fixed text; undefined when it is too short. */
function fixedRun(shape: Shape): FixedRun | undefined {
  let best: FixedRun = { offset: 0, length: 0 };
  let offset = 0;
  let length = 0;
  let varies = false;
  for (const part of shape.flatMap((part): readonly Part[] => (typeof part === "string" ? [...part] : [part]))) {
    const fixed = typeof part === "string";
    if (isOf(part, WORD)) {
      length += fixed ? 1 : part.min;
      varies ||= !fixed && part.min < part.max;
      if (length > best.length) best = { offset, length };
    } else if (fixed && !varies) {
      offset += length + 1;
      length = 0;
    } else break;
  }
  return best.length >= SHORTEST_RUN ? best : undefined;
}

function namedBy(shape: Shape, context: Context, ruleId: string): Named {
  const last = shape.at(-1) ?? "";
  return {
    min: shape.reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.min), 0),
    max: longest(shape),
    tail: typeof last === "string" ? { class: WORD, length: 0 } : { class: classOf(last), length: last.min },
    pattern: new RegExp(`(?:${shapeSource(shape)})$`),
    ruleId,
    reach: context.reach * MAX_UTF8,
    names: namesOf(context),
  };
}

/** Whether a part can hold no other bytes. A run is asked by the class of its pattern, which decides what is found. */
function isOf(part: Part, bytes: ByteClass): boolean {
  if (typeof part === "string") return [...part].every((char) => bytes[char.charCodeAt(0)] === 1);
  const own = classOf(part);
  return bytes.every((inClass, byte) => inClass === 1 || own[byte] === 0);
}

function classOf(run: Run): ByteClass {
  return byteClass(new RegExp(`[${run.class}]`));
}
