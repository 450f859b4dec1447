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
export { NOT_RULES } from "./rules/notRules";
export {
  type Issuer,
  ISSUERS,
  type KeyPlace,
  type Liveness,
  type LivenessState,
  NO_LIVENESS,
  type Revocation,
} from "./rules/issuers";
export type { Rule } from "./rules/rule";
export {
  type Checked,
  DEFAULT_POLICY,
  DEFAULT_PREFERENCES,
  type Level,
  MAX_POLICY_FILE,
  NO_POLICY_FILE,
  parsePolicyFile,
  parsePreferences,
  placesOf,
  POLICY_FILE,
  type Policy,
  type PolicyFile,
  type PolicySource,
  type Preferences,
  readPolicy,
} from "./policy";
export { hiddenBy, type Hiding, hidingGlob, isExcluded } from "./exclude";
export { SENT_TO_BROWSERS } from "./candidate";
export { scanText } from "./scan";
export { grouped } from "./grouped";
export { withInlineReasons } from "./inlineReasons";
export { withoutKeys } from "./withoutKeys";
export { addedRanges } from "./addedLines";
export { keepTables } from "./bytes/machine";
export { looksSuspicious, mayHoldKey, roomFor, tablesOf } from "./bytes/sieve";
export type { Tables } from "./bytes/tables";
export { type Probes, probesOf } from "./bytes/probes";
export { type Explanation, explainLine } from "./explain";
export { decodeText, type Encoding, encodingOf } from "./encoding";
export { type Change, type LineView, LiveText, LONG_LINE } from "./live";
export { isEnvFile, isEnvFileBy, type Whereabouts } from "./suppress";
export {
  type ExposureAnswer,
  type ExposureEvidence,
  type ExposureFacts,
  judgeExposure,
  type Judgement,
  type Outcome,
  type Verdict,
} from "./exposure";
export { bareKey } from "./exposure/bareKey";
export { exposureLine, exposureMarkdown, exposureText, NOT_ASKED, VERDICTS } from "./exposure/render";
export { issuerOf } from "./exposure/issuer";
export {
  livenessOf,
  type LivenessQuestion,
  type LivenessRequest,
  livenessRequest,
  readLiveness,
} from "./exposure/liveness";
export {
  ASKABLE,
  type Askable,
  type LocalStepId,
  type Proven,
  type Step,
  type StepId,
  stepOf,
  STEPS,
} from "./exposure/steps";
export { declaresPackages, shippedBy } from "./exposure/shipping/index";
export type { Packager, Shipping, Surroundings } from "./exposure/shipping/model";
export {
  Baseline,
  type BaselineEntry,
  type BaselineKey,
  baselineText,
  changedBaseline,
  parseBaseline,
} from "./baseline";
export { MergedReport, parseReport, readReportPart, type ReportPart } from "./mergeReports";
export {
  isOpen,
  parseTriage,
  type Triage,
  TRIAGE,
  TRIAGE_STATES,
  type TriageEntry,
  triageFile,
  type TriageState,
  triageWords,
  whyNoNote,
} from "./triage";
export { type Format, formatOf, FORMATS } from "./report/index";
export {
  BINARY,
  comparePlaces,
  type Introduced,
  type InRepository,
  type RenderOptions,
  type Report,
  type ReportFinding,
  inOrder,
  reportFinding,
  type ReportRoot,
  type ReportSuppressed,
  type ReportSummary,
  type Skipped,
  skippedFile,
  type StaleEntry,
  tooManyOf,
} from "./report/model";
export { missingWords, printable, SUPPRESSORS } from "./report/words";
export { asSaved, cellsAt, type InCell, isNotebook } from "./report/notebook";
export { accessorFor, ACCESSORS, DISABLED, isEnvTemplate } from "./fix/languages/index";
export type { Accessor, Proof } from "./fix/accessor";
export { filesForFix } from "./fix/env/envPlace";
export type { RepositoryAbove } from "./fix/env/ignoreFile";
export { type Neighbours, neighboursForFix } from "./fix/env/store";
export { DEFAULT_VAULT, isStoreId, type StoreId, STORES } from "./fix/env/storeIds";
export { onePasswordReference } from "./fix/env/storeWords";
export { languageOf } from "./fix/languages/ids";
export type {
  BulkPlan,
  BulkStep,
  FileEdit,
  FixPlan,
  FixRequest,
  Handover,
  PlacedUnmovable,
  Refusal,
  StartCommand,
  StartOffer,
  TextEdit,
  Unmovable,
  Variable,
} from "./fix/model";
export { planFix } from "./fix/plan";
export { STILL_PUBLIC } from "./fix/advice";
export { COMMENT_REASON } from "./fix/source";
export { type Reference, referenceFor } from "./fix/reference";
export { ignoreEdit } from "./fix/env/companions";
export { Rotation } from "./fix/env/rotation";
export { quoteFor } from "./fix/env/envFile";
export { untrackMarkdown } from "./fix/env/untrack";
export { type AfterMove, afterMoveMarkdown, CONSUMER_GLOB, CONSUMERS } from "./fix/afterMove";
export { placeholderFor, redaction } from "./redact";
export { hideKeys } from "./hideKeys";
export { type Progress, progressWords, remaining } from "./progress";
export { looksLike } from "./looksLike";
export { type Allowed } from "./policy";
export { allowing, globOf } from "./allow/entry";
export { dayAfter, whyNoLastDay } from "./allow/day";
export { markingEdit } from "./allow/mark";
export { KEYLESS_RULES, keylessMarkdown } from "./keyless";
export { type Agent, AGENTS, hidingFrom } from "./agents";
export { escapeMarkdown, inlineCode } from "./markdown";
export { chainedEdits } from "./fix/chainedEdits";
export { namesInEnv, planReference } from "./fix/planReference";
export { planBulk } from "./fix/bulk/bulkPlan";
export { type MaskedFile, maskedDiff, maskedTexts } from "./fix/masked";
export {
  editedText,
  keysToHandOver,
  type ResolvedEdit,
  type ResolvedFile,
  resolveFix,
  type Texts,
} from "./fix/resolveFix";
