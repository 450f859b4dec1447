// A pattern taken apart again into what its rule's shapes are made of, and what must not stand beside them.
import type { Rule } from "../../../src/core/rules/rule";
import { type Shape, shapeSource } from "../../../src/core/rules/shape";

/** One alternative of a pattern. */
export interface Piece {
  /** What must not stand before it, one after the other. */
  readonly left: readonly string[];
  readonly body: string;
  /** None when the pattern is written by hand. */
  readonly shape?: Shape;
  readonly right: string;
  /** The fixed texts in it. */
  readonly texts: readonly string[];
}

export function piecesOf(rule: Rule): readonly Piece[] {
  const { source } = rule.pattern;
  if (rule.handWritten) return [handWritten(rule)];
  let rest = source;
  return rule.shapes.map((shape) => {
    const body = shapeSource(shape);
    const at = rest.indexOf(body);
    if (at < 0) throw new Error(`${rule.id}: the pattern is not made of its shapes`);
    const right = lookarounds(rest.slice(at + body.length)).join("");
    const piece = { left: lookarounds(rest.slice(0, at)), body, shape, right, texts: fixedTexts(shape) };
    rest = rest.slice(at + body.length + right.length + "|".length);
    return piece;
  });
}

export function sourceOf(pieces: readonly Piece[]): string {
  return pieces.map(({ left, body, right }) => left.join("") + body + right).join("|");
}

/** A piece with one of a few texts where a text was. */
export function withText(piece: Piece, text: string, others: readonly string[]): Piece {
  const choice = others.length === 1 ? escaped(others[0] ?? "") : `(?:${others.map(escaped).join("|")})`;
  const body = piece.shape
    ? piece.shape.map((part) => (part === text ? choice : shapeSource([part]))).join("")
    : piece.body.replace(escaped(text), () => choice);
  return { ...piece, body };
}

function handWritten({ pattern: { source }, shapes, anchors }: Rule): Piece {
  const left = lookarounds(source);
  const start = left.join("").length;
  const last = source.lastIndexOf("(?!");
  const end = last > start ? last : source.length;
  const body = source.slice(start, end);
  const all = new Set([...anchors, ...shapes.flatMap(fixedTexts)]);
  // A shorter text such as a dash stands in the classes of the pattern too.
  const texts = [...all].filter((text) => text.length > 2 && body.includes(escaped(text)));
  return { left, body, right: source.slice(end), texts };
}

const fixedTexts = (shape: Shape): readonly string[] => shape.filter((part) => typeof part === "string");

/** The groups that a source starts with and that take no character. */
function lookarounds(source: string): readonly string[] {
  const groups: string[] = [];
  for (let at = 0; /^\((?:\?<?!|\?<=|\?:\(\?<)/.test(source.slice(at)); at += groups.at(-1)?.length ?? 1)
    groups.push(group(source.slice(at)));
  return groups;
}

/** The group that a source starts with, up to its closing bracket. */
function group(source: string): string {
  let depth = 0;
  for (const token of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/g)) {
    depth += { "(": 1, ")": -1 }[token[0]] ?? 0;
    if (depth === 0) return source.slice(0, token.index + 1);
  }
  throw new Error("a group without an end");
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
