// One whole text at once.
import { Detector } from "./detect";
import { judge } from "./judge";
import type { ScanResult } from "./model";
import { type Policy, rulesOf } from "./policy";
import type { Whereabouts } from "./suppress";

/** Finds the keys of a text. Total: any text gives a result, and broken UTF-16 is just text. */
export function scanText(text: string, where: Whereabouts, policy: Policy): ScanResult {
  return judge(detectorOf(policy).detect(text), where, policy);
}

const detectors = new WeakMap<Policy, Detector>();

/** The detector of a policy; made once, since its search holds every rule. */
export function detectorOf(policy: Policy): Detector {
  const known = detectors.get(policy);
  if (known) return known;
  const made = new Detector(rulesOf(policy));
  detectors.set(policy, made);
  return made;
}
