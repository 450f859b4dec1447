// What the search over bytes looks for, made from the rules: a key's shape says which run of bytes it cannot do
// without, and what stands at a fixed distance from that run's start.
import { namesOf } from "../detect";
import { grouped } from "../grouped";
import { isHeard } from "../judge";
import { type Policy, rulesOf } from "../policy";
import { type Hinge, MAX_KEY, type Rule } from "../rules/rule";
import { longest, type Part, type Run, type Shape, shapeSource } from "../rules/shape";
import { BASE64, byteClass, type ByteClass, WORD } from "./runs";

export type RunClass = "word" | "base64";

/** Bytes of the runs that are looked at; a rule whose keys hold none as long is searched for by its fixed texts. */
export const SHORTEST: Readonly<Record<RunClass, number>> = { word: 16, base64: 32 };

/** The most bytes of a run that may stand before its key. */
export const MOST_LEADING = 41;

/** Bytes of a run that may stand before its key, by the byte before the run, for the patterns that are made from shapes. */
export function leadingAfter(before: number | undefined): number {
  switch (before) {
    case 0x5c: // The letter of `\n`.
    case 0x3a: // The dash of `${NAME:-`.
      return 1;
    case 0x25: // The digits of `%3D`.
      return 2;
    case 0x7b: // The name of `${NAME-`.
      return MOST_LEADING;
    default:
      return 0;
  }
}

/** Fixed text that starts `distance` bytes after the start of a run of at least `min` bytes, and `lead` after a rule's key. */
export interface Anchored {
  readonly text: string;
  readonly distance: number;
  readonly min: number;
  readonly lead: number;
  readonly ruleId: string;
  /** The most bytes of such a key. */
  readonly most: number;
}

/** Anchors that stand at the same distance from the start of their runs. */
export interface AnchorGroup {
  readonly distance: number;
  /** The least of what their runs go on for. */
  readonly least: number;
  readonly anchors: readonly Anchored[];
}

/** Anchors by their distance, those of the shortest runs first. */
export function byDistance(anchored: readonly Anchored[]): readonly AnchorGroup[] {
  return [...grouped(anchored, ({ distance }) => distance)]
    .map(([distance, anchors]) => ({ distance, least: Math.min(...anchors.map(({ min }) => min)), anchors }))
    .sort((a, b) => a.least - b.least);
}

/** A run that ends with `min` to `max` bytes of a key, with something else that the key needs. */
export interface Named {
  readonly min: number;
  readonly max: number;
  /** What the run starts with, where nothing stands before the key, and what its last bytes are, for a quick look. */
  readonly head: string;
  readonly tail: { readonly class: ByteClass; readonly length: number };
  /** What the run's text ends with, and the rule whose check that passes; empty when the run is but a part of a key. */
  readonly pattern: RegExp;
  readonly ruleId: string;
  /** One of these stands at most `reach` UTF-16 code units before the run. */
  readonly names: readonly string[];
  /** Those of them that say nothing where a longer word begins with them. */
  readonly words: readonly string[];
  readonly reach: number;
  /** In place of a name: the byte that follows the run. */
  readonly next?: number;
  /** One of these stands anywhere in the file, or the names say nothing. */
  readonly hosts?: readonly string[];
}

/** Whether a run of a length may be one, with at most so many bytes before its key. */
export function hasLength({ min, max }: Named, length: number, leading: number): boolean {
  return min <= length && length - leading <= max;
}

/** Plain data, which can be sent to a thread. */
export interface Probes {
  readonly anchored: Readonly<Record<RunClass, readonly Anchored[]>>;
  readonly named: Readonly<Record<RunClass, readonly Named[]>>;
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
  const probes = { anchored: { word: [], base64: [] }, named: { word: [], base64: [] }, dashed: [], literals: [] } as {
    readonly anchored: Record<RunClass, Anchored[]>;
    readonly named: Record<RunClass, Named[]>;
    readonly dashed: string[];
    readonly literals: string[];
  };
  for (const rule of rules) {
    const { shapes, anchors } = rule;
    if (rule.hinge) probes.named.word.push(...hinged(rule.hinge, shapes));
    else if (anchors.length > 0 && anchors.every((anchor) => anchor.startsWith(DASHES))) probes.dashed.push(...anchors);
    else {
      const found = shapes.map((shape) => probeOf(rule, shape));
      for (const one of found) {
        if (one && "named" in one) probes.named[one.kind].push(...one.named);
        else if (one) probes.anchored[one.kind].push(...one.anchored);
      }
      if (found.length === 0 || found.includes(undefined))
        probes.literals.push(...(anchors.length > 0 || !rule.context ? anchors : namesOf(rule.context)));
    }
  }
  return { ...probes, literals: [...new Set(probes.literals)] };
}

const CLASSES: readonly (readonly [RunClass, ByteClass])[] = [
  ["word", WORD],
  ["base64", BASE64],
];

type Probe =
  | { readonly kind: RunClass; readonly anchored: readonly Anchored[] }
  | { readonly kind: RunClass; readonly named: readonly Named[] };

/** Bytes of a UTF-16 code unit; what shapes are made of has one. */
const MOST_IN_UTF8 = 3;

