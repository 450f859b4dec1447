import { AGENT_TOOL } from "./agentTool";
import { CLOUD } from "./cloud";
import { GATEWAY } from "./gateway";
import { INFERENCE_HOST } from "./inferenceHost";
import type { KeyKind } from "./kind";
import { MODEL_API } from "./modelApi";
import { OBSERVABILITY } from "./observability";
import { SPEECH_VISION } from "./speechVision";
import { VECTOR } from "./vector";

export { azureKey, azureChecksums, azureSearchKey, crcBase62, fineGrainedTail } from "./checksums";
export { awsKeyId, bedrockShortKey, copilotToken, jwt, serviceAccount } from "./forms";
export { PLACEHOLDERS, REFERENCES } from "./placeholders";
export type { Grade, KeyKind, Use } from "./kind";
export type { NearMiss } from "./shape";

/**
 * Every kind of key of every provider, made from the collected facts alone: the second, independent opinion against
 * which the detection rules are tested. No key is stored; all are drawn from a seeded random source.
 */
export const KEY_KINDS: readonly KeyKind[] = [
  ...MODEL_API,
  ...INFERENCE_HOST,
  ...GATEWAY,
  ...CLOUD,
  ...SPEECH_VISION,
  ...VECTOR,
  ...OBSERVABILITY,
  ...AGENT_TOOL,
];

/** The kinds of which no shape is known. */
export const NO_SHAPE: readonly { readonly provider: string; readonly kind: string; readonly why: string }[] = [
  { provider: "writer", kind: "API key", why: "opaque, of about 40 to 70 characters; unpublished" },
  { provider: "stepfun", kind: "API key", why: "opaque, or in the manner of sk-; unpublished" },
  { provider: "ideogram", kind: "API key", why: "opaque, of about 86 characters; unpublished" },
];
