// A key again, after its text was edited.
import type { Finding } from "../core/index";

/** Of the keys that a text holds now, those that were found in it before: at the same place, else the same key. */
export function sameKeys<Now extends Finding>(before: readonly Finding[], now: readonly Now[]): readonly Now[] {
  const found = before.map(
    (one) =>
      now.find((other) => isSame(one, other) && other.span.start.offset === one.span.start.offset) ??
      now.find((other) => isSame(one, other)),
  );
  return now.filter((one) => found.includes(one));
}

function isSame(one: Finding, other: Finding): boolean {
  return one.ruleId === other.ruleId && one.fingerprint === other.fingerprint;
}
