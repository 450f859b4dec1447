// The ways in which a rule may be written slightly wrong, each as a rule of its own.
import type { Context, Pattern, Rule } from "../../../src/core/rules/rule";
import { lettersTurned } from "./letters";
import { piecesOf, type Piece, sourceOf, withText } from "./pieces";

export interface Mutation {
  readonly what: string;
  readonly rule: Rule;
}

/** Every mutation that applies to a rule. */
export function mutationsOf(rule: Rule): readonly Mutation[] {
  return [...ofFixedTexts(rule), ...ofLengths(rule), ...ofBoundaries(rule), ...ofContext(rule), ...ofCheck(rule)];
}

function ofFixedTexts(rule: Rule): readonly Mutation[] {
  const pieces = piecesOf(rule);
  const texts = new Set(pieces.flatMap((piece) => piece.texts));
  return [...texts].flatMap((text) => {
    const becomes = (what: string, ...others: readonly string[]): readonly Mutation[] => {
      const mutated = pieces.map((piece) => withText(piece, text, others));
      return sourceOf(mutated) === rule.pattern.source
        ? []
        : [{ what: `“${text}” ${what}`, rule: { ...moved(rule, text, others), pattern: patternOf(mutated) } }];
    };
    const turned = lettersTurned(text);
    return [
      ...becomes("without its last character", text.slice(0, -1)),
      ...(turned.length > 0 ? becomes("in the other case", swapCase(text)) : []),
      ...(turned.length > 0 ? becomes("with a letter in either case", text, ...turned) : []),
    ];
  });
}

/** A rule that is found by other texts, which may move what stands before its anchor. */
function moved(rule: Rule, text: string, others: readonly string[]): Rule {
  const anchors = rule.anchors.flatMap((anchor) => (anchor === text ? others : [anchor]));
  if (!rule.hinge) return { ...rule, anchors, heads: anchors };
  const shorter = text.length - (others[0] ?? "").length;
  const before = (rule.shapes[0] ?? []).filter((part) => typeof part === "string" && part === text);
  const hinge = rule.hinge.text === text ? { ...rule.hinge, text: others[0] ?? "" } : rule.hinge;
  const at = rule.hinge.text === text ? hinge.at : hinge.at - shorter * before.length;
  return { ...rule, hinge: { ...hinge, at } };
}

function ofLengths(rule: Rule): readonly Mutation[] {
  const pieces = piecesOf(rule);
  return pieces.flatMap((piece, index) => {
    const run = lastRun(piece.body);
    if (!run) return [];
    const changed = (what: string, min: number, max: number): Mutation => {
      const body = piece.body.slice(0, run.start) + `{${min},${max}}` + piece.body.slice(run.end);
      const mutated = pieces.map((other, at) => (at === index ? { ...other, body } : other));
      const shape = pieces.length > 1 ? ` of shape ${index + 1}` : "";
      return { what: `last run${shape} ${what}`, rule: { ...rule, pattern: patternOf(mutated) } };
    };
    const { min, max } = run;
    const fixed = min === max;
    return [
      changed("with one less allowed", min - 1, max),
      changed("with one more allowed", min, max + 1),
      changed("with one more asked for", min + 1, fixed ? max + 1 : max),
      changed("with one less taken", fixed ? min - 1 : min, max - 1),
    ];
  });
}

interface Run {
  readonly min: number;
  readonly max: number;
  readonly start: number;
  readonly end: number;
}

/** The last quantifier that takes more than one character of a class. */
function lastRun(body: string): Run | undefined {
  const runs = [...body.matchAll(/(?<=[\])])\{(\d+)(?:,(\d+))?\}/g)].map((found) => ({
    min: Number(found[1]),
    max: Number(found[2] ?? found[1]),
    start: found.index,
    end: found.index + found[0].length,
  }));
  return runs.findLast(({ max }) => max > 1);
}

function ofBoundaries(rule: Rule): readonly Mutation[] {
  const pieces = piecesOf(rule);
  const dropped = (what: string, change: (piece: Piece) => Piece): readonly Mutation[] => {
    const mutated = pieces.map(change);
    if (sourceOf(mutated) === rule.pattern.source) return [];
    return [{ what, rule: { ...rule, pattern: patternOf(mutated) } }];
  };
  return [
    ...dropped("no left boundary", (piece) => ({ ...piece, left: [] })),
    ...dropped("only the first left boundary", (piece) => ({ ...piece, left: piece.left.slice(0, 1) })),
    ...dropped("no right boundary", (piece) => ({ ...piece, right: "" })),
  ];
}

function ofContext(rule: Rule): readonly Mutation[] {
  const { context, ...alone } = rule;
  if (!context) return [];
  const within = (what: string, change: Partial<Context>): Mutation => ({
    what,
    rule: { ...rule, context: { ...context, ...change } },
  });
  // A rule that only names give away would be looked for nowhere; without them it must be looked for at every quote.
  const anywhere = rule.anchors.length > 0 ? alone : { ...alone, anchors: ['"'], heads: [], lead: -1 };
  return [
    { what: "no context", rule: anywhere },
    within("no names, pairs or hosts", { names: [], words: [], pairs: [], hosts: [], keyNames: [] }),
    ...(context.names.length > 0 && !context.pairs ? [within("no names", { names: [], words: [] })] : []),
    ...(context.pairs ? [within("no pairs", { pairs: [] })] : []),
    within("no reach", { reach: 0 }),
  ];
}

function ofCheck(rule: Rule): readonly Mutation[] {
  const { check, ...unchecked } = rule;
  return check ? [{ what: "no check", rule: unchecked }] : [];
}

function patternOf(pieces: readonly Piece[]): Pattern {
  const source = sourceOf(pieces);
  const regex = new RegExp(source, "y");
  return {
    source,
    endAt: (text, start) => {
      regex.lastIndex = start;
      const match = start < 0 ? null : regex.exec(text);
      return match ? start + match[0].length : undefined;
    },
  };
}

const swapCase = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
