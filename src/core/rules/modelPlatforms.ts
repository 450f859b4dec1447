// Platforms around models: training data, labels, chat bots, sovereign clouds.
import { START } from "./boundaries";
import { betterleaks, LITELLM_PROVIDERS, modelsDev, titus, trufflehog } from "./citations";
import { asToken, expiry, JWT, readable } from "./jwt";
import { inVariable, near, spelled } from "./near";
import { inBothCasesWithDigit, notHex, notWords, notZero } from "./randomness";
import { defineRules } from "./rule";
import { alnum, digits, hex, upper, url, uuid } from "./shape";

export const MODEL_PLATFORM_RULES = [
  ...defineRules(
    {
      provider: "aleph-alpha",
      vendor: "Aleph Alpha",
      envNames: ["ALEPH_ALPHA_API_KEY", "AA_TOKEN"],
      revokeUrl: "https://app.aleph-alpha.com/profile",
      sources: ["https://docs.aleph-alpha.com/"],
    },
    {
      id: "aleph-alpha-token",
      title: "API token",
      evidence: "D",
      shapes: [JWT],
      context: near([...spelled("aleph_alpha"), "aleph alpha", "aa_token"]),
      check: readable,
      notes: expiry,
      seal: asToken(),
      around: inVariable("ALEPH_ALPHA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "upstage",
      vendor: "Upstage",
      envNames: ["UPSTAGE_API_KEY"],
      revokeUrl: "https://console.upstage.ai/api-keys",
      sources: [betterleaks("upstage"), modelsDev("upstage")],
    },
    {
      id: "upstage-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["up_", alnum(29)], [alnum(40, 50)]],
      context: near(["upstage"], ["api.upstage.ai"]),
      check: (value) => (value.startsWith("up_") ? notWords(value) : inBothCasesWithDigit()(value)),
      seal: (value) => (value.startsWith("up_") ? value : `a1B${value.slice(3)}`),
      around: inVariable("UPSTAGE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "scale",
      vendor: "Scale AI",
      envNames: ["SCALE_API_KEY"],
      revokeUrl: "https://dashboard.scale.com/settings/api-keys",
      sources: ["https://docs.scale.com/reference/authentication", titus("scale")],
    },
    {
      id: "scale-api-key",
      title: "API key",
      evidence: "B",
      shapes: [
        ["live_auth_", hex(32)],
        ["live_", hex(32)],
        ["test_", hex(32)],
      ],
      context: near([...spelled("scale_ai", "scale_client"), "scale.com"], ["api.scale.com"], { words: ["scale"] }),
      around: inVariable("SCALE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "clarifai",
      vendor: "Clarifai",
      envNames: ["CLARIFAI_PAT", "CLARIFAI_API_KEY"],
      revokeUrl: "https://clarifai.com/settings/security",
      sources: [trufflehog("clarifai"), titus("clarifai")],
    },
    {
      id: "clarifai-access-token",
      title: "access token",
      evidence: "B",
      shapes: [[hex(32)]],
      context: near(["clarifai"], ["api.clarifai.com"]),
      around: inVariable("CLARIFAI_PAT"),
    },
  ),
  ...defineRules(
    {
      provider: "deepai",
      vendor: "DeepAI",
      envNames: ["DEEPAI_API_KEY"],
      revokeUrl: "https://deepai.org/dashboard/profile",
      sources: [trufflehog("deepai")],
    },
    {
      id: "deepai-api-key",
      title: "API key",
      evidence: "B",
      shapes: [uuid],
      context: near(["deepai", "deep_ai"], ["api.deepai.org"]),
      check: notZero,
      around: inVariable("DEEPAI_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "wit-ai",
      vendor: "Wit.ai",
      envNames: ["WIT_AI_TOKEN", "WIT_TOKEN"],
      revokeUrl: "https://wit.ai/apps",
      sources: ["https://wit.ai/docs/http/", trufflehog("wit")],
    },
    {
      id: "wit-ai-token",
      title: "server access token",
      evidence: "B",
      shapes: [[upper(32)]],
      // The letters alone stand in too many words.
      context: near([...spelled("wit_ai"), "wit.ai", "wit_token", "wit_api", "wit_access"], ["api.wit.ai"]),
      check: notHex,
      around: inVariable("WIT_AI_TOKEN"),
    },
  ),
  ...defineRules(
    {
      provider: "lighton",
      vendor: "LightOn Paradigm",
      envNames: ["PARADIGM_API_KEY"],
      revokeUrl: "https://paradigm.lighton.ai",
      sources: [betterleaks("lighton")],
    },
    {
      id: "lighton-api-key",
      title: "API key",
      evidence: "C",
      shapes: [[url(40, 80)]],
      // What ends in the sign of base64 is the base64 of something else.
      source: `${START}[A-Za-z0-9_-]{40,80}(?![A-Za-z0-9_=-])`,
      context: near(["lighton"], ["paradigm.lighton.ai"], { words: ["paradigm"] }),
      check: inBothCasesWithDigit(),
      around: inVariable("PARADIGM_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "meta-llama-api",
      vendor: "Meta Llama API",
      envNames: ["LLAMA_API_KEY"],
      revokeUrl: "https://llama.developer.meta.com",
      sources: [modelsDev("llama"), LITELLM_PROVIDERS],
    },
    { id: "meta-llama-api-key", title: "API key", evidence: "D", shapes: [["LLM|", digits(10, 20), "|", url(20, 40)]] },
  ),
];
