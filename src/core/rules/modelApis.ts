// Vendors of models with one or two kinds of key each.
import { betterleaks, titus } from "./citations";
import { inVariable, near, spelled } from "./near";
import { each, inBothCasesWithDigit, notHex, notWords } from "./randomness";
import { defineRules } from "./rule";
import { alnum, letters, url } from "./shape";

/** An identifier such as `hf_generatedByHomeApp…` changes case now and then; a random token does at every second letter. */
const randomCase = (value: string): boolean => {
  const upper = value.slice(3).replace(/[^A-Z]/g, "").length;
  return upper >= 7 && upper <= value.length - 10;
};

export const MODEL_API_RULES = [
  ...defineRules(
    {
      provider: "hugging-face",
      vendor: "Hugging Face",
      envNames: ["HF_TOKEN", "HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACEHUB_API_TOKEN"],
      revokeUrl: "https://huggingface.co/settings/tokens",
      sources: ["https://huggingface.co/docs/hub/security-tokens"],
    },
    {
      id: "huggingface-token",
      title: "access token",
      evidence: "A",
      shapes: [["hf_", letters(34)]],
      check: (value) => (randomCase(value) ? "pass" : "reject"),
      nearMisses: () => [["hf_generatedByHomeApp", "WhenTheUserStarts"].join("")],
    },
    {
      id: "huggingface-org-token",
      title: "organization token",
      evidence: "B",
      shapes: [["api_org_", letters(34)]],
      check: (value) => (randomCase(value.slice(5)) ? "pass" : "reject"),
    },
  ),
  ...defineRules(
    {
      provider: "groq",
      vendor: "Groq",
      envNames: ["GROQ_API_KEY"],
      revokeUrl: "https://console.groq.com/keys",
      sources: ["https://console.groq.com/docs/quickstart"],
    },
    {
      id: "groq-api-key",
      title: "API key",
      evidence: "B",
      // The mark is base64 of "XgroqX".
      shapes: [["gsk_", alnum(20), "WGdyb3FY", alnum(24)]],
    },
  ),
  ...defineRules(
    {
      provider: "xai",
      vendor: "xAI",
      envNames: ["XAI_API_KEY", "GROK_API_KEY"],
      revokeUrl: "https://console.x.ai/team/default/api-keys",
      sources: ["https://docs.x.ai/docs/overview"],
    },
    { id: "xai-api-key", title: "API key", evidence: "B", shapes: [["xai-", alnum(80)]] },
    {
      id: "xai-management-key",
      title: "management key",
      evidence: "B",
      envName: "XAI_MANAGEMENT_KEY",
      shapes: [["xai-token-", alnum(80)]],
    },
  ),
  ...defineRules(
    {
      provider: "perplexity",
      vendor: "Perplexity",
      envNames: ["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
      revokeUrl: "https://www.perplexity.ai/account/api/keys",
      sources: ["https://docs.perplexity.ai/guides/api-key-management"],
    },
    { id: "perplexity-api-key", title: "API key", evidence: "B", shapes: [["pplx-", alnum(48)]] },
  ),
  ...defineRules(
    {
      provider: "mistral",
      vendor: "Mistral AI",
      envNames: ["MISTRAL_API_KEY", "CODESTRAL_API_KEY"],
      revokeUrl: "https://console.mistral.ai/api-keys",
      sources: ["https://docs.mistral.ai/api/"],
    },
    {
      id: "mistral-api-key",
      title: "API key",
      evidence: "A",
      shapes: [[alnum(32)]],
      context: near(["mistral", "codestral"], ["api.mistral.ai", "codestral.mistral.ai"]),
      check: inBothCasesWithDigit(),
      around: inVariable("MISTRAL_API_KEY"),
    },
    {
      id: "mistral-realtime-token",
      title: "realtime token",
      evidence: "D",
      shapes: [["rt_", url(20, 200)]],
      context: near(["mistral"]),
      around: inVariable("mistral_realtime_token"),
    },
  ),
  ...defineRules(
    {
      provider: "cohere",
      vendor: "Cohere",
      envNames: ["COHERE_API_KEY", "CO_API_KEY"],
      revokeUrl: "https://dashboard.cohere.com/api-keys",
      sources: ["https://docs.cohere.com/docs/rate-limits"],
    },
    {
      id: "cohere-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[alnum(40)]],
      context: near(["cohere", "co_api_key"], ["api.cohere.com", "api.cohere.ai"]),
      check: each(notHex, notWords),
      around: inVariable("COHERE_API_KEY"),
      nearMisses: (dice) => [dice.draw("0123456789abcdef", 40)],
    },
  ),
  ...defineRules(
    {
      provider: "stability-ai",
      vendor: "Stability AI",
      envNames: ["STABILITY_API_KEY", "STABILITY_KEY"],
      revokeUrl: "https://platform.stability.ai/account/keys",
      sources: [betterleaks("stabilityai"), titus("stabilityai")],
    },
    {
      id: "stability-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["sk-", alnum(48)]],
      context: near(
        ["stability", "dreamstudio", ...spelled("stable_diffusion"), "stable diffusion"],
        ["api.stability.ai"],
      ),
      around: inVariable("STABILITY_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "ai21",
      vendor: "AI21 Labs",
      envNames: ["AI21_API_KEY"],
      revokeUrl: "https://studio.ai21.com/account/api-key",
      sources: ["https://docs.ai21.com/", titus("ai21")],
    },
    {
      id: "ai21-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[alnum(32)]],
      context: near(["ai21"], ["api.ai21.com"]),
      check: inBothCasesWithDigit(),
      around: inVariable("AI21_API_KEY"),
    },
  ),
];
