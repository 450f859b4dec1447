// Gateways that pass requests on to models of many makers, with keys of their own.
import { hasGithubChecksum, withGithubChecksum } from "./checksums";
import { betterleaks, kingfisher, modelsDev, trufflehog } from "./citations";
import { asToken, expiry, readable } from "./jwt";
import { inVariable, near, spelled } from "./near";
import { each, notHex, notLower, notWords } from "./randomness";
import { defineRules } from "./rule";
import { alnum, base64, hex, url } from "./shape";

export const GATEWAY_RULES = [
  ...defineRules(
    {
      provider: "openrouter",
      vendor: "OpenRouter",
      envNames: ["OPENROUTER_API_KEY"],
      revokeUrl: "https://openrouter.ai/settings/keys",
      sources: ["https://openrouter.ai/docs/api-reference/authentication"],
    },
    { id: "openrouter-api-key", title: "API key", evidence: "A", shapes: [["sk-or-v1-", hex(64)]] },
    {
      id: "openrouter-management-key",
      title: "management key",
      evidence: "D",
      shapes: [["sk-or-mgmt-", url(20, 200)]],
    },
  ),
  ...defineRules(
    {
      provider: "portkey",
      vendor: "Portkey",
      envNames: ["PORTKEY_API_KEY"],
      revokeUrl: "https://app.portkey.ai/api-keys",
      sources: ["https://portkey.ai/docs/api-reference/inference-api/authentication"],
    },
    {
      id: "portkey-api-key",
      title: "API key",
      evidence: "D",
      shapes: [[base64(27), "="]],
      context: near(["portkey"]),
      check: notWords,
      around: inVariable("PORTKEY_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "vercel",
      vendor: "Vercel",
      envNames: ["VERCEL_TOKEN", "AI_GATEWAY_API_KEY", "V0_API_KEY"],
      revokeUrl: "https://vercel.com/account/tokens",
      sources: [kingfisher("vercel"), betterleaks("vercel")],
    },
    {
      id: "vercel-ai-gateway-key",
      title: "AI Gateway key",
      evidence: "B",
      envName: "AI_GATEWAY_API_KEY",
      // Vercel ends its tokens as GitHub does.
      shapes: [["vck_", alnum(56)]],
      check: hasGithubChecksum,
      seal: withGithubChecksum,
    },
    {
      id: "vercel-token",
      title: "token",
      evidence: "B",
      shapes: [..."piar"].map((kind) => [`vc${kind}_`, alnum(56)]),
      // Vercel's own documentation shows one that was written by hand.
      check: hasGithubChecksum,
      seal: withGithubChecksum,
    },
    {
      id: "vercel-legacy-token",
      title: "older token",
      evidence: "B",
      shapes: [[alnum(24)]],
      context: near(["vercel"], ["ai-gateway.vercel.sh", "api.vercel.com"]),
      check: each(notHex, notWords),
      around: inVariable("VERCEL_TOKEN"),
    },
    {
      id: "vercel-v0-key",
      title: "v0 key",
      evidence: "D",
      envName: "V0_API_KEY",
      shapes: [["v1:", url(10, 40), ":", alnum(20, 40)]],
      context: near(["v0_api_key", "v0.dev"], ["api.v0.dev"]),
      around: inVariable("V0_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "litellm",
      vendor: "LiteLLM",
      envNames: ["LITELLM_API_KEY", "LITELLM_PROXY_API_KEY", "LITELLM_MASTER_KEY", "LITELLM_SALT_KEY"],
      revokeUrl: "https://docs.litellm.ai/docs/proxy/virtual_keys",
      sources: ["https://github.com/BerriAI/litellm/blob/main/litellm/constants.py"],
    },
    {
      id: "litellm-virtual-key",
      // Names of style classes start with the same three characters, so it is looked for after its name alone.
      title: "virtual key",
      evidence: "A",
      shapes: [["sk-", url(22)]],
      anchors: [],
      context: near(["litellm"], ["litellm"]),
      check: notWords,
      around: inVariable("LITELLM_API_KEY"),
    },
    {
      id: "litellm-master-key",
      title: "master key",
      evidence: "A",
      envName: "LITELLM_MASTER_KEY",
      // The operator chooses it. A shorter one could be guessed from its fingerprint.
      shapes: [["sk-", url(16, 64)]],
      anchors: [],
      context: near(["litellm", "master_key"], ["litellm"]),
      check: each(notWords, notLower),
      around: inVariable("LITELLM_MASTER_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "requesty",
      vendor: "Requesty",
      envNames: ["REQUESTY_API_KEY"],
      revokeUrl: "https://app.requesty.ai/api-keys",
      sources: [modelsDev("requesty")],
    },
    { id: "requesty-api-key", title: "API key", evidence: "C", shapes: [["rqsty-sk-", base64(40, 120)]] },
  ),
  ...defineRules(
    {
      provider: "edenai",
      vendor: "Eden AI",
      envNames: ["EDENAI_API_KEY"],
      revokeUrl: "https://app.edenai.run/admin/api-settings/features-preferences",
      sources: [trufflehog("edenai")],
    },
    {
      id: "edenai-api-token",
      title: "API token",
      evidence: "B",
      shapes: [["eyJ", url(33), ".eyJ", url(60, 120), ".", url(43)]],
      context: near(spelled("eden_ai"), ["api.edenai.run"]),
      check: readable,
      notes: expiry,
      seal: asToken(),
      around: inVariable("EDENAI_API_KEY"),
    },
  ),
];

/** Of 48 letters or digits. */
const OF_LETTERS: readonly string[] = [
  "Stability AI",
  "Moonshot AI",
  "SiliconFlow",
  "Tencent Hunyuan",
  "Xiaomi MiMo",
  "Braintrust",
  "LiteLLM",
  "a relay such as one-api, AiHubMix or 302.AI",
];
/** Of 32 hex digits. */
const OF_HEX: readonly string[] = ["DeepSeek", "Alibaba DashScope", "StepFun", "LiteLLM", "a relay"];

export const SHARED_KEY_RULES = defineRules(
  {
    provider: "gateways-misc",
    vendor: "AI service",
    envNames: ["LLM_API_KEY", "AIHUBMIX_API_KEY", "POE_API_KEY", "VENICE_API_KEY", "MORPH_API_KEY", "OPENCODE_API_KEY"],
    // Whoever made it revokes it; to guess a page would be to guess the owner.
    revokeUrl: "",
    sources: ["https://github.com/anomalyco/models.dev/tree/dev/providers"],
  },
  {
    id: "ai-service-sk-key",
    title: "sk- key",
    evidence: "C",
    shapes: [
      ["sk-", alnum(48)],
      ["sk-", hex(32)],
    ],
    owners: [...new Set([...OF_LETTERS, ...OF_HEX])],
    check: notWords,
    notes: (key) => [
      `Its shape does not say whose it is. It may be of ${(key.length > 40 ? OF_LETTERS : OF_HEX).join(", ")}.`,
    ],
  },
);
