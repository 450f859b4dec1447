// A key that comes alone, without a text around it.
import type { Finding } from "../model";
import { pointAt, START } from "../points";
import type { Policy } from "../policy";
import { scanText } from "../scan";
import { entropy, fingerprint, mask, placeFingerprint } from "../secret";

/** Bits above which a value's hash cannot be reversed by trying. */
const SAFE_BITS = 80;

/**
 * The finding that stands for a whole text: the one of a scan when it covers the text, else one of no known kind,
 * since many keys are recognised only by what stands near them.
 */
export function bareKey(text: string, policy: Policy): Finding {
  const { findings, suppressed } = scanText(text, { path: "-" }, policy);
  const whole = [...findings, ...suppressed].find(
    ({ span }) => span.start.offset === 0 && span.end.offset === text.length,
  );
  if (whole) return whole;
  const hidden = entropy(text) * text.length >= SAFE_BITS;
  return {
    ruleId: "",
    vendor: "",
    span: { start: START, end: pointAt(text, text.length) },
    confidence: "low",
    severity: "information",
    mask: mask("", text),
    fingerprint: hidden ? fingerprint(text) : placeFingerprint("-", "bare", 0),
    fingerprintOf: hidden ? "key" : "place",
    notes: [],
  };
}
