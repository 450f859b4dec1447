// The only door to the core. Everything behind it is pure: no editor, no machine, no clock; total on any text.
//
// - A finding points at a key and never holds it; the way back is `core/reveal.ts`, open to few.
// - Facts and judgement are apart: others gather, `judgeExposure` concludes.
// - A fix is data: `planFix` says what to write, others write it.
export type {
  Confidence,
  Evidence,
  Finding,
  Point,
  Problem,
  ScanResult,
  Severity,
  Span,
  SuppressedBy,
  SuppressedFinding,
} from "./model";
export { CONFIDENCES, SEVERITIES } from "./model";
export { pointAt } from "./points";
export { RULES, ruleOf } from "./rules/index";
export type { Rule } from "./rules/rule";
export {
  type Checked,
  DEFAULT_POLICY,
  DEFAULT_PREFERENCES,
  type Level,
  NO_POLICY_FILE,
  parsePolicyFile,
  parsePreferences,
  type Policy,
  type PolicyFile,
  type Preferences,
} from "./policy";
export { isExcluded } from "./exclude";
export { scanText } from "./scan";
export { type Change, type LineView, LiveText, LONG_LINE } from "./live";
export { isEnvFile, type Whereabouts } from "./suppress";
