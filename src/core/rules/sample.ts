// Samples of keys, made at run time from a seed: no key-shaped text is ever stored.
import type { Run, Shape } from "./shape";

/** A source of numbers from a seed: mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash of the seed. */
export class Dice {
  #state: number;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (const char of seed) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  draw(alphabet: string, length: number): string {
    let text = "";
    while (text.length < length) text += alphabet[this.int(alphabet.length)] ?? "";
    return text;
  }
}

const drawRun = (dice: Dice, run: Run): string => dice.draw(run.alphabet, run.min + dice.int(run.max - run.min + 1));

/** A value of a shape. */
export function drawShape(dice: Dice, shape: Shape): string {
  return shape.map((part) => (typeof part === "string" ? part : drawRun(dice, part))).join("");
}

/**
 * Values that only just miss a shape: the last run one too short, one too long, and with a character that it
 * does not allow. Only runs of more than one character are spoilt.
 */
export function missShape(dice: Dice, shape: Shape): readonly string[] {
  const last = shape.findLastIndex((part) => typeof part !== "string" && part.max > 1);
  const spoil = (change: (run: Run) => string): string =>
    shape
      .map((part, index) => {
        if (typeof part === "string") return part;
        return index === last ? change(part) : drawRun(dice, part);
      })
      .join("");
  return [
    spoil((run) => dice.draw(run.alphabet, run.min - 1)),
    spoil((run) => dice.draw(run.alphabet, run.max + 1)),
    spoil((run) => `${dice.draw(run.alphabet, run.min - 1)}é`),
  ];
}