/** What tells a key of a shape: its anchor at a fixed distance from a run's start, else a run with a name before it. */
function probeOf({ id, anchors, lead, context, shapes, handWritten }: Rule, shape: Shape): Probe | undefined {
  const most = handWritten ? MAX_KEY * MOST_IN_UTF8 : Math.max(...shapes.map(longest));
  for (const [kind, inClass] of anchors.length > 0 ? CLASSES : []) {
    const run = fixedRun(shape, inClass);
    const distance = lead - (run?.offset ?? 0);
    if (run && run.length >= SHORTEST[kind])
      return { kind, anchored: anchors.map((text) => ({ text, distance, min: run.length, lead, ruleId: id, most })) };
  }
  for (const [kind, inClass] of CLASSES) {
    const run = longestRun(shape, inClass);
    if (!run || minimum(run.parts) < SHORTEST[kind]) continue;
    const ruleId = run.parts.length === charsOf(shape).length ? id : "";
    if (anchors.length > 0 || !context)
      return { kind, named: [namedBy(run.parts, { names: anchors, words: [], reach: run.before, ruleId })] };
    const reach = context.reach + run.before;
    const { keyNames = [], hosts = [], words, ...proofs } = context;
    const names = namesOf(proofs);
    const only = words ? namesOf({ names: [], words, reach: 0 }).filter((word) => !names.includes(word)) : [];
    const sure = namedBy(run.parts, { names: [...names, ...only], words: only, reach, ruleId });
    const some = namedBy(run.parts, { names: namesOf({ names: [], keyNames, reach: 0 }), words: [], reach, ruleId });
    return { kind, named: [sure, ...(keyNames.length > 0 && hosts.length > 0 ? [{ ...some, hosts }] : [])] };
  }
  return undefined;
}

/** A run of one class in every key of a shape, `offset` characters after the key's start. */
interface FixedRun {
  readonly offset: number;
  readonly length: number;
}

/** A hinge ends the run before it. */
function hinged({ text, at }: Hinge, shapes: readonly Shape[]): readonly Named[] {
  return shapes.flatMap((shape) => {
    const index = charsOf(shape).findIndex((_, i, parts) => longest(parts.slice(0, i)) === at);
    const run = longestRun(charsOf(shape).slice(0, index), WORD);
    const facts = { names: [], words: [], reach: 0, ruleId: "" };
    return run ? [{ ...namedBy(run.parts, facts), next: text.charCodeAt(0) }] : [];
  });
}

/** The longest such run that starts where the key does or right after fixed text; undefined when there is none. */
function fixedRun(shape: Shape, inClass: ByteClass): FixedRun | undefined {
  let best: FixedRun | undefined;
  let offset = 0;
  let length = 0;
  let varies = false;
  for (const part of charsOf(shape)) {
    const fixed = typeof part === "string";
    if (isOf(part, inClass)) {
      length += fixed ? 1 : part.min;
      varies ||= !fixed && part.min < part.max;
      if (length > (best?.length ?? 0)) best = { offset, length };
    } else if (fixed && !varies) {
      offset += length + 1;
      length = 0;
    } else break;
  }
  return best;
}

/** A stretch of a shape that is a whole run of one class in every key, and the characters before it at most. */
interface WholeRun {
  readonly parts: Shape;
  readonly before: number;
}

/** The longest stretch between fixed characters of other classes; undefined where other classes leave its ends open. */
function longestRun(shape: Shape, inClass: ByteClass): WholeRun | undefined {
  const parts = charsOf(shape);
  let best: WholeRun | undefined;
  for (let start = 0; start < parts.length;) {
    let end = start;
    for (let part = parts[end]; part !== undefined && isOf(part, inClass); part = parts[end]) end += 1;
    const run = { parts: parts.slice(start, end), before: longest(parts.slice(0, start)) };
    const isWhole = [parts[start - 1], parts[end]].every((part) => part === undefined || typeof part === "string");
    if (isWhole && minimum(run.parts) > minimum(best?.parts ?? [])) best = run;
    start = end + 1;
  }
  return best;
}

/** A shape with its fixed texts in single characters. */
function charsOf(shape: Shape): readonly Part[] {
  return shape.flatMap((part): readonly Part[] => (typeof part === "string" ? [...part] : [part]));
}

function minimum(shape: Shape): number {
  return shape.reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.min), 0);
}

/** The fixed text that a shape starts with. */
function headOf(shape: Shape): string {
  let head = "";
  for (const part of shape) {
    if (typeof part !== "string") break;
    head += part;
  }
  return head;
}

function namedBy(shape: Shape, facts: Pick<Named, "reach" | "names" | "words" | "ruleId">): Named {
  const last = shape.at(-1) ?? "";
  return {
    min: minimum(shape),
    max: longest(shape),
    head: headOf(shape),
    tail: typeof last === "string" ? { class: WORD, length: 0 } : { class: classOf(last), length: last.min },
    pattern: new RegExp(`(?:${shapeSource(shape)})$`),
    ...facts,
  };
}

/** Whether a part can hold no other bytes. A run is asked by the class of its pattern, which decides what is found. */
function isOf(part: Part, bytes: ByteClass): boolean {
  if (typeof part === "string") return [...part].every((char) => bytes[char.charCodeAt(0)] === 1);
  const own = classOf(part);
  return bytes.every((inClass, byte) => inClass === 1 || own[byte] === 0);
}

const classes = new Map<string, ByteClass>();

function classOf(run: Run): ByteClass {
  const known = classes.get(run.class) ?? byteClass(new RegExp(`[${run.class}]`));
  classes.set(run.class, known);
  return known;
}
