// What the search over bytes looks for, made from the rules: a key's shape says which run of bytes it cannot do
// without, and what stands at a fixed distance from that run's start.
import { namesOf } from "./detect";
import type { Rule } from "./rules/rule";
import { longest, type Part, type Shape } from "./rules/shape";

/** A set of bytes: 1 at those that belong to it. */
export type ByteClass = Uint8Array;

/** The characters of words, and those of base64. */
export const WORD = byteClass(/[A-Za-z0-9_-]/);
export const BASE64 = byteClass(/[A-Za-z0-9+/]/);

/** A shorter run says nothing; a rule with a key that holds none as long is searched for by its fixed texts. */
export const SHORTEST_RUN = 20;

/**
 * Bytes of a run that may stand before its key, for the patterns that are made from shapes: the letter of `\n`, the
 * digits of `%3D`; and after a brace, the name of a shell's default such as `${NAME-`.
 */
export const LEADING = 2;
export const LEADING_AFTER_BRACE = 41;

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
  readonly reach: number;
  readonly names: readonly string[];
}

export interface Probes {
  /** Runs of `WORD` bytes. */
  readonly anchored: readonly Anchored[];
  readonly named: readonly Named[];
  /** Runs of `BASE64` bytes. */
  readonly base64: readonly Named[];
  /** What has to be searched for as it stands. */
  readonly literals: readonly string[];
}

export function probesOf(rules: readonly Rule[]): Probes {
  const anchored: Anchored[] = [];
  const named: Named[] = [];
  const base64: Named[] = [];
  const literals: string[] = [];
  for (const rule of rules) {
    const { shapes, anchors, context } = rule;
    if (anchors.length > 0) {
      const runs = shapes.flatMap((shape) => fixedRun(shape) ?? []);
      if (runs.length === 0 || runs.length < shapes.length) literals.push(...anchors);
      else for (const run of runs) for (const anchor of anchors) anchored.push(probe(anchor, rule.lead, run));
    } else if (context) {
      if (shapes.every((shape) => shape.every((part) => isOf(part, WORD)))) named.push(...namedOf(rule));
      else if (shapes.every((shape) => shape.every((part) => isOf(part, BASE64)))) base64.push(...namedOf(rule));
      else literals.push(...namesOf(context));
    }
  }
  return { anchored, named, base64, literals: [...new Set(literals)] };
}

/** A run of `WORD` bytes in every key of a shape, `offset` characters after the key's start. */
interface FixedRun {
  readonly offset: number;
  readonly length: number;
}

function probe(anchor: string, lead: number, run: FixedRun): Anchored {
  return { text: anchor, distance: lead - run.offset, min: run.length };
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

function namedOf({ shapes, context, handWritten }: Rule): readonly Named[] {
  if (!context) return [];
  return shapes.map((shape) => ({
    min: shape.reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.min), 0),
    max: handWritten ? Infinity : longest(shape),
    reach: context.reach,
    names: namesOf(context),
  }));
}

/** Whether a part can hold no other bytes. A run is asked by the class of its pattern, which decides what is found. */
function isOf(part: Part, bytes: ByteClass): boolean {
  if (typeof part === "string") return [...part].every((char) => bytes[char.charCodeAt(0)] === 1);
  const own = new RegExp(`[${part.class}]`);
  return bytes.every((inClass, byte) => inClass === 1 || !own.test(String.fromCharCode(byte)));
}

function byteClass(characters: RegExp): ByteClass {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(characters.test(String.fromCharCode(byte))));
}
