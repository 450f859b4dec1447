// The one way from a finding back to its key. Only applying a fix, gathering exposure and reusing an env name
// may import this module; the import checker holds everybody else off.
import { decodedAt } from "./decode";
import type { Finding } from "./model";
import { fingerprint } from "./secret";

/** A key that cannot be printed by accident: turned into text, JSON or a debugger's view, it is its mask. */
export class Secret {
  readonly #value: string;
  readonly #mask: string;

  constructor(value: string, mask: string) {
    this.#value = value;
    this.#mask = mask;
  }

  /** The raw key. Write it where the person asked for it, and nowhere else. */
  expose(): string {
    return this.#value;
  }

  toString(): string {
    return this.#mask;
  }

  toJSON(): string {
    return this.#mask;
  }

  /** What Node's `util.inspect`, and so `console.log`, shows. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#mask;
  }
}

/**
 * The decoded key that a finding points at, or undefined when the text no longer holds it there.
 * A finding whose fingerprint names its place (own patterns) is checked by its length alone.
 */
export function reveal(text: string, finding: Finding): Secret | undefined {
  const { encoded, fingerprintOf } = finding;
  const place = { start: finding.span.start.offset, end: finding.span.end.offset };
  const value = encoded ? decodedAt(text, place, encoded) : text.slice(place.start, place.end);
  if (value === undefined) return undefined;
  const stale =
    fingerprintOf === "key" ? fingerprint(value) !== finding.fingerprint : value.length !== place.end - place.start;
  return stale ? undefined : new Secret(value, finding.mask);
}
